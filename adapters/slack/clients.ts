/** The two clients of a workspace: a patient one for the queue's jobs, and a quick one for what Slack waits for. */
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Clock, Log } from '#service';
import { boltLogger } from './bolt.ts';

/** Calls that somebody waits for: after that the job is tried again by the queue. */
const PATIENT = { timeout: 15_000, retryConfig: { retries: 3, minTimeout: 500, factor: 2 } };

/** Calls before an acknowledgement, for which Slack waits 3 s in all. */
const QUICK = { timeout: 1_500, retryConfig: { retries: 0 } };

/**
 * What a call waits for Slack's rate limit in all. One message a second is normal for a channel; a longer wait would keep a job's place for
 * nothing, so the queue runs the job again when its time has come.
 */
const PATIENCE_MS = 5_000;

type Fetch = NonNullable<WebClientOptions['fetch']>;

/**
 * `fetch` that waits where Slack asks for a short while. The library itself would wait as long as it is told, and meanwhile keep back every
 * other call of the workspace, also those to other channels.
 */
const courteous =
  (clock: Clock): Fetch =>
  async (url, init) => {
    let patienceMs = PATIENCE_MS;
    for (;;) {
      const answer = await fetch(url, init);
      const waitMs = Number.parseInt(answer.headers.get('retry-after') ?? '', 10) * 1000;
      if (answer.status !== 429 || Number.isNaN(waitMs)) return answer;
      // Also a wish for no time at all is heard only so often.
      patienceMs -= Math.max(waitMs, 500);
      if (patienceMs < 0) return answer;
      await answer.body?.cancel();
      await clock.sleep(waitMs, init?.signal ?? undefined);
    }
  };

/** What the clients of a workspace are made of. */
export type ClientsParts = {
  readonly token: string;
  readonly apiUrl: string;
  readonly log: Log;
  readonly clock: Clock;
};

/** Makes both clients. A rate limit that is not waited for is a `chat-rate` with the time that Slack wants. */
export const createClients = ({ token, apiUrl, log, clock }: ClientsParts) => {
  const common = { slackApiUrl: apiUrl, logger: boltLogger(log), rejectRateLimitedCalls: true };
  return {
    client: new WebClient(token, { ...common, ...PATIENT, fetch: courteous(clock) }),
    quick: new WebClient(token, { ...common, ...QUICK }),
  };
};
