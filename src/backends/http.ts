/** One bounded HTTP exchange with a marketplace: a time limit, a size limit, and our own errors. Used by every backend. */
import { Agent, type Dispatcher, request } from 'undici';
import { TusouError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';

/** Largest reply that is read; offer details with long descriptions stay below a tenth of it. */
const MAX_REPLY_BYTES = 8 * 1024 * 1024;

/** Connections outlive the pauses in a conversation, so that the next page need not shake hands again. */
const connections = new Agent({ keepAliveTimeout: 30_000, connect: { timeout: 10_000 } });

/** A reply as it came: any status, the whole body as UTF-8 text. `retryAfterMs` is what the other side asked for. */
export type HttpReply = {
  readonly status: number;
  readonly location: string | null;
  readonly retryAfterMs: number | null;
  readonly text: string;
};

/** What to send: `form` is text in `application/x-www-form-urlencoded`, made beforehand so that nothing delays the sending. */
export type FormPost = {
  readonly url: string;
  readonly form: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Called when the connection stands and the request goes onto it. */
  readonly onSent: () => void;
};

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3) as a delay; null when absent or unreadable. */
export const retryAfterMs = (header: string | undefined, now: number): number | null => {
  if (header === undefined) return null;
  const text = header.trim();
  const delayMs = /^\d{1,6}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(delayMs) ? null : Math.max(0, delayMs);
};

/**
 * Posts a form and reads the reply whatever its status. Redirects are not followed.
 * Throws `backend-down` for network failures, an over-long reply and the time limit; the signal's reason when aborted.
 */
export const postForm = async (post: FormPost, signal: AbortSignal): Promise<HttpReply> => {
  const over = new AbortController();
  const tooLate = new AbortController();
  post.clock.sleep(post.timeoutMs, over.signal).then(
    () => tooLate.abort(new TusouError('backend-down', { detail: `no answer within ${post.timeoutMs} ms` })),
    () => {},
  );
  try {
    return await exchange(post, AbortSignal.any([signal, tooLate.signal]));
  } catch (error) {
    signal.throwIfAborted();
    tooLate.signal.throwIfAborted();
    if (error instanceof TusouError) throw error;
    throw new TusouError('backend-down', { detail: `network failure ${networkCode(error)}`, cause: error });
  } finally {
    over.abort();
  }
};

const exchange = async ({ url, form, clock, onSent }: FormPost, signal: AbortSignal): Promise<HttpReply> => {
  const { statusCode, headers, body } = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: form,
    dispatcher: connections.compose(telling(onSent)),
    signal,
  });
  return {
    status: statusCode,
    location: single(headers.location) ?? null,
    retryAfterMs: retryAfterMs(single(headers['retry-after']), clock.now()),
    text: await readText(body),
  };
};

/** undici says when a request goes onto the wire only to the handler of its events, so that one is wrapped. */
const telling =
  (onSent: () => void): Dispatcher.DispatcherComposeInterceptor =>
  (dispatch) =>
  (options, handler) =>
    dispatch(options, {
      onRequestStart: (...args) => {
        onSent();
        handler.onRequestStart?.(...args);
      },
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });

const readText = async (body: Dispatcher.ResponseData['body']): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Leaving the loop destroys the body, which closes the connection.
    if (bytes > MAX_REPLY_BYTES) throw new TusouError('backend-down', { detail: 'reply too large' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

/** Only the code: messages of network errors hold addresses. */
const networkCode = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'of unknown kind';
};
