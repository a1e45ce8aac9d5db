/** One offer in full as a card: every tier, variants, shipping, the supplier, attributes, the beginning of the description. */
import { encodeAction, type Facet } from '../domain/action.ts';
import type { Button, DetailsCard, OfferCard } from '../domain/card.ts';
import { moneyText } from '../domain/money.ts';
import type { OfferDetail, Shipping, Sku } from '../domain/offer.ts';
import type { Language } from '../domain/query.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { countText, offerCard, rangeText } from './offer-card.ts';
import { supplierLines } from './supplier-lines.ts';

/** What a details card needs beside the offer: its view, and the facet of the list to go back to, if there is one. */
export type DetailsContext = {
  readonly view: string;
  readonly language: Language;
  readonly back: Facet | null;
};

/** The facet of a list that nobody has asked for yet. */
const FIRST_PAGE: Facet = { page: 1, mode: 'same', sort: 'relevance' };

/** What is shown of long lists and texts: enough to judge by, few enough for a phone. */
const ATTRIBUTES_SHOWN = 12;
const VARIANTS_SHOWN = 5;
const DESCRIPTION_SHOWN = 240;

const priceLines = (detail: OfferDetail, card: OfferCard, t: Translate): string[] => {
  const range = detail.skuPrices;
  if (detail.tiers.length === 0 && range)
    return [t('details-price-range', { lowest: moneyText(range.lowest), highest: moneyText(range.highest) })];
  return card.ladder.map(({ from, price }) => `${from}: ${price}`);
};

/** From which sum or number of pieces a mixed order is taken; nothing where the seller names neither. */
const mixedText = ({ mixedLot }: OfferDetail, t: Translate): string | null => {
  const amount = mixedLot?.amount ? moneyText(mixedLot.amount) : null;
  const pieces = mixedLot?.pieces ? t('details-pieces', { quantity: String(mixedLot.pieces) }) : null;
  const from = [amount, pieces].filter((part) => part !== null).join(' / ');
  return from === '' ? null : t('details-mixed', { from });
};

const tradeLines = (detail: OfferDetail, card: OfferCard, language: Language): string[] => {
  const t = translator(language);
  const { batch, stock, promotionPrice } = detail;
  const lines = [
    promotionPrice && t('details-promotion', { price: moneyText(promotionPrice) }),
    card.moq,
    batch !== null && batch > 1 ? t('details-batch', { quantity: String(batch) }) : null,
    mixedText(detail, t),
    card.sold,
    card.repurchase,
    stock === null ? null : t('details-stock', { count: countText(stock, language) }),
  ];
  return lines.filter((line) => line !== null);
};

const variantLine = ({ name, price, stock }: Sku, language: Language): string => {
  const left =
    stock === null ? null : translator(language)('details-stock', { count: countText(stock, language) });
  const facts = [price && moneyText(price), left].filter(Boolean).join(' · ');
  return facts === '' ? name : `${name}: ${facts}`;
};

/** How many there are and between which prices, then the first ones. */
const variantLines = ({ skus, skuPrices }: OfferDetail, language: Language): string[] => {
  const t = translator(language);
  if (skus.length === 0) return [];
  const prices = skus.flatMap(({ price }) => price ?? []).sort((a, b) => a.fen - b.fen);
  const [lowest, highest] = [prices[0] ?? skuPrices?.lowest, prices.at(-1) ?? skuPrices?.highest];
  const count = t('details-variants-count', { count: skus.length });
  const more = skus.length - VARIANTS_SHOWN;
  return [
    lowest && highest ? `${count}: ${rangeText({ lowest, highest })}` : count,
    ...skus.slice(0, VARIANTS_SHOWN).map((sku) => variantLine(sku, language)),
    ...(more > 0 ? [t('details-variants-more', { count: more })] : []),
  ];
};

const weightText = (grams: number, t: Translate): string =>
  grams < 1000
    ? t('details-weight-grams', { weight: String(Math.round(grams)) })
    : t('details-weight-kilograms', { weight: (grams / 1000).toFixed(2).replace(/\.?0+$/, '') });

const shippingLines = ({ from, weightGrams, withinHours, free }: Shipping, t: Translate): string[] => {
  const lines = [
    from === null ? null : t('details-ships-from', { place: from }),
    withinHours === null ? null : t('details-ships-within', { hours: withinHours }),
    weightGrams === null ? null : weightText(weightGrams, t),
    free === true ? t('details-ships-free') : null,
  ];
  return lines.filter((line) => line !== null);
};

/** The beginning of the description, cut between words where there are spaces. */
const descriptionLines = ({ description }: OfferDetail): string[] => {
  const text = description?.replace(/\s+/g, ' ').trim() ?? '';
  if (text === '') return [];
  if (text.length <= DESCRIPTION_SHOWN) return [text];
  const kept = [...text.slice(0, DESCRIPTION_SHOWN).toWellFormed()].join('').replace(/\ufffd$/, '');
  return [`${kept.replace(/\s+\S{0,20}$/, '')}…`];
};

const actionsOf = (detail: OfferDetail, { view, back }: DetailsContext, t: Translate): Button[][] => {
  const open: Button = { kind: 'link', label: t('button-open'), url: detail.url };
  if (!back) return [[open]];
  const action = encodeAction({ kind: 'show', view, facet: back });
  return [[{ kind: 'action', label: t('button-back'), action }, open]];
};

/** Makes the card of one offer in full. Sections without a line are left out; the most useful ones stand first. */
export const detailsCard = (detail: OfferDetail, context: DetailsContext): DetailsCard => {
  const { language, view } = context;
  const t = translator(language);
  const card = offerCard(detail, { view, facet: context.back ?? FIRST_PAGE, number: 1 }, language);
  const sections = [
    {
      title: t('details-prices'),
      lines: [...priceLines(detail, card, t), ...tradeLines(detail, card, language)],
    },
    { title: t('details-supplier'), lines: supplierLines(detail, language) },
    { title: t('details-shipping'), lines: shippingLines(detail.shipping, t) },
    { title: t('details-variants'), lines: variantLines(detail, language) },
    {
      title: t('details-attributes'),
      lines: detail.attributes.slice(0, ATTRIBUTES_SHOWN).map(({ name, value }) => `${name}: ${value}`),
    },
    { title: t('details-description'), lines: descriptionLines(detail) },
  ];
  return {
    language,
    offer: card,
    images: detail.images,
    sections: sections.filter(({ lines }) => lines.length > 0),
    actions: actionsOf(detail, context, t),
  };
};
