/** The first contact with Telegram: checks the token, learns who we are, and has patience when nobody answers. */
import type { Api } from 'grammy';
import type { Clock, Log } from '#service';
import { chatError, forGrammy } from './client.ts';
import type { Self } from './receive.ts';

/** The longest pause between attempts to connect at the start. */
const CONNECT_PAUSE_MS = 30_000;

/** What waiting for Telegram needs. */
export type Patiently = { readonly log: Log; readonly clock: Clock; readonly signal: AbortSignal };

/** What one call gives; null when Telegram cannot be reached now. Throws `config-invalid` for a bad token. */
export const attempt = async <T>(call: () => Promise<T>, { log, signal }: Patiently): Promise<T | null> => {
  try {
    return await call();
  } catch (error) {
    const problem = chatError(error);
    if (problem.code === 'config-invalid') throw problem;
    if (!signal.aborted)
      log.warn({ code: problem.code, reason: problem.message }, 'telegram cannot be reached, trying again');
    return null;
  }
};

/** Tries a call, with longer and longer pauses, until it holds. Null when the signal ends it; throws as `attempt` does. */
export const patiently = async <T>(call: () => Promise<T>, patience: Patiently): Promise<T | null> => {
  const { clock, signal } = patience;
  for (let ms = 1000; !signal.aborted; ms = Math.min(CONNECT_PAUSE_MS, ms * 2)) {
    const given = await attempt(call, patience);
    if (given !== null) return given;
    // Stopping ends the pause; the loop sees the signal itself.
    await clock.sleep(ms, signal).catch(() => undefined);
  }
  return null;
};

/** Asks who we are. Rejects with grammY's errors. */
export const identify = async (api: Api, log: Log): Promise<Self> => {
  const { id, username } = await api.getMe();
  log.info({ username }, 'telegram connected');
  return { id, username };
};

/** The updates that we ask Telegram for; edits, channel posts and the rest are not for us. `my_chat_member` says when we are added to a group or put out of a chat. */
export const WANTED = ['message', 'callback_query', 'my_chat_member', 'poll_answer'] as const;

/** How Telegram is to call us. */
export type Webhook = { readonly url: string; readonly secret: string };

/** Requests at once at most: the most that Telegram allows, since the photos of an album each keep one waiting for a second. */
const MAX_CONNECTIONS = 100;

/**
 * Has Telegram call us, where it does not do so already: setting it anew would disturb what other processes receive. Telegram does not
 * tell the secret, but that we refused its calls. What waits there is not dropped.
 */
export const setWebhook = async (
  api: Api,
  { url, secret }: Webhook,
  signal: AbortSignal,
): Promise<'set' | 'kept'> => {
  const until = forGrammy(signal);
  const info = await api.getWebhookInfo(until);
  const isSame =
    info.url === url &&
    info.max_connections === MAX_CONNECTIONS &&
    [...(info.allowed_updates ?? [])].sort().join() === [...WANTED].sort().join() &&
    !/\b401\b/.test(info.last_error_message ?? '');
  if (isSame) return 'kept';
  const options = { secret_token: secret, max_connections: MAX_CONNECTIONS, allowed_updates: WANTED };
  await api.setWebhook(url, options, until);
  return 'set';
};
