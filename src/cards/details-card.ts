/** One offer in full as a card: every tier, the supplier, the attributes. */
import { encodeAction, type Facet } from '../domain/action.ts';
import type { Button, DetailsCard, OfferCard } from '../domain/card.ts';
import { moneyText } from '../domain/money.ts';
import type { OfferDetail } from '../domain/offer.ts';
import type { Language } from '../domain/query.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { countText, offerCard } from './offer-card.ts';

/** What a details card needs beside the offer: its view, and the facet of the list to go back to, if there is one. */
export type DetailsContext = {
  readonly view: string;
  readonly language: Language;
  readonly back: Facet | null;
};

/** The facet of a list that nobody has asked for yet. */
const FIRST_PAGE: Facet = { page: 1, mode: 'same', sort: 'relevance' };

/** Attributes shown: enough to judge by, few enough for a phone. */
const ATTRIBUTES_SHOWN = 12;

const priceLines = (detail: OfferDetail, card: OfferCard, t: Translate): string[] => {
  const range = detail.skuPrices;
  if (detail.tiers.length === 0 && range)
    return [t('details-price-range', { lowest: moneyText(range.lowest), highest: moneyText(range.highest) })];
  return card.ladder.map(({ from, price }) => `${from}: ${price}`);
};

const tradeLines = (detail: OfferDetail, card: OfferCard, language: Language): string[] =>
  [
    card.moq,
    card.sold,
    card.repurchase,
    detail.stock === null
      ? null
      : translator(language)('details-stock', { count: countText(detail.stock, language) }),
  ].filter((line) => line !== null);

const supplierLines = (card: OfferCard, t: Translate): string[] => {
  const lines = [card.supplier, card.supplierFacts.join(' · '), card.badges.join(' · ')];
  const told = lines.filter((line): line is string => line !== null && line !== '');
  return card.badges.length > 0 ? [...told, t('details-badges-claim')] : told;
};

const actionsOf = (detail: OfferDetail, { view, back }: DetailsContext, t: Translate): Button[][] => {
  const open: Button = { kind: 'link', label: t('button-open'), url: detail.url };
  if (!back) return [[open]];
  const action = encodeAction({ kind: 'show', view, facet: back });
  return [[{ kind: 'action', label: t('button-back'), action }, open]];
};

/** Makes the card of one offer in full. */
export const detailsCard = (detail: OfferDetail, context: DetailsContext): DetailsCard => {
  const { language, view } = context;
  const t = translator(language);
  const card = offerCard(detail, { view, facet: context.back ?? FIRST_PAGE, number: 1 }, language);
  const sections = [
    {
      title: t('details-prices'),
      lines: [...priceLines(detail, card, t), ...tradeLines(detail, card, language)],
    },
    { title: t('details-supplier'), lines: supplierLines(card, t) },
    {
      title: t('details-attributes'),
      lines: detail.attributes.slice(0, ATTRIBUTES_SHOWN).map(({ name, value }) => `${name}: ${value}`),
    },
  ];
  return {
    language,
    offer: card,
    images: detail.images,
    sections: sections.filter(({ lines }) => lines.length > 0),
    actions: actionsOf(detail, context, t),
  };
};
