/** The Slack adapter: starts and stops it, and puts its parts together. Made by `app.ts` when Slack is set up. */
import { type AuthTestResponse, WebClient } from '@slack/web-api';
import {
  type ChatAdapter,
  type Clock,
  type HttpMounts,
  type Inbound,
  type Log,
  type Store,
  TusouError,
} from '#service';
import { publicPicture } from './blocks.ts';
import { type Bolt, boltLogger, createBolt, type Transport } from './bolt.ts';
import { createDeliver } from './deliver.ts';
import { slackError } from './errors.ts';
import { createFiles } from './files.ts';
import { listen } from './listen.ts';
import { createOnce } from './once.ts';
import { createPeople } from './people.ts';

/**
 * What the adapter needs. With `appToken` it is reached by Socket Mode, else with `signingSecret` by HTTP at
 * `POST /slack/events` on `mounts`. `apiUrl` is Slack's Web API or a double of it.
 */
export type SlackParts = {
  readonly botToken: string;
  readonly appToken: string | null;
  readonly signingSecret: string | null;
  readonly apiUrl: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly store: Store;
  readonly mounts: HttpMounts;
};

/** Calls that somebody waits for: after that the job is tried again by the queue. The library itself honours Retry-After. */
const PATIENT = { timeout: 15_000, retryConfig: { retries: 3, minTimeout: 500, factor: 2 } };

/** Calls before an acknowledgement, for which Slack waits 3 s in all. */
const QUICK = { timeout: 1_500, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };

const transportOf = ({ appToken, signingSecret, mounts }: SlackParts): Transport => {
  if (appToken) return { kind: 'socket', appToken };
  if (signingSecret) return { kind: 'http', signingSecret, mounts };
  throw new TusouError('config-invalid', { detail: 'Slack needs SLACK_APP_TOKEN or SLACK_SIGNING_SECRET' });
};

/** Makes the Slack adapter. Throws `config-invalid` when it has neither an app token nor a signing secret. */
export const createSlack = (parts: SlackParts): ChatAdapter => {
  const { botToken, apiUrl, log, clock, store } = parts;
  const transport = transportOf(parts);
  const logger = boltLogger(log);
  const client = new WebClient(botToken, { slackApiUrl: apiUrl, logger, ...PATIENT });
  const quick = new WebClient(botToken, { slackApiUrl: apiUrl, logger, ...QUICK });
  const files = createFiles({ client, botToken, apiUrl, store, clock, log });
  const languageOfUser = createPeople({ client: quick, store, log });
  let once: ReturnType<typeof createOnce> | null = null;
  let bolt: Bolt | null = null;
  let identity: Promise<AuthTestResponse> | null = null;

  /** Who we are in which workspace; asked once, and again after a failure. */
  const identify = (): Promise<AuthTestResponse> => {
    identity ??= client.auth.test().catch((error) => {
      identity = null;
      throw slackError(error, log);
    });
    return identity;
  };

  const deliver = createDeliver({
    client,
    files,
    store,
    log,
    team: async () => (await identify()).team_id ?? '',
  });

  const connect = async (receive: (inbound: Inbound) => Promise<void>): Promise<void> => {
    const { team_id, user_id: botUserId = '', bot_id: botId = botUserId } = await identify();
    bolt = createBolt({ transport, botToken, botId, botUserId, apiUrl, logger });
    listen({ app: bolt.app, client: quick, files, languageOfUser, botUserId, receive, log });
    await bolt.start();
    log.info({ team: team_id, transport: transport.kind }, 'slack connected');
  };

  return {
    platform: 'slack',
    sheet: { unless: (url) => publicPicture(url) !== null },
    start: async (receive) => {
      once = createOnce(receive, store);
      try {
        await connect(once.receive);
      } catch (error) {
        throw slackError(error, log);
      }
    },
    send: deliver,
    download: ({ fileId }, signal) => files.download(fileId, signal),
    stop: async () => {
      await bolt?.stop();
      await once?.settled();
    },
  };
};
