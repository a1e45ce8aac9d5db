/** Whether Slack accepts the app: its bot token with every scope of the manifest, and its app token for Socket Mode. */
import { WebClient } from '@slack/web-api';
import { type ErrorCode, type Finding, type Log, TusouError } from '#service';
import { boltLogger } from './bolt.ts';
import { slackCode, slackError } from './errors.ts';
import { createInstallations, type Installation, type InstallationsParts } from './installations.ts';
import manifest from './manifest.json' with { type: 'json' };

/** The access to be checked. The log hears only of the library's own warnings. `installs` is where installations are kept, if there are any. */
export type SlackAccess = {
  readonly botToken: string | null;
  readonly installs: InstallationsParts | null;
  readonly appToken: string | null;
  readonly signingSecret: string | null;
  readonly apiUrl: string;
  readonly log: Log;
};

/** Somebody waits at a terminal, and may simply ask again. */
const QUICK = { timeout: 10_000, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };

const NETWORK: readonly ErrorCode[] = ['chat-down', 'chat-rate'];
const NETWORK_CURE =
  'check that this machine reaches SLACK_API_URL (https://slack.com/api/), or try again in a minute';
const BOT_CURE =
  'copy the bot token from OAuth & Permissions of the app on api.slack.com/apps into SLACK_BOT_TOKEN';
const APP_CURE =
  'make an app-level token with connections:write (Basic Information of the app on api.slack.com/apps), switch Socket Mode on, and put the token into SLACK_APP_TOKEN';
const INSTALL_CURE =
  'install the app there again at <SLACK_PUBLIC_URL>/slack/install, or remove it from that workspace';
const INSTALLED_SCOPE_CURE =
  'add it under OAuth & Permissions, Bot Token Scopes, and have the workspace install the app again at <SLACK_PUBLIC_URL>/slack/install: scopes count only after that';
const OTHER_APP_CURE =
  'take both tokens from the same app on api.slack.com/apps: with an app token of another app no event arrives';
const SCOPE_CURE =
  'add it under OAuth & Permissions, Bot Token Scopes, and reinstall the app: scopes count only after a reinstall';

const fine = (what: string, says: string): Finding => ({ what, ok: true, says, cure: null });

const trouble = (what: string, error: unknown, { cure, log }: { cure: string; log: Log }): Finding => {
  const { code, detail, message } = error instanceof TusouError ? error : slackError(error, log);
  return { what, ok: false, says: detail ?? message, cure: NETWORK.includes(code) ? NETWORK_CURE : cure };
};

/** Which of the manifest's scopes a token lacks; Slack tells them in a header of every answer, and null is that it did not. */
const missingScopes = (granted: readonly string[] | undefined): string[] | null =>
  granted ? manifest.oauth_config.scopes.bot.filter((scope) => !granted.includes(scope)) : null;

const scopesFinding = (what: string, missing: readonly string[] | null, cure: string): Finding => {
  if (missing === null) return fine(what, 'Slack does not tell them');
  if (missing.length === 0) return fine(what, 'all that the manifest names');
  return { what, ok: false, says: `missing: ${missing.join(', ')}`, cure };
};

const clientOf = (token: string, { apiUrl, log }: SlackAccess): WebClient =>
  new WebClient(token, { slackApiUrl: apiUrl, logger: boltLogger(log), ...QUICK });

/** The app that an app token is of: it is the second part of the token. Null where it does not look like that. */
const appOfToken = (appToken: string | null): string | null =>
  /^xapp-\d+-(A[A-Z0-9]+)-/.exec(appToken ?? '')?.[1] ?? null;

/** Whether the app token is of the same app as the bot. No finding where that cannot be told. */
const sameAppFindings = async (
  client: WebClient,
  bot: string,
  { appToken }: SlackAccess,
): Promise<Finding[]> => {
  const own = appOfToken(appToken);
  if (own === null) return [];
  const { app_id: app } = (await client.bots.info({ bot }).catch(() => null))?.bot ?? {};
  if (!app || app === own) return [];
  const says = `the app token is of ${own}, the bot token of ${app}`;
  return [{ what: 'same app', ok: false, says, cure: OTHER_APP_CURE }];
};

const checkBot = async (botToken: string, access: SlackAccess): Promise<readonly Finding[]> => {
  const client = clientOf(botToken, access);
  try {
    const answer = await client.auth.test();
    const { team = 'the workspace', user = 'the bot', bot_id: bot, response_metadata: told } = answer;
    return [
      fine('bot token', `accepted, @${user} in ${team}`),
      scopesFinding('scopes', missingScopes(told?.scopes), SCOPE_CURE),
      ...(bot ? await sameAppFindings(client, bot, access) : []),
    ];
  } catch (error) {
    return [trouble('bot token', error, { cure: BOT_CURE, log: access.log })];
  }
};

/** A workspace that installed the app by itself, in one line: an operator may have many. */
const checkInstalled = async ({ team, token }: Installation, access: SlackAccess): Promise<Finding> => {
  const what = `workspace ${team}`;
  try {
    const { response_metadata: told } = await clientOf(token, access).auth.test();
    const missing = missingScopes(told?.scopes) ?? [];
    if (missing.length > 0) return scopesFinding(what, missing, INSTALLED_SCOPE_CURE);
    return fine(what, 'token accepted');
  } catch (error) {
    return trouble(what, error, { cure: INSTALL_CURE, log: access.log });
  }
};

/** One after the other: Slack limits how often the same address asks. */
const checkAllInstalled = async (access: SlackAccess): Promise<Finding[]> => {
  if (!access.installs) return [];
  const all = await createInstallations(access.installs).all();
  if (all.length === 0) return [fine('workspaces', 'none has installed the app by itself yet')];
  const findings: Finding[] = [];
  for (const installation of all) findings.push(await checkInstalled(installation, access));
  return findings;
};

/** Asks for a Socket Mode address and does not open it; Slack forgets it after a while. */
const checkApp = async (appToken: string, access: SlackAccess): Promise<Finding> => {
  const { log } = access;
  try {
    await clientOf(appToken, access).apps.connections.open({});
    return fine('app token', 'accepted for Socket Mode');
  } catch (error) {
    const isScope = slackCode(error) === 'missing_scope';
    const named = isScope
      ? new TusouError('chat-forbidden', { detail: 'missing: connections:write' })
      : error;
    return trouble('app token', named, { cure: APP_CURE, log });
  }
};

/** Checks the tokens with calls that change nothing. Never throws. */
export const checkSlack = async (access: SlackAccess): Promise<readonly Finding[]> => {
  const { botToken, appToken, signingSecret } = access;
  const secret = 'set; only a request from Slack can show that it is right';
  return [
    ...(botToken ? await checkBot(botToken, access) : []),
    ...(await checkAllInstalled(access)),
    ...(appToken ? [await checkApp(appToken, access)] : []),
    ...(signingSecret && !appToken ? [fine('signing secret', secret)] : []),
  ];
};
