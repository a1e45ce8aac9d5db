/** The adapter under test on a server of its own, and Slack's signed requests to it. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSlack, type SlackParts } from '../../adapters/slack/index.ts';
import type { Inbound } from '../../src/domain/chat.ts';
import type { Store } from '../../src/domain/ports.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { createLog } from '../../src/ops/log.ts';
import { BOT_TOKEN, type SlackDouble } from './slack-wire.ts';

const SIGNING_SECRET = 'a-signing-secret-for-tests';

/** A store in memory that keeps everything. */
export const mapStore = (): Store & { readonly entries: Map<string, unknown> } => {
  const entries = new Map<string, unknown>();
  return {
    entries,
    get: async <T>(key: string) => entries.get(key) as T | undefined,
    set: async (key, kept) => entries.set(key, kept),
    delete: async (key) => entries.delete(key),
  };
};

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

/** Starts the adapter over HTTP against a double. `receive` sees every event; by default it only collects them. */
export const startAdapter = async (slack: SlackDouble, over: Partial<SlackParts> = {}) => {
  const inbounds: Inbound[] = [];
  const lines: string[] = [];
  const store = mapStore();
  let receive = async (inbound: Inbound): Promise<void> => {
    inbounds.push(inbound);
  };
  let mounted: {
    prefix: string;
    listener: (request: IncomingMessage, response: ServerResponse) => void;
  } | null = null;
  const adapter = createSlack({
    botToken: BOT_TOKEN,
    appToken: null,
    signingSecret: SIGNING_SECRET,
    apiUrl: slack.apiUrl,
    log: createLog('debug', [BOT_TOKEN, SIGNING_SECRET], { write: (line) => lines.push(line) }),
    clock: { ...systemClock, sleep: async () => {} },
    store,
    mounts: {
      mount: (prefix, listener) => {
        mounted = { prefix, listener };
      },
    },
    ...over,
  });
  await adapter.start((inbound) => receive(inbound));
  const server = createServer((request, response) => {
    if (mounted && request.url?.startsWith(mounted.prefix)) mounted.listener(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const post = (body: string, contentType: string, odd: Odd = {}): Promise<Response> => {
    const { secret = SIGNING_SECRET, seconds = Math.floor(Date.now() / 1000), headers = {} } = odd;
    return fetch(`${url}/slack/events`, {
      method: 'POST',
      headers: { 'content-type': contentType, ...sign(body, seconds, secret), ...headers },
      body,
    });
  };
  const form = (fields: Record<string, string>, odd?: Odd): Promise<Response> =>
    post(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded', odd);

  return {
    adapter,
    inbounds,
    lines,
    store,
    url,
    onReceive: (handler: (inbound: Inbound) => Promise<void>): void => {
      receive = handler;
    },
    event: (payload: unknown, odd?: Odd) => post(JSON.stringify(payload), 'application/json', odd),
    command: (fields: Record<string, string>, odd?: Odd) => form(fields, odd),
    interaction: (payload: unknown, odd?: Odd) => form({ payload: JSON.stringify(payload) }, odd),
    close: async (): Promise<void> => {
      await adapter.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** A running adapter with its requests. */
export type AdapterUnderTest = Awaited<ReturnType<typeof startAdapter>>;
