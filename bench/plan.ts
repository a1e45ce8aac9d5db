/**
 * What a load needs. The costs of an answer are measured on the running program; the model (bench/support) is checked against a dump
 * that the program really worked through; then it says what 1, 10 and 1,000 photos a second need, and what gives out first. The
 * table goes to stderr in the form that docs/scale.md has. `--photos N` measures more or fewer, `--dump N` and `--qps N` the check.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type Child, endWithChildren } from '../test/support/children.ts';
import { type AskedPhoto, type Crowd, chanceFrom, createCrowd, photoNumber } from '../test/support/crowd.ts';
import { startInstallation, startMarket } from '../test/support/installation.ts';
import { hasRedis, startOwnRedis } from '../test/support/own-redis.ts';
import { openRoad, type Passed, type Road } from '../test/support/road.ts';
import { startTelegramServer } from '../test/support/telegram-server.ts';
import type { Figure, Options } from './index.ts';
import { countIn, median, note, pause, quantile, rounded } from './support/report.ts';
import { arrivalsOf, type Costs, dumpOf, firstToGiveOut, needOf, runSite, USUAL } from './support/site.ts';

const PHOTOS = 20;
const WARM_UP = 8;
/** At the rate that the program keeps when nothing else is set, so that the budget decides even on a slow machine. */
const DUMP = 15;
const QPS = 3;
const PATIENCE_MS = 240_000;

/** What processes that have nothing to do ask of Redis is counted for so long, and taken off. */
const IDLE_MS = 5_000;

const LOADS = [1, 10, 1_000] as const;
const HIT_SHARES = [0, 0.5, 0.9] as const;

/** The kernel counts a process's time on cores in hundredths of a second (proc(5), utime and stime). */
const cpuMs = ({ pid }: Child): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

const answered = async (crowd: Crowd, photos: readonly AskedPhoto[]): Promise<void> => {
  const endMs = performance.now() + PATIENCE_MS;
  while (!photos.every(crowd.isSettled)) {
    if (performance.now() > endMs) throw new Error('photos were not answered in time');
    await pause(5);
  }
};

const isPicture = ({ path }: Passed): boolean => path.endsWith('.jpg');

const timeOf = (calls: readonly Passed[]): number =>
  median(calls.map(({ arrivedMs, leftMs }) => leftMs - arrivedMs));

type Outside = Awaited<ReturnType<typeof openOutside>>;

const openOutside = async () => {
  const [telegram, market] = await Promise.all([startTelegramServer(), startMarket(1_000)]);
  const swift = (): boolean => true;
  const [toTelegram, to1688] = await Promise.all([
    openRoad({ to: telegram.url, thereMs: 0, backMs: 0, swift }),
    openRoad({ to: market.url, thereMs: 0, backMs: 0, swift }),
  ]);
  const env = (qps: number) => ({
    ...market.env,
    ALI1688_GATEWAY_URL: to1688.url,
    ALI1688_QPS: String(qps),
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: toTelegram.url,
  });
  const close = async (): Promise<void> => {
    await Promise.all([toTelegram.close(), to1688.close()]);
    await Promise.all([telegram.close(), market.child.kill('SIGKILL')]);
  };
  return { crowd: createCrowd(telegram), toTelegram, to1688, env, close };
};

/** One after the other: what each costs when nobody is in its way. */
const ask = async (
  { crowd }: Outside,
  files: readonly string[],
  photos: readonly Buffer[] = [],
): Promise<void> => {
  for (const [at, file] of files.entries()) await answered(crowd, [crowd.ask(1 + at, file, photos[at])]);
};

const numbers = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => from + at);

/** What an answer costs that is searched for, and one that is remembered. */
const measureCosts = async (outside: Outside, count: number): Promise<Costs> => {
  const { toTelegram, to1688 } = outside;
  const program = startInstallation({ roles: ['all'], env: outside.env(900) });
  try {
    await program.ready();
    const photos = await Promise.all(numbers(0, WARM_UP + count).map((n) => photoNumber(n, 480)));
    const names = numbers(0, WARM_UP + count).map((n) => `cost-${n}`);
    await ask(outside, names.slice(0, WARM_UP), photos);
    for (const road of [toTelegram, to1688] satisfies Road[]) road.forget();
    const beforeMs = cpuMs(program.at(0));
    await ask(outside, names.slice(WARM_UP), photos.slice(WARM_UP));
    const searchedMs = cpuMs(program.at(0));
    const calls = to1688.passed().filter((call) => !isPicture(call));
    await ask(outside, names.slice(WARM_UP));
    const telegramCalls = toTelegram.passed().filter(({ path }) => !path.endsWith('/getUpdates'));
    return {
      searchCpuMs: rounded((searchedMs - beforeMs) / count, 0),
      memoryCpuMs: rounded((cpuMs(program.at(0)) - searchedMs) / count, 0),
      callsPerSearch: rounded(calls.length / count, 1),
      call1688Ms: rounded(timeOf(calls), 1),
      callTelegramMs: rounded(timeOf(telegramCalls), 1),
      messagesPerAnswer: 2,
      redisOpsPerSearch: 0,
    };
  } finally {
    await program.destroy();
  }
};

/** What one answer asks of Redis, where a process receives and another one searches. */
const measureRedis = async (outside: Outside, count: number): Promise<number> => {
  const redis = await startOwnRedis();
  const program = startInstallation({
    roles: ['web', 'worker'],
    env: { ...outside.env(900), REDIS_URL: redis.url },
  });
  try {
    await program.ready();
    const names = numbers(0, 1 + count).map((n) => `redis-${n}`);
    const photos = await Promise.all(numbers(200, 1 + count).map((n) => photoNumber(n, 480)));
    await ask(outside, names.slice(0, 1), photos);
    const idleFrom = await redis.commands();
    await pause(IDLE_MS);
    const [from, startMs] = [await redis.commands(), performance.now()];
    await ask(outside, names.slice(1), photos.slice(1));
    const idle = ((from - idleFrom) / IDLE_MS) * (performance.now() - startMs);
    return rounded(Math.max(0, (await redis.commands()) - from - idle) / count, 0);
  } finally {
    await program.destroy();
    await redis.close();
  }
};

/** A dump through the program, and the same dump through the model. */
const checkModel = async (outside: Outside, costs: Costs, { dump, qps }: { dump: number; qps: number }) => {
  const { crowd, to1688 } = outside;
  const program = startInstallation({ roles: ['all'], env: outside.env(qps) });
  try {
    await program.ready();
    const photos = await Promise.all(numbers(100, dump).map((n) => photoNumber(n, 480)));
    to1688.forget();
    const startMs = performance.now();
    await answered(
      crowd,
      photos.map((bytes, at) => crowd.ask(0, `dump-${at}`, bytes)),
    );
    const measuredMs = performance.now() - startMs;
    const calls = to1688.passed().filter((call) => !isPicture(call)).length;
    const arrivals = dumpOf({ ...costs, callsPerSearch: calls / dump }, dump);
    const site = { cores: availableParallelism(), qps, messagesPerSecond: 10_000 };
    return { measuredMs, modelMs: runSite(site, arrivals).lastMs, callsPerSearch: calls / dump };
  } finally {
    await program.destroy();
  }
};

/** One row of the table in docs/scale.md: the need, and how long people wait with it by the model. */
const row = (costs: Costs, perSecond: number, hitShare: number): string => {
  const need = needOf(costs, perSecond, hitShare);
  const seconds = perSecond > 100 ? 20 : 120;
  const chance = chanceFrom(`plan ${perSecond} ${hitShare}`);
  const site = {
    cores: need.cores,
    qps: need.qps,
    messagesPerSecond: Math.ceil(need.messagesPerSecond / 0.8) + 1,
  };
  const { waitedMs } = runSite(site, arrivalsOf(costs, { perSecond, seconds, hitShare, chance }));
  const cells = [
    perSecond.toLocaleString('en'),
    `${hitShare * 100} %`,
    need.callsPerSecond.toLocaleString('en', { maximumFractionDigits: 1 }),
    need.qps.toLocaleString('en'),
    need.cores.toLocaleString('en'),
    need.redisOpsPerSecond.toLocaleString('en'),
    need.messagesPerSecond.toLocaleString('en'),
    (quantile(waitedMs, 0.5) / 1_000).toFixed(1),
    (quantile(waitedMs, 0.95) / 1_000).toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
};

/** 1688 and Telegram are elsewhere: what a call takes there, not on loopback. */
const FAR_CALL_MS = 150;

const tell = (costs: Costs): void => {
  note(
    '| photos/s | remembered | calls to 1688/s | `ALI1688_QPS` | cores | Redis ops/s | messages/s | median s | 95 % s |',
  );
  note('|---|---|---|---|---|---|---|---|---|');
  for (const perSecond of LOADS) for (const share of HIT_SHARES) note(row(costs, perSecond, share));
  for (const share of HIT_SHARES) {
    const { what, atPerSecond } = firstToGiveOut(costs, share, USUAL);
    note(
      `with ${share * 100} % remembered, ${what} gives out first, at ${rounded(atPerSecond)} photos a second`,
    );
  }
};

/** Measures, checks, plans. */
export const run = async (options: Options): Promise<readonly Figure[]> => {
  endWithChildren();
  const outside = await openOutside();
  try {
    const count = countIn(options, 'photos', PHOTOS);
    const redisOpsPerSearch = hasRedis() ? await measureRedis(outside, count) : 0;
    const costs = { ...(await measureCosts(outside, count)), redisOpsPerSearch };
    const [dump, qps] = [countIn(options, 'dump', DUMP), countIn(options, 'qps', QPS)];
    const { measuredMs, modelMs, callsPerSearch } = await checkModel(outside, costs, { dump, qps });
    tell({ ...costs, call1688Ms: FAR_CALL_MS, callTelegramMs: FAR_CALL_MS });
    return [
      { name: 'CPU for an answer that is searched for', value: costs.searchCpuMs, unit: 'ms' },
      { name: 'CPU for an answer that is remembered', value: costs.memoryCpuMs, unit: 'ms' },
      { name: 'commands of Redis for an answer', value: redisOpsPerSearch, unit: 'commands' },
      { name: 'calls to 1688 for an answer', value: costs.callsPerSearch, unit: 'calls' },
      { name: 'calls to 1688 for an answer of the dump', value: rounded(callsPerSearch), unit: 'calls' },
      {
        name: `dump of ${dump} at ${qps} calls a second, measured`,
        value: rounded(measuredMs / 1_000, 1),
        unit: 's',
      },
      {
        name: `dump of ${dump} at ${qps} calls a second, by the model`,
        value: rounded(modelMs / 1_000, 1),
        unit: 's',
      },
      { name: 'measured against model', value: rounded(measuredMs / modelMs), unit: 'x' },
      ...HIT_SHARES.map((share) => ({
        name: `photos a second until something gives out, ${share * 100} % remembered`,
        value: rounded(firstToGiveOut(costs, share, USUAL).atPerSecond),
        unit: '/s',
      })),
    ];
  } finally {
    await outside.close();
  }
};
