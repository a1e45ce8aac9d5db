/** Has a server remove the background of a photo: any that takes rembg's requests (POST, multipart field `file`, a PNG with alpha back). */
import { hash } from 'node:crypto';
import { request } from 'undici';
import type { Log } from '../domain/ports.ts';
import { inspect } from './decode.ts';
import { discard, failureCode, readBody } from './http-get.ts';

/** A model on a slow processor takes some seconds; who waits for offers waits no longer than this. */
const TIME_LIMIT_MS = 15_000;
/** Of a photo of 800 x 800 pixels even pure noise stays below. */
const MAX_REPLY_BYTES = 6 * 1024 * 1024;

/** The photo as a picture with transparent parts, or null when the server did not give one. Rejects only with the signal's reason. */
export type RemoveBackground = (jpeg: Uint8Array, signal: AbortSignal) => Promise<Uint8Array | null>;

/** The form in one piece, so that its length is known beforehand: simple servers want that. No photo holds its own digest. */
const formOf = (jpeg: Uint8Array) => {
  const boundary = `photo-${hash('sha256', jpeg)}`;
  const disposition = 'Content-Disposition: form-data; name="file"; filename="photo.jpg"';
  const head = `--${boundary}\r\n${disposition}\r\nContent-Type: image/jpeg\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), jpeg, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, body };
};

const pictureFrom = async (url: string, jpeg: Uint8Array, signal: AbortSignal): Promise<Buffer> => {
  const { headers, body } = formOf(jpeg);
  const response = await request(url, { method: 'POST', headers, body, signal });
  if (response.statusCode !== 200) {
    discard(response);
    throw Object.assign(new Error('refused'), { code: `HTTP_${response.statusCode}` });
  }
  const picture = await readBody(response, { maxBytes: MAX_REPLY_BYTES });
  const { kind } = await inspect(picture);
  if (kind !== 'png') throw Object.assign(new Error('not a PNG'), { code: 'NOT_A_PNG' });
  return picture;
};

/** The server at this address. Its failures are logged and cost the photo nothing but its background. */
export const createBackgroundServer =
  ({ url, log }: { readonly url: string; readonly log: Log }): RemoveBackground =>
  async (jpeg, signal) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]);
    try {
      return await pictureFrom(url, jpeg, limit);
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ code: failureCode(error) }, 'background not removed by the server');
      return null;
    }
  };
