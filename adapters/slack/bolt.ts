/** Bolt with its edges filed: it logs through us, acknowledges only what was handled, and never listens by itself. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  App,
  HTTPReceiver,
  type Logger,
  LogLevel,
  type Receiver,
  type ReceiverEvent,
  SocketModeReceiver,
} from '@slack/bolt';
import type { HttpMounts, Log } from '#service';
import { EVENTS_PATH } from './paths.ts';

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
  | {
      readonly kind: 'http';
      readonly signingSecret: string;
      readonly mounts: HttpMounts;
      /** Tells whether a request is a copy of one that was taken. */
      readonly isReplay: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
    };

/** Whose app a Bolt app is, and how it talks to Slack. */
export type AppParts = {
  readonly token: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly apiUrl: string;
  readonly logger: Logger;
};

/** What hears Slack's events. */
export type EarParts = {
  readonly transport: Transport;
  readonly apiUrl: string;
  readonly logger: Logger;
  /** Resolves when the event is acknowledged; after a rejection Slack is told to send it again. */
  readonly hear: (event: ReceiverEvent) => Promise<void>;
};

/** A way by which events come in, not open yet. After `stop`, HTTP requests get 503, so that Slack sends them again later. */
export type Ear = { start(): Promise<void>; stop(): Promise<void> };

const refuse = (response: ServerResponse, status: number): void => {
  if (!response.headersSent) response.writeHead(status);
  response.end();
};

/** A workspace's app is handed its events. */
const NO_RECEIVER: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} };

/** Makes the Bolt app of a workspace. It acknowledges what it has handled, and not before: what failed is sent again by Slack. */
export const createWorkspaceApp = ({ apiUrl, logger, ...bot }: AppParts): App => {
  const clientOptions = { slackApiUrl: apiUrl, logger };
  const app = new App({ ...bot, convoStore: false, logger, clientOptions, receiver: NO_RECEIVER });
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
  return app;
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

type HttpTransport = Extract<Transport, { kind: 'http' }>;

const overHttp = (receiver: HTTPReceiver, { mounts, isReplay }: HttpTransport, logger: Logger): Ear => {
  let open = false;
  const refusal = async (request: IncomingMessage, response: ServerResponse): Promise<number | null> => {
    if ((request.url ?? '').split('?')[0] !== EVENTS_PATH) return 404;
    if (request.method !== 'POST') return 405;
    if (!open) return 503;
    if (!(await isReplay(request, response))) return null;
    logger.warn('a request came a second time as it was; it is refused');
    return 401;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const status = await refusal(request, response);
    if (status === null) receiver.requestListener(request, response);
    else refuse(response, status);
  };
  return {
    start: async () => {
      open = true;
      mounts.mount(
        EVENTS_PATH,
        (request, response) => void answer(request, response).catch(() => refuse(response, 500)),
      );
    },
    stop: async () => {
      open = false;
    },
  };
};

const overSocket = (receiver: SocketModeReceiver): Ear => ({
  start: async () => {
    await receiver.start();
  },
  stop: async () => {
    await receiver.stop();
  },
});

/** A receiver wants an app, and of that app only that it takes events. */
const listener = ({ hear }: EarParts): App => ({ processEvent: hear }) as unknown as App;

/** Makes what listens on a transport, for all workspaces. */
export const createEar = (parts: EarParts): Ear => {
  const { transport, logger, apiUrl } = parts;
  if (transport.kind === 'http') {
    const receiver = httpReceiver(transport.signingSecret, logger);
    receiver.init(listener(parts));
    return overHttp(receiver, transport, logger);
  }
  const clientOptions = { slackApiUrl: apiUrl, logger };
  const receiver = new SocketModeReceiver({
    appToken: transport.appToken,
    logger,
    installerOptions: { clientOptions },
    // What failed is logged where it failed, and not acknowledged: Slack sends it again.
    processEventErrorHandler: async () => false,
  });
  receiver.init(listener(parts));
  return overSocket(receiver);
};
