/** Bounds how much is done for pages at the same time. */
import { TusouError } from '#service';

/** Makes a function that lets so many callers in at a time; the others are sent away with `chat-rate`. */
export const turnstile = (places: number) => {
  let taken = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (taken >= places) throw new TusouError('chat-rate', { detail: 'too many at once' });
    taken += 1;
    try {
      return await work();
    } finally {
      taken -= 1;
    }
  };
};
