/** Document 002's way of asking: `alibaba.product.image.search`, signed by HMAC-SHA1 in Base64; same or similar goods. */
import { createHmac } from 'node:crypto';
import { TusouError } from '../../domain/errors.ts';
import type { Query } from '../../domain/ports.ts';
import { at, readCount, readFlag, readImageUrls, readList, readPlainText, readPrice } from '../values.ts';
import { type Dialect, type Fields, offerOf, pageOf, sortedPairs, TOP_MEANINGS } from './dialect.ts';

/** The document's program asks for 20 and states no cap; this is that of the official image search. */
const MAX_ROWS = 50;

/** `searchType`: 1 looks for the very goods, 2 for goods like them. */
const SEARCH_TYPE = { same: '1', similar: '2' } as const;

/** `sign`: HMAC-SHA1 in Base64 over the pairs in the order of their names, without the path. */
export const hmacBase64Signature = (fields: Fields, appSecret: string): string =>
  createHmac('sha1', appSecret).update(sortedPairs(fields).join('')).digest('base64');

const pictureOf = (query: Query): Fields => {
  if (query.kind === 'photo') return { imgBase64: Buffer.from(query.photo.jpeg).toString('base64') };
  if (query.kind === 'picture-url') return { imgUrl: query.url };
  throw new TusouError('backend-unsupported', { detail: query.kind });
};

/** Document 002. It tells the minimum order and strong suppliers, but neither details nor price tiers. */
export const hmacBase64: Dialect = {
  can: {
    queries: ['photo', 'picture-url'],
    modes: ['same', 'similar'],
    detail: false,
    freight: false,
    sorts: ['relevance'],
    filters: [],
    maxPageSize: MAX_ROWS,
    uploadBytes: 100_000,
    tiersInRows: false,
  },
  takesToken: false,
  // A bare HTTP 403 is, in the document's words, what too many calls get.
  meanings: [...TOP_MEANINGS, [/^HTTP 403$/, 'backend-rate']],
  details: null,
  prove: (call, { appKey, appSecret }, nowMs) => {
    const fields = { ...call.fields, app_key: appKey, timestamp: String(nowMs) };
    return { fields: { ...fields, sign: hmacBase64Signature(fields, appSecret) }, headers: {} };
  },
  searchCall: (query) => {
    const { mode, page, pageSize } = query.question;
    return {
      api: 'alibaba.product.image.search',
      method: 'POST',
      path: '/openapi/param2/1/com.alibaba.product/alibaba.product.image.search/',
      fields: {
        ...pictureOf(query),
        searchType: SEARCH_TYPE[mode],
        page: String(page),
        pageSize: String(Math.min(pageSize, MAX_ROWS)),
      },
    };
  },
  readPage: (reply) => {
    const result = at(reply, 'alibaba_product_image_search_response', 'result');
    if (result === undefined) return null;
    return pageOf(readList(at(result, 'itemList')), readCount(at(result, 'total')), readRow);
  },
};

const readRow = (row: unknown) =>
  offerOf({
    id: at(row, 'offerId'),
    title: at(row, 'subject'),
    price: readPrice(at(row, 'price')),
    moq: readCount(at(row, 'minOrder')) || null,
    imageUrl: readImageUrls(at(row, 'imageUrl'))[0] ?? null,
    supplier: {
      name: readPlainText(at(row, 'sellerNick')),
      // The document calls this mark 实力商家.
      badges: readFlag(at(row, 'isGoldSupplier')) ? ['power-merchant'] : [],
    },
  });
