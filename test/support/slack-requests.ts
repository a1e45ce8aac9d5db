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

/** Makes the functions that send events, commands and interactions to `/slack/events` of a server. */
export const slackRequests = (serverUrl: string) => {
  const post = (body: string, contentType: string, odd: Odd = {}): Promise<Response> => {
    const { secret = SIGNING_SECRET, seconds = Math.floor(Date.now() / 1000), headers = {} } = odd;
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
