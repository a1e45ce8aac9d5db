/**
 * Many photos through one process on the SQLite file, three in ten of them repeats: memory and file handles are to stay flat. The
 * pictures are small, the rate is raised and the marketplace repeats itself, so that it ends. `--jobs N` shortens it, `--minutes N`
 * bounds it.
 */
import { readdirSync } from 'node:fs';
import { endWithChildren } from '../test/support/children.ts';
import { type AskedPhoto, chanceFrom, createCrowd, photoNumber } from '../test/support/crowd.ts';
import { isAnswer } from '../test/support/flow-telegram.ts';
import { type Installation, startInstallation, startMarket } from '../test/support/installation.ts';
import { startTelegramServer } from '../test/support/telegram-server.ts';
import type { Figure, Options } from './index.ts';
import { openReplayingMarket } from './support/replaying-market.ts';
import { countIn, note, pause, rounded } from './support/report.ts';
import type { Memory } from './support/vitals.ts';

const JOBS = 10_000;
const MINUTES = 15;
const REPEATS = 0.3;
const CHATS = 200;

/** The smallest that is searched with, see `src/images/usable.ts`. */
const SIDE = 300;

/** Photos that are asked and not answered yet. */
const AT_ONCE = 24;

/** From this share of the jobs that were done on, all code is warm and all that is kept is as large as it gets. */
const SETTLED = 0.5;
const SAMPLES = 50;

/** Nothing may take as long as this: the program, or what stands in for Telegram, hangs. */
const STALLED_MS = 120_000;

/** What a value may rise by for each 1,000 jobs and still be called flat. */
const FLAT = { heap: 0.5, RSS: 4, handles: 0.1 };
const LOOK_EVERY_MS = 10;

type Sample = Memory & { readonly done: number; readonly handles: number };

const MB = 1024 * 1024;

const sample = async (program: Installation, done: number): Promise<Sample> => {
  const child = program.at(0);
  const memory = (await child.message({})) as Memory;
  const handles = readdirSync(`/proc/${child.pid}/fd`).length;
  const [rss, heap, external] = [memory.rss, memory.heapUsed, memory.external].map((bytes) =>
    Math.round(bytes / MB),
  );
  note(`${done} done: RSS ${rss} MB, heap ${heap} MB, external ${external} MB, ${handles} file handles`);
  return { ...memory, done, handles };
};

/** The rise of a value for each 1,000 jobs, by least squares over the samples after things have settled. */
const slope = (samples: readonly Sample[], value: (sample: Sample) => number): number => {
  const meanOf = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [x, y] = [samples.map(({ done }) => done / 1_000), samples.map(value)];
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  const spread = x.reduce((sum, one) => sum + (one - meanX) ** 2, 0);
  return x.reduce((sum, one, at) => sum + (one - meanX) * ((y[at] ?? 0) - meanY), 0) / spread;
};

/** Asks the photos with so many open at a time, and takes samples on the way. Ends early when the time is over. */
const soak = async (
  {
    crowd,
    forget,
    program,
  }: { crowd: ReturnType<typeof createCrowd>; forget: (photo: AskedPhoto) => void; program: Installation },
  { jobs, endMs }: { jobs: number; endMs: number },
): Promise<Sample[]> => {
  const chance = chanceFrom('soak');
  const samples: Sample[] = [];
  let open: AskedPhoto[] = [];
  let [asked, done, distinct] = [0, 0, 0];
  let movedMs = performance.now();
  while (done < jobs && performance.now() < endMs) {
    if (performance.now() - movedMs > STALLED_MS) throw new Error(`nothing was answered after ${done} jobs`);
    while (open.length < AT_ONCE && asked < jobs) {
      const isRepeat = distinct > 0 && chance() < REPEATS;
      const n = isRepeat ? Math.floor(chance() * distinct) : distinct++;
      open.push(crowd.ask(asked % CHATS, `${n}`, isRepeat ? undefined : await photoNumber(n, SIDE)));
      asked += 1;
    }
    const before = done;
    const settled = open.filter(crowd.isSettled);
    for (const photo of settled) forget(photo);
    done += settled.length;
    if (settled.length > 0) movedMs = performance.now();
    open = open.filter((photo) => !settled.includes(photo));
    const step = jobs / SAMPLES;
    if (Math.floor(done / step) > Math.floor(before / step)) samples.push(await sample(program, done));
    else await pause(LOOK_EVERY_MS);
  }
  return samples;
};

const figuresOf = (samples: readonly Sample[], seconds: number): Figure[] => {
  const last = samples.at(-1);
  const from = samples.filter(({ done }) => last && done >= last.done * SETTLED);
  const settled = from[0];
  if (!last || !settled || from.length < 3)
    throw new Error('too few jobs were done to say anything: raise --minutes or lower --jobs');
  const measures: readonly [string, string, number, (sample: Sample) => number][] = [
    ['heap', 'MB', FLAT.heap, ({ heapUsed }) => heapUsed / MB],
    ['RSS', 'MB', FLAT.RSS, ({ rss }) => rss / MB],
    ['file handles', '', FLAT.handles, ({ handles }) => handles],
  ];
  const rising = measures.filter(([, , most, value]) => slope(from, value) > most).map(([name]) => name);
  note(rising.length > 0 ? `not flat: ${rising.join(', ')}` : 'flat');
  return [
    { name: 'jobs done', value: last.done, unit: 'jobs' },
    { name: 'throughput', value: rounded(last.done / seconds, 1), unit: 'jobs/s' },
    ...measures.flatMap(([name, unit, , value]) => [
      { name: `${name} half way`, value: rounded(value(settled), 1), unit },
      { name: `${name} at the end`, value: rounded(value(last), 1), unit },
      {
        name: `${name}, slope from there on`,
        value: rounded(slope(from, value), 3),
        unit: `${unit} per 1,000 jobs`.trim(),
      },
    ]),
  ];
};

/** Runs it on this machine. */
export const run = async (options: Options): Promise<readonly Figure[]> => {
  endWithChildren();
  const jobs = countIn(options, 'jobs', JOBS);
  const [telegram, market] = await Promise.all([startTelegramServer(), startMarket(1_000)]);
  const replaying = await openReplayingMarket(market.url);
  const crowd = createCrowd(telegram);
  const program = startInstallation({
    roles: ['all'],
    env: {
      ...market.env,
      ALI1688_GATEWAY_URL: replaying.url,
      ALI1688_QPS: '900',
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url,
      LOG_LEVEL: 'warn',
    },
    nodeArgs: ['--expose-gc', '--import', `${import.meta.dirname}/support/vitals.ts`],
    channel: true,
  });
  // The fake keeps what people see; here nobody looks at it again.
  const forget = (photo: AskedPhoto): void => {
    for (const message of crowd.answersTo(photo)) {
      if (!isAnswer(message)) throw new Error(`a photo was answered with: ${message.html}`);
      telegram.remove(message.id);
    }
    telegram.forgetCalls();
  };
  try {
    await program.ready();
    note(`${jobs} jobs, ${AT_ONCE} at a time, for at most ${countIn(options, 'minutes', MINUTES)} minutes`);
    const startMs = performance.now();
    const endMs = startMs + countIn(options, 'minutes', MINUTES) * 60_000;
    const samples = await soak({ crowd, forget, program }, { jobs, endMs });
    return figuresOf(samples, (performance.now() - startMs) / 1_000);
  } finally {
    await program.destroy();
    await Promise.all([telegram.close(), replaying.close(), market.child.kill('SIGKILL')]);
  }
};
