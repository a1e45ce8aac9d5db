/** The pages by which a workspace installs the app: `/slack/install` leads to Slack, `/slack/oauth_redirect` is where Slack leads back to. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type CallbackOptions,
  type Installation as Granted,
  type InstallationStore,
  InstallProvider,
  type InstallURLOptions,
  InvalidStateError,
  type OrgInstallation,
  type StateStore,
} from '@slack/oauth';
import { WebClient } from '@slack/web-api';
import { type Clock, type HttpMounts, type Log, type Store, TusouError } from '#service';
import { boltLogger } from './bolt.ts';
import { slackError } from './errors.ts';
import { failedPage, installedPage, sendPage } from './install-page.ts';
import type { Installations } from './installations.ts';
import manifest from './manifest.json' with { type: 'json' };
import { INSTALL_PATH, REDIRECT_PATH } from './paths.ts';

/** How long somebody may take to say yes to Slack. */
const STATE_MS = 10 * 60 * 1000;

/** Calls for which somebody sits before a browser. */
const QUICK = { timeout: 10_000, retryConfig: { retries: 1 }, rejectRateLimitedCalls: true };

/** What the pages need. `publicUrl` is the public address of this program, without a slash at its end. */
export type InstallParts = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly publicUrl: string;
  readonly apiUrl: string;
  readonly store: Store;
  readonly installations: Installations;
  readonly mounts: HttpMounts;
  readonly clock: Clock;
  readonly log: Log;
};

const stateKey = (state: string): string => `slack:state:${state}`;

/** States are random, good for ten minutes and for one use; `InstallProvider` ties them to the browser by a cookie. */
const stateStore = (store: Store, options: InstallURLOptions): StateStore => ({
  generateStateParam: async () => {
    const state = randomBytes(32).toString('base64url');
    await store.set(stateKey(state), true, STATE_MS);
    return state;
  },
  verifyStateParam: async (_, state) => {
    // Whoever deletes it has it: of two at the same time one gets through.
    if (await store.delete(stateKey(state))) return options;
    throw new InvalidStateError('the state is not known, too old, or was used before');
  },
});

/** Keeps what Slack granted. Tokens are read elsewhere, so the other two are never asked for. */
const grantStore = ({ installations, clock }: InstallParts): InstallationStore => ({
  storeInstallation: async ({ team, bot }) => {
    if (!team || !bot) throw new TusouError('chat-down', { detail: 'Slack: an installation without a bot' });
    const { token, id: botId, userId: botUserId } = bot;
    await installations.keep({ team: team.id, token, botId, botUserId, atMs: clock.now() });
  },
  fetchInstallation: async () => {
    throw new TusouError('internal', { detail: 'nobody asks here for a token' });
  },
});

/** Gives back what was granted for a whole organisation; a token that nobody keeps is no harm if that fails. */
const giveBack = async ({ bot }: Granted | OrgInstallation, { apiUrl, log }: InstallParts): Promise<void> => {
  const client = new WebClient(bot?.token, { slackApiUrl: apiUrl, logger: boltLogger(log), ...QUICK });
  await client.auth.revoke().catch((error) => {
    log.warn({ reason: slackError(error, log).message }, 'slack did not take a token back');
  });
};

const callbacks = (parts: InstallParts): CallbackOptions => ({
  afterInstallation: async (granted, _, request, response) => {
    if (!granted.isEnterpriseInstall) return true;
    await giveBack(granted, parts);
    parts.log.warn({}, 'slack app was installed for a whole organisation, which is not supported');
    sendPage(response, failedPage(request, 'slack_org'));
    return false;
  },
  success: ({ team, appId }, _, request, response) => {
    parts.log.info({ team: team?.id }, 'slack app was installed into a workspace');
    sendPage(
      response,
      installedPage(request, { name: team?.name ?? '', team: team?.id ?? '', app: appId ?? '' }),
    );
  },
  failure: ({ code, message }, _, request, response) => {
    // Anybody can call this address with anything, so it is not worth more than a line.
    const reason = code.startsWith('slack_oauth_') ? code : message.slice(0, 100);
    parts.log.warn({ reason }, 'slack app was not installed');
    sendPage(response, failedPage(request, code));
  },
});

/** Puts the pages onto the server. Until `start` and after `stop` they answer 503. */
export const createInstallPages = (parts: InstallParts) => {
  const { clientId, clientSecret, publicUrl, apiUrl, store, mounts, log } = parts;
  const options: InstallURLOptions = {
    scopes: manifest.oauth_config.scopes.bot,
    redirectUri: `${publicUrl}${REDIRECT_PATH}`,
  };
  const logger = boltLogger(log);
  const provider = new InstallProvider({
    clientId,
    clientSecret,
    stateStore: stateStore(store, options),
    installationStore: grantStore(parts),
    directInstall: true,
    authorizationUrl: new URL('/oauth/v2/authorize', apiUrl).href,
    // What goes wrong is told once, by `failure`.
    logger: { ...logger, error: logger.debug },
    clientOptions: { slackApiUrl: apiUrl, ...QUICK },
  });
  let open = false;

  const page =
    (serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>) =>
    async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      if (request.method !== 'GET') response.writeHead(405, { allow: 'GET' }).end();
      else if (open) await serve(request, response);
      else response.writeHead(503).end();
    };
  const begin = page(async (request, response) => {
    response.setHeader('cache-control', 'no-store');
    try {
      await provider.handleInstallPath(request, response, undefined, options);
    } catch (error) {
      log.error({ reason: slackError(error, log).message }, 'slack installation could not begin');
      sendPage(response, failedPage(request, 'unknown'));
    }
  });
  const finish = page((request, response) => provider.handleCallback(request, response, callbacks(parts)));

  return {
    start: (): void => {
      open = true;
      mounts.mount(INSTALL_PATH, (request, response) => void begin(request, response));
      mounts.mount(REDIRECT_PATH, (request, response) => void finish(request, response));
    },
    stop: (): void => {
      open = false;
    },
  };
};
