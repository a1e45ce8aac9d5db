/**
 * A process that calls a simulator as fast as its share of the call budget lets it. Its first argument is JSON: where the simulator
 * and the shared storage are, the rate, and for how long. It ends by itself, and tells on stdout when each of its calls started: a JSON
 * list of times in milliseconds since 1970.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Budget, createBudget } from '../../src/backends/budget.ts';
import { createOpenPlatform } from '../../src/backends/open-platform/index.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { openRedisState } from '../../src/storage/redis-state.ts';
import { openFileState } from '../../src/storage/shared-state.ts';
import { silentLog } from './silent-log.ts';

/** What the process is told. */
export type CallingOrders = {
  readonly gatewayUrl: string;
  readonly appKey: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly storage: { readonly dir: string } | { readonly url: string; readonly prefix: string };
  readonly qps: number;
  readonly forMs: number;
};

const { storage, qps, forMs, ...access } = JSON.parse(process.argv[2] ?? '') as CallingOrders;
const parts = { clock: systemClock, log: silentLog, newId: randomUUID };
const state =
  'dir' in storage ? openFileState({ ...parts, ...storage }) : await openRedisState({ ...parts, ...storage });
const budget = createBudget({ ...parts, name: 'bench', qps, slots: state.slots });
const starts: number[] = [];
/** The budget, which notes when a call goes onto the wire. It is told so again at the end of a call. */
const noting: Budget = {
  acquire: async (signal) => {
    const onSent = await budget.acquire(signal);
    let isNoted = false;
    return () => {
      const startMs = Date.now();
      const goes = onSent();
      if (!isNoted && goes !== false) starts.push(startMs);
      isNoted = true;
      return goes;
    };
  },
};
const backend = createOpenPlatform({
  ...parts,
  ...access,
  name: 'simulator',
  sampleData: true,
  budget: noting,
  random: Math.random,
});

const over = new AbortController();
const query = { kind: 'keyword', keyword: '杯', question: { ...plainQuestion('en'), pageSize: 1 } } as const;
/** Details are cheap to answer: a simulator that is busy would tell of calls later than they arrived. */
const [offer] = (await backend.search(query, over.signal)).offers;
const callOn = async (): Promise<void> => {
  while (!over.signal.aborted) await backend.offer(offer?.id ?? '', 'en', over.signal).catch(() => {});
};
const callers = Array.from({ length: 2 * qps }, callOn);
await pause(forMs);
over.abort();
await Promise.all(callers);
await state.close();
process.stdout.write(JSON.stringify(starts), () => process.exit(0));
