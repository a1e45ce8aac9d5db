/** A team's own figures, rates of freight, duty and fee and the weights of the score: read from what is stored, and from what somebody types. */
import { type AreaCodes, NO_RATES, type TeamRates } from './landed.ts';
import { DEFAULT_WEIGHTS, SCORE_PARTS, type ScoreWeights } from './score.ts';

/** What can be typed: `rates kg=8 duty=5`, `weights price=50`. */
export const FIGURES = ['rates', 'weights'] as const;
/** One of `FIGURES`. */
export type Figures = (typeof FIGURES)[number];

/** What was typed as figures: which, and the words behind. */
export type Entry = { readonly figures: Figures; readonly text: string };

/** What was understood, or the word that was not. */
export type Understood<T> = { readonly value: T } | { readonly word: string };

const ENTRY = /^\/?(?:settings\s+)?(rates|weights)(?:\s*:)?(?:\s+|$)(.*)$/is;

/** Figures in a text; null for any other, such as words to search for that begin in the same way. */
export const entryIn = (text: string): Entry | null => {
  const [, figures = '', rest = ''] = ENTRY.exec(text.trim()) ?? [];
  const known = FIGURES.find((name) => name === figures.toLowerCase());
  return known && (rest.includes('=') || /^\s*off\s*$/i.test(rest)) ? { figures: known, text: rest } : null;
};

/** Freight above this many fen a kilogram or cubic metre, and per cent above 1000, are slips of the pen. */
const MOST = { kgFen: 10_000_00, m3Fen: 10_000_000_00, dutyBp: 1000_00, feeBp: 1000_00 } as const;

type Amount = keyof typeof MOST;

const wholeUpTo = (value: unknown, most: number): number | null =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= most ? Number(value) : null;

const CODE = /^\d{1,12}$/;

const areaIn = (stored: unknown): AreaCodes | null => {
  const { provinceCode, cityCode, districtCode } = (stored ?? {}) as Record<string, unknown>;
  const codes = [provinceCode, cityCode, districtCode];
  if (!codes.every((code) => typeof code === 'string' && CODE.test(code))) return null;
  return { provinceCode, cityCode, districtCode } as AreaCodes;
};

/** Reads stored rates, whatever they are; never throws. */
export const readRates = (stored: unknown): TeamRates => {
  const fields = (stored ?? {}) as Record<string, unknown>;
  const amount = (name: Amount): number | null => wholeUpTo(fields[name], MOST[name]);
  return {
    kgFen: amount('kgFen'),
    m3Fen: amount('m3Fen'),
    dutyBp: amount('dutyBp'),
    feeBp: amount('feeBp'),
    to: areaIn(fields.to),
  };
};

/** Reads stored weights, whatever they are; never throws. Those that would count nothing are the usual ones. */
export const readWeights = (stored: unknown): ScoreWeights => {
  const fields = (stored ?? {}) as Record<string, unknown>;
  const read = SCORE_PARTS.map((part) => [part, wholeUpTo(fields[part], 100) ?? DEFAULT_WEIGHTS[part]]);
  const weights = Object.fromEntries(read) as ScoreWeights;
  return SCORE_PARTS.some((part) => weights[part] > 0) ? weights : DEFAULT_WEIGHTS;
};

/** A plain decimal with at most two places, in hundredths, exactly; null for anything else. */
const hundredths = (text: string): number | null => {
  const [, whole = '', places = ''] = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
  return whole === '' ? null : Number(whole) * 100 + Number(places.padEnd(2, '0'));
};

const NAMES: Readonly<Record<string, Amount>> = {
  kg: 'kgFen',
  m3: 'm3Fen',
  'm³': 'm3Fen',
  cbm: 'm3Fen',
  duty: 'dutyBp',
  fee: 'feeBp',
};

const SIGNS = /[%¥￥]|yuan|rmb|cny|元/gi;

/** Pairs such as `kg=8`, with spaces around the sign allowed, and commas or semicolons between them. */
const pairsIn = (text: string): string[] =>
  text
    .replace(/\s*[=＝]\s*/g, '=')
    .split(/[\s;；]+|,(?=\s*[^\s=\d][^\s=]*=)/)
    .filter((word) => word !== '');

const SHOWN_OF_A_WORD = 30;

const notUnderstood = (word: string) => ({ word: [...word].slice(0, SHOWN_OF_A_WORD).join('') });

const rateIn = (pair: string): Partial<TeamRates> | null => {
  const [name = '', value = '', ...more] = pair.toLowerCase().split('=');
  if (more.length > 0) return null;
  const isOff = value === 'off';
  if (name === 'to') {
    const [provinceCode, cityCode, districtCode, ...others] = value.split(/[,/-]/);
    const to = isOff ? null : areaIn({ provinceCode, cityCode, districtCode });
    return (isOff || to) && others.length === 0 ? { to } : null;
  }
  const amount = NAMES[name];
  if (amount === undefined) return null;
  const figure = isOff ? null : hundredths(value.replace(SIGNS, ''));
  return isOff || (figure !== null && figure <= MOST[amount]) ? { [amount]: figure } : null;
};

/** The rates after what was typed: `kg=8 m3=1200 duty=5 fee=3 to=330000,330700,330782`; `off` takes all away. */
export const withTypedRates = (rates: TeamRates, text: string): Understood<TeamRates> => {
  if (/^\s*off\s*$/i.test(text)) return { value: NO_RATES };
  const pairs = pairsIn(text);
  if (pairs.length === 0) return notUnderstood(text.trim());
  let value = rates;
  for (const pair of pairs) {
    const said = rateIn(pair);
    if (said === null) return notUnderstood(pair);
    value = { ...value, ...said };
  }
  return { value };
};

/** The weights after what was typed: `price=50 match=20`; `off` is the usual ones. */
export const withTypedWeights = (weights: ScoreWeights, text: string): Understood<ScoreWeights> => {
  if (/^\s*off\s*$/i.test(text)) return { value: DEFAULT_WEIGHTS };
  const pairs = pairsIn(text);
  if (pairs.length === 0) return notUnderstood(text.trim());
  let value = weights;
  for (const pair of pairs) {
    const [name = '', figure = ''] = pair.toLowerCase().split('=');
    const part = SCORE_PARTS.find((known) => known === name);
    const weight = /^\d{1,3}$/.test(figure) ? wholeUpTo(Number(figure), 100) : null;
    if (!part || weight === null) return notUnderstood(pair);
    value = { ...value, [part]: weight };
  }
  return SCORE_PARTS.some((part) => value[part] > 0) ? { value } : notUnderstood(text.trim());
};

/** Ready-made weights, by the name of their choice. */
export const WEIGHT_CHOICES: Readonly<Record<'balanced' | 'cheap' | 'trust' | 'alike', ScoreWeights>> = {
  balanced: DEFAULT_WEIGHTS,
  cheap: { price: 60, match: 15, repurchase: 5, years: 5, scores: 5, badges: 5, sold: 5 },
  trust: { price: 15, match: 10, repurchase: 20, years: 15, scores: 20, badges: 10, sold: 10 },
  alike: { price: 15, match: 50, repurchase: 10, years: 5, scores: 10, badges: 5, sold: 5 },
};

/** The name of ready-made weights; null for figures of one's own. */
export const weightChoice = (weights: ScoreWeights): string | null =>
  Object.entries(WEIGHT_CHOICES).find(([, choice]) =>
    SCORE_PARTS.every((part) => choice[part] === weights[part]),
  )?.[0] ?? null;
