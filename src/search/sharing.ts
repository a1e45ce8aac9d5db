/** One piece of work for many who ask for it at the same moment. */
import { unlessAborted } from '../ops/unless-aborted.ts';

/** Runs `work` for a key, or joins the run that is already under way for it. */
export type Share<T> = (
  key: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

type Flight<T> = { readonly result: Promise<T>; readonly stop: AbortController; askers: number };

/** Makes a `Share`. The work is aborted only when everybody who waits for it has given up. */
export const createSharing = <T>(): Share<T> => {
  const flights = new Map<string, Flight<T>>();

  const takeOff = (key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> => {
    const stop = new AbortController();
    const result = work(stop.signal).finally(() => {
      if (flights.get(key)?.result === result) flights.delete(key);
    });
    const flight = { result, stop, askers: 0 };
    flights.set(key, flight);
    return flight;
  };

  return async (key, signal, work) => {
    signal.throwIfAborted();
    const flight = flights.get(key) ?? takeOff(key, work);
    flight.askers += 1;
    try {
      return await unlessAborted(flight.result, signal);
    } finally {
      flight.askers -= 1;
      if (flight.askers === 0) {
        flight.stop.abort(signal.aborted ? signal.reason : undefined);
        if (flights.get(key) === flight) flights.delete(key);
      }
    }
  };
};
