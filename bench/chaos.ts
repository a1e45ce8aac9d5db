/**
 * Nothing is lost and nothing is answered twice: 200 photos over 20 chats while processes are killed with -9 at 20 random moments;
 * in one process on the SQLite file, and as 2 web and 2 worker processes on a Redis that is away for 5 s itself.
 * `--seed N` runs a day again, `--photos`, `--chats` and `--kills` shorten it, `--mode embedded|redis` does one of the two.
 */

import { type Chaos, type ChaosOutcome, liveThrough } from '../test/support/chaos.ts';
import { endWithChildren } from '../test/support/children.ts';
import { hasRedis } from '../test/support/own-redis.ts';
import type { Figure, Options } from './index.ts';
import { countIn, note } from './support/report.ts';

const MODES = {
  embedded: { roles: ['all'], redis: false },
  redis: { roles: ['web', 'web', 'worker', 'worker'], redis: true },
} as const satisfies Record<string, Pick<Chaos, 'roles' | 'redis'>>;

type Mode = keyof typeof MODES;

const REDIS_AWAY_MS = 5_000;
const PATIENCE_MS = 180_000;

const figuresOf = (mode: Mode, outcome: ChaosOutcome): Figure[] => {
  const figure = (name: string, value: number, unit: string): Figure => ({
    name: `${mode}: ${name}`,
    value,
    unit,
  });
  return [
    figure('photos', outcome.asked, 'photos'),
    figure('kill -9', outcome.kills, 'times'),
    ...(mode === 'redis' ? [figure('Redis away for 5 s', outcome.redisAway, 'times')] : []),
    figure('exactly one answer', outcome.answered, 'photos'),
    figure('told why not, once', outcome.told, 'photos'),
    figure('lost', outcome.lost, 'photos'),
    figure('answered more than once', outcome.doubled, 'photos'),
    figure('left saying "searching"', outcome.searching, 'messages'),
    figure('messages that belong to no photo', outcome.strays, 'messages'),
    figure('calls that the Bot API refuses', outcome.violations.length, 'calls'),
    figure('all answered after the last kill', outcome.recoverySeconds, 's'),
    figure('whole run', outcome.seconds, 's'),
  ];
};

const modesIn = ({ mode }: Options): Mode[] => {
  const wanted = (Object.keys(MODES) as Mode[]).filter((known) => mode === undefined || mode === known);
  if (wanted.includes('redis') && !hasRedis()) {
    note('redis-server is not installed here: that half is left out');
    return wanted.filter((known) => known !== 'redis');
  }
  return wanted;
};

/** Lives through the days, one after the other. */
export const run = async (options: Options): Promise<readonly Figure[]> => {
  endWithChildren();
  const seed = options.seed ?? String(Math.floor(Math.random() * 1_000_000));
  note(`--seed ${seed}`);
  const figures: Figure[] = [];
  for (const mode of modesIn(options)) {
    const outcome = await liveThrough({
      ...MODES[mode],
      seed,
      photos: countIn(options, 'photos', 200),
      chats: countIn(options, 'chats', 20),
      kills: countIn(options, 'kills', 20),
      redisAwayMs: REDIS_AWAY_MS,
      patienceMs: PATIENCE_MS,
    });
    const { logs, violations, ...counts } = outcome;
    note(`${mode}: ${JSON.stringify(counts)}`);
    if (violations.length > 0) note(violations.slice(0, 5).join('\n'));
    // What a bad end came from stands there.
    if (outcome.answered < outcome.asked || outcome.searching > 0) note(logs.join('\n---\n'));
    figures.push(...figuresOf(mode, outcome));
  }
  return [{ name: 'seed', value: Number(seed), unit: '' }, ...figures];
};
