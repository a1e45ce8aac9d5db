/** A log that keeps quiet, for tests that do not look at it. */
import type { Log } from '../../src/domain/ports.ts';

const quiet = (): void => {};

/** Swallows everything. */
export const silentLog: Log = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
  child: () => silentLog,
};
