/** Offers side by side, in words: a row for each thing that buyers ask, the best of each marked, and what is the same for all told apart. */

import { moneyText } from '../domain/money.ts';
import type { Offer, OfferDetail } from '../domain/offer.ts';
import { quote } from '../domain/pricing.ts';
import type { Language, SearchMode } from '../domain/query.ts';
import type { Rate } from '../domain/rates.ts';
import { cheapestOf, peersOf, type Score, type ScoreWeights, scoreOf } from '../domain/score.ts';
import { countText, scoreText } from '../i18n/languages.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { approximateRange } from './beside-yuan.ts';
import { pointsLines } from './points.ts';
import { rangeText } from './quote-lines.ts';

/** An offer of the table: its number in the list, the row as it was shown there, and its own page where that could be had. */
export type Compared = {
  readonly number: number;
  readonly offer: Offer;
  readonly detail: OfferDetail | null;
};

/** What a comparison is made for. `quantity` absent: prices of the smallest order. */
export type CompareContext = {
  readonly language: Language;
  readonly quantity?: number | undefined;
  readonly weights: ScoreWeights;
  /** What the list looks for, which decides what an offer's price is compared with; `same` where nothing is said. */
  readonly mode?: SearchMode | undefined;
  readonly rate?: Rate | null | undefined;
};

/** One cell. `lines` are its words, none where nothing is told; `small` is what they are made of, for where there is room. */
export type ComparedCell = {
  readonly lines: readonly string[];
  readonly small: readonly string[];
  readonly isBest: boolean;
};

/** One row. `isSame`: every offer says the same, so that the row decides nothing. */
export type ComparedRow = {
  readonly label: string;
  readonly cells: readonly ComparedCell[];
  readonly isSame: boolean;
};

/** The table: the columns' numbers, and the rows in which anything is told. */
export type Comparison = { readonly numbers: readonly number[]; readonly rows: readonly ComparedRow[] };

/** What a cell says, and how good that is: more is better, null is not comparable. */
type Said = {
  readonly lines: readonly string[];
  readonly small?: readonly string[];
  readonly worth: number | null;
};

const NOTHING: Said = { lines: [], worth: null };

const said = (text: string | null, worth: number | null): Said =>
  text === null ? NOTHING : { lines: [text], worth };

/** Where only some know a figure, nothing is the best of those that do; where all are equally good, nothing stands out. */
const bestOf = (cells: readonly Said[]): ((cell: Said) => boolean) => {
  const worths = cells.flatMap(({ worth }) => (worth === null ? [] : [worth]));
  const [best, least] = [Math.max(...worths), Math.min(...worths)];
  return ({ worth }) => worths.length > 1 && best > least && worth === best;
};

const rowOf = (label: string, cells: readonly Said[]): ComparedRow[] => {
  if (cells.every(({ lines }) => lines.length === 0)) return [];
  const isBest = bestOf(cells);
  const words = new Set(cells.map(({ lines }) => lines.join('\n')));
  return [
    {
      label,
      cells: cells.map((cell) => ({ lines: cell.lines, small: cell.small ?? [], isBest: isBest(cell) })),
      isSame: words.size === 1,
    },
  ];
};

/** The price in the reader's currency is rough, so it stands small. */
const priceCell = ({ offer }: Compared, { quantity, rate, language }: CompareContext): Said => {
  const { unit } = quote(offer, quantity ?? 1);
  if (!unit) return NOTHING;
  const approx = rate ? approximateRange(unit, rate, language) : null;
  return {
    lines: [rangeText(unit)],
    small: approx ? [approx] : [],
    worth: -(unit.lowest.fen + unit.highest.fen),
  };
};

/** With how many pieces it is, where more have to be ordered than were asked for. */
const totalCell = ({ offer }: Compared, quantity: number): Said => {
  const { total, pieces } = quote(offer, quantity);
  if (!total) return NOTHING;
  const more = pieces === quantity ? [] : [`× ${pieces}`];
  return { lines: [rangeText(total), ...more], worth: -(total.lowest.fen + total.highest.fen) };
};

/** One tier is the price itself. */
const tiersCell = ({ offer: { tiers } }: Compared, t: Translate): Said =>
  tiers.length < 2
    ? NOTHING
    : {
        lines: tiers.map(
          ({ minQuantity, price }) =>
            `${t('offer-ladder-from', { quantity: String(minQuantity) })} ${moneyText(price)}`,
        ),
        worth: null,
      };

const moqCell = ({ offer: { moq, lots } }: Compared, t: Translate): Said => {
  if (moq === null) return NOTHING;
  const batch = lots?.batch ?? 1;
  return said(batch > 1 ? t('compare-batch', { moq: String(moq), batch: String(batch) }) : String(moq), -moq);
};

const percent = (ratio: number): string => `${Math.round(ratio * 100)} %`;

const hoursOf = ({ offer, detail }: Compared): number | null => {
  const { badges } = offer.supplier;
  if (detail?.shipping.withinHours) return detail.shipping.withinHours;
  if (badges.includes('ships-in-24h')) return 24;
  return badges.includes('ships-in-48h') ? 48 : null;
};

const shipsCell = (one: Compared, t: Translate): Said => {
  const hours = hoursOf(one);
  return hours === null ? NOTHING : said(t('compare-hours', { hours: String(hours) }), -hours);
};

/** How fast a parcel leaves has a row of its own. */
const badgesCell = ({ offer }: Compared, t: Translate): Said => {
  const badges = offer.supplier.badges.filter((badge) => !badge.startsWith('ships-in-'));
  return badges.length === 0
    ? NOTHING
    : { lines: badges.map((badge) => t(`badge-${badge}`)), worth: badges.length };
};

/** Pieces of different periods are not compared. */
const soldCells = (all: readonly Compared[], language: Language, t: Translate): Said[] => {
  const periods = new Set(all.flatMap(({ offer }) => offer.sold?.period ?? []));
  return all.map(({ offer: { sold } }) =>
    sold === null
      ? NOTHING
      : said(
          t(`compare-sold-${sold.period}`, { count: countText(sold.count, language) }),
          periods.size === 1 ? sold.count : null,
        ),
  );
};

const scoreCell = (score: Score, weights: ScoreWeights, t: Translate): Said =>
  score.points === null
    ? NOTHING
    : {
        lines: [String(Math.round(score.points))],
        small: pointsLines(score, weights, t),
        worth: score.points,
      };

/** Compares offers, at least two. */
export const comparison = (all: readonly Compared[], context: CompareContext): Comparison => {
  const { language, quantity, weights, mode = 'same' } = context;
  const t = translator(language);
  const offers = all.map(({ offer }) => offer);
  const cheapestFor = (offer: Offer) => cheapestOf(peersOf(offer, offers, mode), quantity);
  const row = (label: string, cell: (one: Compared) => Said): ComparedRow[] => rowOf(label, all.map(cell));
  return {
    numbers: all.map(({ number }) => number),
    rows: [
      ...row(t('compare-price'), (one) => priceCell(one, context)),
      ...(quantity ? row(t('compare-total'), (one) => totalCell(one, quantity)) : []),
      ...row(t('compare-moq'), (one) => moqCell(one, t)),
      ...row(t('compare-tiers'), (one) => tiersCell(one, t)),
      ...row(t('compare-match'), ({ offer: { match } }) =>
        match ? said(percent(match.score), Math.round(match.score * 100)) : NOTHING,
      ),
      ...row(t('compare-repurchase'), ({ offer: { repurchaseRate: rate } }) =>
        rate === null ? NOTHING : said(percent(rate), Math.round(rate * 100)),
      ),
      ...row(t('compare-years'), ({ offer: { supplier } }) =>
        supplier.years === null ? NOTHING : said(String(supplier.years), supplier.years),
      ),
      ...row(t('compare-supplier'), ({ offer: { supplier } }) =>
        supplier.score === null ? NOTHING : said(scoreText(supplier.score, language), supplier.score),
      ),
      ...row(t('compare-ships'), (one) => shipsCell(one, t)),
      ...rowOf(t('compare-sold'), soldCells(all, language, t)),
      ...row(t('compare-badges'), (one) => badgesCell(one, t)),
      ...row(t('compare-score'), ({ offer }) =>
        scoreCell(scoreOf(offer, { quantity, weights, cheapest: cheapestFor(offer) }), weights, t),
      ),
    ],
  };
};
