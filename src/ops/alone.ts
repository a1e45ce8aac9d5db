/** Work that one process of an installation does at a time: it begins when the right to it is got, and ends when that is lost. */
import { asTusouError } from '../domain/errors.ts';
import type { Clock, Lock, Locks, Log } from '../domain/ports.ts';

/** While another process has the right it is asked for this often, so a rolling restart is hardly noticed. */
const ASK_AGAIN_MS = 1000;

/** The pause before work that failed is begun again. */
const BEGIN_AGAIN_MS = 5000;

/** What being alone needs. `signal` ends waiting and work; `onWait` is called while this process has to wait, once for each wait. */
export type AloneParts = {
  readonly locks: Locks;
  /** The name of the right, the same in all processes. */
  readonly name: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly onWait?: () => void;
};

/** The right that the work has. `signal` is aborted when it is over for any reason, `lost` when somebody else may have the right by now. */
export type Right = { readonly signal: AbortSignal; readonly lost: AbortSignal };

/** Waits for the right; null when the signal ends the waiting. The log hears once of each reason to wait. */
const waitForRight = async (parts: AloneParts): Promise<Lock | null> => {
  const { locks, name, clock, signal } = parts;
  const log = parts.log.child({ right: name });
  const told = new Set<'taken' | 'storage'>();
  let waited = false;
  while (!signal.aborted) {
    try {
      const lock = await locks.take(name);
      if (lock) {
        if (told.size > 0) log.info({}, 'this process takes over');
        return lock;
      }
      if (!told.has('taken')) log.info({}, 'another process does this; waiting until it stops');
      told.add('taken');
    } catch (error) {
      const { code, message } = asTusouError(error);
      if (!told.has('storage')) log.warn({ code, reason: message }, 'the right cannot be asked for');
      told.add('storage');
    }
    if (!waited) parts.onWait?.();
    waited = true;
    // Stopping ends the pause; the loop sees the signal itself.
    await clock.sleep(ASK_AGAIN_MS, signal).catch(() => undefined);
  }
  return null;
};

const giveBack = async (lock: Lock, log: Log): Promise<void> => {
  await lock.release().catch((error: unknown) => {
    // Nobody renews it any more, so it is free again within seconds.
    log.info({ reason: asTusouError(error).message }, 'the right was not given back');
  });
};

/**
 * Does the work whenever this process has the right, until the signal is aborted; then the right is given back, so that another
 * process takes over at once. The work resolves when it has stopped after its signal was aborted. Work that fails is begun again
 * after a pause, except for `config-invalid`, which is thrown: that cures itself in no process.
 */
export const alone = async (parts: AloneParts, work: (right: Right) => Promise<void>): Promise<void> => {
  const { name, clock, signal } = parts;
  const log = parts.log.child({ right: name });
  for (let lock = await waitForRight(parts); lock; lock = await waitForRight(parts)) {
    const { lost } = lock;
    let failed = false;
    try {
      if (!signal.aborted) await work({ signal: AbortSignal.any([signal, lost]), lost });
    } catch (error) {
      const { code, message } = asTusouError(error);
      if (code === 'config-invalid') throw error;
      failed = true;
      log.warn({ code, reason: message }, 'work of one process failed, beginning again');
    } finally {
      await giveBack(lock, log);
    }
    if (lost.aborted) log.warn({}, 'the right was lost');
    if (failed) await clock.sleep(BEGIN_AGAIN_MS, signal).catch(() => undefined);
  }
};
