/** Document 004's advanced filters: category, price range, minimum order, free shipping, strong suppliers, and the order. */
import type { OfferRecord } from '../catalogue.ts';
import { firstPrice } from '../crossborder/rows.ts';
import type { Marketplace } from '../marketplace.ts';
import { categoryIdOf, isStrong, type Order, ordered, shipsFree } from './shelf.ts';

/** What a list is narrowed to; prices in fen, `minQuantity` is the minimum order that the buyer can meet. */
export type Narrowing = {
  readonly categoryId: string | null;
  readonly priceStart: number;
  readonly priceEnd: number;
  readonly minQuantity: number;
  readonly isFreeShip: boolean;
  readonly highQuality: boolean;
  readonly order: Order | null;
};

const ORDERS: Readonly<Record<string, Order>> = {
  price_asc: 'cheapest',
  price_desc: 'dearest',
  volume_desc: 'best-selling',
};

/** What each parameter may say; every other one is left alone. */
const FORMS: readonly (readonly [string, RegExp])[] = [
  ['categoryId', /^\d{1,18}$/],
  ['priceStart', /^\d{1,9}(\.\d{1,2})?$/],
  ['priceEnd', /^\d{1,9}(\.\d{1,2})?$/],
  ['minQuantity', /^[1-9]\d{0,8}$/],
  ['isFreeShip', /^(true|false)$/i],
  ['highQuality', /^(true|false)$/i],
  ['sort', /^(price_asc|price_desc|volume_desc)$/],
];

/** Reads the parameters, or answers with the name of the one that is not valid. */
export const readNarrowing = (params: ReadonlyMap<string, string>): Narrowing | string => {
  const wrong = FORMS.find(([name, form]) => params.has(name) && !form.test(params.get(name) ?? ''));
  if (wrong) return wrong[0];
  const fen = (name: string, otherwise: number): number =>
    params.has(name) ? Math.round(Number(params.get(name)) * 100) : otherwise;
  const isTrue = (name: string): boolean => params.get(name)?.toLowerCase() === 'true';
  return {
    categoryId: params.get('categoryId') ?? null,
    priceStart: fen('priceStart', 0),
    priceEnd: fen('priceEnd', Number.POSITIVE_INFINITY),
    minQuantity: Number(params.get('minQuantity') ?? Number.POSITIVE_INFINITY),
    isFreeShip: isTrue('isFreeShip'),
    highQuality: isTrue('highQuality'),
    order: ORDERS[params.get('sort') ?? ''] ?? null,
  };
};

/** The offers that are left, in the order that was asked for. */
export const narrowed = (
  marketplace: Marketplace,
  offers: readonly OfferRecord[],
  asked: Narrowing,
): readonly OfferRecord[] => {
  const passes = (offer: OfferRecord): boolean =>
    firstPrice(offer) >= asked.priceStart &&
    firstPrice(offer) <= asked.priceEnd &&
    offer.moq <= asked.minQuantity &&
    (asked.categoryId === null || categoryIdOf(marketplace, offer) === asked.categoryId) &&
    (!asked.isFreeShip || shipsFree(offer)) &&
    (!asked.highQuality || isStrong(marketplace, offer));
  return ordered(offers.filter(passes), asked.order);
};
