/** The calls of OneBound that we make, and the values that it knows for language and order. */
import type { Language, SortOrder } from '../../domain/query.ts';

/** One call. `method` is how its own parameters travel; key and secret are in the address either way. */
export type Api = {
  readonly name: 'upload_img' | 'item_search_img' | 'item_search' | 'item_get';
  readonly method: 'GET' | 'POST';
  readonly timeoutMs: number;
};

/**
 * Picture in, the address by which it is searched out (`imgid`). Base64 needs the `data:image/jpeg;base64,` in front of it: without it the
 * picture is refused without an error, and so is any picture that OneBound does not want.
 */
export const UPLOAD: Api = { name: 'upload_img', method: 'POST', timeoutMs: 20_000 };

/** The same for a picture that is on the public web. */
export const UPLOAD_BY_URL: Api = { ...UPLOAD, method: 'GET' };

/** Offers that look like a picture. */
export const SEARCH_BY_IMAGE: Api = { name: 'item_search_img', method: 'GET', timeoutMs: 15_000 };

/** Offers by words; knows price limits too. */
export const SEARCH_BY_WORDS: Api = { name: 'item_search', method: 'GET', timeoutMs: 15_000 };

/** One offer in full. */
export const DETAIL: Api = { name: 'item_get', method: 'GET', timeoutMs: 10_000 };

/** The longest page that is known to work: both an article and a client in use ask for 20. */
export const MAX_ROWS = 20;

/** `lang`: the language that titles are translated to. It knows `cn`, `en` and `ru`; other readers get English. */
export const LANG: Readonly<Record<Language, string>> = {
  en: 'en',
  zh: 'cn',
  ru: 'ru',
  es: 'en',
  vi: 'en',
};

/** `sort`: `_` in front turns the order round, so that the largest comes first. Without it the order is by likeness. */
export const SORT: Readonly<Record<SortOrder, string | null>> = {
  relevance: null,
  price: 'bid',
  sales: '_sale',
  'price-desc': '_bid',
  score: null,
};
