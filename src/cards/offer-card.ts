/** One offer as a card: every figure turned into a short phrase in the reader's language. */
import { encodeAction } from '../domain/action.ts';
import type { Button, LadderStep, OfferCard } from '../domain/card.ts';
import type { Facet } from '../domain/facet.ts';
import { moneyText } from '../domain/money.ts';
import type { Offer } from '../domain/offer.ts';
import type { Language } from '../domain/query.ts';
import type { Rate } from '../domain/rates.ts';
import { countText, scoreText } from '../i18n/languages.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { unitText } from '../i18n/units.ts';
import { approximate, approximateRange, rateFact } from './beside-yuan.ts';
import { quoteLines, quoteText, rangeText } from './quote-lines.ts';

/** Which view and facet the card's buttons belong to, and the number that the card carries. */
export type CardPlace = { readonly view: string; readonly facet: Facet; readonly number: number };

/** Who reads it: their language, and what yuan are worth in their currency, where prices are told in that one, too. */
export type Reader = { readonly language: Language; readonly rate?: Rate | null | undefined };

/** A ratio as percent without the sign: 0.4666 becomes `"47"`. */
const percentText = (ratio: number): string => String(Math.round(ratio * 100));

const ladderOf = (offer: Offer, t: Translate): LadderStep[] => {
  if (offer.tiers.length > 0)
    return offer.tiers.map(({ minQuantity, price }) => ({
      from: t('offer-ladder-from', { quantity: String(minQuantity) }),
      price: moneyText(price),
    }));
  const price = priceText(offer);
  return price ? [{ from: t('offer-ladder-from', { quantity: String(offer.moq ?? 1) }), price }] : [];
};

/**
 * What one piece costs in the smallest order, as the MOQ beside it reads and as 1688 sorts by price: the first tier, the range over
 * variants, or the list price.
 */
const priceText = (offer: Offer): string | null => {
  const [first] = offer.tiers;
  if (first) return moneyText(first.price);
  if (offer.skuPrices) return rangeText(offer.skuPrices);
  return offer.price ? moneyText(offer.price) : null;
};

/** `priceText` in the reader's currency. */
const approxText = (offer: Offer, { language, rate }: Reader): string | null => {
  if (!rate) return null;
  const price = offer.tiers[0]?.price ?? (offer.skuPrices ? null : offer.price);
  if (price) return approximate(price, rate, language);
  return offer.skuPrices && approximateRange(offer.skuPrices, rate, language);
};

const ladderText = (ladder: readonly LadderStep[], approx: string | null): string =>
  ladder
    .map(({ from, price }, step) => [from, price, ...(step === 0 && approx ? [approx] : [])].join(' '))
    .join(' · ');

const moqText = ({ moq, unit }: Offer, language: Language): string | null => {
  if (moq === null) return null;
  const [t, quantity] = [translator(language), String(moq)];
  if (!unit) return t('offer-moq', { quantity });
  return t('offer-moq-unit', { quantity, unit: unitText(unit, moq, language) });
};

/** Where several photos asked: how many of them found the offer or, where they show different products, which show this one. */
const foundByText = ({ which, photos, of }: NonNullable<Offer['foundBy']>, t: Translate): string =>
  which
    ? t('match-of-photos', { numbers: which.join(', ') })
    : t('match-found-by', { photos: String(photos), of: String(of) });

/** How alike the pictures are and, where several photos asked, who found the offer; null when neither is known. */
const matchText = ({ match, foundBy }: Offer, t: Translate): string | null => {
  const told = [
    match ? t(`match-${match.level}`, { percent: percentText(match.score) }) : null,
    foundBy ? foundByText(foundBy, t) : null,
  ].filter((text) => text !== null);
  return told.length > 0 ? told.join(' · ') : null;
};

const supplierFacts = ({ supplier }: Offer, language: Language): string[] => {
  const t = translator(language);
  const facts = [
    supplier.location,
    supplier.years ? t('offer-years', { years: supplier.years }) : null,
    supplier.score !== null ? t('offer-score', { score: scoreText(supplier.score, language) }) : null,
  ];
  return facts.filter((fact) => fact !== null);
};

/** The title in the reader's language, and the Chinese one where it differs. */
const titles = (offer: Offer, language: Language): Pick<OfferCard, 'title' | 'originalTitle'> => {
  const translated = language === 'zh' ? null : offer.titleTranslated;
  return translated && translated !== offer.title
    ? { title: translated, originalTitle: offer.title }
    : { title: offer.title, originalTitle: null };
};

const actionsOf = (offer: Offer, { view, facet }: CardPlace, t: Translate): Button[] => [
  {
    kind: 'action',
    label: t('button-details'),
    action: encodeAction({ kind: 'details', view, facet, offerId: offer.id }),
  },
  { kind: 'link', label: t('button-open'), url: offer.url },
];

/** At which rate prices are told, where any of these offers has one in the reader's currency. */
export const rateFacts = (offers: readonly OfferCard[], { language, rate }: Reader): string[] =>
  rate && offers.some(({ approx }) => approx !== undefined) ? [rateFact(rate, language)] : [];

type Told = Pick<OfferCard, 'price' | 'approx' | 'ladderText' | 'quote'>;

/** The price as a list tells it: for the smallest order with the ladder, or for so many pieces with their sum. */
const pricesOf = (offer: Offer, ladder: readonly LadderStep[], { quantity }: Facet, reader: Reader): Told => {
  if (quantity) {
    const { price, approx, line } = quoteText(offer, quantity, reader);
    return { price, ...(approx && { approx }), ladderText: line, quote: quoteLines(offer, quantity, reader) };
  }
  const approx = approxText(offer, reader);
  return { price: priceText(offer), ...(approx && { approx }), ladderText: ladderText(ladder, approx) };
};

/** Makes the card of one offer. Texts from sellers are passed on as they are; renderers escape them. */
export const offerCard = (offer: Offer, place: CardPlace, reader: Reader): OfferCard => {
  const { language } = reader;
  const t = translator(language);
  const ladder = ladderOf(offer, t);
  return {
    number: place.number,
    offerId: offer.id,
    ...titles(offer, language),
    url: offer.url,
    imageUrl: offer.imageUrl,
    ...pricesOf(offer, ladder, place.facet, reader),
    ladder,
    moq: moqText(offer, language),
    unit: offer.unit && unitText(offer.unit, 1, language),
    sold: offer.sold
      ? t(`offer-sold-${offer.sold.period}`, { count: countText(offer.sold.count, language) })
      : null,
    repurchase:
      offer.repurchaseRate === null
        ? null
        : t('offer-repurchase', { percent: percentText(offer.repurchaseRate) }),
    supplier: offer.supplier.name,
    badges: offer.supplier.badges.map((badge) => t(`badge-${badge}`)),
    supplierFacts: supplierFacts(offer, language),
    match: matchText(offer, t),
    actions: actionsOf(offer, place, t),
  };
};
