/** Slack's errors in the house's words. Every call to Slack goes through here. */
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { type ErrorCode, type Log, TusouError } from '#service';

/** Slack's error codes that people can do something about (docs.slack.dev/reference/methods, "Errors" of each method). */
const CODES: Readonly<Record<string, ErrorCode>> = {
  invalid_auth: 'config-invalid',
  not_authed: 'config-invalid',
  account_inactive: 'config-invalid',
  token_revoked: 'config-invalid',
  token_expired: 'config-invalid',
  not_allowed_token_type: 'config-invalid',
  missing_scope: 'chat-forbidden',
  no_permission: 'chat-forbidden',
  access_denied: 'chat-forbidden',
  not_in_channel: 'chat-outside',
  channel_not_found: 'chat-outside',
  is_archived: 'chat-forbidden',
  restricted_action: 'chat-forbidden',
  message_not_found: 'chat-gone',
  thread_not_found: 'chat-gone',
  used_url: 'chat-gone',
  expired_url: 'chat-gone',
  // Said of files in channels that we are not in, too (docs.slack.dev/reference/methods/files.info).
  file_not_found: 'photo-hidden',
  file_deleted: 'photo-expired',
  ratelimited: 'chat-rate',
  rate_limited: 'chat-rate',
  internal_error: 'chat-down',
  fatal_error: 'chat-down',
  service_unavailable: 'chat-down',
  request_timeout: 'chat-down',
};

/** Slack's own code for a refusal, such as `channel_not_found`; null for errors of other kinds. */
export const slackCode = (error: unknown): string | null =>
  error instanceof WebAPIPlatformError ? error.data.error : null;

/** The scope that Slack says is missing; null when that is not the trouble. */
const missingScope = (error: unknown): string | null => {
  if (!(error instanceof WebAPIPlatformError) || slackCode(error) !== 'missing_scope') return null;
  const { data }: { data: object } = error;
  return 'needed' in data && typeof data.needed === 'string' ? data.needed : 'unknown';
};

const translated = (error: unknown): TusouError => {
  if (error instanceof TusouError) return error;
  if (error instanceof WebAPIPlatformError) {
    const { error: code } = error.data;
    // Anything but a bare code may be a page or a text that quotes people's words.
    const detail = /^\w{1,64}$/.test(code) ? `Slack: ${code}` : 'Slack: unreadable answer';
    return new TusouError(CODES[code] ?? 'internal', { detail, cause: error });
  }
  if (error instanceof WebAPIRateLimitedError)
    return new TusouError('chat-rate', { retryAfterMs: error.retryAfter * 1000, cause: error });
  if (error instanceof WebAPIHTTPError)
    return new TusouError('chat-down', { detail: `Slack: HTTP ${error.statusCode}` });
  if (error instanceof WebAPIRequestError)
    return new TusouError('chat-down', { detail: 'Slack: no answer', cause: error.original });
  return new TusouError('chat-down', { detail: 'Slack: call failed', cause: error });
};

/** Tells the operator that the app may not do what it has to do, and what cures it. */
export const logMissingScope = (log: Log, scope: string): void =>
  log.error(
    { scope },
    'slack app lacks a scope: add it under OAuth & Permissions and reinstall the app, scopes count only after that',
  );

/** The error as one of ours (`chat-*`, `photo-expired`, `photo-hidden`, `config-invalid`, `internal`); a missing scope is also told to the operator. */
export const slackError = (error: unknown, log: Log): TusouError => {
  const scope = missingScope(error);
  if (scope) logMissingScope(log, scope);
  return translated(error);
};
