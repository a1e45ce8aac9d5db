/**
 * How long somebody with a single photo waits behind somebody who has just sent a hundred, at a limited rate of calls to 1688. "First
 * come, first served" is not run but read off the same run: the single photo would have been answered after the hundred that
 * came before it, so no sooner than the last of these was. `--dump N` and `--qps N` change the load, `--singles N` how many people
 * with one photo come along, one after the other.
 */
import { endWithChildren } from '../test/support/children.ts';
import { type AskedPhoto, type Crowd, createCrowd, photoNumber } from '../test/support/crowd.ts';
import { startInstallation, startMarket } from '../test/support/installation.ts';
import { startTelegramServer } from '../test/support/telegram-server.ts';
import type { Figure, Options } from './index.ts';
import { countIn, median, note, pause, rounded } from './support/report.ts';

const DUMP = 100;
const SINGLES = 5;
const QPS = 15;

const LOOK_EVERY_MS = 10;
const PATIENCE_MS = 300_000;

/** Resolves with the time at which the photo was answered. */
const answeredAt = async (crowd: Crowd, photo: AskedPhoto, untilMs: number): Promise<number> => {
  while (!crowd.isSettled(photo)) {
    if (performance.now() > untilMs) throw new Error('photos were not answered in time');
    await pause(LOOK_EVERY_MS);
  }
  return performance.now();
};

type Waits = { readonly fair: number; readonly firstCome: number; readonly overtakenBy: number };

/** The dump, and then the singles: each sends when the one before has been answered, so that they do not wait for one another. */
const measure = async (crowd: Crowd, photos: readonly Buffer[], dump: number): Promise<Waits[]> => {
  const untilMs = performance.now() + PATIENCE_MS;
  const first = crowd.ask(0, 'warm', photos[0]);
  await answeredAt(crowd, first, untilMs);
  const [own, others] = [photos.slice(1, dump + 1), photos.slice(dump + 1)];
  const dumped = own.map((bytes, at) => crowd.ask(0, `dump-${at}`, bytes));
  const isDone = (photo: AskedPhoto): boolean => crowd.isSettled(photo);
  const singles: { readonly askedMs: number; readonly answeredMs: number; readonly left: number }[] = [];
  while (!dumped.some(isDone)) await pause(LOOK_EVERY_MS);
  for (const [at, bytes] of others.entries()) {
    const before = dumped.filter(isDone).length;
    const askedMs = performance.now();
    const answeredMs = await answeredAt(crowd, crowd.ask(at + 1, `single-${at}`, bytes), untilMs);
    singles.push({ askedMs, answeredMs, left: dumped.filter(isDone).length - before });
  }
  const ends = await Promise.all(dumped.map((photo) => answeredAt(crowd, photo, untilMs)));
  const lastMs = Math.max(...ends);
  return singles.map(({ askedMs, answeredMs, left }) => ({
    fair: answeredMs - askedMs,
    firstCome: Math.max(lastMs, answeredMs) - askedMs,
    overtakenBy: left,
  }));
};

/** Runs one process on the SQLite file. */
export const run = async (options: Options): Promise<readonly Figure[]> => {
  endWithChildren();
  const [dump, count, qps] = [
    countIn(options, 'dump', DUMP),
    countIn(options, 'singles', SINGLES),
    countIn(options, 'qps', QPS),
  ];
  const photos = await Promise.all(Array.from({ length: 1 + dump + count }, (_, n) => photoNumber(n, 480)));
  const [telegram, market] = await Promise.all([startTelegramServer(), startMarket(1_000)]);
  const env = {
    ...market.env,
    ALI1688_QPS: String(qps),
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
  };
  const program = startInstallation({ roles: ['all'], env });
  try {
    await program.ready();
    note(`${dump} photos of one chat at ${qps} calls a second, then ${count} chats with one photo each`);
    const waits = await measure(createCrowd(telegram), photos, dump);
    return [
      {
        name: 'single photo behind the dump, median',
        value: rounded(median(waits.map(({ fair }) => fair)) / 1000),
        unit: 's',
      },
      {
        name: 'single photo behind the dump, longest',
        value: rounded(Math.max(...waits.map(({ fair }) => fair)) / 1000),
        unit: 's',
      },
      {
        name: 'first come, first served (until the last of the dump, same run), first single',
        value: rounded((waits[0]?.firstCome ?? 0) / 1000),
        unit: 's',
      },
      {
        name: 'share of the wait of first come, first served, first single',
        value: rounded((waits[0]?.fair ?? 0) / (waits[0]?.firstCome ?? 1)),
        unit: 'x',
      },
      {
        name: 'photos of the dump answered meanwhile, median',
        value: median(waits.map(({ overtakenBy }) => overtakenBy)),
        unit: 'photos',
      },
    ];
  } finally {
    await program.destroy();
    await Promise.all([telegram.close(), market.child.kill('SIGKILL')]);
  }
};
