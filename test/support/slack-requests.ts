/** Slack's signed requests, to any server that listens for them. */
import { createHmac } from 'node:crypto';

/** The secret that requests are signed with. */
export const SIGNING_SECRET = 'a-signing-secret-for-tests';

/** Slack's signature over a body (docs.slack.dev/authentication/verifying-requests-from-slack). */
const sign = (body: string, seconds: number, secret: string): Record<string, string> => ({
  'x-slack-request-timestamp': String(seconds),
  'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`,
});

/** How a request differs from a good one. */
export type Odd = {
  readonly secret?: string;
  readonly seconds?: number;
  readonly headers?: Record<string, string>;
};

/** The workspace of the recorded payloads. */
export const RECORDED_TEAM = 'T07TEAM0001';

const usedSeconds = new Set<number>();

/** No two requests of Slack are signed alike, also when they say the same: here each has a second of its own, the latest that is left. */
const newSecond = (): number => {
  let second = Math.floor(Date.now() / 1000);
  while (usedSeconds.has(second)) second -= 1;
  usedSeconds.add(second);
  return second;
};

/** Makes the functions that send events, commands and interactions of a workspace to `/slack/events` of a server. */
export const slackRequests = (serverUrl: string, team = RECORDED_TEAM) => {
  const post = (text: string, contentType: string, odd: Odd = {}): Promise<Response> => {
    const { secret = SIGNING_SECRET, seconds = newSecond(), headers = {} } = odd;
    const body = text.replaceAll(RECORDED_TEAM, team);
    return fetch(new URL('/slack/events', serverUrl), {
      method: 'POST',
      headers: { 'content-type': contentType, ...sign(body, seconds, secret), ...headers },
      body,
    });
  };
  const form = (fields: Record<string, string>, odd?: Odd): Promise<Response> =>
    post(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded', odd);
  return {
    event: (payload: unknown, odd?: Odd) => post(JSON.stringify(payload), 'application/json', odd),
    command: (fields: Record<string, string>, odd?: Odd) => form(fields, odd),
    interaction: (payload: unknown, odd?: Odd) => form({ payload: JSON.stringify(payload) }, odd),
  };
};

/** What Slack sends of what people do, by whatever way; the answer is that of the program. */
export type SlackRequests = ReturnType<typeof slackRequests>;
