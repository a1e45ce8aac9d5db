/** What document 004's four calls answer. */
import type { OfferRecord } from '../catalogue.ts';
import { matchesKeyword } from '../crossborder/listing.ts';
import type { Marketplace } from '../marketplace.ts';
import { type Answer, jsonAnswer } from '../protocol.ts';
import { badParam, ERRORS } from './bearer-errors.ts';
import { type Narrowing, narrowed, readNarrowing } from './bearer-narrowing.ts';
import { productOf, rowOf } from './bearer-rows.ts';
import { featuresOf, linkedFeatures } from './pictures.ts';
import type { DialectRequest } from './request.ts';
import { cut, readPaging } from './shelf.ts';

/** Most ids of a `batchGet`. The document states no limit; this is its own page size. */
const MAX_BATCH = 20;
/** The document asks for nothing but a picture. */
const PICTURE = { maxBytes: 10 * 1024 * 1024, minSide: 1 };

type Params = ReadonlyMap<string, string>;

const listing = (offers: readonly OfferRecord[], params: Params, marketplace: Marketplace): Answer => {
  const paging = readPaging(params.get('pageNo'), params.get('pageSize'));
  if (!paging) return badParam('pageNo', 'or pageSize is out of range');
  const read: Narrowing | string = readNarrowing(params);
  if (typeof read === 'string') return badParam(read, 'is not valid');
  const found = narrowed(marketplace, offers, read);
  return jsonAnswer(200, {
    products: cut(found, paging).map((offer) => rowOf(marketplace, offer)),
    total: found.length,
    pageNo: paging.page,
    pageSize: paging.size,
  });
};

/** `alibaba.product.search`: by words, best selling first unless a sort is asked for. */
export const keywordSearch = ({ params }: DialectRequest, marketplace: Marketplace): Answer => {
  const keywords = params.get('keywords');
  if (!keywords) return badParam('keywords', 'is required');
  const found = marketplace.catalogue.offers.filter(matchesKeyword(keywords));
  return listing(
    found.toSorted((a, b) => b.monthSold - a.monthSold),
    params,
    marketplace,
  );
};

/** `alibaba.product.imageSearch`: by a link, or by the file `image`; further keywords narrow the matches. */
export const imageSearch = async (
  { params, files }: DialectRequest,
  marketplace: Marketplace,
): Promise<Answer> => {
  const file = files.get('image');
  const link = params.get('imageUrl');
  if (!file && !link) return badParam('imageUrl', 'or the file image is required');
  const features = file
    ? await featuresOf(marketplace, file, PICTURE)
    : await linkedFeatures(marketplace, link ?? '', PICTURE);
  const found = marketplace.search(features).map(({ offer }) => offer);
  return listing(found.filter(matchesKeyword(params.get('keywords') ?? '')), params, marketplace);
};

/** `alibaba.product.get`: one product in full. */
export const get = ({ params }: DialectRequest, marketplace: Marketplace): Answer => {
  const id = params.get('productId');
  if (!id) return badParam('productId', 'is required');
  const offer = marketplace.catalogue.byId.get(id);
  return offer ? jsonAnswer(200, productOf(marketplace, offer)) : ERRORS.noProduct;
};

/** `alibaba.product.batchGet`: several products in full, in the order of the ids; unknown ids are left out. */
export const batchGet = ({ params }: DialectRequest, marketplace: Marketplace): Answer => {
  const ids = (params.get('productIds') ?? '').split(',').filter(Boolean);
  if (ids.length === 0) return badParam('productIds', 'is required');
  if (ids.length > MAX_BATCH) return badParam('productIds', `holds more than ${MAX_BATCH} ids`);
  const found = ids.flatMap((id) => marketplace.catalogue.byId.get(id.trim()) ?? []);
  return jsonAnswer(200, { products: found.map((offer) => productOf(marketplace, offer)) });
};
