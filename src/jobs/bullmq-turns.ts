/** Turns for the queue in Redis: which round a new job gets, as a priority that BullMQ sorts by; and how much is ahead of a job. */
import type { Redis } from 'ioredis';
import { type AnswerJob, LANES, type Lane, type Turn } from '../domain/ports.ts';

/** BullMQ's largest priority; the smaller number goes first (docs.bullmq.io/guide/jobs/prioritized). */
const MAX_PRIORITY = 2 ** 21 - 1;
const LANE_SIZE = Math.floor(MAX_PRIORITY / LANES.length);

/** A chat's last round is of use only as long as it is later than the lane's; whoever is away longer begins with the lane's round. */
const CHAT_KNOWN_MS = 24 * 60 * 60 * 1000;

/** How long another process may take from asking for a turn to having added its job. */
const ADDING_MS = 5_000;

const lanePriorities = (lane: Lane): { first: number; last: number } => {
  const before = LANES.indexOf(lane) * LANE_SIZE;
  return { first: before + 1, last: before + LANE_SIZE };
};

/** The priority of a job that had its turn and must run again: before all of its lane that had none. */
export const priorityOfRepeat = (lane: Lane): number => lanePriorities(lane).first;

/**
 * Rounds only grow; a priority is the distance from the lane's base. Whenever nothing waits in the lane, the base moves up to the
 * round that it is at, so the range of priorities is used up only by a lane that is never empty. Then its last priority is
 * shared, and it is first come, first served.
 */
const TAKE = `
  local job, adding, open, lane, chat, prioritized = unpack(KEYS)
  local id, now, first, last, isNew = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5] == '1'
  if isNew and redis.call('EXISTS', job) == 1 then return {0, 0, 0} end
  local state = redis.call('HMGET', lane, 'round', 'base')
  local current, base = tonumber(state[1]) or 0, tonumber(state[2]) or 0
  local waiting = redis.call('ZCOUNT', prioritized,
    string.format('%.0f', first * 0x100000000), string.format('(%.0f', (last + 1) * 0x100000000))
  if waiting == 0 and base ~= current then
    base = current
    redis.call('HSET', lane, 'base', base)
  end
  local own = tonumber(redis.call('GET', chat))
  local round = math.max(current, own and own + 1 or 0)
  redis.call('SET', chat, round, 'PX', ${CHAT_KNOWN_MS})
  redis.call('ZADD', open, 'NX', now, id)
  local isFirst = not isNew or redis.call('SET', adding, 1, 'NX', 'PX', ${ADDING_MS})
  return {isFirst and 1 or 2, round, math.min(last, first + 1 + round - base)}`;

/** The lane is at the largest round that was begun. */
const BEGIN = `
  local round = tonumber(redis.call('HGET', KEYS[1], 'round')) or 0
  if tonumber(ARGV[1]) > round then redis.call('HSET', KEYS[1], 'round', ARGV[1]) end`;

/** What is over is taken off the list by whoever ended it; where that one died, by whoever looks here. */
const OLDEST = `
  local open, prefix, now = KEYS[1], ARGV[1], tonumber(ARGV[2])
  for _ = 1, 10000 do
    local oldest = redis.call('ZRANGE', open, 0, 0, 'WITHSCORES')
    if #oldest == 0 then return false end
    local fields = redis.call('HMGET', prefix .. oldest[1], 'name', 'finishedOn')
    local isBeingAdded = not fields[1] and now - tonumber(oldest[2]) < ${ADDING_MS}
    if isBeingAdded or (fields[1] and not fields[2]) then return oldest[2] end
    redis.call('ZREM', open, oldest[1])
  end
  return false`;

/** Jobs that wait for their first run are in order already. The others had their turn: they are before all of their lane. */
const AHEAD = `
  local prioritized, active, wait, delayed = unpack(KEYS)
  local id, prefix, size = ARGV[1], ARGV[2], tonumber(ARGV[3])
  local function laneOf(other)
    return math.floor(((tonumber(redis.call('HGET', prefix .. other, 'priority')) or 1) - 1) / size)
  end
  local had = {}
  for _, other in ipairs(redis.call('LRANGE', active, -1000, -1)) do table.insert(had, 1, other) end
  for _, other in ipairs(redis.call('LRANGE', wait, -1000, -1)) do table.insert(had, 1, other) end
  for _, other in ipairs(redis.call('ZRANGE', delayed, 0, 1000)) do table.insert(had, other) end
  local rank = redis.call('ZRANK', prioritized, id)
  if not rank and not redis.call('HGET', prefix .. id, 'priority') then return 0 end
  local lane, count = laneOf(id), rank or 0
  for _, other in ipairs(had) do
    if other == id then return count end
    if laneOf(other) <= lane then count = count + 1 end
  end
  return rank and count or 0`;

/** A turn that was taken. `isFirst` is false where another process is adding the same job at this moment. */
export type TakenTurn = { readonly turn: Turn; readonly priority: number; readonly isFirst: boolean };

/** The names of keys, BullMQ's (`bull`) and our own beside them (`own`). */
type Keys = { readonly bull: (type: string) => string; readonly own: (name: string) => string };

/** What the queue asks about turns. Everything rejects with ioredis' errors. */
export interface Turns {
  /** A turn for a new job; null when a job with this id is known. */
  take(id: string, job: AnswerJob, nowMs: number): Promise<TakenTurn | null>;
  /** Another turn for a job that is known. */
  takeAgain(id: string, job: AnswerJob, nowMs: number): Promise<TakenTurn>;
  /** To be told when a job is begun. */
  begun(turn: Turn): Promise<void>;
  /** To be told when a job is over. */
  over(id: string): Promise<void>;
  /** To be told when a job is forgotten, so that it may come anew. */
  forgotten(id: string): Promise<void>;
  /** Since when the oldest open job is there. */
  oldestMs(nowMs: number): Promise<number | null>;
  ahead(id: string): Promise<number>;
}

/** Turns over one connection. */
export const createTurns = (redis: Redis, { bull, own }: Keys): Turns => {
  const open = own('open');
  const laneKey = (lane: Lane): string => own(`turns:${lane}`);

  const take = async (id: string, job: AnswerJob, nowMs: number, isNew: boolean) => {
    const { lane, chat } = job;
    const { first, last } = lanePriorities(lane);
    const chatKey = own(`turns:${lane}:${chat.platform}:${chat.id}`);
    const keys = [bull(id), own(`adding:${id}`), open, laneKey(lane), chatKey, bull('prioritized')];
    const reply = await redis.eval(TAKE, keys.length, ...keys, id, nowMs, first, last, isNew ? 1 : 0);
    const [result = 0, round = 0, priority = first] = reply as number[];
    return { result, taken: { turn: { lane, round }, priority, isFirst: result === 1 } };
  };

  return {
    take: async (id, job, nowMs) => {
      const { result, taken } = await take(id, job, nowMs, true);
      return result === 0 ? null : taken;
    },
    takeAgain: async (id, job, nowMs) => (await take(id, job, nowMs, false)).taken,
    begun: async ({ lane, round }) => void (await redis.eval(BEGIN, 1, laneKey(lane), round)),
    over: async (id) => void (await redis.zrem(open, id)),
    forgotten: async (id) => void (await redis.del(own(`adding:${id}`))),
    oldestMs: async (nowMs) => {
      const oldest = await redis.eval(OLDEST, 1, open, bull(''), nowMs);
      return typeof oldest === 'string' ? Number(oldest) : null;
    },
    ahead: async (id) => {
      const keys = ['prioritized', 'active', 'wait', 'delayed'].map(bull);
      return Number(await redis.eval(AHEAD, keys.length, ...keys, id, bull(''), LANE_SIZE));
    },
  };
};
