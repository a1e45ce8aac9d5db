/** `mtop.relationrecommend.WirelessRecommend.recommend`, application 32517: pictures in, offers by picture, offers by words. */
import type { OfferRecord } from '../catalogue.ts';
import { matchesKeyword } from '../crossborder/listing.ts';
import { firstPrice } from '../crossborder/rows.ts';
import type { Marketplace } from '../marketplace.ts';
import { itemRow } from './item-rows.ts';
import { takePicture } from './uploads.ts';

/** The API's name. */
export const RECOMMEND = 'mtop.relationrecommend.WirelessRecommend.recommend';
const APP_ID = 32517;
const MAX_ROWS = 60;

type Params = Readonly<Record<string, unknown>>;

/** A failure inside of a success. */
export const innerFailure = (errorMessage: string): object => ({
  success: false,
  code: '500',
  errorMessage,
  data: {},
});

const BAD_PARAMS = innerFailure('params invalid');
/** What is said of a picture that is not taken. */
export const NOT_STORED = innerFailure('store image error');

const isPicturePage = ({ appName, searchScene }: Params): boolean =>
  appName === 'pctusou' && searchScene === 'pcImageSearch';

const upload = async (params: Params, marketplace: Marketplace): Promise<object> => {
  if (!isPicturePage(params)) return BAD_PARAMS;
  const imageId = await takePicture(params.imageBase64, marketplace);
  return imageId === null ? NOT_STORED : { success: true, code: '200', errorMessage: '', data: { imageId } };
};

const uploadForId = async (params: Params, marketplace: Marketplace): Promise<object> => {
  if (params.searchScene !== 'imageEx' || params.subChannel !== 'pc_image_search_image_id') return BAD_PARAMS;
  const imageId = await takePicture(params['serviceParam.extendParam[imageBase64]'], marketplace);
  return imageId === null ? NOT_STORED : { success: true, imageId };
};

/** Orders by name; `va_rmdarkgmv30rt` is by turnover, and the only one whose rows tell how much was sold. */
const SORTS: Readonly<Record<string, ((a: OfferRecord, b: OfferRecord) => number) | null>> = {
  normal: null,
  booked: (a, b) => b.monthSold - a.monthSold,
  va_price_asc: (a, b) => firstPrice(a) - firstPrice(b),
  va_price_desc: (a, b) => firstPrice(b) - firstPrice(a),
  va_rmdarkgmv30rt: (a, b) => b.monthSold * firstPrice(b) - a.monthSold * firstPrice(a),
};

const numberIn = (params: Params, name: string, otherwise: number): number => {
  const value = params[name];
  return value === undefined || value === '' ? otherwise : Number(value);
};

const isWithin = (params: Params): ((offer: OfferRecord) => boolean) => {
  const least = numberIn(params, 'priceStart', 0) * 100;
  const most = numberIn(params, 'priceEnd', Number.POSITIVE_INFINITY) * 100;
  const moq = numberIn(params, 'quantityBegin', Number.POSITIVE_INFINITY);
  return (offer) =>
    firstPrice(offer) >= Math.round(least) && firstPrice(offer) <= Math.round(most) && offer.moq <= moq;
};

/** A cell between the offers that is none. */
const BANNER = { cellType: 'banner', data: { title: '找工厂' } };

/** A page of `OFFER`: the rows that were asked for, and between them a paid one and a cell that is no offer. */
export const listing = (offers: readonly OfferRecord[], params: Params, marketplace: Marketplace): object => {
  const [page, size] = [numberIn(params, 'beginPage', 1), numberIn(params, 'pageSize', MAX_ROWS)];
  const sortType = String(params.sortType ?? 'normal');
  const isRight = [page, size].every((value) => Number.isInteger(value) && value > 0) && size <= MAX_ROWS;
  if (!isRight || !Object.hasOwn(SORTS, sortType)) return BAD_PARAMS;
  const order = SORTS[sortType];
  const found = offers.filter(isWithin(params));
  const sorted = order ? found.toSorted(order) : found;
  const kind = { paid: false, counts: sortType === 'va_rmdarkgmv30rt' };
  const rows = sorted.slice((page - 1) * size, page * size).map((offer) => itemRow(marketplace, offer, kind));
  const advertised = sorted.at(-1);
  const paid = advertised ? [itemRow(marketplace, advertised, { ...kind, paid: true }), BANNER] : [];
  const items = rows.length === 0 ? [] : [...rows.slice(0, 2), ...paid, ...rows.slice(2)];
  const OFFER = { items, found: found.length, hasMore: String(page * size < found.length) };
  return { success: 'true', code: '200', errorMessage: '', data: { OFFER } };
};

const byPicture = async (params: Params, marketplace: Marketplace): Promise<object> => {
  if (!isPicturePage(params) || params.tab !== 'imageSearch') return BAD_PARAMS;
  const picture = marketplace.uploaded(String(params.imageId ?? ''));
  if (!picture) return innerFailure('imageId invalid');
  const offers = marketplace.search(picture.features).map(({ offer }) => offer);
  return listing(offers, params, marketplace);
};

const byWords = async (params: Params, marketplace: Marketplace): Promise<object> => {
  const keywords = String(params.keywords ?? '').trim();
  const isPage = params.verticalProductFlag === 'pcmarket' && params.searchScene === 'pcOfferSearch';
  if (!isPage || keywords === '') return BAD_PARAMS;
  return listing(marketplace.catalogue.offers.filter(matchesKeyword(keywords)), params, marketplace);
};

/** What the application does, by `method` or `interfaceName`. */
export const RECOMMENDED: ReadonlyMap<string, (params: Params, marketplace: Marketplace) => Promise<object>> =
  new Map([
    ['uploadBase64WithRequest', upload],
    ['imageBase64ToImageId', uploadForId],
    ['imageOfferSearchService', byPicture],
    ['getOfferList', byWords],
  ]);

const readParams = (data: unknown): Params | null => {
  const { appId, params } = (data ?? {}) as Params;
  if (Number(appId) !== APP_ID || typeof params !== 'string') return null;
  try {
    const read: unknown = JSON.parse(params);
    return typeof read === 'object' && read !== null ? (read as Params) : null;
  } catch {
    return null;
  }
};

/** Answers a call: `params` is JSON inside of the JSON of `data`. */
export const recommend = async (data: unknown, marketplace: Marketplace): Promise<object> => {
  const params = readParams(data);
  const method = params && RECOMMENDED.get(String(params.method ?? params.interfaceName ?? ''));
  return params && method ? method(params, marketplace) : BAD_PARAMS;
};
