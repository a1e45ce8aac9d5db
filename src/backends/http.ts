/** One bounded HTTP exchange with a marketplace: a time limit, a size limit, and our own errors. Used by every backend. */
import { Agent, type Dispatcher, FormData, request } from 'undici';
import { TusouError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';

/** Largest reply that is read; offer details with long descriptions stay below a tenth of it. */
const MAX_REPLY_BYTES = 8 * 1024 * 1024;

/** Connections outlive the pauses in a conversation, so that the next page need not shake hands again. */
const connections = new Agent({ keepAliveTimeout: 30_000, connect: { timeout: 10_000 } });

/**
 * A reply as it came: any status, the whole body. `text` is the body as UTF-8; `bytes` are for those who know another encoding.
 * `location` is where a redirect leads, `cookies` are the `Set-Cookie` lines, `retryAfterMs` is what the other side asked for.
 */
export type HttpReply = {
  readonly status: number;
  readonly location: string | null;
  readonly cookies: readonly string[];
  readonly retryAfterMs: number | null;
  readonly bytes: Uint8Array;
  readonly text: string;
};

/** Where to, for how long, and with which headers beside the usual ones (names in lower case). */
export type HttpAsk = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Called when the connection stands, just before the request goes onto it. Where it answers false, the request does not go. */
  readonly onSent: () => unknown;
};

/** What to post: `form` is text in `application/x-www-form-urlencoded`, made beforehand so that nothing delays the sending. */
export type FormPost = HttpAsk & { readonly form: string };

/** One field of a multipart form: a text, or a file with its name and media type. */
export type FormPart = {
  readonly name: string;
  readonly value: string | { readonly bytes: Uint8Array; readonly filename: string; readonly type: string };
};

/** What to post as `multipart/form-data`; the fields go in this order. */
export type MultipartPost = HttpAsk & { readonly parts: readonly FormPart[] };

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3) as a delay; null when absent or unreadable. */
export const retryAfterMs = (header: string | undefined, now: number): number | null => {
  if (header === undefined) return null;
  const text = header.trim();
  const delayMs = /^\d{1,6}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(delayMs) ? null : Math.max(0, delayMs);
};

/**
 * Gets an address and reads the reply whatever its status. Redirects are not followed.
 * Throws `backend-down` for network failures, an over-long reply and the time limit; the signal's reason when aborted.
 */
export const get = (ask: HttpAsk, signal: AbortSignal): Promise<HttpReply> =>
  bounded(ask, { method: 'GET' }, signal);

/** Posts a form, otherwise as `get`. */
export const postForm = (post: FormPost, signal: AbortSignal): Promise<HttpReply> => {
  const headers = { ...post.headers, 'content-type': 'application/x-www-form-urlencoded' };
  return bounded({ ...post, headers }, { method: 'POST', body: post.form }, signal);
};

/** Posts texts and files as a multipart form, otherwise as `get`. */
export const postMultipart = (post: MultipartPost, signal: AbortSignal): Promise<HttpReply> => {
  const body = new FormData();
  for (const { name, value } of post.parts) {
    if (typeof value === 'string') body.append(name, value);
    else body.append(name, new Blob([Buffer.from(value.bytes)], { type: value.type }), value.filename);
  }
  return bounded(post, { method: 'POST', body }, signal);
};

type Sent = Pick<Dispatcher.RequestOptions, 'method' | 'body'>;

const bounded = async (ask: HttpAsk, sent: Sent, signal: AbortSignal): Promise<HttpReply> => {
  const over = new AbortController();
  const tooLate = new AbortController();
  ask.clock.sleep(ask.timeoutMs, over.signal).then(
    () => tooLate.abort(new TusouError('backend-down', { detail: `no answer within ${ask.timeoutMs} ms` })),
    () => {},
  );
  try {
    return await exchange(ask, sent, AbortSignal.any([signal, tooLate.signal]));
  } catch (error) {
    signal.throwIfAborted();
    tooLate.signal.throwIfAborted();
    if (error instanceof TusouError) throw error;
    throw new TusouError('backend-down', { detail: `network failure ${networkCode(error)}`, cause: error });
  } finally {
    over.abort();
  }
};

const exchange = async (
  { url, headers: extra, clock, onSent }: HttpAsk,
  sent: Sent,
  signal: AbortSignal,
): Promise<HttpReply> => {
  const { statusCode, headers, body } = await request(url, {
    ...sent,
    headers: { accept: 'application/json', ...extra },
    dispatcher: connections.compose(telling(onSent)),
    signal,
  });
  const bytes = await readBytes(body);
  return {
    status: statusCode,
    location: single(headers.location) ?? null,
    cookies: [headers['set-cookie'] ?? []].flat(),
    retryAfterMs: retryAfterMs(single(headers['retry-after']), clock.now()),
    bytes,
    text: bytes.toString('utf8'),
  };
};

/** undici says when a request goes onto the wire only to the handler of its events, so that one is wrapped. */
const telling =
  (onSent: HttpAsk['onSent']): Dispatcher.DispatcherComposeInterceptor =>
  (dispatch) =>
  (options, handler) =>
    dispatch(options, {
      onRequestStart: (...args) => {
        if (onSent() === false)
          throw new TusouError('backend-down', { detail: 'the handshake outlasted its turn' });
        handler.onRequestStart?.(...args);
      },
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });

const readBytes = async (body: Dispatcher.ResponseData['body']): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Leaving the loop destroys the body, which closes the connection.
    if (length > MAX_REPLY_BYTES) throw new TusouError('backend-down', { detail: 'reply too large' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

/** Only the code: messages of network errors hold addresses. */
const networkCode = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'of unknown kind';
};
