/** Answers as one JSON document, for programs that call the command line. Field names are a promise: see docs/command-line.md. */
import { decimalText, type Money } from '../domain/money.ts';
import type { Offer, OfferDetail, Sku, Supplier, SupplierScores } from '../domain/offer.ts';
import { type MoneyRange, quote } from '../domain/pricing.ts';
import { AS_SENT, type Question } from '../domain/query.ts';
import type { SearchResult, Timings } from '../domain/result.ts';

/** Money as decimal text with its currency, or null. */
export const jsonMoney = (value: Money | null) =>
  value && { amount: decimalText(value), currency: value.currency };

/** One offer of a list. Unknown values are null, never absent. */
export const jsonOffer = (offer: Offer) => ({
  id: offer.id,
  title: offer.title,
  titleTranslated: offer.titleTranslated,
  url: offer.url,
  imageUrl: offer.imageUrl,
  price: jsonMoney(offer.price),
  tiers: offer.tiers.map(({ minQuantity, price }) => ({ minQuantity, price: jsonMoney(price) })),
  skuPrices: offer.skuPrices && {
    lowest: jsonMoney(offer.skuPrices.lowest),
    highest: jsonMoney(offer.skuPrices.highest),
  },
  moq: offer.moq,
  unit: offer.unit,
  sold: offer.sold?.count ?? null,
  soldPeriod: offer.sold?.period ?? null,
  repurchaseRate: offer.repurchaseRate,
  supplier: offer.supplier,
  match: offer.match,
  ...(offer.foundBy && { foundBy: offer.foundBy }),
});

const jsonSku = (sku: Sku) => ({ ...sku, price: jsonMoney(sku.price) });

/** One offer in full: the members of a list's offer and everything that only its own page tells. */
export const jsonDetail = ({ skus, promotionPrice, mixedLot, ...detail }: OfferDetail) => ({
  ...detail,
  ...jsonOffer({ ...detail }),
  skus: skus.map(jsonSku),
  promotionPrice: jsonMoney(promotionPrice),
  mixedLot: mixedLot && { ...mixedLot, amount: jsonMoney(mixedLot.amount) },
});

const jsonRange = (range: MoneyRange | null) =>
  range && { lowest: jsonMoney(range.lowest), highest: jsonMoney(range.highest) };

/** The offer with what so many pieces cost, where a quantity was named: `pieces` is what can be ordered, `next` the next cheaper tier. */
const jsonQuoted = (offer: Offer, quantity: number | undefined) => {
  if (quantity === undefined) return jsonOffer(offer);
  const { unit, total, next, ...told } = quote(offer, quantity);
  const cheaper = next && { ...next, price: jsonMoney(next.price) };
  return {
    ...jsonOffer(offer),
    quote: { ...told, unit: jsonRange(unit), total: jsonRange(total), next: cheaper },
  };
};

/** What was searched with: a photo's path or address, words, an offer that others are to resemble, or a supplier. */
export type JsonSubject =
  | { readonly photo: string; readonly photos?: readonly string[] }
  | { readonly keyword: string }
  | { readonly related: string }
  | { readonly supplier: string };

/** What the document of a list tells beside its pages. `failure` is what ended the list before its end. */
export type JsonListing = {
  readonly subject: JsonSubject;
  readonly question: Question;
  readonly filtersIgnored: readonly string[];
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** Who sells, where the list is a supplier's. */
  readonly supplier?: { readonly supplier: Supplier; readonly scores: SupplierScores };
};

const NO_SUBJECT = { photo: null, related: null, supplier: null };

const jsonQuery = (question: Question, subject: JsonSubject) => {
  const { mode, sort, keyword, minPrice, maxPrice, filters, language, preparation } = question;
  return {
    ...NO_SUBJECT,
    keyword,
    ...subject,
    mode,
    sort,
    quantity: question.quantity ?? null,
    minPrice: jsonMoney(minPrice),
    maxPrice: jsonMoney(maxPrice),
    ...filters,
    subject: question.subject ?? null,
    preparation: preparation ?? AS_SENT,
    language,
  };
};

/** The time that each step took on all pages together. */
const sumOf = (pages: readonly SearchResult[]): Timings => {
  const sum: Timings = {};
  for (const step of pages.flatMap(({ timings }) => Object.entries(timings) as [keyof Timings, number][]))
    sum[step[0]] = (sum[step[0]] ?? 0) + step[1];
  return sum;
};

/** The document of a list of offers: all pages in one. `pages` is how many there are, `askedAt` is of the oldest one. */
export const jsonDocument = (pages: readonly SearchResult[], listing: JsonListing) => {
  const { question, subject, filtersIgnored, failure, supplier } = listing;
  const askedAtMs = pages.map((page) => page.askedAtMs);
  return {
    query: jsonQuery(question, subject),
    ...(supplier && { supplier: supplier.supplier, supplierScores: supplier.scores }),
    backend: pages[0]?.backend ?? null,
    total: pages[0]?.total ?? null,
    link: pages[0]?.link ?? null,
    subjects: pages[0]?.subjects ?? 0,
    ...(pages[0]?.album && {
      photosLeftOut: pages[0].album.broken.map(({ photo, code }) => ({ photo, code })),
    }),
    page: question.page,
    pageSize: question.pageSize,
    pages: pages.length,
    fromMemory: pages.length > 0 && pages.every(({ fromMemory }) => fromMemory),
    askedAt: pages.length > 0 ? new Date(Math.min(...askedAtMs)).toISOString() : null,
    notes: [...new Set(pages.flatMap(({ notes }) => notes))],
    filtersIgnored,
    offers: pages.flatMap(({ offers }) => offers.map((offer) => jsonQuoted(offer, question.quantity))),
    failure,
    timings: sumOf(pages),
  };
};

/** An offer with what is known around it. `failures` are of its parts. */
export type JsonDossier = {
  readonly detail: OfferDetail;
  readonly supplierOffers: readonly Offer[] | null;
  readonly freight: Money | null;
  readonly failures: readonly object[];
};

/** An offer with its freight (null when it was not asked for, or could not be had). */
export const jsonOfferWithFreight = ({ detail, freight, failures }: JsonDossier) => ({
  ...jsonDetail(detail),
  freight: jsonMoney(freight),
  partFailures: failures,
});

const isTold = (part: object): boolean =>
  Object.values(part).some(
    (value) => value !== null && (typeof value !== 'object' || Object.keys(value).length > 0),
  );

/** The part, or null when nothing in it is known. */
const orNull = <T extends object>(part: T): T | null => (isTold(part) ? part : null);

/** The complete view: product, supplier, trade and reviews, each null when nothing of it is known. */
export const jsonComplete = (dossier: JsonDossier) => {
  const { detail, supplierOffers, freight, failures } = dossier;
  const { moq, unit, sold, soldPeriod, repurchaseRate, supplier, match: _, ...product } = jsonDetail(detail);
  const { batch, stock, shipping, supplierScores, reviews, ...priced } = product;
  const { price, tiers, skuPrices, promotionPrice, mixedLot, ...base } = priced;
  return {
    id: detail.id,
    product: base,
    supplier: orNull({
      ...supplier,
      scores: supplierScores,
      offers: supplierOffers?.map(jsonOffer) ?? null,
    }),
    trade: orNull({
      price,
      tiers,
      skuPrices,
      promotionPrice,
      mixedLot,
      moq,
      unit,
      batch,
      stock,
      sold,
      soldPeriod,
      repurchaseRate,
      shipping: orNull(shipping),
      freight: jsonMoney(freight),
    }),
    reviews: reviews.length > 0 ? reviews : null,
    partFailures: failures,
  };
};
