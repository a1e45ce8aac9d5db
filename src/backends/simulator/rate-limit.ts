/** The marketplace's own limit: so many calls in any second, counted for each API. */
import type { Clock } from '../../domain/ports.ts';

/** Says whether one more call of `api` is let through now. Calls that are turned away do not count. */
export type RateLimit = (api: string) => boolean;

/** Lets `qps` calls of each API through in any sliding second; below one, one call in so many seconds. */
export const createRateLimit = (qps: number, clock: Clock): RateLimit => {
  const limit = Math.max(1, Math.floor(qps));
  const windowMs = 1000 / Math.min(1, qps);
  const passed = new Map<string, readonly number[]>();
  return (api) => {
    const now = clock.now();
    const recent = (passed.get(api) ?? []).filter((ms) => ms > now - windowMs);
    const free = recent.length < limit;
    passed.set(api, free ? [...recent, now] : recent);
    return free;
  };
};
