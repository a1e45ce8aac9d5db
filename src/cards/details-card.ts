/** One offer in full as a card: every tier, variants, shipping, the supplier, attributes, the beginning of the description. */
import { encodeAction, encodeChatAction } from '../domain/action.ts';
import type { Button, DetailsCard, LadderStep, OfferCard } from '../domain/card.ts';
import type { Facet } from '../domain/facet.ts';
import { type Money, moneyText } from '../domain/money.ts';
import { lotsOf, mobileOfferUrl, type OfferDetail, type Shipping, type Sku } from '../domain/offer.ts';
import type { Language } from '../domain/query.ts';
import type { Rate } from '../domain/rates.ts';
import type { Score, ScoreWeights } from '../domain/score.ts';
import { countText, measureText } from '../i18n/languages.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { approximate } from './beside-yuan.ts';
import { type Landing, landedLines } from './landed-lines.ts';
import { offerCard, type Reader, rateFacts } from './offer-card.ts';
import { pointsHeading, pointsLines } from './points.ts';
import { quantityButtons } from './quantity-buttons.ts';
import { mixedText, rangeText } from './quote-lines.ts';
import { supplierLines } from './supplier-lines.ts';

/**
 * What a details card needs beside the offer: its view, the facet of the list to go back to, if there is one, whether the chat can show
 * all pictures as an album, and the rate of the chat's currency, where it has one beside yuan.
 */
export type DetailsContext = {
  readonly view: string;
  readonly language: Language;
  readonly back: Facet | null;
  /** The chat's shortlist: how many offers it has, and whether this is one of them; absent where there is none. */
  readonly shortlist?: { readonly count: number; readonly has: boolean };
  /**
   * Watching: whether the chat watches it, how many offers it watches, whether it could, and a sentence on what was just done; absent where
   * nothing is watched.
   */
  readonly watch?: {
    readonly on: boolean;
    readonly count: number;
    readonly can: boolean;
    readonly says: string | null;
  };
  readonly hasAlbum?: boolean;
  readonly rate?: Rate | null | undefined;
  /** For how many pieces prices are told; absent: for the smallest order. */
  readonly quantity?: number | undefined;
  /** How the offer scores among those that it was shown with; absent where that is not known. */
  readonly score?: { readonly score: Score; readonly weights: ScoreWeights };
  /** The team's rates and the freight in China; absent where no rates are set. */
  readonly landing?: Landing;
};

/** The pictures of an offer that make an album, each once: its own ones, of which that in lists is a copy. */
export const albumOf = ({ images, imageUrl }: OfferDetail): readonly string[] =>
  images.length > 0 ? [...new Set(images)] : imageUrl === null ? [] : [imageUrl];

/** The facet of a list that nobody has asked for yet. */
const FIRST_PAGE: Facet = { page: 1, mode: 'same', sort: 'relevance' };

/** What is shown of long lists and texts: enough to judge by, few enough for a phone. */
const ATTRIBUTES_SHOWN = 12;
const VARIANTS_SHOWN = 5;
const DESCRIPTION_SHOWN = 240;

/** `"¥12.50 ≈ $1.74"`, or yuan alone. */
const fullPrice = (money: Money, { language, rate }: Reader): string =>
  [moneyText(money), rate ? approximate(money, rate, language) : null].filter(Boolean).join(' ');

/** The ladder with every price in the reader's currency, too: here there is room. */
const fullLadder = ({ tiers }: OfferDetail, card: OfferCard, reader: Reader): LadderStep[] =>
  card.ladder.map(({ from, price }, step) => {
    const tier = tiers[step];
    if (tier) return { from, price: fullPrice(tier.price, reader) };
    return { from, price: [price, card.approx].filter(Boolean).join(' ') };
  });

const priceLines = (detail: OfferDetail, { ladder }: OfferCard, reader: Reader): string[] => {
  const range = detail.skuPrices;
  if (detail.tiers.length > 0 || !range) return ladder.map(({ from, price }) => `${from}: ${price}`);
  const [lowest, highest] = [fullPrice(range.lowest, reader), fullPrice(range.highest, reader)];
  return [translator(reader.language)('details-price-range', { lowest, highest })];
};

const tradeLines = (detail: OfferDetail, card: OfferCard, reader: Reader): string[] => {
  const { language } = reader;
  const t = translator(language);
  const { batch, stock, promotionPrice } = detail;
  const lines = [
    promotionPrice && t('details-promotion', { price: fullPrice(promotionPrice, reader) }),
    card.moq,
    batch !== null && batch > 1 ? t('details-batch', { quantity: String(batch) }) : null,
    mixedText(detail.mixedLot, t),
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

const weightText = (grams: number, language: Language): string => {
  const t = translator(language);
  return grams < 1000
    ? t('details-weight-grams', { weight: String(Math.round(grams)) })
    : t('details-weight-kilograms', { weight: measureText(grams / 1000, language, { least: 0, most: 2 }) });
};

const shippingLines = (shipping: Shipping, language: Language): string[] => {
  const { from, weightGrams, volumeCm3 = null, withinHours, free } = shipping;
  const t = translator(language);
  const lines = [
    from === null ? null : t('details-ships-from', { place: from }),
    withinHours === null ? null : t('details-ships-within', { hours: withinHours }),
    weightGrams === null ? null : weightText(weightGrams, language),
    volumeCm3 === null ? null : t('details-volume', { volume: countText(volumeCm3, language) }),
    free === true ? t('details-ships-free') : null,
    free === false ? t('details-ships-extra') : null,
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

/** The offer onto the list or off it, and the list itself once it has something in it. */
const shortlistButtons = (
  { id: offerId }: OfferDetail,
  { view, back, shortlist }: DetailsContext,
  t: Translate,
): Button[] => {
  if (!shortlist) return [];
  const { count, has } = shortlist;
  const facet = back ?? FIRST_PAGE;
  const change: Button = {
    kind: 'action',
    label: t(has ? 'button-unpick' : 'button-pick'),
    action: encodeAction({ kind: has ? 'unpick' : 'pick', view, facet, offerId }),
  };
  const open: Button = {
    kind: 'action',
    label: t('button-shortlist', { count: String(count) }),
    action: encodeAction({ kind: 'shortlist', view, facet }),
  };
  return count > 0 ? [change, open] : [change];
};

/** Watching the offer or no more, and all that are watched once there is one. */
const watchButtons = (
  { id: offerId }: OfferDetail,
  { view, back, watch }: DetailsContext,
  t: Translate,
): Button[] => {
  if (!watch || !(watch.can || watch.on)) return [];
  const { on, count } = watch;
  const change: Button = {
    kind: 'action',
    label: t(on ? 'button-unwatch' : 'button-watch'),
    action: encodeAction({ kind: on ? 'unwatch' : 'watch', view, facet: back ?? FIRST_PAGE, offerId }),
  };
  const action = encodeChatAction({ name: 'watches', value: '1' });
  return count > 0 ? [change, { kind: 'action', label: t('button-watches'), action }] : [change];
};

const actionsOf = (detail: OfferDetail, context: DetailsContext, t: Translate): Button[][] => {
  const { view, back, hasAlbum } = context;
  const open: Button = { kind: 'link', label: t('button-open'), url: detail.url };
  const mobile: Button = { kind: 'link', label: t('button-open-mobile'), url: mobileOfferUrl(detail.id) };
  const facet = back ?? FIRST_PAGE;
  const more: Button = {
    kind: 'action',
    label: t('button-more'),
    action: encodeAction({ kind: 'more', view, facet, offerId: detail.id }),
  };
  const pictures: Button = {
    kind: 'action',
    label: t('button-pictures'),
    action: encodeAction({ kind: 'pictures', view, facet, offerId: detail.id }),
  };
  const looks = [
    ...(hasAlbum && albumOf(detail).length > 1 ? [pictures] : []),
    ...(detail.imageUrl === null ? [] : [more]),
  ];
  const { quantity, ...one } = facet;
  const asked = { ...one, ...(context.quantity && { quantity: context.quantity }) };
  const quantities = quantityButtons(
    asked,
    (changed) => encodeAction({ kind: 'details', view, facet: changed, offerId: detail.id }),
    t,
  );
  const desk = [shortlistButtons(detail, context, t), watchButtons(detail, context, t)];
  const further = [looks, quantities, ...desk].filter((row) => row.length > 0);
  if (!back) return [[open, mobile], ...further];
  const action = encodeAction({ kind: 'show', view, facet: back });
  return [[{ kind: 'action', label: t('button-back'), action }], [open, mobile], ...further];
};

/** Makes the card of one offer in full. Sections without a line are left out; the most useful ones stand first. */
export const detailsCard = (detail: OfferDetail, context: DetailsContext): DetailsCard => {
  const { language, view, rate, quantity, landing, score } = context;
  const t = translator(language);
  const reader = { language, rate };
  const { quantity: _, ...facet } = context.back ?? FIRST_PAGE;
  const place = { view, facet: { ...facet, ...(quantity && { quantity }) }, number: 1 };
  const row = { ...detail, ...lotsOf(detail) };
  const listed = offerCard(row, place, reader);
  const card = { ...listed, ladder: fullLadder(detail, listed, reader) };
  const sections = [
    ...(context.watch?.says ? [{ title: t('watch-title'), lines: [context.watch.says] }] : []),
    ...(quantity ? [{ title: t('details-quantity', { quantity }), lines: card.quote ?? [] }] : []),
    ...(quantity && landing
      ? [{ title: t('landed-heading'), lines: landedLines(detail, quantity, { ...reader, landing }) }]
      : []),
    {
      title: t('details-prices'),
      lines: [
        ...priceLines(detail, card, reader),
        ...rateFacts([card], reader),
        ...tradeLines(detail, card, reader),
      ],
    },
    // In one line: the supplier is not to be pushed out of a caption.
    ...(score
      ? [
          {
            title: pointsHeading(score.score, t),
            lines: [pointsLines(score.score, score.weights, t).join(' · ')],
          },
        ]
      : []),
    { title: t('details-supplier'), lines: supplierLines(detail, language) },
    { title: t('details-shipping'), lines: shippingLines(detail.shipping, language) },
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
