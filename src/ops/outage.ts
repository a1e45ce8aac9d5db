/** Tells the log once that nothing can be stored and once that it can again, however many events that befalls. */
import { asTusouError } from '../domain/errors.ts';
import type { Log } from '../domain/ports.ts';

/** What is known of the storage by trying. */
export interface Outage {
  /** Whether this failure of storing is the storage's own, which passes, and not the event's; the first one is logged. */
  isStorage(error: unknown): boolean;
  /** Notes that something was stored. */
  over(): void;
}

/** Makes the note of a receiving half that holds back what it confirms while the storage is down. */
export const createOutage = (log: Log): Outage => {
  let down = false;
  return {
    isStorage: (error) => {
      const { code, message } = asTusouError(error);
      if (code !== 'storage-down') return false;
      if (!down) log.error({ code, reason: message }, 'events cannot be stored; none is confirmed meanwhile');
      down = true;
      return true;
    },
    over: () => {
      if (down) log.info({}, 'events are stored again');
      down = false;
    },
  };
};
