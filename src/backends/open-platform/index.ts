/** The official way into 1688: a photo is uploaded, offers are searched by the picture's id, tiers are asked for one by one. */
import { hash } from 'node:crypto';
import { TusouError } from '../../domain/errors.ts';
import { decimalText } from '../../domain/money.ts';
import type { OfferDetail } from '../../domain/offer.ts';
import type { Backend, OfferPage, PreparedPhoto, Query } from '../../domain/ports.ts';
import { type Language, type Question, SORT_ORDERS, type SortOrder } from '../../domain/query.ts';
import { IMAGE_QUERY, IMAGE_UPLOAD, MAX_ROWS, OFFER_DETAIL } from './apis.ts';
import { type ClientOptions, createClient, type Params } from './client.ts';
import { createImageIds } from './image-ids.ts';
import { parseImageId, parseOfferDetail, parseOfferPage } from './parse.ts';
import type { Reply } from './reply.ts';

/** The client's options, the name to show, and whether the gateway is one whose offers are made up. */
export type OpenPlatformOptions = ClientOptions & { readonly name: string; readonly sampleData: boolean };

/**
 * The gateway's `country`, which is the language of translations. It has no Chinese; a Chinese reader needs none, because
 * the original titles come along in every language.
 */
const COUNTRY: Readonly<Record<Language, string>> = { en: 'en', zh: 'en' };

/** The gateway's `sort`, a JSON text; without it the order is the gateway's own, by likeness. */
const SORT: Readonly<Record<SortOrder, string | null>> = {
  relevance: null,
  price: JSON.stringify({ price: 'asc' }),
  sales: JSON.stringify({ monthSold: 'desc' }),
  'price-desc': JSON.stringify({ price: 'desc' }),
};

/**
 * The parameters of `product.search.imageQuery`. The mode is not among them: the official search knows no "same" and "similar",
 * so both get the same rows, and telling them apart is the ranking's part.
 */
const queryParams = (imageId: string, question: Question): Params => {
  const { sort, keyword, minPrice, maxPrice, page, pageSize, language } = question;
  const order = SORT[sort];
  return {
    imageId,
    beginPage: page,
    pageSize: Math.min(pageSize, MAX_ROWS),
    country: COUNTRY[language],
    ...(order && { sort: order }),
    ...(keyword && { keyword }),
    ...(minPrice && { priceStart: decimalText(minPrice) }),
    ...(maxPrice && { priceEnd: decimalText(maxPrice) }),
  };
};

/** The gateway takes offer ids as numbers; one that a number cannot hold goes as text rather than rounded. */
const detailParams = (id: string, language: Language): Params => ({
  offerId: Number.isSafeInteger(Number(id)) ? Number(id) : id,
  country: COUNTRY[language],
});

/** Words with which the gateway says that an offer is gone or its id wrong. Their codes are not documented. */
const NO_SUCH_OFFER =
  /not (?:exist|found)|no such|invalid|offline|deleted|expired|不存在|下架|删除|过期|无效/i;
const ABOUT_THE_PICTURE = /image|picture|图/i;

type Refusal = Extract<Reply, { ok: false }>;

const queryRefused = ({ message, detail }: Refusal): TusouError =>
  new TusouError(ABOUT_THE_PICTURE.test(message) ? 'backend-image-refused' : 'backend-config', { detail });

const detailRefused = ({ message, detail }: Refusal): TusouError =>
  new TusouError(NO_SUCH_OFFER.test(message) ? 'offer-not-found' : 'backend-config', { detail });

/**
 * The official backend. Throws `backend-*` errors and, for details, `offer-not-found`; `backend-denied` says that the app is not
 * granted that one call, so a search may succeed where details are denied.
 */
export const createOpenPlatform = (options: OpenPlatformOptions): Backend => {
  const call = createClient(options);
  const imageIds = createImageIds(options.clock);

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

  const search = async (asked: Query, signal: AbortSignal): Promise<OfferPage> => {
    if (asked.kind !== 'photo') throw new TusouError('backend-unsupported', { detail: asked.kind });
    const { photo, question } = asked;
    const query = (imageId: string): Promise<Reply> =>
      call(IMAGE_QUERY, queryParams(imageId, question), signal);
    const digest = hash('sha256', photo.jpeg);
    const known = imageIds.get(digest);
    let reply = known ? await query(known) : null;
    if (!reply?.ok) {
      // A remembered id may have expired: it is worth one more upload.
      imageIds.forget(digest);
      const imageId = await upload(photo, signal);
      reply = await query(imageId);
      if (!reply.ok) throw queryRefused(reply);
      imageIds.keep(digest, imageId);
    }
    return { backend: options.name, ...parseOfferPage(reply.payload, question.language) };
  };

  const offer = async (id: string, language: Language, signal: AbortSignal): Promise<OfferDetail> => {
    const reply = await call(OFFER_DETAIL, detailParams(id, language), signal);
    if (!reply.ok) throw detailRefused(reply);
    const detail = parseOfferDetail(reply.payload, language);
    if (!detail)
      throw new TusouError('offer-not-found', { detail: `${OFFER_DETAIL.name}: no offer in the reply` });
    return detail;
  };

  return {
    name: options.name,
    can: {
      queries: ['photo'],
      detail: true,
      freight: false,
      sorts: SORT_ORDERS,
      filters: ['price', 'keyword'],
      maxPageSize: MAX_ROWS,
      tiersInRows: false,
      sampleData: options.sampleData,
    },
    search,
    offer,
    freight: async () => {
      throw new TusouError('backend-unsupported', { detail: 'freight' });
    },
  };
};
