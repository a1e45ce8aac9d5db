/** Tells the operator of storage that fails: once when it begins, now and then while it lasts, and when it is over. */
import type { Clock, Log } from '../domain/ports.ts';

/** A storage that is down fails many times a second; a line each time would hide everything else. */
const TOLD_EVERY_MS = 30_000;

/** What is told of one kind of work with the storage. */
export type Outage = { failed(error: unknown): void; worked(): void };

/** Keeps the count of failures in a row. `events` are the log's two events, `fields` go with both. */
export const createOutage = (options: {
  readonly clock: Clock;
  readonly log: Log;
  readonly events: { readonly begins: string; readonly ends: string };
  readonly fields?: object;
}): Outage => {
  const { clock, log, events, fields = {} } = options;
  let failures = 0;
  let toldAtMs = 0;
  return {
    failed: (error) => {
      failures += 1;
      const now = clock.now();
      if (failures > 1 && now >= toldAtMs && now - toldAtMs < TOLD_EVERY_MS) return;
      toldAtMs = now;
      log.error({ ...fields, failures, err: error }, events.begins);
    },
    worked: () => {
      if (failures === 0) return;
      log.info({ ...fields, failures }, events.ends);
      failures = 0;
    },
  };
};
