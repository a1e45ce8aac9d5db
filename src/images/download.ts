/** Gets pictures from the web on behalf of strangers, and files from chat platforms on behalf of adapters. */
import pLimit from 'p-limit';
import { Agent } from 'undici';
import { TusouError } from '../domain/errors.ts';
import { unlessAborted } from '../ops/unless-aborted.ts';
import { parseAddress, publicLookup, type Resolve, refusePrivate, systemResolve } from './address.ts';
import { MAX_PICTURE_BYTES, roomToDecode } from './decode.ts';
import { discard, failureCode, open, ourError, readBody } from './http-get.ts';
import { isPage, KIND_BYTES, kindOf } from './kind.ts';

/** Time for a whole download, redirects included. */
const TIME_LIMIT_MS = 15_000;

/** Downloads under way at once, unless told otherwise: each may come to hold 20 MB. The others wait, as all do for `roomToDecode`. */
const AT_ONCE = 4;

/** Identity, since a compressed body could unpack to any size; pictures are compressed already. */
const PICTURE_HEADERS = {
  accept: 'image/jpeg, image/png, image/webp, image/*;q=0.8',
  'accept-encoding': 'identity',
  'user-agent': 'Mozilla/5.0 (compatible; Tusou)',
};

/** Whether a status says "not there, or not for you", as opposed to "not now". */
const isGone = (status: number): boolean =>
  status >= 400 && status < 500 && ![408, 425, 429].includes(status);

/**
 * Settings of a download. `trustedOrigins`, such as `http://127.0.0.1:4010`, may be opened although they are private.
 * `atOnce` is how many downloads are under way at the same time, 4 unless it is set; the time limit counts from when one begins.
 */
export type DownloadOptions = {
  readonly trustedOrigins: readonly string[];
  readonly atOnce?: number;
  readonly resolve?: Resolve;
  readonly timeLimitMs?: number;
};

/** Gets the bytes of a picture behind an address that a stranger chose. */
export interface Download {
  /**
   * Only http and https, only hosts on the public internet (checked again at every redirect and when connecting), at most 20 MB.
   * Throws `url-invalid`, `url-private`, `url-not-found`, `url-unreachable`, `url-page`, `url-not-image` or `photo-too-large`;
   * the signal's reason when aborted. Errors never hold the address.
   */
  downloadPicture(url: string, signal: AbortSignal): Promise<Uint8Array>;
}

const requirePicture = (bytes: Uint8Array): void => {
  const kind = kindOf(bytes);
  if (!kind && isPage(bytes)) throw new TusouError('url-page');
  if (!kind || kind === 'pdf') throw new TusouError('url-not-image');
};

const asUrlError = (error: unknown, signal: AbortSignal): unknown => {
  if (signal.aborted) return signal.reason;
  const code = failureCode(error);
  return (
    ourError(error) ??
    new TusouError(code === 'ENOTFOUND' ? 'url-not-found' : 'url-unreachable', { detail: code })
  );
};

/** Makes a `Download`. It keeps connections for a few seconds and holds no timer that keeps the process alive. */
export const createDownload = (options: DownloadOptions): Download => {
  const { resolve = systemResolve, timeLimitMs = TIME_LIMIT_MS, atOnce = AT_ONCE } = options;
  const downloading = pLimit(atOnce);
  const trusted = new Set(options.trustedOrigins.map((origin) => new URL(origin).origin));
  const publicOnly = new Agent({ connect: { lookup: publicLookup(resolve), timeout: timeLimitMs } });

  const get = async (text: string, signal: AbortSignal): Promise<Uint8Array> => {
    const start = parseAddress(text);
    // A public page must not lead into a trusted, private origin; only chains that began in one may stay there.
    const admitted = trusted.has(start.origin) ? trusted : new Set<string>();
    const response = await open({
      start,
      next: parseAddress,
      signal,
      admit: (url) => {
        refusePrivate(url, admitted);
        return admitted.has(url.origin)
          ? { headers: PICTURE_HEADERS }
          : { headers: PICTURE_HEADERS, dispatcher: publicOnly };
      },
    });
    if (response.statusCode !== 200) {
      discard(response);
      const code = isGone(response.statusCode) ? 'url-not-found' : 'url-unreachable';
      throw new TusouError(code, { detail: `HTTP ${response.statusCode}` });
    }
    return readBody(response, {
      maxBytes: MAX_PICTURE_BYTES,
      start: { bytes: KIND_BYTES, check: requirePicture },
    });
  };

  const getInTime = async (url: string, signal: AbortSignal): Promise<Uint8Array> => {
    await roomToDecode();
    signal.throwIfAborted();
    try {
      return await get(url, AbortSignal.any([signal, AbortSignal.timeout(timeLimitMs)]));
    } catch (error) {
      throw asUrlError(error, signal);
    }
  };

  return {
    downloadPicture: (url, signal) =>
      unlessAborted(
        downloading(() => getInTime(url, signal)),
        signal,
      ),
  };
};

/** A file of a chat platform. `headers` (they may hold a token) go only to `origins`; no other origin is opened. */
export type FileRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly origins: readonly string[];
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
};

/** A file's bytes, and what the platform says that they are. */
export type PlatformFile = { readonly bytes: Uint8Array; readonly contentType: string | null };

const forbidden = (detail: string): TusouError => new TusouError('chat-forbidden', { detail });

const asChatError = (status: number, retryAfter: unknown): TusouError => {
  const detail = `HTTP ${status}`;
  if (status === 401 || status === 403) return forbidden(detail);
  if (status === 429) {
    const seconds = Number(retryAfter);
    return new TusouError('chat-rate', seconds > 0 ? { detail, retryAfterMs: seconds * 1000 } : { detail });
  }
  return new TusouError(isGone(status) ? 'photo-expired' : 'chat-down', { detail });
};

const getFile = async (
  { url, headers, origins, maxBytes }: FileRequest,
  signal: AbortSignal,
): Promise<PlatformFile> => {
  const allowed = new Set(origins.map((origin) => new URL(origin).origin));
  const response = await open({
    start: new URL(url),
    next: (location, from) => new URL(location, from),
    signal,
    admit: ({ origin }) => {
      if (!allowed.has(origin)) throw forbidden('the file is kept at an origin that is not the platform');
      return { headers: { ...headers, 'accept-encoding': 'identity' } };
    },
  });
  if (response.statusCode !== 200) {
    discard(response);
    throw asChatError(response.statusCode, response.headers['retry-after']);
  }
  const contentType = response.headers['content-type'];
  return {
    bytes: await readBody(response, { maxBytes }),
    contentType: typeof contentType === 'string' ? contentType : null,
  };
};

const getFileInTime = async (request: FileRequest): Promise<PlatformFile> => {
  const { signal, timeoutMs } = request;
  await roomToDecode();
  signal.throwIfAborted();
  try {
    return await getFile(request, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    // No cause: a client's error may quote the address, and Telegram's file addresses hold the bot token.
    throw ourError(error) ?? new TusouError('chat-down', { detail: failureCode(error) });
  }
};

const downloadingFiles = pLimit(AT_ONCE);

/**
 * Gets a file from a chat platform; four at once, none while many pictures wait to be decoded, and the time limit counts from when it
 * begins. Redirects are followed within the origins only, so a redirect to a sign-in page elsewhere is `chat-forbidden`; a sign-in page at the same origin shows in `contentType` and in the bytes. Throws `photo-expired`,
 * `photo-too-large`, `chat-forbidden`, `chat-rate` or `chat-down`, or the signal's reason; nothing of the address is in any of them.
 */
export const downloadFile = (request: FileRequest): Promise<PlatformFile> =>
  unlessAborted(
    downloadingFiles(() => getFileInTime(request)),
    request.signal,
  );
