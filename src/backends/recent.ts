/** A memory for what was learnt a moment ago: bounded in time and number, and gone with the process. */
import type { Clock } from '../domain/ports.ts';

/** Values by key. `get` answers null for what is unknown or too old. */
export type Recent<T> = {
  get(key: string): T | null;
  keep(key: string, value: T): void;
  forget(key: string): void;
};

/** An empty memory that keeps each value for `keptForMs`, and at most `atMost` of them: the oldest go first. */
export const createRecent = <T>(options: {
  readonly clock: Clock;
  readonly keptForMs: number;
  readonly atMost: number;
}): Recent<T> => {
  const { clock, keptForMs, atMost } = options;
  // A Map keeps the order of insertion, so the oldest stand first.
  const kept = new Map<string, { readonly value: T; readonly untilMs: number }>();

  const get = (key: string): T | null => {
    const entry = kept.get(key);
    return entry && entry.untilMs > clock.now() ? entry.value : null;
  };

  const keep = (key: string, value: T): void => {
    kept.delete(key);
    kept.set(key, { value, untilMs: clock.now() + keptForMs });
    for (const [oldest, { untilMs }] of kept) {
      if (kept.size <= atMost && untilMs > clock.now()) break;
      kept.delete(oldest);
    }
  };

  return { get, keep, forget: (key) => void kept.delete(key) };
};
