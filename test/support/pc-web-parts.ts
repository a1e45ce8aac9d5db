/** The PC pages of a simulator, and the backend that goes through them, for tests that put them into trouble. */
import type { Budget } from '../../src/backends/budget.ts';
import { createPcWeb, type PcWebFlow, type PcWebOptions } from '../../src/backends/pc-web/index.ts';
import { createSimulator, type Simulator } from '../../src/backends/simulator/index.ts';
import type { Backend, Clock, PreparedPhoto } from '../../src/domain/ports.ts';
import { plainQuestion, type Question } from '../../src/domain/query.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { recordedLog } from './recorded-log.ts';

/** A clock whose short pauses pass at once, so that nobody waits for a second attempt. Its time can be moved. */
export const hurriedClock = (): Clock & { moveMs(by: number): void } => {
  let ahead = 0;
  return {
    now: () => systemClock.now() + ahead,
    sleep: (ms, signal) => systemClock.sleep(ms < 8_000 ? 0 : ms, signal),
    moveMs: (by) => {
      ahead += by;
    },
  };
};

const freeBudget: Budget = { acquire: async () => () => {} };

/** What a test works with. `calls` are the calls since the last `forget`. */
export type PcWebParts = {
  readonly simulator: Simulator;
  readonly clock: ReturnType<typeof hurriedClock>;
  readonly log: ReturnType<typeof recordedLog>;
  backend(flow: PcWebFlow, change?: Partial<PcWebOptions>): Backend;
  calls(): readonly string[];
  forget(): void;
  fault(order: Readonly<Record<string, unknown>>): Promise<void>;
  heal(): Promise<void>;
};

/** Starts a simulator. */
export const startPcWeb = async (): Promise<PcWebParts> => {
  const [clock, log] = [hurriedClock(), recordedLog()];
  const simulator = await createSimulator({ port: 0, clock, qps: 1_000 });
  let seen = 0;
  return {
    simulator,
    clock,
    log,
    backend: (flow, change = {}) =>
      createPcWeb({
        flow,
        baseUrl: simulator.url,
        imageAppKey: simulator.imageAppKey,
        sampleData: true,
        budget: freeBudget,
        clock,
        random: Math.random,
        log,
        ...change,
      }),
    calls: () =>
      simulator
        .requests()
        .slice(seen)
        .map(({ api }) => api),
    forget: () => {
      seen = simulator.requests().length;
    },
    fault: async (order) => {
      const body = JSON.stringify(order);
      const { status } = await fetch(`${simulator.url}/_faults`, { method: 'POST', body });
      if (status !== 201) throw new Error(`no such fault: ${body}`);
    },
    heal: async () => {
      await fetch(`${simulator.url}/_faults`, { method: 'DELETE' });
    },
  };
};

/** The question of somebody with a photo. */
export const photoQuery = (photo: PreparedPhoto, change: Partial<Question> = {}) => ({
  kind: 'photo' as const,
  photo,
  question: { ...plainQuestion('zh'), ...change },
});
