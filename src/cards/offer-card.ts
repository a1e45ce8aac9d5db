/** One offer as a card: every figure turned into a short phrase in the reader's language. */
import { encodeAction, type Facet } from '../domain/action.ts';
import type { Button, LadderStep, OfferCard } from '../domain/card.ts';
import { moneyText } from '../domain/money.ts';
import type { Match, Offer } from '../domain/offer.ts';
import type { Language } from '../domain/query.ts';
import { type Translate, translator } from '../i18n/translate.ts';

/** Which view and facet the card's buttons belong to, and the number that the card carries. */
export type CardPlace = { readonly view: string; readonly facet: Facet; readonly number: number };

/** A whole number with the reader's digit grouping: `1,200`. */
export const countText = (count: number, language: Language): string =>
  new Intl.NumberFormat(language).format(count);

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

/** The range over variants: `"¥3.00–¥5.00"`, one price where both ends are the same. */
export const rangeText = ({ lowest, highest }: NonNullable<Offer['skuPrices']>): string =>
  lowest.fen === highest.fen ? moneyText(lowest) : `${moneyText(lowest)}–${moneyText(highest)}`;

const moqText = ({ moq, unit }: Offer, t: Translate): string | null => {
  if (moq === null) return null;
  const quantity = String(moq);
  return unit ? t('offer-moq-unit', { quantity, unit }) : t('offer-moq', { quantity });
};

const matchText = (match: Match, t: Translate): string =>
  t(`match-${match.level}`, { percent: percentText(match.score) });

const supplierFacts = ({ supplier }: Offer, t: Translate): string[] => {
  const facts = [
    supplier.location,
    supplier.years ? t('offer-years', { years: supplier.years }) : null,
    supplier.score !== null ? t('offer-score', { score: supplier.score.toFixed(1) }) : null,
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

/** Makes the card of one offer. Texts from sellers are passed on as they are; renderers escape them. */
export const offerCard = (offer: Offer, place: CardPlace, language: Language): OfferCard => {
  const t = translator(language);
  const ladder = ladderOf(offer, t);
  return {
    number: place.number,
    offerId: offer.id,
    ...titles(offer, language),
    url: offer.url,
    imageUrl: offer.imageUrl,
    price: priceText(offer),
    ladder,
    ladderText: ladder.map(({ from, price }) => `${from} ${price}`).join(' · '),
    moq: moqText(offer, t),
    unit: offer.unit,
    sold: offer.sold
      ? t(`offer-sold-${offer.sold.period}`, { count: countText(offer.sold.count, language) })
      : null,
    repurchase:
      offer.repurchaseRate === null
        ? null
        : t('offer-repurchase', { percent: percentText(offer.repurchaseRate) }),
    supplier: offer.supplier.name,
    badges: offer.supplier.badges.map((badge) => t(`badge-${badge}`)),
    supplierFacts: supplierFacts(offer, t),
    match: offer.match ? matchText(offer.match, t) : null,
    actions: actionsOf(offer, place, t),
  };
};
