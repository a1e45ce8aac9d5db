/** Call slots on a Redis server: each step is one script, in the server's own time. */
import type { Pace } from '../domain/ports.ts';
import type { RedisScripts } from './redis.ts';
import { HOLD_MS, PLACE_KEPT_MS, type SlotTable, type TakenSlot } from './slots.ts';

/**
 * Times are microseconds: whole numbers that both Lua and Redis keep exactly. KEYS: `free` (slots by the time from which they are free), `held`
 * (tokens by the time until which they hold a slot), `line` (askers by the time of their first asking), `seen` (by that of their last).
 */
const HEAD = `
local free, held, line, seen = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function text(number) return string.format('%.0f', number) end
`;

/**
 * ARGV: limit, window, hold, how long a place in the line is kept, asker, token.
 * Slots that are missing are free a window later: that the budget is new cannot be told from a server that lost its data, and calls
 * that it has forgotten may have started just now.
 */
const TAKE = `${HEAD}
local limit, window, hold, kept = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local asker, token = ARGV[5], ARGV[6]

-- Times further away than any can be were written before the clock was set back.
for _, slot in ipairs(redis.call('ZRANGEBYSCORE', free, text(now + window + 1), '+inf')) do
  redis.call('ZADD', free, text(now + window), slot)
end
for _, slot in ipairs(redis.call('ZRANGEBYSCORE', held, text(now + window + hold + 1), '+inf')) do
  redis.call('ZADD', held, text(now + window + hold), slot)
end

local over = redis.call('ZRANGEBYSCORE', held, '-inf', text(now - 1), 'WITHSCORES')
for i = 1, #over, 2 do
  redis.call('ZREM', held, over[i])
  redis.call('ZADD', free, text(over[i + 1] + window), over[i])
end

local all = redis.call('ZCARD', free) + redis.call('ZCARD', held)
for i = all + 1, limit do
  redis.call('ZADD', free, text(now + window), token .. ' ' .. i)
end
-- The ones that are left tell of the latest calls.
if all > limit then redis.call('ZPOPMIN', free, all - limit) end

for _, range in ipairs({ { '-inf', text(now - kept - 1) }, { text(now + 1), '+inf' } }) do
  for _, late in ipairs(redis.call('ZRANGEBYSCORE', seen, range[1], range[2])) do
    redis.call('ZREM', seen, late)
    redis.call('ZREM', line, late)
  end
end

local before = redis.call('ZRANK', line, asker) or redis.call('ZCARD', line)
local slot = redis.call('ZRANGE', free, before, before, 'WITHSCORES')
if #slot == 0 then
  redis.call('ZADD', line, 'NX', text(now), asker)
  redis.call('ZADD', seen, text(now), asker)
  return false
end
local freeAt = tonumber(slot[2])
redis.call('ZREM', free, slot[1])
redis.call('ZADD', held, text(math.max(now, freeAt) + hold), token)
redis.call('ZREM', line, asker)
redis.call('ZREM', seen, asker)
return { text(math.max(0, freeAt - now)), text(freeAt) }
`;

/** ARGV: token, window. */
const STARTED = `${HEAD}
if redis.call('ZREM', held, ARGV[1]) == 1 then redis.call('ZADD', free, text(now + ARGV[2]), ARGV[1]) end
`;

/** ARGV: token, since when it was free. */
const GIVE_BACK = `${HEAD}
if redis.call('ZREM', held, ARGV[1]) == 1 then redis.call('ZADD', free, ARGV[2], ARGV[1]) end
`;

const MICROS = 1_000;

const takenIn = (reply: unknown): TakenSlot | null => {
  if (!Array.isArray(reply)) return null;
  const [wait, freeAt] = reply.map(Number);
  return { waitMs: Math.ceil((wait ?? 0) / MICROS), freeAt: freeAt ?? 0 };
};

/** Makes the slots of the budget of this name, which all processes of the installation share. */
export const slotsOnRedis =
  (redis: RedisScripts) =>
  (name: string, { limit, windowMs }: Pace): SlotTable => {
    // The braces keep the keys together on a cluster.
    const keys = ['free', 'held', 'line', 'seen'].map((part) => `{slots:${name}}:${part}`);
    const times = [windowMs, HOLD_MS, PLACE_KEPT_MS].map((ms) => ms * MICROS);
    return {
      take: async (asker, token) => takenIn(await redis.run(TAKE, keys, [limit, ...times, asker, token])),
      started: async (token) => void (await redis.run(STARTED, keys, [token, windowMs * MICROS])),
      giveBack: async (token, freeAt) => void (await redis.run(GIVE_BACK, keys, [token, freeAt])),
    };
  };
