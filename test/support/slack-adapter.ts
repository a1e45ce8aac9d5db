/** The adapter under test on a server of its own, with Slack's signed requests to it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSlack, type SlackParts } from '../../adapters/slack/index.ts';
import type { Inbound } from '../../src/domain/chat.ts';
import type { Store } from '../../src/domain/ports.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { createLog } from '../../src/ops/log.ts';
import { memoryLocks } from './memory-locks.ts';
import { SIGNING_SECRET, slackRequests } from './slack-requests.ts';
import { BOT_TOKEN, type SlackDouble } from './slack-wire.ts';

/** A store in memory that keeps everything. */
export const mapStore = () => {
  const entries = new Map<string, unknown>();
  const ttls = new Map<string, number | undefined>();
  const store: Store = {
    get: async <T>(key: string) => entries.get(key) as T | undefined,
    set: async (key, kept, ttlMs) => {
      ttls.set(key, ttlMs);
      return entries.set(key, kept);
    },
    delete: async (key) => entries.delete(key),
  };
  return { ...store, entries, ttlOf: (key: string) => ttls.get(key) };
};

/** Starts the adapter over HTTP against a double. `receive` sees every event; by default it only collects them. */
export const startAdapter = async (slack: SlackDouble, over: Partial<SlackParts> = {}) => {
  const inbounds: Inbound[] = [];
  const lines: string[] = [];
  const store = mapStore();
  let receive = async (inbound: Inbound): Promise<void> => {
    inbounds.push(inbound);
  };
  const mounted: {
    readonly prefix: string;
    readonly listener: (request: IncomingMessage, response: ServerResponse) => void;
  }[] = [];
  const adapter = createSlack({
    botToken: BOT_TOKEN,
    installs: null,
    appToken: null,
    signingSecret: SIGNING_SECRET,
    apiUrl: slack.apiUrl,
    log: createLog('debug', [BOT_TOKEN, SIGNING_SECRET], { write: (line) => lines.push(line) }),
    clock: { ...systemClock, sleep: async () => {} },
    store,
    locks: memoryLocks(),
    mounts: {
      mount: (prefix, listener) => {
        mounted.push({ prefix, listener });
      },
    },
    ...over,
  });
  await adapter.start((inbound) => receive(inbound));
  const server = createServer((request, response) => {
    const mount = mounted.find(({ prefix }) => request.url?.startsWith(prefix));
    if (mount) mount.listener(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    adapter,
    inbounds,
    lines,
    store,
    url,
    onReceive: (handler: (inbound: Inbound) => Promise<void>): void => {
      receive = handler;
    },
    ...slackRequests(url),
    close: async (): Promise<void> => {
      await adapter.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** A running adapter with its requests. */
export type AdapterUnderTest = Awaited<ReturnType<typeof startAdapter>>;
