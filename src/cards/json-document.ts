/** An answer as one JSON document, for programs that call the command line. Field names are a promise: see README. */
import { decimalText, type Money } from '../domain/money.ts';
import type { Offer } from '../domain/offer.ts';
import type { SearchResult } from '../domain/result.ts';

const money = (value: Money | null) => value && { amount: decimalText(value), currency: value.currency };

/** One offer as it stands in the documents: money as decimal text with its currency. */
export const jsonOffer = (offer: Offer) => ({
  id: offer.id,
  title: offer.title,
  titleTranslated: offer.titleTranslated,
  url: offer.url,
  imageUrl: offer.imageUrl,
  price: money(offer.price),
  tiers: offer.tiers.map(({ minQuantity, price }) => ({ minQuantity, price: money(price) })),
  skuPrices: offer.skuPrices && {
    lowest: money(offer.skuPrices.lowest),
    highest: money(offer.skuPrices.highest),
  },
  moq: offer.moq,
  unit: offer.unit,
  sold: offer.sold?.count ?? null,
  soldPeriod: offer.sold?.period ?? null,
  repurchaseRate: offer.repurchaseRate,
  supplier: offer.supplier,
  match: offer.match,
});

/** The document of an answer. `photo` is the path or address that was asked about. Unknown values are null, never absent. */
export const jsonDocument = (result: SearchResult, photo: string) => {
  const { mode, sort, keyword, minPrice, maxPrice, language, page, pageSize } = result.question;
  return {
    query: { photo, mode, sort, keyword, minPrice: money(minPrice), maxPrice: money(maxPrice), language },
    backend: result.backend,
    total: result.total,
    page,
    pageSize,
    fromMemory: result.fromMemory,
    askedAt: new Date(result.askedAtMs).toISOString(),
    notes: result.notes,
    offers: result.offers.map(jsonOffer),
    timings: result.timings,
  };
};
