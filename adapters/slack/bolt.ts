/** Bolt with its edges filed: it logs through us, acknowledges only what was handled, and never listens by itself. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, HTTPReceiver, type Logger, LogLevel, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { HttpMounts, Log } from '#service';

/** The path at which Slack's HTTP requests arrive. */
export const EVENTS_PATH = '/slack/events';

/** Slack waits 3 s (docs.slack.dev/apis/events-api#responding); by then it hears that it should send the event again. */
const ANSWER_WITHIN_MS = 2_500;

/** Tokens and addresses (some carry a ticket) that Bolt's own messages may quote. */
const SECRETS = /xox[a-z.-]+[\w-]+|xapp-[\w-]+|(?:https?|wss?):\/\/\S+/g;

const detailOf = (words: readonly unknown[]): string =>
  words
    .map((word) => (word instanceof Error ? `${word.name}: ${word.message}` : String(word)))
    .join(' ')
    .replace(SECRETS, '[hidden]')
    .slice(0, 300);

/** Bolt's logger on top of ours. Its debug lines quote whole payloads and are dropped. */
export const boltLogger = (log: Log): Logger => ({
  debug: () => {},
  info: (...words) => log.debug({ detail: detailOf(words) }, 'slack library'),
  warn: (...words) => log.warn({ detail: detailOf(words) }, 'slack library'),
  error: (...words) => log.error({ detail: detailOf(words) }, 'slack library'),
  setLevel: () => {},
  getLevel: () => LogLevel.INFO,
  setName: () => {},
});

/** How Slack reaches us. */
export type Transport =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string; readonly mounts: HttpMounts };

/** What the Bolt app needs: whose app it is, and how to talk to Slack. */
export type BoltParts = {
  readonly transport: Transport;
  readonly botToken: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly apiUrl: string;
  readonly logger: Logger;
};

/** A Bolt app that is wired but not yet connected. After `stop`, HTTP requests get 503, so that Slack sends them again later. */
export type Bolt = { readonly app: App; start(): Promise<void>; stop(): Promise<void> };

const refuse = (response: ServerResponse, status: number): void => {
  if (!response.headersSent) response.writeHead(status);
  response.end();
};

/** Bolt acknowledges events before it handles them. Here the acknowledgement waits: what failed is sent again by Slack. */
const acknowledgeLast = (app: App): void => {
  const handle = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    let answer: unknown;
    await handle({
      ...event,
      ack: async (response) => {
        answer = response;
      },
    });
    await event.ack(answer);
  };
};

const httpReceiver = (signingSecret: string, logger: Logger): HTTPReceiver =>
  new HTTPReceiver({
    signingSecret,
    endpoints: EVENTS_PATH,
    logger,
    unhandledRequestTimeoutMillis: ANSWER_WITHIN_MS,
    unhandledRequestHandler: ({ response }) => {
      logger.warn('an event took too long to store; slack is told to send it again');
      refuse(response, 503);
    },
    processEventErrorHandler: async ({ response }) => {
      refuse(response, 500);
      return true;
    },
  });

const overHttp = (app: App, receiver: HTTPReceiver, mounts: HttpMounts): Bolt => {
  let open = false;
  const refusal = ({ url, method }: IncomingMessage): number | null => {
    if ((url ?? '').split('?')[0] !== EVENTS_PATH) return 404;
    if (method !== 'POST') return 405;
    return open ? null : 503;
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const status = refusal(request);
    if (status === null) receiver.requestListener(request, response);
    else refuse(response, status);
  };
  return {
    app,
    start: async () => {
      open = true;
      mounts.mount(EVENTS_PATH, listener);
    },
    stop: async () => {
      open = false;
    },
  };
};

const overSocket = (app: App): Bolt => ({
  app,
  start: async () => {
    await app.start();
  },
  stop: async () => {
    await app.stop();
  },
});

/** Makes the Bolt app for a transport. */
export const createBolt = ({ transport, logger, apiUrl, ...bot }: BoltParts): Bolt => {
  const clientOptions = { slackApiUrl: apiUrl, logger };
  const appWith = (receiver: Receiver): App => {
    const app = new App({
      token: bot.botToken,
      botId: bot.botId,
      botUserId: bot.botUserId,
      convoStore: false,
      logger,
      clientOptions,
      receiver,
    });
    acknowledgeLast(app);
    return app;
  };
  if (transport.kind === 'http') {
    const receiver = httpReceiver(transport.signingSecret, logger);
    return overHttp(appWith(receiver), receiver, transport.mounts);
  }
  const { appToken } = transport;
  return overSocket(
    appWith(new SocketModeReceiver({ appToken, logger, installerOptions: { clientOptions } })),
  );
};
