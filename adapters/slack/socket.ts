/** Socket Mode in the one process that has the right to it; the others wait, and take over when that one is gone. */
import { WebClient } from '@slack/web-api';
import { alone, type Clock, type Locks, type Log } from '#service';
import { boltLogger, type Ear } from './bolt.ts';
import { slackError } from './errors.ts';

/** The right to listen. Slack itself would deal the events out among ten connections. */
const LISTEN = 'slack:listen';

/** A check at the start; nobody is served worse when it cannot be made. */
const QUICK = { timeout: 5_000, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };

/** What listening by Socket Mode needs. `make` gives an ear that is not open yet. */
export type SocketParts = {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly log: Log;
  readonly make: () => Ear;
  readonly signal: AbortSignal;
};

/** Asks for a Socket Mode address and does not use it. Throws `config-invalid` for a token that Slack does not accept, and nothing else. */
const checkToken = async ({ appToken, apiUrl, log }: SocketParts): Promise<void> => {
  const client = new WebClient(appToken, { slackApiUrl: apiUrl, logger: boltLogger(log), ...QUICK });
  await client.apps.connections.open({}).catch((error) => {
    const problem = slackError(error, log);
    if (problem.code === 'config-invalid') throw problem;
  });
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/**
 * Begins to listen, or to wait for the right to. `begun` resolves when it is connected or waits, and rejects when the first connection
 * fails; `over` resolves when the signal has ended it all.
 */
export const listenBySocket = (parts: SocketParts): { begun: Promise<void>; over: Promise<void> } => {
  const { log, make } = parts;
  const begun = Promise.withResolvers<void>();

  const connect = async (right: AbortSignal): Promise<void> => {
    const ear = make();
    try {
      // Bolt's own attempts to connect know no end, so the loss of the right must not wait for them.
      await Promise.race([ear.start(), aborted(right)]);
      begun.resolve();
      await aborted(right);
    } finally {
      await ear.stop();
    }
  };

  const onWait = (): void => void checkToken(parts).then(begun.resolve, begun.reject);
  const over = alone({ ...parts, name: LISTEN, onWait }, async (right) => {
    try {
      await connect(right.signal);
    } catch (error) {
      const problem = slackError(error, log);
      begun.reject(problem);
      throw problem;
    }
  }).catch((error) => log.error({ reason: slackError(error, log).message }, 'slack stopped listening'));
  void over.then(() => begun.resolve());
  return { begun: begun.promise, over };
};
