/** Today's flow: one mtop API takes the picture, finds offers by it, and finds offers by words. */
import { TusouError } from '../../domain/errors.ts';
import { decimalText } from '../../domain/money.ts';
import type { Offer } from '../../domain/offer.ts';
import type { PreparedPhoto } from '../../domain/ports.ts';
import { LIST_ORDERS, plainQuestion, type Question, type SortOrder } from '../../domain/query.ts';
import { parseImageId } from '../open-platform/parse.ts';
import { at, readCount, readFlag, readList, readPlainText } from '../values.ts';
import { createPictureSearch, type Flow, type Found, foundIn } from './flow.ts';
import { createMtop } from './mtop.ts';
import { isPlainOffer, parseRecommendOffer } from './recommend-offers.ts';
import type { PcWebUrls } from './urls.ts';
import { blocked, type Wire, type WireOptions } from './wire.ts';

const PAGE = 'https://air.1688.com/kapp/1688-search/pc-image-search/';
const RECOMMEND = { name: 'mtop.relationrecommend.WirelessRecommend.recommend', version: '2.0', page: PAGE };
/** The search of offers, among all that this API recommends. */
const APP_ID = 32517;
const MAX_ROWS = 60;

const UPLOAD = 'uploadBase64WithRequest';
const UPLOAD_AGAIN = 'imageBase64ToImageId';
const BY_PICTURE = 'imageOfferSearchService';
const BY_WORDS = 'getOfferList';

const PICTURE_PAGE = { appName: 'pctusou', searchScene: 'pcImageSearch' };

/** `va_rmdarkgmv30rt` is by what was sold for in 30 days; only that order brings true counts along. */
const SORT_TYPE: Readonly<Record<SortOrder, string>> = {
  relevance: 'normal',
  price: 'va_price_asc',
  sales: 'va_rmdarkgmv30rt',
  'price-desc': 'va_price_desc',
  score: 'normal',
};

/** The part of a question that the page sends with every search. */
const listParams = ({ sort, minPrice, maxPrice, filters, page, pageSize }: Question): object => ({
  beginPage: page,
  pageSize: Math.min(pageSize, MAX_ROWS),
  sortType: SORT_TYPE[sort],
  ...(sort === 'sales' && { descendOrder: true }),
  ...(minPrice && { priceStart: decimalText(minPrice) }),
  ...(maxPrice && { priceEnd: decimalText(maxPrice) }),
  ...(filters.moqAtMost !== null && { quantityBegin: String(filters.moqAtMost) }),
});

const isNarrowed = ({ minPrice, maxPrice, filters }: Question): boolean =>
  minPrice !== null || maxPrice !== null || filters.moqAtMost !== null;

/** The page's list may pass over a limit; what is shown does not. */
const isWithin =
  ({ minPrice, maxPrice, filters }: Question) =>
  ({ price, moq }: Offer): boolean => {
    const fen = price?.fen ?? Number.NaN;
    if (minPrice && !(fen >= minPrice.fen)) return false;
    if (maxPrice && !(fen <= maxPrice.fen)) return false;
    return filters.moqAtMost === null || (moq ?? 0) <= filters.moqAtMost;
  };

const priceOf = ({ price }: Offer): number => price?.fen ?? Number.POSITIVE_INFINITY;

const ORDERS: Readonly<Record<SortOrder, ((a: Offer, b: Offer) => number) | null>> = {
  relevance: null,
  price: (a, b) => priceOf(a) - priceOf(b) || 0,
  'price-desc': (a, b) => (b.price?.fen ?? 0) - (a.price?.fen ?? 0),
  score: null,
  sales: (a, b) => (b.sold?.count ?? 0) - (a.sold?.count ?? 0),
};

/** The page orders by turnover where people expect pieces, and its order of prices is not confirmed for pictures. */
const ordered = (offers: readonly Offer[], { sort }: Question): readonly Offer[] => {
  const order = ORDERS[sort];
  return order ? offers.toSorted(order) : offers;
};

/** A business failure comes inside of a success. */
const isFailure = (answer: unknown): boolean => readFlag(at(answer, 'success')) === false;

const saidIn = (answer: unknown): string =>
  (readPlainText(at(answer, 'errorMessage')) ?? readPlainText(at(answer, 'code')) ?? 'no reason given').slice(
    0,
    80,
  );

/** The page in a reply. Advertisements and cells that are no offers are passed over. Throws `backend-blocked` without a list. */
const readFound = (label: string, answer: unknown, question: Question): Found => {
  const list = at(answer, 'data', 'OFFER');
  const items = at(list, 'items');
  if (!Array.isArray(items)) throw blocked(label, `a reply without a list of offers (${saidIn(answer)})`);
  const found = foundIn(items.filter(isPlainOffer), parseRecommendOffer, readCount(at(list, 'found')));
  return {
    ...found,
    offers: ordered(found.offers.filter(isWithin(question)), question),
    rows: readList(items).length,
  };
};

/** Makes the flow. */
export const createRecommendFlow = (urls: PcWebUrls, wire: Wire, options: WireOptions): Flow => {
  const mtop = createMtop(urls.mtop, wire, options);

  const call = (label: string, params: object, signal: AbortSignal): Promise<unknown> =>
    mtop.call(RECOMMEND, { label, data: { appId: APP_ID, params: JSON.stringify(params) } }, signal);

  const imageIdIn = (answer: unknown): string | null =>
    isFailure(answer) ? null : parseImageId(at(answer, 'data', 'imageId') ?? at(answer, 'imageId'));

  /** The page's own way, then the one that its older version and others use. */
  const upload = async ({ jpeg }: PreparedPhoto, signal: AbortSignal): Promise<string> => {
    const imageBase64 = Buffer.from(jpeg).toString('base64');
    const page = { beginPage: 1, pageSize: MAX_ROWS };
    const first = await call(UPLOAD, { method: UPLOAD, ...PICTURE_PAGE, imageBase64, ...page }, signal);
    const imageId = imageIdIn(first);
    if (imageId) return imageId;
    options.log.info({ api: UPLOAD, said: saidIn(first) }, 'picture not taken, the other way is tried');
    const params = {
      searchScene: 'imageEx',
      interfaceName: UPLOAD_AGAIN,
      'serviceParam.extendParam[imageBase64]': imageBase64,
      subChannel: 'pc_image_search_image_id',
    };
    const second = await call(UPLOAD_AGAIN, params, signal);
    const again = imageIdIn(second);
    if (again) return again;
    const detail = `${UPLOAD}: ${saidIn(first)}; ${UPLOAD_AGAIN}: ${saidIn(second)}`;
    throw new TusouError('backend-image-refused', { detail });
  };

  const query = async (imageId: string, question: Question, signal: AbortSignal): Promise<Found | null> => {
    const params = { method: BY_PICTURE, ...PICTURE_PAGE, tab: 'imageSearch', imageId, imageIdList: imageId };
    const answer = await call(BY_PICTURE, { ...params, ...listParams(question) }, signal);
    return isFailure(answer) ? null : readFound(BY_PICTURE, answer, question);
  };

  const linkTo = (imageId: string): string =>
    `${PAGE}?${new URLSearchParams({ tab: 'imageSearch', imageId, imageIdList: imageId })}`;

  const searchPicture = createPictureSearch<string>({
    name: BY_PICTURE,
    clock: options.clock,
    upload,
    query,
    link: linkTo,
    narrowed: isNarrowed,
  });

  const searchWords = async (keywords: string, question: Question, signal: AbortSignal) => {
    const params = {
      method: BY_WORDS,
      keywords,
      verticalProductFlag: 'pcmarket',
      searchScene: 'pcOfferSearch',
      charset: 'GBK',
    };
    const answer = await call(BY_WORDS, { ...params, ...listParams(question) }, signal);
    if (isFailure(answer)) throw blocked(BY_WORDS, saidIn(answer));
    return { ...readFound(BY_WORDS, answer, question), link: null };
  };

  return {
    can: {
      queries: ['photo', 'keyword'],
      sorts: LIST_ORDERS,
      filters: ['price', 'moqAtMost'],
      maxPageSize: MAX_ROWS,
    },
    search: async (asked, signal) => {
      if (asked.kind === 'photo') return searchPicture(asked.photo, asked.question, signal);
      if (asked.kind === 'keyword') return searchWords(asked.keyword, asked.question, signal);
      throw new TusouError('backend-unsupported', { detail: asked.kind });
    },
    probe: (signal) => searchWords('杯子', { ...plainQuestion('zh'), pageSize: 1 }, signal),
  };
};
