/** Document 004's way of asking: `alibaba.product.*` with a Bearer token; search by picture or words, details one by one or many at once. */
import { TusouError } from '../../domain/errors.ts';
import { decimalText } from '../../domain/money.ts';
import type { Query } from '../../domain/ports.ts';
import type { Question, SortOrder } from '../../domain/query.ts';
import { at, readCount, readList } from '../values.ts';
import { readDetail, readRow } from './bearer-products.ts';
import { type Call, type Dialect, type Fields, pageOf } from './dialect.ts';

/** The document's programs ask for 20 and state no cap; this is that of the official search. */
const MAX_ROWS = 50;
/** The document states no limit for `batchGet`; this is its own page size. */
const MAX_BATCH = 20;

const SORT: Readonly<Record<SortOrder, string | null>> = {
  relevance: null,
  price: 'price_asc',
  'price-desc': 'price_desc',
  score: null,
  sales: 'volume_desc',
};

const callOf = (api: string, fields: Fields): Call => ({
  api: `alibaba.product.${api}`,
  method: 'GET',
  path: `/openapi/param2/1/com.alibaba.product/alibaba.product.${api}`,
  fields,
});

/** The document shows paging and filters for the list of `search`; they are sent with a picture as well. */
const listFields = ({ sort, minPrice, maxPrice, filters, page, pageSize }: Question): Fields => {
  const order = SORT[sort];
  return {
    ...(filters.categoryId && { categoryId: filters.categoryId }),
    ...(minPrice && { priceStart: decimalText(minPrice) }),
    ...(maxPrice && { priceEnd: decimalText(maxPrice) }),
    ...(filters.moqAtMost !== null && { minQuantity: String(filters.moqAtMost) }),
    ...(filters.freeShipping && { isFreeShip: 'true' }),
    ...(filters.strongSupplier && { highQuality: 'true' }),
    ...(order && { sort: order }),
    pageNo: String(page),
    pageSize: String(Math.min(pageSize, MAX_ROWS)),
  };
};

const wordsOf = (...words: readonly (string | null)[]): Fields => {
  const keywords = words.filter((word) => word !== null).join(' ');
  return keywords === '' ? {} : { keywords };
};

const searchCall = (query: Query): Call => {
  const { question } = query;
  const list = listFields(question);
  if (query.kind === 'keyword')
    return callOf('search', { ...wordsOf(query.keyword, question.keyword), ...list });
  const fields = { ...wordsOf(question.keyword), ...list };
  if (query.kind === 'picture-url') return callOf('imageSearch', { imageUrl: query.url, ...fields });
  if (query.kind !== 'photo') throw new TusouError('backend-unsupported', { detail: query.kind });
  const file = { name: 'image', bytes: query.photo.jpeg };
  return { ...callOf('imageSearch', fields), method: 'POST', file };
};

/** Document 004. */
export const bearer: Dialect = {
  can: {
    queries: ['photo', 'picture-url', 'keyword'],
    detail: true,
    freight: false,
    sorts: ['relevance', 'price', 'sales', 'price-desc'],
    filters: ['price', 'keyword', 'categoryId', 'moqAtMost', 'freeShipping', 'strongSupplier'],
    maxPageSize: MAX_ROWS,
    uploadBytes: 100_000,
    tiersInRows: false,
  },
  takesToken: true,
  meanings: [
    [/access token|unauthori[sz]ed/i, 'backend-auth'],
    [/call limit|frequency/i, 'backend-rate'],
    [/(?:product|offer)\b.*not (?:found|exist)|不存在|下架/i, 'offer-not-found'],
    [/image|picture|图/i, 'backend-image-refused'],
    [/SYSTEM_ERROR/i, 'backend-down'],
  ],
  prove: ({ api, fields }, { accessToken }) => {
    if (accessToken === null) {
      const detail = `${api}: this dialect needs a token; set ALI1688_ACCESS_TOKEN`;
      throw new TusouError('backend-auth', { detail });
    }
    return { fields, headers: { authorization: `Bearer ${accessToken}` } };
  },
  searchCall,
  readPage: (reply) => {
    const products = at(reply, 'products');
    return Array.isArray(products) ? pageOf(products, readCount(at(reply, 'total')), readRow) : null;
  },
  details: {
    atOnce: MAX_BATCH,
    call: (ids) =>
      ids.length === 1
        ? callOf('get', { productId: ids.join() })
        : callOf('batchGet', { productIds: ids.join() }),
    read: (reply) => {
      const products = at(reply, 'products');
      const found = products === undefined ? [reply] : readList(products);
      return found.map(readDetail).filter((detail) => detail !== null);
    },
  },
};
