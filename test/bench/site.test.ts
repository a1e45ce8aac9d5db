/** The model behind docs/scale.md: what must hold of it whatever the figures are. */
import { describe, expect, test } from 'vitest';
import { simulate } from '../../bench/support/model.ts';
import {
  arrivalsOf,
  type Costs,
  dumpOf,
  firstToGiveOut,
  needOf,
  runSite,
  type Site,
  USUAL,
} from '../../bench/support/site.ts';
import { chanceFrom } from '../support/crowd.ts';

const COSTS: Costs = {
  searchCpuMs: 200,
  memoryCpuMs: 20,
  callsPerSearch: 8,
  call1688Ms: 150,
  callTelegramMs: 80,
  messagesPerAnswer: 2,
  redisOpsPerSearch: 60,
};

const ROOMY: Site = { cores: 64, qps: 10_000, messagesPerSecond: 10_000 };

const load = (perSecond: number, hitShare: number) => ({
  perSecond,
  seconds: 60,
  hitShare,
  chance: chanceFrom('site test'),
});

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

describe('the simulation', () => {
  test('serves in order, one at a time at a station of one', () => {
    const use = { kind: 'use', station: 'desk', ms: 10, heldMs: 10 } as const;
    const arrivals = [0, 1, 2].map((atMs) => ({ atMs, steps: [use] }));
    const result = simulate([{ name: 'desk', servers: 1 }], arrivals);
    expect(result).toMatchObject({ jobs: 3, lastMs: 30, waitedMs: [10, 19, 28] });
    expect(result.busy.desk).toBeCloseTo(1);
  });

  test('a rate limit holds its slot for the window while the call goes on', () => {
    const call = { kind: 'use', station: 'rate', ms: 5, heldMs: 100 } as const;
    const { waitedMs } = simulate(
      [{ name: 'rate', servers: 2 }],
      Array.from({ length: 5 }, () => ({ atMs: 0, steps: [call] })),
    );
    expect(waitedMs).toEqual([5, 5, 105, 105, 205]);
  });

  test('steps side by side take as long as the longest, and waiting takes nothing from anybody', () => {
    const beside = {
      kind: 'beside',
      steps: [
        { kind: 'wait', ms: 30 },
        { kind: 'wait', ms: 70 },
      ],
    } as const;
    const { waitedMs } = simulate([], [{ atMs: 5, steps: [beside, { kind: 'beside', steps: [] }] }]);
    expect(waitedMs).toEqual([70]);
  });

  test('refuses a station that there is not', () => {
    const use = { kind: 'use', station: 'nowhere', ms: 1, heldMs: 1 } as const;
    expect(() => simulate([], [{ atMs: 0, steps: [use] }])).toThrow(RangeError);
  });
});

describe('a site', () => {
  test('answers everybody, and where there is room for all nobody waits in line', () => {
    const arrivals = arrivalsOf(COSTS, load(5, 0));
    const { jobs, waitedMs } = runSite(ROOMY, arrivals);
    expect(jobs).toBe(arrivals.length);
    expect(arrivals.length).toBeGreaterThan(200);
    // Sign of work, getFile, file, upload, search, details, answer, and the work itself.
    const alone = 4 * COSTS.callTelegramMs + 3 * COSTS.call1688Ms + COSTS.searchCpuMs;
    expect(middle(waitedMs)).toBeCloseTo(alone, 5);
  });

  test('is never quicker than its budget: a dump takes as long as its calls take', () => {
    const qps = 10;
    const { lastMs, busy } = runSite({ ...ROOMY, qps }, dumpOf(COSTS, 50));
    const leastMs = ((50 * COSTS.callsPerSearch) / qps - 1) * 1_000;
    expect(lastMs).toBeGreaterThan(leastMs);
    expect(lastMs).toBeLessThan(leastMs * 1.15);
    expect(busy.budget).toBeGreaterThan(0.9);
  });

  test('bears the load that its need was reckoned for, and not twice as much', () => {
    const need = needOf(COSTS, 10, 0);
    const site = { ...ROOMY, cores: need.cores, qps: need.qps };
    const waits = (perSecond: number): number =>
      middle(runSite(site, arrivalsOf(COSTS, load(perSecond, 0))).waitedMs);
    expect(waits(20)).toBeGreaterThan(3 * waits(10));
  });

  test('memory spares calls and cores', () => {
    const [cold, warm] = [needOf(COSTS, 10, 0), needOf(COSTS, 10, 0.9)];
    expect(cold.callsPerSecond).toBe(80);
    expect(warm.callsPerSecond).toBeCloseTo(8);
    expect(warm.cores).toBeLessThan(cold.cores);
    expect(warm.messagesPerSecond).toBe(cold.messagesPerSecond);
  });

  test('what gives out first is the budget, and with all remembered the messages of one bot', () => {
    expect(firstToGiveOut(COSTS, 0, USUAL)).toEqual({ what: 'budget', atPerSecond: 3 / 8 });
    expect(firstToGiveOut(COSTS, 1, USUAL)).toEqual({ what: 'messages', atPerSecond: 15 });
  });
});
