/** How fast work gets done at the moment, to tell people how long theirs will take. Used by the worker. */
import type { Clock } from '../domain/ports.ts';

/** `done` notes that a job is over; `waitMs` is how long so many more will take. */
export type WorkPace = { done(): void; waitMs(jobs: number): number };

/** What a job takes where nothing is known yet: upload, search and six ladders at three calls a second take about this. */
const UNKNOWN_GAP_MS = 2_500;

/** Jobs that the estimate is made from, and how old the latest of them may be. */
const LATEST = 10;
const FRESH_MS = 60_000;

/** Makes a meter of this process's work. */
export const createPace = (clock: Clock): WorkPace => {
  let ends: readonly number[] = [];
  const gapMs = (): number => {
    const [first = 0] = ends;
    const last = ends.at(-1) ?? 0;
    if (ends.length < 3 || clock.now() - last > FRESH_MS) return UNKNOWN_GAP_MS;
    return (last - first) / (ends.length - 1);
  };
  return {
    done: () => {
      ends = [...ends, clock.now()].slice(-LATEST);
    },
    waitMs: (jobs) => jobs * gapMs(),
  };
};
