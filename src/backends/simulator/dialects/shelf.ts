/** Offers as the dialects list them: narrowed, sorted and cut into pages. */
import type { OfferRecord } from '../catalogue.ts';
import { CATEGORIES } from '../categories.ts';
import { firstPrice, wholeOf } from '../crossborder/rows.ts';
import { diceFor } from '../dice.ts';
import type { Marketplace } from '../marketplace.ts';

/** Most rows of a page. The documents state no cap and use 20; this is the real gateway's. */
export const MAX_ROWS = 50;
/** Rows of a page for callers that do not say, as in the documents' programs. */
const DEFAULT_ROWS = 20;

/** Which page; null when the numbers make none. */
export const readPaging = (page = '1', size = String(DEFAULT_ROWS)): Paging | null => {
  const [number, rows] = [page, size].map((text) => (/^\d{1,6}$/.test(text) ? Number(text) : 0));
  return number && rows && rows <= MAX_ROWS ? { page: number, size: rows } : null;
};

/** A page by its number, from 1, and its rows. */
export type Paging = { readonly page: number; readonly size: number };

/** The offers of a page. */
export const cut = (offers: readonly OfferRecord[], { page, size }: Paging): readonly OfferRecord[] =>
  offers.slice((page - 1) * size, page * size);

/** The orders that documents name, beside the list's own. */
export type Order = 'cheapest' | 'dearest' | 'best-selling';

const COMPARE: Readonly<Record<Order, (a: OfferRecord, b: OfferRecord) => number>> = {
  cheapest: (a, b) => firstPrice(a) - firstPrice(b),
  dearest: (a, b) => firstPrice(b) - firstPrice(a),
  'best-selling': (a, b) => b.monthSold - a.monthSold,
};

/** In this order; equals stay as they stood. */
export const ordered = (offers: readonly OfferRecord[], order: Order | null): readonly OfferRecord[] =>
  order ? offers.toSorted(COMPARE[order]) : offers;

/** The category of an offer as the protocols number it. */
export const categoryIdOf = (marketplace: Marketplace, offer: OfferRecord): string =>
  String(CATEGORIES[wholeOf(marketplace, offer).product.category].id);

/** Whether the seller pays for sending: three offers in ten, always the same ones. */
export const shipsFree = ({ id }: OfferRecord): boolean => diceFor(`free shipping ${id}`).chance(0.3);

/** Whether the marketplace marks the seller as a strong one (实力商家). */
export const isStrong = (marketplace: Marketplace, offer: OfferRecord): boolean =>
  wholeOf(marketplace, offer).supplier.identities.includes('powerful_merchants');
