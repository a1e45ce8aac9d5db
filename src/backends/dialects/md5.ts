/** Document 001's way of asking: `1688.items.search.img` at `/openapi/router/rest`, with a sandwich of the secret under MD5. */
import { hash } from 'node:crypto';
import { TusouError } from '../../domain/errors.ts';
import type { Query } from '../../domain/ports.ts';
import type { SortOrder } from '../../domain/query.ts';
import { at, readCount, readImageUrls, readList, readPrice } from '../values.ts';
import { type Dialect, type Fields, offerOf, pageOf, sortedPairs, TOP_MEANINGS } from './dialect.ts';

/** The document states no cap; this is that of the official image search. */
const MAX_ROWS = 50;

/**
 * The document sorts by price, sales or likeness without saying how it is written. These are the words of the reseller interface
 * whose field names it has; `_` turns an order round.
 */
const SORT: Readonly<Record<SortOrder, string | null>> = {
  relevance: null,
  price: 'bid',
  'price-desc': '_bid',
  score: null,
  sales: '_sale',
};

/** `sign`: MD5 in capital hex over the secret, the pairs in the order of their names joined by `&`, and the secret again. */
export const md5Signature = (fields: Fields, appSecret: string): string =>
  hash('md5', `${appSecret}${sortedPairs(fields).join('&')}${appSecret}`).toUpperCase();

/** Pictures that Alibaba keeps are named by `imgid`, which its upload gives; all others by `imageUrl`. */
const pictureOf = (query: Query): Fields => {
  if (query.kind === 'photo') return { image: Buffer.from(query.photo.jpeg).toString('base64') };
  if (query.kind !== 'picture-url') throw new TusouError('backend-unsupported', { detail: query.kind });
  return /(^|\.)alicdn\.com$/.test(new URL(query.url).hostname)
    ? { imgid: query.url }
    : { imageUrl: query.url };
};

const searchFields = (query: Query): Fields => {
  const { sort, filters, page, pageSize } = query.question;
  const order = SORT[sort];
  return {
    ...pictureOf(query),
    ...(filters.categoryId && { cat: filters.categoryId }),
    ...(order && { sort: order }),
    page: String(page),
    page_size: String(Math.min(pageSize, MAX_ROWS)),
  };
};

/** Document 001. It knows no details, and of a row no more than id, title, price, picture and sales. */
export const md5: Dialect = {
  can: {
    queries: ['photo', 'picture-url'],
    detail: false,
    freight: false,
    sorts: ['relevance', 'price', 'sales', 'price-desc'],
    filters: ['categoryId'],
    maxPageSize: MAX_ROWS,
    uploadBytes: 100_000,
    tiersInRows: false,
  },
  takesToken: false,
  meanings: TOP_MEANINGS,
  details: null,
  prove: (call, { appKey, appSecret }, nowMs) => {
    const fields = { ...call.fields, app_key: appKey, timestamp: String(nowMs) };
    return { fields: { ...fields, sign: md5Signature(fields, appSecret) }, headers: {} };
  },
  searchCall: (query) => ({
    api: '1688.items.search.img',
    method: 'POST',
    path: '/openapi/router/rest',
    fields: { method: '1688.items.search.img', v: '2.0', format: 'json', ...searchFields(query) },
  }),
  readPage: (reply) => {
    if (at(reply, 'items') === undefined) return null;
    // The interface whose names these are has its rows one level deeper.
    const rows = readList(at(reply, 'items', 'item') ?? at(reply, 'items'));
    const total = at(reply, 'total') ?? at(reply, 'total_results') ?? at(reply, 'items', 'total_results');
    return pageOf(rows, readCount(total), readRow);
  },
};

const readRow = (row: unknown) => {
  const count = readCount(at(row, 'sales'));
  return offerOf({
    id: at(row, 'num_iid'),
    title: at(row, 'title'),
    price: readPrice(at(row, 'price')),
    imageUrl: readImageUrls(at(row, 'pic_url'))[0] ?? null,
    sold: count === null ? null : { count, period: 'total' },
  });
};
