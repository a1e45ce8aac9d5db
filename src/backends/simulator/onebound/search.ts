/** `item_search_img` and `item_search`: offers by the name of a picture, and by words. */
import type { OfferRecord } from '../catalogue.ts';
import { matchesKeyword } from '../crossborder/listing.ts';
import { firstPrice } from '../crossborder/rows.ts';
import { BadPicture, storedFeatures } from '../dialects/pictures.ts';
import { categoryIdOf, cut, type Order, ordered, type Paging } from '../dialects/shelf.ts';
import type { Marketplace } from '../marketplace.ts';
import type { Answer } from '../protocol.ts';
import { type CallFacts, failure, nothing, success } from './envelope.ts';
import { advertisementOf, type ListKind, rowOf } from './rows.ts';
import { UPLOADED } from './upload.ts';

/** Longest page, as the documentation of `item_search` shows it. */
const MAX_ROWS = 40;
const DEFAULT_ROWS: Readonly<Record<ListKind, number>> = { 'by-image': 20, 'by-words': 40 };

/** `_` turns the order round, so that the largest comes first; selling has no use for the other way. */
const SORTS: Readonly<Record<string, Order>> = {
  bid: 'cheapest',
  _bid: 'dearest',
  bid2: 'cheapest',
  _bid2: 'dearest',
  sale: 'best-selling',
  _sale: 'best-selling',
};

/** A call of a list, with its parameters. */
export type ListCall = {
  readonly params: ReadonlyMap<string, string>;
  readonly marketplace: Marketplace;
  readonly facts: CallFacts;
};

const pagingOf = (params: ListCall['params'], kind: ListKind): Paging => {
  const read = (name: string): number =>
    /^\d{1,6}$/.test(params.get(name) ?? '') ? Number(params.get(name)) : 0;
  return { page: read('page') || 1, size: Math.min(read('page_size') || DEFAULT_ROWS[kind], MAX_ROWS) };
};

/** Limits in yuan; 0 and nothing mean no limit. */
const withinPrice = (params: ListCall['params']): ((offer: OfferRecord) => boolean) => {
  const [low, high] = ['start_price', 'end_price'].map((name) =>
    Math.round(Number(params.get(name) ?? 0) * 100),
  );
  return (offer) => firstPrice(offer) >= (low ?? 0) && (!high || firstPrice(offer) <= high);
};

const inCategory = ({ params, marketplace }: ListCall): ((offer: OfferRecord) => boolean) => {
  const cat = params.get('cat') ?? '';
  return (offer) => cat === '' || cat === '0' || categoryIdOf(marketplace, offer) === cat;
};

/** The page that was asked for, or the answer for nothing found, which the two lists write differently. */
const listAnswer = (found: readonly OfferRecord[], kind: ListKind, call: ListCall): Answer => {
  const { params, marketplace, facts } = call;
  const order = SORTS[params.get('sort') ?? ''] ?? null;
  const offers = ordered(found.filter(inCategory(call)), order);
  const paging = pagingOf(params, kind);
  const page = cut(offers, paging);
  const head = { url: '', keyword: params.get('q') ?? '', data_from: 'demo', error: '' };
  if (page.length === 0) return nothing(kind === 'by-image' ? { ...head, item: '' } : head, facts);
  const list = { language: facts.language, kind };
  const rows = page.map((offer) => rowOf(marketplace, offer, list));
  // Somebody pays to stand first in the list by words, beside standing where the offer belongs.
  const paid = order === null && paging.page === 1 ? offers.at(-1) : undefined;
  const items = {
    ...head,
    page: String(paging.page),
    page_size: paging.size,
    real_total_results: offers.length,
    total_results: String(offers.length),
    pagecount: Math.ceil(offers.length / paging.size),
    item: paid ? [advertisementOf(marketplace, paid, list), ...rows] : rows,
  };
  return success({ items }, kind === 'by-image' ? '0000' : '', facts);
};

/** Offers that look like a picture: one that was uploaded, or one of the marketplace's own. Others are not looked at. */
export const searchByImage = (call: ListCall): Answer => {
  const imgid = call.params.get('imgid');
  if (!imgid) return failure('4003', '参数错误:imgid');
  try {
    const features = storedFeatures(call.marketplace, UPLOADED.exec(imgid)?.[1] ?? imgid);
    const found = call.marketplace.search(features).map(({ offer }) => offer);
    return listAnswer(found, 'by-image', call);
  } catch (error) {
    if (error instanceof BadPicture) return nothing({ item: '' }, call.facts);
    throw error;
  }
};

/** Offers whose title has all the words, best selling first. */
export const searchByWords = (call: ListCall): Answer => {
  const words = call.params.get('q')?.trim();
  if (!words) return failure('4003', '参数错误:q');
  const found = call.marketplace.catalogue.offers
    .filter(matchesKeyword(words))
    .filter(withinPrice(call.params))
    .toSorted((a, b) => b.monthSold - a.monthSold);
  return listAnswer(found, 'by-words', call);
};
