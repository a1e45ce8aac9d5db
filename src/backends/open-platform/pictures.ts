/** Searching with a picture: one that is uploaded, one of 1688's own, or one on the public web. */
import { hash } from 'node:crypto';
import { TusouError } from '../../domain/errors.ts';
import type { Clock, PreparedPhoto } from '../../domain/ports.ts';
import type { Question } from '../../domain/query.ts';
import { createRecent } from '../recent.ts';
import { IMAGE_QUERY, IMAGE_UPLOAD, MAX_ROWS, MAX_SIMILAR_ROWS, SIMILAR_BY_URL } from './apis.ts';
import type { Call } from './client.ts';
import { askInPages } from './pages.ts';
import { parseImageId, parseOfferPage, type Rows } from './parse.ts';
import { parseSimilarPage } from './parse-similar.ts';
import { imageParams, listingParams, similarParams } from './queries.ts';
import type { Refusal, Reply } from './reply.ts';

/** Both throw the `backend-*` errors of a call, `backend-image-refused` for a picture that 1688 does not take. */
export type PictureSearch = {
  byPhoto(photo: PreparedPhoto, question: Question, signal: AbortSignal): Promise<Rows>;
  /** `url` goes to 1688 as it is, so it must be public by nature. Throws `backend-unsupported` for one that plainly is not. */
  byUrl(url: string, question: Question, signal: AbortSignal): Promise<Rows>;
};

/**
 * How long a picture's id is used again, so that turning a page or sorting anew uploads nothing. 1688 does not say how long one
 * lives; this covers a conversation.
 */
const IDS_KEPT_FOR_MS = 5 * 60 * 1000;
const IDS_KEPT_AT_MOST = 1000;

const ABOUT_THE_PICTURE = /image|picture|图/i;

const refused = ({ message, detail }: Refusal): TusouError =>
  new TusouError(ABOUT_THE_PICTURE.test(message) ? 'backend-image-refused' : 'backend-config', { detail });

/** Files of chat platforms: their addresses hold the bot's token or are for members only. */
const CHAT_FILE = /\/bot\d+:|^https?:\/\/(?:[\w.-]+\.)?(?:telegram\.org|slack\.com|slack-files\.com)\//i;

const readPublic = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPublic = url && /^https?:$/.test(url.protocol) && !url.username && !CHAT_FILE.test(url.href);
  if (isPublic) return url;
  throw new TusouError('backend-unsupported', { detail: 'a picture address that is not public' });
};

/** Makes the search. Pictures beside the gateway itself count as 1688's own, as for whoever runs one to try things on. */
export const createPictureSearch = (
  call: Call,
  { clock, gatewayUrl }: { readonly clock: Clock; readonly gatewayUrl: string },
): PictureSearch => {
  const imageIds = createRecent<string>({ clock, keptForMs: IDS_KEPT_FOR_MS, atMost: IDS_KEPT_AT_MOST });
  const { origin } = new URL(gatewayUrl);
  const isOwn = (url: URL): boolean => url.origin === origin || /(?:^|\.)alicdn\.com$/.test(url.hostname);

  const upload = async (photo: PreparedPhoto, signal: AbortSignal): Promise<string> => {
    const imageBase64 = Buffer.from(photo.jpeg).toString('base64');
    const reply = await call(IMAGE_UPLOAD, { imageBase64 }, signal);
    const imageId = reply.ok ? parseImageId(reply.payload) : null;
    if (imageId) return imageId;
    const detail = reply.ok
      ? `${IMAGE_UPLOAD.name}: no picture id for ${photo.jpeg.length} bytes`
      : reply.detail;
    throw new TusouError('backend-image-refused', { detail });
  };

  const byPhoto: PictureSearch['byPhoto'] = (photo, question, signal) => {
    const digest = hash('sha256', photo.jpeg);
    const ask = async (one: Question): Promise<Rows> => {
      const query = (imageId: string): Promise<Reply> => call(IMAGE_QUERY, imageParams(imageId, one), signal);
      const known = imageIds.get(digest);
      let reply = known ? await query(known) : null;
      if (!reply?.ok) {
        // A remembered id may have expired: it is worth one more upload.
        imageIds.forget(digest);
        const imageId = await upload(photo, signal);
        reply = await query(imageId);
        if (!reply.ok) throw refused(reply);
        imageIds.keep(digest, imageId);
      }
      return parseOfferPage(reply.payload, one);
    };
    return askInPages(question, MAX_ROWS, ask);
  };

  const byOwnUrl = async (url: URL, question: Question, signal: AbortSignal): Promise<Rows> => {
    const params = { imageAddress: url.href, ...listingParams(question) };
    const reply = await call(IMAGE_QUERY, params, signal);
    if (!reply.ok) throw refused(reply);
    return parseOfferPage(reply.payload, question);
  };

  const bySimilar = async (url: URL, question: Question, signal: AbortSignal): Promise<Rows> => {
    const reply = await call(SIMILAR_BY_URL, similarParams(url.href, question), signal);
    if (!reply.ok) throw refused(reply);
    return parseSimilarPage(reply.payload);
  };

  const byUrl: PictureSearch['byUrl'] = async (text, question, signal) => {
    const url = readPublic(text);
    const [search, cap] = isOwn(url) ? [byOwnUrl, MAX_ROWS] : [bySimilar, MAX_SIMILAR_ROWS];
    return askInPages(question, cap, (one) => search(url, one, signal));
  };

  return { byPhoto, byUrl };
};
