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

/** Who sells. `id` is the marketplace's opaque id, for asking for more of the same supplier. `years` of paid membership; `score` from 0 to 5; `location` as the marketplace writes it. */
export type Supplier = {
  readonly id: string | null;
  readonly name: string | null;
  readonly badges: readonly Badge[];
  readonly years: number | null;
  readonly location: string | null;
  readonly score: number | null;
};

/** How many pieces were sold, and over which period the marketplace counts. Periods are not comparable. */
export type Sold = { readonly count: number; readonly period: 'month' | 'quarter' | 'total' };

/** How closely the offer's picture agrees with the photo: `score` from 0 to 1, and the word for it. */
export type Match = { readonly score: number; readonly level: 'same' | 'similar' | 'maybe' };

/** The least sum or number of pieces of an order of several offers of one supplier. Null for what the supplier does not name. */
export type MixedLot = { readonly amount: Money | null; readonly pieces: number | null };

/** `batch`: goods are sold in multiples of this many pieces. `mixed`: what an order of several of the supplier's offers together has to reach. */
export type Lots = { readonly batch: number | null; readonly mixed: MixedLot | null };

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
  /** In which lots the offer is sold; absent where only its own page tells, or where it is sold by the piece. */
  readonly lots?: Lots;
  /**
   * How many of the photos of one product found this offer, where there were several photos. `which` are the numbers of those photos,
   * from 1, and is there where other photos show another product.
   */
  readonly foundBy?: { readonly photos: number; readonly of: number; readonly which?: readonly number[] };
};

/** One variant of an offer: its words (`"red / XL"`), price where it has one of its own, and stock. */
export type Sku = {
  readonly id: string;
  readonly name: string;
  readonly price: Money | null;
  readonly stock: number | null;
  readonly imageUrl: string | null;
};

/** What is known about sending an offer's goods. Weight and volume (cubic centimetres) are for one piece. */
export type Shipping = {
  readonly from: string | null;
  readonly weightGrams: number | null;
  /** Absent where the backend never tells it. */
  readonly volumeCm3?: number | null;
  readonly withinHours: number | null;
  readonly free: boolean | null;
};

/** The supplier's figures beside the one score on the card: each from 0 to 5, or a ratio where the name says so. */
export type SupplierScores = Partial<
  Record<
    'service' | 'logistics' | 'disputes' | 'goods' | 'afterSales' | 'consultation' | 'repurchaseRatio',
    number
  >
>;

/** What buyers said, where a backend knows. */
export type Review = { readonly text: string; readonly score: number | null; readonly date: string | null };

/** Everything a backend tells about one offer. Empty lists and nulls: the backend did not say. */
export type OfferDetail = Offer & {
  readonly images: readonly string[];
  readonly stock: number | null;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly skus: readonly Sku[];
  /** Goods are sold in multiples of this many pieces. */
  readonly batch: number | null;
  readonly shipping: Shipping;
  readonly supplierScores: SupplierScores;
  readonly reviews: readonly Review[];
  readonly categoryId: string | null;
  /** The seller's description as plain text, a line for each of its paragraphs. */
  readonly description: string | null;
  /** The unit price in the marketplace's own promotion, for those who take part in it; everybody else pays `price`. */
  readonly promotionPrice: Money | null;
  /** What an order of several of the supplier's offers together has to reach, where the supplier sells mixed lots. */
  readonly mixedLot: MixedLot | null;
};

/** What a list shows of an offer, out of everything that is known about it. */
export const rowOf = (detail: OfferDetail): Offer => {
  const { id, title, titleTranslated, url, imageUrl, price, tiers, skuPrices } = detail;
  const { moq, unit, sold, repurchaseRate, supplier, match } = detail;
  const told = { price, tiers, skuPrices, moq, unit, sold, repurchaseRate, supplier, match };
  return { id, title, titleTranslated, url, imageUrl, ...told, ...lotsOf(detail) };
};

/** In which lots an offer is sold, for a row: only where there is something to say. */
export const lotsOf = ({ batch, mixedLot: mixed }: OfferDetail): Pick<Offer, 'lots'> =>
  batch === null && mixed === null ? {} : { lots: { batch, mixed } };

/** A supplier of whom a backend tells nothing. */
export const UNTOLD_SUPPLIER: Supplier = {
  id: null,
  name: null,
  badges: [],
  years: null,
  location: null,
  score: null,
};

/** What is left open by a backend that tells nothing beyond the row: to be spread before what it does tell. */
export const UNTOLD_DETAIL: Omit<OfferDetail, keyof Offer> = {
  images: [],
  stock: null,
  attributes: [],
  skus: [],
  batch: null,
  shipping: { from: null, weightGrams: null, withinHours: null, free: null },
  supplierScores: {},
  reviews: [],
  categoryId: null,
  description: null,
  promotionPrice: null,
  mixedLot: null,
};

/** The desktop page of an offer. Always rebuilt from the id: links inside replies may be advertisements. */
export const offerUrl = (id: string): string => `https://detail.1688.com/offer/${id}.html`;

/** The same page as phones show it. */
export const mobileOfferUrl = (id: string): string => `https://m.1688.com/offer/${id}.html`;

const OFFER_HOSTS = /(^|\.)1688\.com$/;

/** The link as an address of 1688, or null. */
const addressOf1688 = (text: string): URL | null => {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && OFFER_HOSTS.test(url.hostname) ? url : null;
};

const idInAddress = (url: URL): string | null => {
  const inPath = /\/(?:offer|offerdetail)\/(\d{6,30})(?:\.html|\/|$)/.exec(url.pathname)?.[1];
  const inQuery = url.searchParams.get('offerId') ?? url.searchParams.get('id') ?? '';
  return inPath ?? (/^\d{6,30}$/.test(inQuery) ? inQuery : null);
};

/**
 * The offer id inside a pasted 1688 link (desktop, mobile, mobile app page, paid placement, or a redirect that holds the id or the
 * offer's own link in its query), or null when the text is no such link. Ids are 6 to 30 digits after `/offer/` or
 * `/offerdetail/`, or in `offerId` / `id`.
 */
export const offerIdFromLink = (text: string): string | null => {
  const url = addressOf1688(text);
  if (!url) return null;
  const targets = [...url.searchParams.values()].flatMap((value) => addressOf1688(value) ?? []);
  return [url, ...targets].map(idInAddress).find((id) => id !== null) ?? null;
};

/** Whether an offer's picture was compared and looks like the photo. */
export const isAlike = ({ match }: Pick<Offer, 'match'>): boolean =>
  match?.level === 'same' || match?.level === 'similar';
