/**
 * How much longer an answer takes than it has to: with 150 ms added to every call to Telegram and 1688, pictures included, the time from
 * the delivery of a photo to the arrival of its full answer, against the round trips that nothing can spare it: those of which each
 * needs what the one before it brought. A round trip is the delay and what the fake took for its own work, as measured for that very
 * call: a real server takes its time, too. Then the same file is sent again, which is to cost no download and no call to 1688.
 * `--runs N` measures more or fewer photos, `--delay MS` adds another delay.
 */
import { endWithChildren } from '../test/support/children.ts';
import { type AskedPhoto, type Crowd, createCrowd, photoNumber } from '../test/support/crowd.ts';
import { startInstallation, startMarket } from '../test/support/installation.ts';
import { openRoad, type Passed, type Road } from '../test/support/road.ts';
import { startTelegramServer } from '../test/support/telegram-server.ts';
import type { Figure, Options } from './index.ts';
import { countIn, median, note, pause, quantile, rounded } from './support/report.ts';

const RUNS = 15;
const DELAY_MS = 150;

/** So many that none of the 8 calls of a photo waits for its turn; a slot for each is looked through with every call, so not more. */
const QPS = 40;

/** Photos asked at once before it counts, so that the code that is measured is warm: a program that runs for days is. */
const WARM_UP = 24;

/** A slow machine may take long for a crowd of photos; a hanging one is given up. */
const PATIENCE_MS = 180_000;

const ANSWER = 'the answer (editMessageMedia)';

/** The calls that follow on one another, by a part of their path; those of one line go side by side. */
const CHAIN: readonly { readonly step: string; readonly calls: readonly string[] }[] = [
  { step: 'where the file is (getFile)', calls: ['/getFile'] },
  { step: 'the file', calls: ['/file/bot'] },
  { step: 'upload to 1688', calls: ['product.image.upload'] },
  { step: 'search', calls: ['product.search.imageQuery'] },
  { step: 'price tiers, beside the pictures', calls: ['product.search.queryProductDetail', '.jpg'] },
  { step: ANSWER, calls: ['/editMessageMedia'] },
];

/**
 * One step of a photo's way. `ms` is its longest call; `beforeMs` is what passed since the step before it (or since the photo was
 * sent), and `besideMs` how much longer its calls took together than the longest alone. Both are the program's own time.
 */
type Link = {
  readonly step: string;
  readonly ms: number;
  readonly calls: number;
  readonly beforeMs: number;
  readonly besideMs: number;
};

/** Where a file of Telegram and a picture of 1688 both end in .jpg, the earlier line has it. */
const stepOf = ({ path }: Passed): string | undefined =>
  CHAIN.find(({ calls }) => calls.some((part) => path.includes(part)))?.step;

/** The chain of one photo: of the calls that went side by side, the longest. */
const chainOf = (calls: readonly Passed[], startMs: number): Link[] => {
  let overMs = startMs;
  return CHAIN.map(({ step }) => {
    const own = calls.filter((call) => stepOf(call) === step);
    const ms = Math.max(0, ...own.map(({ arrivedMs, leftMs }) => leftMs - arrivedMs));
    const [firstMs, lastMs] = [
      Math.min(...own.map(({ arrivedMs }) => arrivedMs)),
      Math.max(...own.map(({ leftMs }) => leftMs)),
    ];
    if (own.length === 0) return { step, ms, calls: 0, beforeMs: 0, besideMs: 0 };
    const beforeMs = firstMs - overMs;
    overMs = lastMs;
    return { step, ms, calls: own.length, beforeMs, besideMs: lastMs - firstMs - ms };
  });
};

type Way = { readonly totalMs: number; readonly links: readonly Link[] };

type Outside = {
  readonly crowd: Crowd;
  readonly roads: readonly Road[];
};

/** Looks seldom: when an answer came is written down on the road. */
const LOOK_EVERY_MS = 50;

const answered = async ({ crowd }: Outside, photo: AskedPhoto): Promise<void> => {
  const untilMs = performance.now() + PATIENCE_MS;
  while (!crowd.isSettled(photo)) {
    if (performance.now() > untilMs) throw new Error('a photo was not answered in time');
    await pause(LOOK_EVERY_MS);
  }
};

/** Lets the calls that are still on the road leave it, such as the sign of work. */
const roadsClear = async ({ roads }: Outside): Promise<void> => {
  let before = -1;
  for (;;) {
    const now = roads.reduce((sum, road) => sum + road.passed().length, 0);
    if (now === before) return;
    before = now;
    await pause(3 * DELAY_MS);
  }
};

let chats = 0;

/** Sends a photo from a new chat and waits for its answer. */
const ask = (outside: Outside, file: string, bytes?: Uint8Array): Promise<void> => {
  chats += 1;
  return answered(outside, outside.crowd.ask(chats, file, bytes));
};

/** The way of a photo that was sent at a time, from the moment at which the update was handed over. */
const wayOf = (calls: readonly Passed[], sentMs: number): Way => {
  const deliveries = calls.filter(({ path, leftMs }) => path.endsWith('/getUpdates') && leftMs >= sentMs);
  const startMs = Math.min(...deliveries.map(({ leftMs }) => leftMs));
  const endMs = Math.max(...calls.filter((call) => stepOf(call) === ANSWER).map(({ leftMs }) => leftMs));
  return { totalMs: endMs - startMs, links: chainOf(calls, startMs) };
};

/** Sends a photo when everything is quiet, and follows it. */
const follow = async (outside: Outside, file: string, bytes?: Uint8Array): Promise<Way> => {
  for (const road of outside.roads) road.forget();
  const sentMs = performance.now();
  await ask(outside, file, bytes);
  await roadsClear(outside);
  return wayOf(
    outside.roads.flatMap((road) => road.passed()),
    sentMs,
  );
};

const msOf = ({ links }: Way): number => links.reduce((sum, { ms }) => sum + ms, 0);

/** What the fakes took for their own work, which counts as a part of a round trip: a real server takes its time, too. */
const ownWorkOf = ({ links }: Way, delayMs: number): number =>
  links.reduce((sum, { ms, calls }) => sum + (calls > 0 ? ms - delayMs : 0), 0);

/** The links of the run in the middle, as they are to be read. */
const tell = (ways: readonly Way[]): void => {
  note('The chain, median of each step: its longest call; own time before it; own time beside it');
  for (const [at, { step }] of CHAIN.entries()) {
    const links = ways.map(({ links }) => links[at]).filter((link) => link !== undefined);
    const middle = (value: (link: Link) => number): string => `${rounded(median(links.map(value)), 1)}`;
    const [ms, before, beside] = [
      middle((link) => link.ms),
      middle((link) => link.beforeMs),
      middle((link) => link.besideMs),
    ];
    note(`  ${step.padEnd(34)} ${ms} ms; ${before} ms; ${beside} ms; ${middle(({ calls }) => calls)} calls`);
  }
};

/** Runs the photos through a program with no memory of any of them. */
const measure = async (delayMs: number, runs: number, nodeArgs: readonly string[]): Promise<Figure[]> => {
  const [telegram, market] = await Promise.all([startTelegramServer(), startMarket(1_000)]);
  const slow = { thereMs: delayMs, backMs: 0 };
  const roads = await Promise.all([
    openRoad({ to: telegram.url, ...slow, swift: (path) => path.endsWith('/getUpdates') }),
    openRoad({ to: market.url, ...slow }),
  ]);
  const crowd = createCrowd(telegram);
  const outside: Outside = { crowd, roads };
  const env = {
    ...market.env,
    ALI1688_GATEWAY_URL: roads[1].url,
    ALI1688_QPS: String(QPS),
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: roads[0].url,
  };
  const photos = await Promise.all(Array.from({ length: runs + WARM_UP }, (_, n) => photoNumber(n * 7, 800)));
  const atOnce = (files: string, some: readonly Buffer[]) =>
    Promise.all(some.map((bytes, n) => ask(outside, `${files}-${n}`, bytes)));
  try {
    // 1688 has its offers' pictures ready; the simulator draws each when it is first asked for.
    const before = startInstallation({ roles: ['all'], env });
    await before.ready();
    await atOnce('before', photos);
    await before.destroy();

    const program = startInstallation({ roles: ['all'], env, nodeArgs });
    await program.ready();
    await atOnce('warm', photos.slice(runs));
    await roadsClear(outside);
    const ways: Way[] = [];
    for (const [n, bytes] of photos.slice(0, runs).entries())
      ways.push(await follow(outside, `measured-${n}`, bytes));
    tell(ways);
    const again: Way[] = [];
    for (const n of ways.keys()) again.push(await follow(outside, `measured-${n}`));
    await program.stop(10_000);
    await program.destroy();
    return figuresOf(ways, again, delayMs);
  } finally {
    await Promise.all(roads.map((road) => road.close()));
    await Promise.all([telegram.close(), market.child.kill('SIGKILL')]);
  }
};

const figuresOf = (ways: readonly Way[], again: readonly Way[], delayMs: number): Figure[] => {
  const ratios = ways.map((way) => way.totalMs / msOf(way));
  const countOf = (steps: readonly number[]): number =>
    again.reduce((sum, { links }) => sum + steps.reduce((all, at) => all + (links[at]?.calls ?? 0), 0), 0);
  return [
    {
      name: 'from the photo to its full answer, median',
      value: rounded(median(ways.map(({ totalMs }) => totalMs)), 1),
      unit: 'ms',
    },
    { name: 'unavoidable round trips, median', value: rounded(median(ways.map(msOf)), 1), unit: 'ms' },
    {
      name: 'of these, the work of the fakes, median',
      value: rounded(median(ways.map((way) => ownWorkOf(way, delayMs))), 1),
      unit: 'ms',
    },
    { name: 'answer against round trips, median', value: rounded(median(ratios), 3), unit: 'x' },
    { name: 'answer against round trips, 90 %', value: rounded(quantile(ratios, 0.9), 3), unit: 'x' },
    {
      name: 'beside the round trips, median',
      value: rounded(median(ways.map((way) => way.totalMs - msOf(way))), 1),
      unit: 'ms',
    },
    { name: 'same file again: downloads', value: countOf([0, 1]), unit: 'calls' },
    { name: 'same file again: calls to 1688', value: countOf([2, 3, 4]), unit: 'calls' },
    {
      name: 'same file again: to its full answer, median',
      value: rounded(median(again.map(({ totalMs }) => totalMs)), 1),
      unit: 'ms',
    },
  ];
};

/** Measures one program, alone with its photo. `--node-args` are handed to it, such as `--cpu-prof`. */
export const run = async (options: Options): Promise<readonly Figure[]> => {
  endWithChildren();
  const nodeArgs = options['node-args']?.split(' ') ?? [];
  return measure(countIn(options, 'delay', DELAY_MS), countIn(options, 'runs', RUNS), nodeArgs);
};
