/**
 * The call budget under load: four processes that always want more calls than the budget has, on one SQLite file and on one Redis server,
 * against the simulator in a process of its own. What the budget promises is when calls start, as the processes tell; when they arrived
 * is told beside it, from the simulator's own log. Both are the same but for delays on the way: a process that has to wait for a
 * processor after it noted the start, or a simulator that has to. `--seconds N` shortens the 60 s of each run, `--qps N` runs one rate
 * alone, `--storage file|redis` one storage alone. Redis is at REDIS_TEST_URL.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CallingOrders } from '../test/support/calling-worker.ts';
import type { Figure, Options } from './index.ts';

const WORKERS = 4;
const ROOT = join(import.meta.dirname, '..');
const REDIS_URL = process.env.REDIS_TEST_URL ?? 'redis://127.0.0.1:6379';
/** Processes start one after the other, and a budget that is new on Redis waits for a window. */
const WARM_UP_MS = 3_000;

type Access = Pick<CallingOrders, 'gatewayUrl' | 'appKey' | 'appSecret' | 'accessToken'> & {
  readonly url: string;
};

const start = (script: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [join(ROOT, script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });

const startSimulator = async (): Promise<{ access: Access; child: ChildProcess }> => {
  const child = start('src/cli.ts', ['simulator', '--port', '0', '--qps', '1000']);
  if (!child.stdout) throw new Error('no output');
  const [line] = await once(child.stdout, 'data');
  const access = JSON.parse(String(line)) as Access;
  // It reads its catalogue once it listens, and could not tell when a call arrived meanwhile.
  await arrivalsAt(access);
  return { child, access };
};

const arrivalsAt = async ({ url }: Access): Promise<number[]> => {
  const answer = await fetch(`${url}/_arrivals`);
  return ((await answer.json()) as { ms: number }[]).map(({ ms }) => ms).sort((a, b) => a - b);
};

/** What a worker tells at its end: when its calls started. Throws when it failed. */
const startsOf = async (worker: ChildProcess): Promise<number[]> => {
  const told: string[] = [];
  worker.stdout?.setEncoding('utf8').on('data', (text: string) => told.push(text));
  const [code] = await once(worker, 'close');
  if (code !== 0) throw new Error('a worker failed');
  return JSON.parse(told.join('')) as number[];
};

/** The most of these times, in their order, that any span of one second holds. */
const busiestSecond = (times: readonly number[]): number => {
  let first = 0;
  let most = 0;
  for (const [at, time] of times.entries()) {
    while ((times[first] ?? time) <= time - 1_000) first += 1;
    most = Math.max(most, at - first + 1);
  }
  return most;
};

const saturate = async (storage: CallingOrders['storage'], qps: number, seconds: number) => {
  const { access, child } = await startSimulator();
  const { gatewayUrl, appKey, appSecret, accessToken } = access;
  const orders: CallingOrders = {
    gatewayUrl,
    appKey,
    appSecret,
    accessToken,
    storage,
    qps,
    forMs: WARM_UP_MS + seconds * 1_000 + 1_000,
  };
  try {
    const workers = Array.from({ length: WORKERS }, () =>
      start('test/support/calling-worker.ts', [JSON.stringify(orders)]),
    );
    const starts = (await Promise.all(workers.map(startsOf))).flat().sort((a, b) => a - b);
    await pause(100);
    const arrivals = await arrivalsAt(access);
    const fromMs = (starts[0] ?? 0) + WARM_UP_MS;
    const measured = starts.filter((ms) => ms >= fromMs && ms < fromMs + seconds * 1_000);
    const share = Number((measured.length / (qps * seconds)).toFixed(4));
    return { started: busiestSecond(starts), arrived: busiestSecond(arrivals), share };
  } finally {
    child.kill();
  }
};

const STORAGES: Readonly<Record<string, () => { storage: CallingOrders['storage']; end: () => void }>> = {
  file: () => {
    const dir = mkdtempSync(join(tmpdir(), 'tusou-bench-'));
    return { storage: { dir }, end: () => rmSync(dir, { recursive: true }) };
  },
  redis: () => ({ storage: { url: REDIS_URL, prefix: `tusou-bench-${randomUUID()}` }, end: () => {} }),
};

/** Measures every rate on every storage. */
export const run = async (options: Options): Promise<readonly Figure[]> => {
  const seconds = Number(options.seconds ?? 60);
  const rates = options.qps === undefined ? [3, 30] : [Number(options.qps)];
  const figures: Figure[] = [];
  for (const [name, open] of Object.entries(STORAGES)) {
    if (options.storage !== undefined && options.storage !== name) continue;
    for (const qps of rates) {
      const { storage, end } = open();
      const { started, arrived, share } = await saturate(storage, qps, seconds).finally(end);
      const about = `${name}, ${qps} calls a second`;
      process.stderr.write(
        `${about}: at most ${started} started and ${arrived} arrived in a second, ${share} of the budget\n`,
      );
      figures.push({ name: `${about}: most started in a sliding second`, value: started, unit: 'calls' });
      figures.push({ name: `${about}: most arrived in a sliding second`, value: arrived, unit: 'calls' });
      figures.push({ name: `${about}: budget used`, value: share, unit: 'share' });
    }
  }
  return figures;
};
