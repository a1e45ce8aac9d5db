/** The official calls that we make: their names, what each takes, and how each answers. */

/** One call of the gateway. */
export type Api = {
  readonly namespace: string;
  readonly name: string;
  /** The one form field that holds all parameters as JSON text; null where each parameter is a field of its own. */
  readonly field: string | null;
  /**
   * What to do with the access token. `never`: one that is sent spoils the signature. `unsure`: some apps have to send it and
   * for others it spoils the signature (document 003), so the gateway's answer decides.
   */
  readonly token: 'always' | 'unsure' | 'never';
  /** Where the answer is: in `result.result` with `success` beside it, in `result` with `success` above it, or the body itself. */
  readonly envelope: 'double' | 'single' | 'bare';
  readonly timeoutMs: number;
};

const CROSSBORDER = {
  namespace: 'com.alibaba.fenxiao.crossborder',
  token: 'always',
  envelope: 'double',
  timeoutMs: 8_000,
} as const;

/** Picture in (base64 without a data prefix, about 100 KB at most), picture id out. */
export const IMAGE_UPLOAD: Api = {
  ...CROSSBORDER,
  name: 'product.image.upload',
  field: 'uploadImageParam',
  timeoutMs: 10_000,
};

/** Offers that look like an uploaded picture or one of 1688's own: one price and one MOQ a row, at most 50 rows a page. */
export const IMAGE_QUERY: Api = {
  ...CROSSBORDER,
  name: 'product.search.imageQuery',
  field: 'offerQueryParam',
};

/** Offers for words; the same rows and limits as `IMAGE_QUERY`. */
export const KEYWORD_QUERY: Api = {
  ...CROSSBORDER,
  name: 'product.search.keywordQuery',
  field: 'offerQueryParam',
};

/** A supplier's offers, by the `sellerOpenId` that details tell; the same paging and limits as `IMAGE_QUERY`. */
export const SELLER_OFFERS: Api = {
  ...CROSSBORDER,
  name: 'product.search.querySellerOfferList',
  field: 'offerQueryParam',
};

/** Offers like another offer: a bare list of at most 10 rows a page, without a total, not to be sorted or narrowed. */
export const RELATED: Api = {
  ...CROSSBORDER,
  name: 'product.related.recommend',
  field: 'relatedQueryParams',
};

/** Everything about one offer; the only call that tells the price tiers. */
export const OFFER_DETAIL: Api = {
  ...CROSSBORDER,
  name: 'product.search.queryProductDetail',
  field: 'offerDetailParam',
};

/** The freight of an offer to an address inside China. */
export const FREIGHT: Api = {
  ...CROSSBORDER,
  name: 'product.freight.estimate',
  field: 'productFreightQueryParamsNew',
};

/** Offers that look like a picture which 1688 fetches from the web itself: at most 20 rows a page, prices in fen. */
export const SIMILAR_BY_URL: Api = {
  namespace: 'com.alibaba.linkplus',
  name: 'alibaba.cross.similar.offer.search',
  field: null,
  token: 'unsure',
  envelope: 'single',
  timeoutMs: 15_000,
};

/** One product in the form of its seller (document 003): meant for one's own, for those of others with their authorisation. */
export const PRODUCT_GET: Api = {
  namespace: 'com.alibaba.product',
  name: 'alibaba.product.get',
  field: null,
  token: 'unsure',
  envelope: 'bare',
  timeoutMs: 8_000,
};

/** Lists one's own products anew (document 003). */
export const PRODUCT_REPOST: Api = { ...PRODUCT_GET, name: 'alibaba.product.repost' };

/** Most rows on one page of `IMAGE_QUERY`, `KEYWORD_QUERY` and `SELLER_OFFERS`. */
export const MAX_ROWS = 50;
/** Most rows on one page of `RELATED`. */
export const MAX_RELATED_ROWS = 10;
/** Most rows on one page of `SIMILAR_BY_URL`, whatever is asked for. */
export const MAX_SIMILAR_ROWS = 20;
