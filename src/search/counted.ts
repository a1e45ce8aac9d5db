/** What is counted of a search: looks into the memories, and how long its steps took. */
import type { Store } from '../domain/ports.ts';
import type { Timings } from '../domain/result.ts';
import type { LookKind, Meter, Step } from '../ops/meter.ts';
import type { Memory } from './memory.ts';

/** The memory, with every look into it counted. */
export const countedMemory = (memory: Memory, meter: Pick<Meter, 'look'>): Memory => {
  const counted =
    <A extends readonly unknown[], T>(kind: LookKind, look: (...of: A) => Promise<T | null>) =>
    async (...of: A): Promise<T | null> => {
      const found = await look(...of);
      meter.look(kind, found !== null);
      return found;
    };
  return {
    ...memory,
    file: counted('file', memory.file),
    bytes: counted('bytes', memory.bytes),
    recognise: async (own, print) => {
      const recognised = await memory.recognise(own, print);
      meter.look('near', recognised.photo !== own);
      return recognised;
    },
    look: counted('features', memory.look),
    answer: counted('answer', memory.answer),
    stretch: counted('list', memory.stretch),
    offer: counted('offer', memory.offer),
  };
};

/** The store, with every look into it counted as one of this kind. */
export const countedStore = (store: Store, kind: LookKind, meter: Pick<Meter, 'look'>): Store => ({
  get: async <T>(key: string) => {
    const found = await store.get<T>(key);
    meter.look(kind, found !== undefined);
    return found;
  },
  set: (key, value, ttlMs) => store.set(key, value, ttlMs),
  delete: (key) => store.delete(key),
});

const STEP_OF = {
  downloadMs: 'download',
  prepareMs: 'prepare',
  searchMs: 'search',
  detailsMs: 'details',
  picturesMs: 'pictures',
  totalMs: 'total',
} as const satisfies Record<keyof Timings, Step>;

/** Tells the steps that were done. */
export const tellSteps = (timings: Timings, meter: Pick<Meter, 'step'>): void => {
  for (const [name, step] of Object.entries(STEP_OF) as [keyof Timings, Step][]) {
    const tookMs = timings[name];
    if (tookMs !== undefined) meter.step(step, tookMs);
  }
};
