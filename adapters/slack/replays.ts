/** Refuses requests that were seen before: a copy of a request of Slack is as well signed as the request. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Store } from '#service';

/** For so long a signature is good (docs.slack.dev/authentication/verifying-requests-from-slack), and a minute of clocks that differ. */
const GOOD_FOR_MS = 6 * 60 * 1000;

/**
 * Makes the function that tells whether a request is a copy of one that was taken, and notes it when it is answered well. One that was not
 * taken may come again as it was: Slack signs its retries anew, but within the same second they look the same.
 */
export const createReplays = (store: Store) => {
  const answered = new Set<string>();

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const signature = request.headers['x-slack-signature'];
    // Only what is signed is taken, so that what is not signed need not be known.
    if (typeof signature !== 'string') return false;
    const key = `slack:request:${signature.slice(0, 80)}`;
    if (answered.has(key) || (await store.get<true>(key))) return true;
    response.once('finish', () => {
      if (response.statusCode >= 300) return;
      answered.add(key);
      void store.set(key, true, GOOD_FOR_MS).finally(() => answered.delete(key));
    });
    return false;
  };
};
