/** How many pieces somebody writes of: `for 300`, `x300`, `300 pcs` and their like in our languages. Pure; used by `words`. */
import { MOST_QUANTITY } from '../domain/pricing.ts';

/** A text without the words of its quantity. `isBad`: a quantity was named that is none, such as 0, 2.5, a thousand million, or a word. */
export type QuantityRead = {
  readonly rest: string;
  readonly quantity: number | null;
  readonly isBad: boolean;
};

/** A number as people write it, with spaces, points or commas between thousands, and whatever shows that it is no count. */
const NUMBER = "([-−–]?\\d{1,3}(?:[.,' \\u00a0\\u202f]\\d{3})+|[-−–]?\\d+(?:[.,]\\d+)?(?:e\\+?\\d{1,3})?)";

const LATIN_PIECES =
  '(?:pcs?\\.?|pieces?|units?|шт(?:ук[аи]?)?\\.?|единиц[аы]?|u(?:ni)?ds?\\.?|unidad(?:es)?|piezas?|pzs?\\.?|cái|chiếc)(?![\\p{L}\\d])(?!\\s*(?:/|per|set|pack|kit|box|набор|juego))';
/** A Chinese measure word stands before the thing without a space; before these it is another word, or tells the size of a pack. */
const CHINESE_PIECES = '(?:件|个|個|只|套)(?!装|裝|套|入|月|性|位|色|年|组|組|一|以|起|/)';
const PIECES = `(?:${LATIN_PIECES}|${CHINESE_PIECES})`;

/** Behind these a number can only be a quantity. */
const NAMED = '(?:qty|quantity|q-ty|количеств[оа]|кол-во|cantidad|số\\s*lượng|数量|数目)\\s*[:：=]?';
/** Behind these it is one where it ends the text or a part of it: `for 300`, and not `for 300 ml`. */
const FOR = '(?:for|на|для|para|cho|要|买|订)';
const END = '(?=\\s*(?:$|[,;，；。、\\n]|\\.(?!\\d)))';

/** No part of a longer word or number, and no content of a pack. */
const BEGIN = '(?<![\\p{L}\\d.,/-])(?<!(?:set|pack|lot|box|bag|of)\\s)';
/** Chinese words stand together, so only numbers must not go on. */
const BEGIN_LOOSE = '(?<![\\d.,])';

const PATTERNS: readonly RegExp[] = [
  `${BEGIN}${NAMED}\\s*${NUMBER}(?:\\s*${PIECES})?`,
  `${BEGIN}${FOR}\\s+${NUMBER}\\s*${PIECES}`,
  `${BEGIN}${FOR}\\s+${NUMBER}${END}`,
  `${BEGIN_LOOSE}(?:要|买|订)\\s*${NUMBER}\\s*${CHINESE_PIECES}`,
  `${BEGIN}[x×х]\\s?${NUMBER}(?=\\s|$|[,;])`,
  `${BEGIN}${NUMBER}\\s*${PIECES}`,
  `(?<![\\w.,/-])${NUMBER}\\s*${CHINESE_PIECES}`,
].map((pattern) => new RegExp(pattern, 'giu'));

/** `for three hundred pieces`: a quantity that nobody reads. */
const IN_WORDS = new RegExp(`${BEGIN}${FOR}\\s+\\p{L}[\\p{L}\\s]{0,30}?\\s(?:${LATIN_PIECES})\\s*$`, 'iu');

/** The count, or null for a number that is none. */
const countOf = (text: string): number | null => {
  const plain = /^\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+$/.test(text) ? text.replace(/\D/g, '') : text;
  const count = Number(plain.replace(',', '.'));
  return Number.isInteger(count) && count >= 1 && count <= MOST_QUANTITY ? count : null;
};

/** Reads the first quantity of a text, and takes it out. */
export const readQuantity = (text: string): QuantityRead => {
  for (const pattern of PATTERNS) {
    pattern.lastIndex = 0;
    const found = pattern.exec(text);
    if (!found) continue;
    const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
    const quantity = countOf(found[1] ?? '');
    return { rest, quantity, isBad: quantity === null };
  }
  if (IN_WORDS.test(text)) return { rest: text.replace(IN_WORDS, ' '), quantity: null, isBad: true };
  return { rest: text, quantity: null, isBad: false };
};
