/** The official calls that we make: their names, and what each takes. */

/** One call of the gateway. `field` is the one form field that holds its parameters as JSON text. */
export type Api = {
  readonly namespace: string;
  readonly name: string;
  readonly field: string;
  /** Whether it takes `access_token`; a token sent to a call that takes none spoils the signature. */
  readonly takesToken: boolean;
  readonly timeoutMs: number;
};

const CROSSBORDER = { namespace: 'com.alibaba.fenxiao.crossborder', takesToken: true };

/** Picture in (base64 without a data prefix, about 100 KB at most), picture id out. */
export const IMAGE_UPLOAD: Api = {
  ...CROSSBORDER,
  name: 'product.image.upload',
  field: 'uploadImageParam',
  timeoutMs: 10_000,
};

/** Offers that look like an uploaded picture: one price and one MOQ a row, at most 50 rows a page. */
export const IMAGE_QUERY: Api = {
  ...CROSSBORDER,
  name: 'product.search.imageQuery',
  field: 'offerQueryParam',
  timeoutMs: 8_000,
};

/** Everything about one offer; the only call that tells the price tiers. */
export const OFFER_DETAIL: Api = {
  ...CROSSBORDER,
  name: 'product.search.queryProductDetail',
  field: 'offerDetailParam',
  timeoutMs: 8_000,
};

/** Most rows that `IMAGE_QUERY` gives on one page. */
export const MAX_ROWS = 50;
