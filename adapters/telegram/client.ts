/** The connection to the Bot API: grammY's client with bounded retries, and its errors in our words. */
import { autoRetry } from '@grammyjs/auto-retry';
import { Api, GrammyError, HttpError, type Transformer } from 'grammy';
import { type ErrorCode, TusouError } from '#service';

/** Where the Bot API is and who we are there. `apiRoot` has no slash at its end. */
export type Access = { readonly token: string; readonly apiRoot: string };

/** Waiting that a call may do by itself when Telegram says "retry after"; anything longer is the job queue's business. */
const RETRY = { maxRetryAttempts: 2, maxDelaySeconds: 10 };

/** Longer than the longest poll, so that only a dead connection is given up. */
const CALL_TIMEOUT_S = 60;

/**
 * Makes the client. A call that Telegram asks to repeat is repeated within bounds; network and server errors are not: the
 * first attempt may have arrived, and the caller knows whether a second one does harm. `counted` sees every attempt.
 */
export const createApi = ({ token, apiRoot }: Access, counted?: Transformer): Api => {
  const api = new Api(token, { apiRoot, timeoutSeconds: CALL_TIMEOUT_S });
  if (counted) api.config.use(counted);
  api.config.use(autoRetry({ ...RETRY, rethrowHttpErrors: true, rethrowInternalServerErrors: true }));
  return api;
};

/** Longer than a reaction or a chat action is worth waiting for. */
const COURTESY_TIMEOUT_S = 10;

/** Makes a client for what nobody would miss: nothing is repeated, because it would come too late. */
export const createCourtesyApi = ({ token, apiRoot }: Access, counted: Transformer): Api => {
  const api = new Api(token, { apiRoot, timeoutSeconds: COURTESY_TIMEOUT_S });
  api.config.use(counted);
  return api;
};

/** A signal as grammY's types want it: those of a polyfill that Node has not needed for long. */
export const forGrammy = (signal: AbortSignal) => signal as unknown as Parameters<Api['getMe']>[0];

/**
 * What Telegram's refusals mean to us. The Bot API tells them apart by text only and documents no list; most texts are
 * those of its server's source (github.com/tdlib/telegram-bot-api, Client.cpp), those about files and topics are not
 * verified against it. One that is not here becomes `internal`, with Telegram's sentence in the log.
 */
const REFUSALS = {
  unchanged: /message is not modified/i,
  'message-gone': /message to (edit|delete|react) not found|message can't be edited|MESSAGE_ID_INVALID/i,
  'no-text': /there is no text in the message to edit/i,
  'no-media': /there is no media in the message to edit/i,
  'no-photos':
    /not enough rights to send (?:photos|documents)|CHAT_SEND_DOCS_FORBIDDEN|CHAT_SEND_PHOTOS_FORBIDDEN|not enough rights to send media|CHAT_SEND_MEDIA_FORBIDDEN/i,
  'no-words': /not enough rights to send text|CHAT_SEND_PLAIN_FORBIDDEN/i,
  'no-access':
    /have no rights to send|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|TOPIC_CLOSED|need administrator rights|USER_IS_BLOCKED/i,
  'chat-gone':
    /chat not found|PEER_ID_INVALID|message thread not found|TOPIC_DELETED|group chat was upgraded|chat was deleted|group chat was deactivated/i,
  'file-large': /file is too big/i,
  'file-gone':
    /wrong file_id|invalid file_id|file is temporarily unavailable|wrong remote file|wrong file identifier|FILE_REFERENCE/i,
} as const;

/** One of the refusals that we do something about. */
export type Refusal = keyof typeof REFUSALS;

/** Which refusal an error is, or null for any other error. */
export const refusalOf = (error: unknown): Refusal | null => {
  if (!(error instanceof GrammyError)) return null;
  const known = Object.entries(REFUSALS) as [Refusal, RegExp][];
  return known.find(([, text]) => text.test(error.description))?.[0] ?? null;
};

/** The chat's new id, when a group has become a supergroup. */
export const movedTo = (error: unknown): string | null => {
  const id = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
  return id === undefined ? null : String(id);
};

const REFUSAL_CODES: Partial<Record<Refusal, ErrorCode>> = {
  'message-gone': 'chat-gone',
  'chat-gone': 'chat-gone',
  'no-access': 'chat-forbidden',
  'no-photos': 'chat-forbidden',
  'no-words': 'chat-forbidden',
  'file-gone': 'photo-expired',
};

const codeOf = (error: GrammyError): ErrorCode => {
  if (error.error_code === 429) return 'chat-rate';
  if (error.error_code >= 500) return 'chat-down';
  // Telegram answers 404 to a token that is none, and 401 to one that was withdrawn.
  if (error.error_code === 401 || error.error_code === 404) return 'config-invalid';
  const refusal = refusalOf(error);
  const code = refusal && REFUSAL_CODES[refusal];
  return code ?? (error.error_code === 403 ? 'chat-forbidden' : 'internal');
};

/** The system's name for a network failure (`ECONNREFUSED`); its message holds the address, and the address the token. */
const networkReason = ({ error }: HttpError): string => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : 'no answer';
};

/**
 * Any failed call as an error of ours. grammY's own errors hold what was sent (people's words, pictures) and, for network
 * failures, the token, so the cause is a new error with the method and Telegram's answer only.
 */
export const chatError = (error: unknown): TusouError => {
  if (error instanceof TusouError) return error;
  if (error instanceof GrammyError) {
    const detail = `${error.method}: ${error.error_code} ${error.description}`;
    const code = codeOf(error);
    const setting = code === 'config-invalid' ? 'TELEGRAM_BOT_TOKEN is not accepted: ' : '';
    const seconds = error.parameters.retry_after;
    const wait = seconds === undefined ? {} : { retryAfterMs: seconds * 1000 };
    return new TusouError(code, { detail: setting + detail, cause: new Error(detail), ...wait });
  }
  if (error instanceof HttpError) {
    const detail = `Telegram cannot be reached: ${networkReason(error)}`;
    return new TusouError('chat-down', { detail, cause: new Error(detail) });
  }
  return new TusouError('internal', { detail: error instanceof Error ? error.name : 'not an error' });
};
