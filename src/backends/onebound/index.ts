/** The way into 1688 through the reseller OneBound: a photo is uploaded, offers are searched by the picture's name. */
import { hash } from 'node:crypto';
import { TusouError } from '../../domain/errors.ts';
import { decimalText } from '../../domain/money.ts';
import type { OfferDetail } from '../../domain/offer.ts';
import type { Backend, OfferPage, PreparedPhoto, Query } from '../../domain/ports.ts';
import { type Language, LIST_ORDERS, type Question } from '../../domain/query.ts';
import { createRecent } from '../recent.ts';
import {
  type Api,
  DETAIL,
  LANG,
  MAX_ROWS,
  SEARCH_BY_IMAGE,
  SEARCH_BY_WORDS,
  SORT,
  UPLOAD,
  UPLOAD_BY_URL,
} from './apis.ts';
import { type ClientOptions, createClient, type Params } from './client.ts';
import { parseImageName, parseOfferDetail, parseOfferPage } from './parse.ts';

/** The client's options, the name to show, and whether the offers behind it are made up. */
export type OneboundOptions = ClientOptions & { readonly name: string; readonly sampleData: boolean };

/** How long an uploaded picture's name is used again. How long one lives is not documented; this covers a conversation. */
const KEPT_FOR_MS = 15 * 60 * 1000;
const KEPT_NAMES = 1000;

const listParams = ({ sort, filters, page, pageSize, language }: Question): Params => {
  const order = SORT[sort];
  return {
    page: String(page),
    page_size: String(Math.min(pageSize, MAX_ROWS)),
    lang: LANG[language],
    ...(order && { sort: order }),
    ...(filters.categoryId && { cat: filters.categoryId }),
  };
};

const wordParams = (keyword: string, { keyword: more, minPrice, maxPrice }: Question): Params => ({
  q: [keyword, more].filter(Boolean).join(' '),
  ...(minPrice && { start_price: decimalText(minPrice) }),
  ...(maxPrice && { end_price: decimalText(maxPrice) }),
});

/** Pictures that 1688 has itself need no upload. */
const isAlibabaPicture = (url: string): boolean =>
  URL.canParse(url) && /(^|\.)alicdn\.com$/.test(new URL(url).hostname);

const unsupported = (what: string): TusouError => new TusouError('backend-unsupported', { detail: what });

/**
 * The OneBound backend. Throws `backend-*` errors and, for details, `offer-not-found`. Mode and keyword do nothing in a search by
 * picture. Its answers may come from a cache of OneBound's own.
 */
export const createOnebound = (options: OneboundOptions): Backend => {
  const call = createClient(options);
  const { clock } = options;
  const imageNames = createRecent<string>({ clock, keptForMs: KEPT_FOR_MS, atMost: KEPT_NAMES });

  const upload = async (api: Api, imgcode: string, signal: AbortSignal): Promise<string> => {
    const name = parseImageName(await call(api, { imgcode }, signal));
    if (name) return name;
    throw new TusouError('backend-image-refused', { detail: `${api.name}: no name for the picture` });
  };

  const uploadPhoto = ({ jpeg }: PreparedPhoto, signal: AbortSignal): Promise<string> =>
    upload(UPLOAD, `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`, signal);

  const list = async (api: Api, params: Params, { question, signal }: Asked): Promise<OfferPage> => {
    const reply = await call(api, { ...params, ...listParams(question) }, signal);
    return { backend: options.name, ...parseOfferPage(reply, question.language) };
  };

  /** A remembered name may have gone: a first page without anything is worth one more upload. */
  const searchPicture = async (
    key: string,
    uploadIt: () => Promise<string>,
    asked: Asked,
  ): Promise<OfferPage> => {
    const known = imageNames.get(key);
    if (known) {
      const page = await list(SEARCH_BY_IMAGE, { imgid: known }, asked);
      if (page.offers.length > 0 || asked.question.page > 1) return page;
      imageNames.forget(key);
    }
    const imgid = await uploadIt();
    const page = await list(SEARCH_BY_IMAGE, { imgid }, asked);
    imageNames.keep(key, imgid);
    return page;
  };

  const search = async (query: Query, signal: AbortSignal): Promise<OfferPage> => {
    const asked = { question: query.question, signal };
    if (query.kind === 'keyword')
      return list(SEARCH_BY_WORDS, wordParams(query.keyword, query.question), asked);
    if (query.kind === 'photo') {
      const { photo } = query;
      return searchPicture(hash('sha256', photo.jpeg), () => uploadPhoto(photo, signal), asked);
    }
    if (query.kind !== 'picture-url') throw unsupported(query.kind);
    const { url } = query;
    if (isAlibabaPicture(url)) return list(SEARCH_BY_IMAGE, { imgid: url }, asked);
    return searchPicture(url, () => upload(UPLOAD_BY_URL, url, signal), asked);
  };

  const offer = async (id: string, language: Language, signal: AbortSignal): Promise<OfferDetail> => {
    const reply = await call(DETAIL, { num_iid: id, lang: LANG[language] }, signal);
    const detail = parseOfferDetail(reply, language);
    if (!detail) throw new TusouError('offer-not-found', { detail: `${DETAIL.name}: no offer in the reply` });
    return detail;
  };

  return {
    name: options.name,
    can: {
      queries: ['photo', 'picture-url', 'keyword'],
      detail: true,
      freight: false,
      sorts: LIST_ORDERS,
      filters: ['categoryId'],
      maxPageSize: MAX_ROWS,
      tiersInRows: false,
      sampleData: options.sampleData,
    },
    search,
    offer,
    freight: async () => {
      throw unsupported('freight');
    },
  };
};

type Asked = { readonly question: Question; readonly signal: AbortSignal };
