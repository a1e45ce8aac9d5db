/** The limits of a list: the buttons that set and lift them, and the facts that tell which are in force. */
import { encodeAction } from '../domain/action.ts';
import type { Button } from '../domain/card.ts';
import { type Facet, facetOf, MOST_FEN, MOST_PIECES } from '../domain/facet.ts';
import { cny, moneyText } from '../domain/money.ts';
import type { Offer } from '../domain/offer.ts';
import type { Question } from '../domain/query.ts';
import type { SearchResult } from '../domain/result.ts';
import type { Translate } from '../i18n/translate.ts';

/** A round number says "about so much", which is what such a button means. */
const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** The highest round number that is at most this one; 0 for less than 1. */
export const roundedDown = (value: number): number => {
  if (value < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const steps = ROUND.map((step) => Math.round(step * power)).filter((step) => step <= value);
  return steps.at(-1) ?? power;
};

/** The upper one of the two in the middle, so that at least half of the values lie within it. */
const middle = (values: readonly number[]): number | null =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;

/** A limit that leaves some of these values out and keeps at least one; null where there is none. */
const tighter = (values: readonly number[], most: number): number | null => {
  const half = middle(values);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  if (half === null || lowest === highest) return null;
  const below = half < highest ? half : Math.max(...values.filter((value) => value < highest));
  const round = roundedDown(below);
  const limit = round >= lowest ? round : lowest;
  return limit < highest && limit <= most ? limit : null;
};

/** What one piece of an offer costs in its smallest order, in fen. */
const fenOf = ({ tiers, price }: Offer): number[] => {
  const fen = tiers[0]?.price.fen ?? price?.fen;
  return fen === undefined ? [] : [fen];
};

type Show = (label: string, change: Partial<Facet>) => Button;

const priceButton = (result: SearchResult, show: Show, t: Translate): Button[] => {
  const limit = tighter(result.offers.flatMap(fenOf), MOST_FEN);
  if (limit === null) return [];
  return [show(t('button-cheaper', { price: moneyText(cny(limit)) }), { maxPriceFen: limit })];
};

const moqButton = (result: SearchResult, show: Show, t: Translate): Button[] => {
  const limit = tighter(
    result.offers.flatMap(({ moq }) => moq ?? []),
    MOST_PIECES,
  );
  return limit === null
    ? []
    : [show(t('button-lower-moq', { quantity: String(limit) }), { moqAtMost: limit })];
};

/** Buttons that set a tighter limit, or lift one that is in force. Each leads to the first page. */
export const limitButtons = (result: SearchResult, view: string, t: Translate): Button[] => {
  const { maxPriceFen, moqAtMost, ...rest } = { ...facetOf(result.question), page: 1 };
  const action = (facet: Facet): string => encodeAction({ kind: 'show', view, facet });
  const set = { ...(maxPriceFen && { maxPriceFen }), ...(moqAtMost && { moqAtMost }) };
  const show: Show = (label, change) => ({
    kind: 'action',
    label,
    action: action({ ...rest, ...set, ...change }),
  });
  const without = (label: string, kept: Partial<Facet>): Button => ({
    kind: 'action',
    label,
    action: action({ ...rest, ...kept }),
  });
  return [
    ...priceButton(result, show, t),
    ...(maxPriceFen ? [without(t('button-any-price'), moqAtMost ? { moqAtMost } : {})] : []),
    ...moqButton(result, show, t),
    ...(moqAtMost ? [without(t('button-any-moq'), maxPriceFen ? { maxPriceFen } : {})] : []),
  ];
};

/** The limits in force as short phrases. */
export const limitFacts = ({ minPrice, maxPrice, filters }: Question, t: Translate): string[] => {
  const facts = [
    minPrice && maxPrice
      ? t('fact-price-between', { lowest: moneyText(minPrice), highest: moneyText(maxPrice) })
      : null,
    minPrice && !maxPrice ? t('fact-price-from', { price: moneyText(minPrice) }) : null,
    maxPrice && !minPrice ? t('fact-price-to', { price: moneyText(maxPrice) }) : null,
    filters.moqAtMost ? t('fact-moq-to', { quantity: String(filters.moqAtMost) }) : null,
  ];
  return facts.filter((fact) => fact !== null);
};
