/** One request and its answer: reading bodies under limits, cookies, and writing JSON, bytes and polite errors. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { asTusouError, type Language, languageAmong, TusouError, translator } from '#service';

/** A request with its answer, and the path without the query. */
export type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
};

/** Bytes to answer with. `cache` is a Cache-Control value. */
export type Content = { readonly type: string; readonly bytes: Uint8Array; readonly cache: string };

/** What is still read, and thrown away, of a body that is over its limit: browsers see an answer only when they could send all. */
const DRAINED_BYTES = 64 * 1024 * 1024;

/** The value of a cookie, or null. */
export const cookieOf = ({ headers }: IncomingMessage, name: string): string | null => {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
};

/** A header of ours that may be there once; empty when it is absent. */
export const headerOf = ({ headers }: IncomingMessage, name: string): string => {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
};

/** The language of a request: what the page says, else the first one of the browser's that we speak. */
export const requestLanguage = (request: IncomingMessage): Language => {
  const said = headerOf(request, 'x-language');
  return languageAmong(said || (request.headers['accept-language'] ?? ''));
};

/** Reads a body. Throws `photo-too-large` when it is over `maxBytes`; nothing of such a body is kept. */
export const readBody = (request: IncomingMessage, maxBytes: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    const tooLarge = () => new TusouError('photo-too-large', { args: { limit: maxBytes / 1024 / 1024 } });
    request.on('data', (chunk: Uint8Array) => {
      bytes += chunk.byteLength;
      if (bytes <= maxBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (bytes > maxBytes + DRAINED_BYTES) reject(tooLarge());
    });
    request.once('end', () => (bytes > maxBytes ? reject(tooLarge()) : resolve(Buffer.concat(chunks))));
    request.once('error', (cause) => reject(new TusouError('chat-down', { detail: 'upload broke', cause })));
    request.once('close', () => reject(new TusouError('chat-down', { detail: 'upload was cut off' })));
  });

/** What went wrong with a request that our page never makes. */
export const malformed = (detail: string): TusouError =>
  new TusouError('input-invalid', { detail, args: { reason: '' } });

/** Reads a small JSON object; throws `input-invalid` for anything else. */
export const readJson = async (request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> => {
  if (!headerOf(request, 'content-type').startsWith('application/json')) throw malformed('not JSON');
  const text = (await readBody(request, 16 * 1024)).toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    throw new TusouError('input-invalid', { detail: 'broken JSON', args: { reason: '' }, cause });
  }
  throw malformed('not a JSON object');
};

/** Answers with bytes, or with 304 when the browser has them already. */
export const sendContent = ({ request, response }: Exchange, { type, bytes, cache }: Content): void => {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const headers = { 'content-type': type, 'cache-control': cache, etag };
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304, headers).end();
  response.writeHead(200, { ...headers, 'content-length': bytes.byteLength });
  response.end(request.method === 'HEAD' ? undefined : bytes);
};

/** Answers without a body. */
export const sendStatus = (
  { response }: Exchange,
  status: number,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'cache-control': 'no-store', ...headers }).end();
};

const STATUS: Readonly<Record<string, number>> = {
  'photo-too-large': 413,
  'chat-forbidden': 403,
  'chat-gone': 404,
  'chat-rate': 429,
};

const STATUS_BY_BLAME = { asker: 400, service: 503, operator: 500 } as const;

/** Answers with what went wrong, as a code and a sentence in the asker's language. Answers with the error's status. */
export const sendError = ({ request, response }: Exchange, thrown: unknown): number => {
  const error = asTusouError(thrown);
  const status = STATUS[error.code] ?? STATUS_BY_BLAME[error.blame];
  if (response.headersSent) {
    response.destroy();
    return status;
  }
  const text = translator(requestLanguage(request))(`error-${error.code}`, error.args);
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  // A body that was not read to its end would be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  response.writeHead(status, headers).end(JSON.stringify({ code: error.code, text }));
  return status;
};
