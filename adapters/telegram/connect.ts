/** The first contact with Telegram: checks the token, learns who we are, and has patience when nobody answers. */
import type { Api } from 'grammy';
import type { Clock, Log } from '#service';
import { chatError } from './client.ts';
import type { Self } from './receive.ts';

/** The longest pause between attempts to connect at the start. */
const CONNECT_PAUSE_MS = 30_000;

/** Asks who we are and takes over from a webhook. Null when Telegram cannot be reached now; throws `config-invalid` for a bad token. */
export const connect = async (api: Api, log: Log): Promise<Self | null> => {
  try {
    const { id, username } = await api.getMe();
    await api.deleteWebhook();
    log.info({ username }, 'telegram connected');
    return { id, username };
  } catch (error) {
    const problem = chatError(error);
    if (problem.code === 'config-invalid') throw problem;
    log.warn({ code: problem.code, reason: problem.message }, 'telegram cannot be reached, trying again');
    return null;
  }
};

/** What waiting for Telegram needs. */
type Patience = { readonly api: Api; readonly log: Log; readonly clock: Clock; readonly signal: AbortSignal };

/** Tries to connect, with longer and longer pauses, until it holds. Null when the signal ends it; throws as `connect` does. */
export const connectPatiently = async ({ api, log, clock, signal }: Patience): Promise<Self | null> => {
  for (let ms = 1000; !signal.aborted; ms = Math.min(CONNECT_PAUSE_MS, ms * 2)) {
    // Stopping ends the pause; the loop sees the signal itself.
    await clock.sleep(ms, signal).catch(() => undefined);
    const self = signal.aborted ? null : await connect(api, log);
    if (self !== null) return self;
  }
  return null;
};
