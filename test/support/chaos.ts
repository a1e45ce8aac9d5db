/**
 * A bad day: many people send photos while the program's processes are killed with -9 at random moments and started again. What
 * happens when follows from the seed; Telegram and 1688 stand outside of the program and take their time, so that kills meet every
 * step of the work: before a call has arrived, while it is answered, and before its answer has come back.
 */
import { type Crowd, chanceFrom, createCrowd, type Outcome, photoNumber } from './crowd.ts';
import { type Installation, type Role, startInstallation, startMarket } from './installation.ts';
import { type OwnRedis, startOwnRedis } from './own-redis.ts';
import { openRoad } from './road.ts';
import { startTelegramServer } from './telegram-server.ts';

/** How bad the day is. */
export type Chaos = {
  readonly seed: string;
  readonly roles: readonly Role[];
  readonly photos: number;
  readonly chats: number;
  readonly kills: number;
  /** Whether the processes share a Redis of this run's own, and how long it is away once, in the middle of the run. */
  readonly redis: boolean;
  readonly redisAwayMs: number;
  /** How long after the last kill everything may take. What is not answered then counts as lost. */
  readonly patienceMs: number;
};

/** What came of it. `violations` are calls that the Bot API would have refused; */
export type ChaosOutcome = Outcome & {
  readonly kills: number;
  readonly redisAway: number;
  readonly seconds: number;
  /** From the last kill until everybody was answered. */
  readonly recoverySeconds: number;
  readonly violations: readonly string[];
  readonly exitCodes: readonly (number | null)[];
  /** The end of each process's log. */
  readonly logs: readonly string[];
};

/** The day is made of rounds. In each, photos are sent and one process is killed, both at random moments of so long. */
const ROUND_MS = 2_500;

/** Rounds that do not wait for the process that is to be killed, so that some are killed before they are ready. */
const EARLY = 0.2;

/** A process that does not get ready, or only slowly, does not hold up the day for longer. */
const READY_WITHIN_MS = 30_000;

/** How long a call takes to Telegram or 1688 and back; a kill between the two leaves a message whose sender never learns its id. */
const ROAD = { thereMs: 25, backMs: 25 };

/** A repeat is the file of an earlier photo, sent by somebody else. */
const REPEATS = 0.3;

/** More than the budget is not what this is about. */
const QPS = 400;

/** Longer than the queue's lease: a job that would be answered twice is taken up again by then. */
const QUIET_MS = 12_000;

const LOOK_EVERY_MS = 100;

const LOG_CHARS = 4_000;

type Happening = { readonly atMs: number; readonly happen: () => unknown };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets everything happen at its time. */
const play = async (happenings: readonly Happening[]): Promise<void> => {
  const startMs = performance.now();
  for (const { atMs, happen } of happenings.toSorted((a, b) => a.atMs - b.atMs)) {
    await pause(Math.max(0, atMs - (performance.now() - startMs)));
    await happen();
  }
};

/** Everything outside of the program. */
const openOutside = async (withRedis: boolean) => {
  const [telegram, market, redis] = await Promise.all([
    startTelegramServer(),
    startMarket(1_000),
    withRedis ? startOwnRedis() : null,
  ]);
  const roads = await Promise.all([
    openRoad({ to: telegram.url, ...ROAD, swift: (path) => path.endsWith('/getUpdates'), writesDown: false }),
    openRoad({ to: market.url, ...ROAD, writesDown: false }),
  ]);
  const env = {
    ...market.env,
    ALI1688_GATEWAY_URL: roads[1].url,
    ALI1688_QPS: String(QPS),
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: roads[0].url,
    ...(redis && { REDIS_URL: redis.url }),
  };
  const close = async (): Promise<void> => {
    await Promise.all(roads.map((road) => road.close()));
    await Promise.all([telegram.close(), market.child.kill('SIGKILL'), redis?.close()]);
  };
  return { telegram, redis, env, close };
};

type Photo = { readonly round: number; readonly atMs: number; readonly who: number; readonly file: number };

/** Who sends which photo when: at random moments of all rounds, 30 % of them photos that were sent before. */
const planPhotos = async ({ seed, photos, chats, kills }: Chaos) => {
  const chance = chanceFrom(`${seed} photos`);
  const first = Math.floor(chance() * 100);
  const moments = Array.from({ length: photos }, () => chance() * Math.max(1, kills)).toSorted(
    (a, b) => a - b,
  );
  let distinct = 0;
  const planned: Photo[] = [];
  for (const moment of moments) {
    const isRepeat = distinct > 0 && chance() < REPEATS;
    const file = isRepeat ? Math.floor(chance() * distinct) : distinct++;
    const round = Math.floor(moment);
    planned.push({ round, atMs: (moment - round) * ROUND_MS, who: Math.floor(chance() * chats), file });
  }
  const bytes = await Promise.all(Array.from({ length: distinct }, (_, n) => photoNumber(first + n, 480)));
  return { planned, bytes };
};

type Kill = { readonly place: number; readonly atMs: number; readonly early: boolean };

const planKills = ({ seed, kills, roles }: Chaos): Kill[] => {
  const chance = chanceFrom(`${seed} kills`);
  return Array.from({ length: kills }, () => ({
    place: Math.floor(chance() * roles.length),
    atMs: chance() * ROUND_MS,
    early: chance() < EARLY,
  }));
};

/** One day on these processes. The Redis goes away when half of the day is over. */
const liveDay = async (
  chaos: Chaos,
  { installation, crowd, redis }: { installation: Installation; crowd: Crowd; redis: OwnRedis | null },
): Promise<void> => {
  const [{ planned, bytes }, kills] = [await planPhotos(chaos), planKills(chaos)];
  const rounds: readonly (Kill | null)[] = kills.length > 0 ? kills : [null];
  for (const [round, kill] of rounds.entries()) {
    if (kill && !kill.early) await Promise.race([installation.readyAt(kill.place), pause(READY_WITHIN_MS)]);
    await play([
      ...planned
        .filter((photo) => photo.round === round)
        .map(({ atMs, who, file }) => ({ atMs, happen: () => void crowd.ask(who, `${file}`, bytes[file]) })),
      ...(kill ? [{ atMs: kill.atMs, happen: () => installation.killAndRevive(kill.place) }] : []),
      ...(redis && chaos.redisAwayMs > 0 && round === Math.floor(rounds.length / 2)
        ? [{ atMs: 0, happen: () => void redis.away(chaos.redisAwayMs) }]
        : []),
    ]);
  }
};

/** Waits until the test holds, for at most so long. */
const until = async (holds: () => boolean, withinMs: number): Promise<void> => {
  const endMs = performance.now() + withinMs;
  while (!holds() && performance.now() < endMs) await pause(LOOK_EVERY_MS);
};

/** Lives through the day and counts. It ends in bounded time, whatever is lost. */
export const liveThrough = async (chaos: Chaos): Promise<ChaosOutcome> => {
  const startedMs = performance.now();
  const outside = await openOutside(chaos.redis);
  const crowd = createCrowd(outside.telegram);
  const installation = startInstallation({ roles: chaos.roles, env: outside.env });
  const isOver = (): boolean => {
    const { lost, searching } = crowd.outcome();
    return lost === 0 && searching === 0;
  };
  try {
    await liveDay(chaos, { installation, crowd, redis: outside.redis });
    const lastKillMs = performance.now();
    await until(isOver, chaos.patienceMs);
    const overMs = performance.now();
    await pause(QUIET_MS);
    const exitCodes = await installation.stop(25_000);
    const logs = chaos.roles.map((_, place) => installation.at(place).stderr().slice(-LOG_CHARS));
    return {
      ...crowd.outcome(),
      kills: chaos.kills,
      redisAway: outside.redis && chaos.redisAwayMs > 0 ? 1 : 0,
      seconds: Math.round((performance.now() - startedMs) / 1_000),
      recoverySeconds: Math.round((overMs - lastKillMs) / 100) / 10,
      violations: outside.telegram.violations(),
      exitCodes,
      logs,
    };
  } finally {
    await installation.destroy();
    await outside.close();
  }
};
