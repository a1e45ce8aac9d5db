/** What people write beside a photo: the words to search for, and the limits among them. Pure; used by `handle`. */
import { cny, type Money, parseMoney } from '../domain/money.ts';
import { type Question, SEARCH_MODES, type SearchMode } from '../domain/query.ts';
import { readQuantity } from './quantity-words.ts';

/**
 * A caption or a text as it was understood. What is null was not said. Prices are unit prices, `moqAtMost` and `quantity` pieces;
 * `badQuantity` says that a quantity was named that is none.
 */
export type Words = {
  readonly keyword: string | null;
  readonly mode: SearchMode | null;
  readonly minPrice: Money | null;
  readonly maxPrice: Money | null;
  readonly moqAtMost: number | null;
  readonly quantity: number | null;
  readonly badQuantity: boolean;
};

/** Nothing was said. */
export const NO_WORDS: Words = {
  keyword: null,
  mode: null,
  minPrice: null,
  maxPrice: null,
  moqAtMost: null,
  quantity: null,
  badQuantity: false,
};

/** Longest keyword: titles on 1688 have at most 60 characters, so more can only narrow to nothing. */
const KEYWORD_MAX = 60;

/** Longest text that is looked through: captions on Telegram have at most 1024 characters, and Slack's texts may be much longer. */
const READ_AT_MOST = 4096;

/** Yuan in the languages that we speak, as people write it behind a number. */
const YUAN = '(?:yuan(?:es)?|rmb|cny|юан(?:ь|я|ей|и|ю)|tệ|元|块钱?|¥|￥)';
const SIGN = '(?:¥|￥|rmb|cny)';
const AMOUNT = '(\\d{1,9}(?:[.,]\\d{1,2})?)';
const COUNT = '(\\d{1,8})';

/** Not a price after all: the number goes on, or counts centimetres, watts or pieces. Yuan are read before this is looked at. */
const NO_OTHER_UNIT =
  '(?![\\d.,]*\\d|\\s*(?:[cmdk]?m|mm|in|inch(?:es)?|ft|k?g|m?l|[kmg]?b|k?w|v|mah|°|"|%|x|×|pcs?|pieces?|см|мм|м|к?г|м?л|вт|в|шт|厘米|毫米|米|克|斤|升|个|件|只|cái|chiếc|piezas?|uds?)(?![\\p{L}]))';

const BELOW = '(?:<=?|≤|＜|《)';
const ABOVE = '(?:>=?|≥|＞|》)';
const BELOW_WORDS =
  '(?:under|below|less\\s+than|at\\s+most|up\\s+to|max\\.?|cheaper\\s+than|до|дешевле|не\\s+дороже|меньше|menos\\s+de|hasta|máx\\.?|dưới|tối\\s+đa|不超过|低于|少于|小于|最多)';
const ABOVE_WORDS =
  '(?:over|above|more\\s+than|at\\s+least|from|min\\.?|от|дороже|больше|más\\s+de|desde|mín\\.?|trên|tối\\s+thiểu|超过|高于|大于|至少)';
const MOQ =
  '(?:moq|min(?:imum)?\\.?\\s+order(?:\\s+quantity)?|起订量?|起批量?|最小起订量?|мин(?:имальн(?:ый|ая))?\\.?\\s+(?:заказ|партия)|pedido\\s+mín(?:imo)?\\.?|đặt\\s+tối\\s+thiểu)';
const AT_MOST = `(?:${BELOW}|${BELOW_WORDS}|[:：=≈~]|为|是)`;

type Limits = Pick<Words, 'minPrice' | 'maxPrice' | 'moqAtMost'>;

/** What one way of writing a limit says; an empty object where the number is none. */
type Rule = { readonly pattern: RegExp; readonly read: (...numbers: string[]) => Partial<Limits> };

const price = (text: string): Money | null => {
  const money = parseMoney(text.replace(',', '.'));
  return money && money.fen > 0 ? money : null;
};

const atMost = (text: string): Partial<Limits> => {
  const maxPrice = price(text);
  return maxPrice ? { maxPrice } : {};
};

const atLeast = (text: string): Partial<Limits> => {
  const minPrice = price(text);
  return minPrice ? { minPrice } : {};
};

/** The lower number first, however it was written. */
const between = (one: string, other: string): Partial<Limits> => {
  const ends = [price(one), price(other)].filter((end) => end !== null).map(({ fen }) => fen);
  return ends.length === 2 ? { minPrice: cny(Math.min(...ends)), maxPrice: cny(Math.max(...ends)) } : {};
};

const pieces = (text: string): Partial<Limits> => (Number(text) > 0 ? { moqAtMost: Number(text) } : {});

const rule = (pattern: string, read: Rule['read']): Rule => ({
  pattern: new RegExp(`(?<![\\p{L}\\d.,])${pattern}`, 'giu'),
  read,
});

/** In the order in which they are looked for: a number that was understood is taken out of the text. */
const RULES: readonly Rule[] = [
  rule(`${MOQ}\\s*${AT_MOST}?\\s*${COUNT}(?:\\s*(?:pcs?|pieces?|шт\\.?|个|件|只|以下|以内))*`, pieces),
  rule(`${COUNT}\\s*(?:个|件|只)?\\s*(?:以下|以内)?(?:起订|起批)(?![\\p{L}])`, pieces),
  rule(`${SIGN}?\\s*${AMOUNT}\\s*(?:-|–|—|~|to|до|a|đến|到|至)\\s*${AMOUNT}\\s*${YUAN}`, between),
  rule(`${SIGN}\\s*${AMOUNT}\\s*(?:-|–|—|~|to|到|至)\\s*${SIGN}?\\s*${AMOUNT}`, between),
  rule(`${AMOUNT}\\s*${YUAN}\\s*(?:以下|以内|之内)`, atMost),
  rule(`${AMOUNT}\\s*${YUAN}\\s*(?:以上)`, atLeast),
  rule(`(?:${BELOW}|${BELOW_WORDS})\\s*(?:${SIGN}\\s*${AMOUNT}|${AMOUNT}\\s*${YUAN})`, (a, b) =>
    atMost(a ?? b ?? ''),
  ),
  rule(`(?:${ABOVE}|${ABOVE_WORDS})\\s*(?:${SIGN}\\s*${AMOUNT}|${AMOUNT}\\s*${YUAN})`, (a, b) =>
    atLeast(a ?? b ?? ''),
  ),
  rule(`${BELOW}\\s*${AMOUNT}${NO_OTHER_UNIT}`, atMost),
  rule(`${ABOVE}\\s*${AMOUNT}${NO_OTHER_UNIT}`, atLeast),
];

/** The words for the modes, each alone between spaces or punctuation. */
const MODE_WORDS: Readonly<Record<SearchMode, readonly string[]>> = {
  same: [
    'same',
    'exact',
    '同款',
    '一样的?',
    'тот\\s+же',
    'такой\\s+же',
    'igual',
    'mismo',
    'giống\\s+hệt',
    'cùng\\s+loại',
  ],
  similar: [
    'similar',
    '相似',
    '类似',
    '近似',
    'похож(?:ий|ее|ие|ая)',
    'parecid[oa]s?',
    'similares',
    'tương\\s+tự',
  ],
};

const modePattern = (mode: SearchMode): RegExp =>
  new RegExp(`(?<![\\p{L}\\d])(?:${MODE_WORDS[mode].join('|')})(?![\\p{L}\\d])`, 'giu');

const MODE_PATTERNS = SEARCH_MODES.map((mode) => ({ mode, pattern: modePattern(mode) }));

/** A text that grows shorter as parts of it are understood. */
type Reading = { readonly rest: string; readonly limits: Partial<Limits> };

const readRule = ({ rest, limits }: Reading, { pattern, read }: Rule): Reading => {
  let found: Partial<Limits> = {};
  const left = rest.replace(pattern, (whole: string, ...groups: unknown[]) => {
    const numbers = groups.slice(
      0,
      groups.findIndex((group) => typeof group === 'number'),
    ) as string[];
    const said = read(...numbers);
    if (Object.keys(said).length === 0) return whole;
    found = { ...said, ...found };
    return ' ';
  });
  return { rest: left, limits: { ...found, ...limits } };
};

/** Whoever writes both modes compares something, and means neither. */
const readMode = (text: string): { rest: string; mode: SearchMode | null } => {
  const said = MODE_PATTERNS.filter(({ pattern }) => text.search(pattern) !== -1);
  const [only] = said;
  if (!only || said.length > 1) return { rest: text, mode: null };
  return { rest: text.replace(only.pattern, ' '), mode: only.mode };
};

/** The words to search for: without mentions and commands; null when nothing is left. */
const keywordIn = (text: string): string | null => {
  const words = text
    .replace(/(?:^|\s)[@/][\w@]+|<[^<>]*>/g, ' ')
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(/^[\p{P}\s]+/u, '')
    .replace(/[\s,;，；、]+$/u, '')
    .trim();
  return /[\p{L}\p{N}]/u.test(words) ? [...words].slice(0, KEYWORD_MAX).join('') : null;
};

/**
 * Reads what was written without its links: `similar`, `<20 yuan`, `5-20元`, `moq<50` and their like in our languages are limits,
 * `for 300` and its like is how many pieces prices are told for, the rest is the keyword. A price needs its currency, or a sign such as `<` before it and no other unit behind it.
 */
export const readWords = (text: string): Words => {
  const start: Reading = { rest: text.slice(0, READ_AT_MOST), limits: {} };
  const { rest, limits } = RULES.reduce(readRule, start);
  const { rest: others, mode } = readMode(rest);
  // After all others: `moq 300 pcs` is a limit, and what stands behind `for 300` decides whether it is a quantity.
  const { rest: words, quantity, isBad: badQuantity } = readQuantity(others);
  return { ...NO_WORDS, ...limits, quantity, badQuantity, keyword: keywordIn(words), mode };
};

/** The question with what was said in place of its own. */
export const withWords = (question: Question, words: Words): Question => ({
  ...question,
  keyword: words.keyword,
  mode: words.mode ?? question.mode,
  minPrice: words.minPrice,
  maxPrice: words.maxPrice,
  filters: { ...question.filters, moqAtMost: words.moqAtMost },
  ...(words.quantity && { quantity: words.quantity }),
});
