/** Whether Slack accepts the app: its bot token with every scope of the manifest, and its app token for Socket Mode. */
import { WebClient } from '@slack/web-api';
import { type ErrorCode, type Finding, type Log, TusouError } from '#service';
import { boltLogger } from './bolt.ts';
import { slackCode, slackError } from './errors.ts';
import manifest from './manifest.json' with { type: 'json' };

/** The access to be checked. The log hears only of the library's own warnings. */
export type SlackAccess = {
  readonly botToken: string;
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
const SCOPE_CURE =
  'add it under OAuth & Permissions, Bot Token Scopes, and reinstall the app: scopes count only after a reinstall';

const fine = (what: string, says: string): Finding => ({ what, ok: true, says, cure: null });

const trouble = (what: string, error: unknown, { cure, log }: { cure: string; log: Log }): Finding => {
  const { code, detail, message } = error instanceof TusouError ? error : slackError(error, log);
  return { what, ok: false, says: detail ?? message, cure: NETWORK.includes(code) ? NETWORK_CURE : cure };
};

/** Which of the manifest's scopes the token has; Slack tells them in a header of every answer. */
const scopesFinding = (granted: readonly string[] | undefined): Finding => {
  const what = 'scopes';
  if (!granted) return fine(what, 'Slack does not tell them');
  const missing = manifest.oauth_config.scopes.bot.filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return fine(what, 'all that the manifest names');
  return { what, ok: false, says: `missing: ${missing.join(', ')}`, cure: SCOPE_CURE };
};

const checkBot = async ({ botToken, apiUrl, log }: SlackAccess): Promise<readonly Finding[]> => {
  const client = new WebClient(botToken, { slackApiUrl: apiUrl, logger: boltLogger(log), ...QUICK });
  try {
    const { team = 'the workspace', user = 'the bot', response_metadata: told } = await client.auth.test();
    return [fine('bot token', `accepted, @${user} in ${team}`), scopesFinding(told?.scopes)];
  } catch (error) {
    return [trouble('bot token', error, { cure: BOT_CURE, log })];
  }
};

/** Asks for a Socket Mode address and does not open it; Slack forgets it after a while. */
const checkApp = async (appToken: string, { apiUrl, log }: SlackAccess): Promise<Finding> => {
  const client = new WebClient(appToken, { slackApiUrl: apiUrl, logger: boltLogger(log), ...QUICK });
  try {
    await client.apps.connections.open({});
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
  const { appToken, signingSecret } = access;
  const secret = 'set; only a request from Slack can show that it is right';
  return [
    ...(await checkBot(access)),
    ...(appToken ? [await checkApp(appToken, access)] : []),
    ...(signingSecret && !appToken ? [fine('signing secret', secret)] : []),
  ];
};
