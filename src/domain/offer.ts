/** What a wholesale offer is, in our own words. `null` always means: the backend did not say. */
import type { Money } from './money.ts';

/** One step of the price ladder: this price applies from `minQuantity` pieces upward. */
export type PriceTier = { readonly minQuantity: number; readonly price: Money };

/** Supplier and offer marks that the marketplace itself awards. They are the platform's claim, not ours. */
export const BADGES = [
  'verified-member',
  'power-merchant',
  'super-factory',
  'inspected-factory',
  'industrial-brand',
  'selected',
  'one-piece-dropship',
  'ships-in-24h',
  'ships-in-48h',
] as const;

/** One of `BADGES`. */
export type Badge = (typeof BADGES)[number];

/** Who sells. `years` of paid membership; `score` from 0 to 5; `location` as the marketplace writes it. */
export type Supplier = {
  readonly name: string | null;
  readonly badges: readonly Badge[];
  readonly years: number | null;
  readonly location: string | null;
  readonly score: number | null;
};

/** How many pieces were sold, and over which period the marketplace counts. Periods are not comparable. */
export type Sold = { readonly count: number; readonly period: 'month' | 'total' };

/** How closely the offer's picture agrees with the photo: `score` from 0 to 1, and the word for it. */
export type Match = { readonly score: number; readonly level: 'same' | 'similar' | 'maybe' };

/** One row of a search answer. `id` is the marketplace's id as text; `repurchaseRate` is a ratio from 0 to 1. */
export type Offer = {
  readonly id: string;
  readonly title: string;
  readonly titleTranslated: string | null;
  readonly url: string;
  readonly imageUrl: string | null;
  readonly price: Money | null;
  readonly tiers: readonly PriceTier[];
  /** The range over all variants, where the supplier prices by variant and not by quantity. */
  readonly skuPrices: { readonly lowest: Money; readonly highest: Money } | null;
  readonly moq: number | null;
  readonly unit: string | null;
  readonly sold: Sold | null;
  readonly repurchaseRate: number | null;
  readonly supplier: Supplier;
  readonly match: Match | null;
};

/** Everything a backend tells about one offer. */
export type OfferDetail = Offer & {
  readonly images: readonly string[];
  readonly stock: number | null;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
};

/** The desktop page of an offer. Always rebuilt from the id: links inside replies may be advertisements. */
export const offerUrl = (id: string): string => `https://detail.1688.com/offer/${id}.html`;

const OFFER_HOSTS = /(^|\.)1688\.com$/;

/**
 * The offer id inside a pasted 1688 link (desktop, mobile, mobile app page, or paid placement), or null when the text is no such link.
 * Ids are 6 to 30 digits after `/offer/` or `/offerdetail/`, or in `offerId` / `id`.
 */
export const offerIdFromLink = (text: string): string | null => {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol) || !OFFER_HOSTS.test(url.hostname)) return null;
  const inPath = /\/(?:offer|offerdetail)\/(\d{6,30})(?:\.html|\/|$)/.exec(url.pathname)?.[1];
  const inQuery = url.searchParams.get('offerId') ?? url.searchParams.get('id') ?? '';
  return inPath ?? (/^\d{6,30}$/.test(inQuery) ? inQuery : null);
};
