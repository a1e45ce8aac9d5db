/** One GET under limits: redirects by hand, a byte limit while it streams, a time limit over all of it. Used by the downloads. */
import { type Dispatcher, request } from 'undici';
import { TusouError } from '../domain/errors.ts';

/** Redirects that are followed before giving up. */
const MAX_REDIRECTS = 3;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** How to ask for one address of the chain. */
export type Hop = { readonly headers: Record<string, string>; readonly dispatcher?: Dispatcher };

/** What to get. `admit` sees every address before it is opened and throws for those that must not be. */
export type Get = {
  readonly start: URL;
  readonly admit: (url: URL) => Hop;
  /** Where a redirect leads: the new address from the `location` header and the old address. */
  readonly next: (location: string, from: URL) => URL;
  readonly signal: AbortSignal;
};

/** Opens an address and follows at most 3 redirects; the answer may have any status. Network errors come out as they are. */
export const open = async ({ start, admit, next, signal }: Get): Promise<Dispatcher.ResponseData> => {
  let url = start;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await request(url, { ...admit(url), signal });
    const { location } = response.headers;
    if (!REDIRECTS.has(response.statusCode) || typeof location !== 'string') return response;
    discard(response);
    url = next(location, url);
  }
  throw Object.assign(new Error('too many redirects'), { code: 'TOO_MANY_REDIRECTS' });
};

/** Lets go of an answer whose body nobody wants. */
export const discard = ({ body }: Dispatcher.ResponseData): void => {
  body.dump({ limit: 16_384 }).catch(() => {});
};

/** How much to read, and what to look at on the way. */
export type ReadLimits = {
  readonly maxBytes: number;
  /** `check` is called once, with at least the first `bytes` bytes, or with all where there are fewer; it may throw to stop the reading. */
  readonly start?: { readonly bytes: number; readonly check: (bytes: Uint8Array) => void };
};

/** Reads a body. Throws `photo-too-large` as soon as the limit is passed, by the announced or by the real length. */
export const readBody = async (
  response: Dispatcher.ResponseData,
  { maxBytes, start }: ReadLimits,
): Promise<Buffer> => {
  const tooLarge = () =>
    new TusouError('photo-too-large', { args: { limit: Math.floor(maxBytes / 1024 / 1024) } });
  if (Number(response.headers['content-length']) > maxBytes) {
    discard(response);
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let length = 0;
  let unchecked = start;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) throw tooLarge();
    if (unchecked && length >= unchecked.bytes) {
      unchecked.check(Buffer.concat(chunks));
      unchecked = undefined;
    }
  }
  const bytes = Buffer.concat(chunks);
  unchecked?.check(bytes);
  return bytes;
};

/**
 * The error of ours somewhere inside a foreign one, or null. Sockets and clients wrap what a lookup or a check threw.
 */
export const ourError = (error: unknown): TusouError | null => {
  for (let inner = error; inner instanceof Error; inner = inner.cause)
    if (inner instanceof TusouError) return inner;
  return null;
};

/** A word for the log about a network failure: its code. Never its message, which may quote addresses that hold secrets. */
export const failureCode = (error: unknown): string => {
  if (!(error instanceof Error)) return 'not an error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
};
