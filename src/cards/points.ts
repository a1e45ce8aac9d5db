/** A score in words: how much it is, what it is made of, and what it had to do without. */
import type { SearchResult } from '../domain/result.ts';
import {
  cheapestOf,
  DEFAULT_WEIGHTS,
  peersOf,
  SCORE_PARTS,
  type Score,
  type ScoreWeights,
  scoreOf,
} from '../domain/score.ts';
import type { Translate } from '../i18n/translate.ts';

/** `"Score: 82 of 100"`. */
export const pointsHeading = ({ points }: Score, t: Translate): string =>
  points === null ? t('points-none') : t('points-heading', { points: String(Math.round(points)) });

/** One decimal where it is no whole number, so that the parts add up to what is told. */
const tenths = (value: number): string => String(Math.round(value * 10) / 10);

/** Each part with what it gave of what it could give, then the parts that nobody tells, whose weight the others share. */
export const pointsLines = ({ parts, missing }: Score, weights: ScoreWeights, t: Translate): string[] => {
  const told = SCORE_PARTS.filter((part) => parts[part] !== null && weights[part] > 0);
  const whole = told.reduce((sum, part) => sum + weights[part], 0);
  const lines = told.map((part) => {
    const most = (100 * weights[part]) / whole;
    return t('points-part', {
      part: t(`points-${part}`),
      points: tenths((parts[part] ?? 0) * most),
      most: tenths(most),
    });
  });
  return [...lines, ...missingLines(missing, t)];
};

const missingLines = (missing: Score['missing'], t: Translate): string[] =>
  missing.length === 0
    ? []
    : [t('points-missing', { parts: missing.map((part) => t(`points-${part}`)).join(', ') })];

/** The score of each offer of a list that is sorted by it; nothing for other lists. */
export const pointsShown = ({ question, offers }: SearchResult, t: Translate): (string | null)[] => {
  const { sort, quantity, weights = DEFAULT_WEIGHTS } = question;
  if (sort !== 'score') return [];
  return offers.map((offer) => {
    const cheapest = cheapestOf(peersOf(offer, offers, question.mode), quantity);
    const { points } = scoreOf(offer, { quantity, weights, cheapest });
    return points === null ? null : t('points-short', { points: String(Math.round(points)) });
  });
};
