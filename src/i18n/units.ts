/** Units of sale in the reader's language. 1688 tells them in Chinese or in English, whatever language it was asked for. */
import type { Language } from '../domain/query.ts';
import { translator } from './translate.ts';

/** The usual units, each with the words that 1688 has for it. */
const WORDS = {
  piece: ['件', '个', '只', '支', '枚', 'piece', 'pieces', 'pc', 'pcs'],
  pair: ['双', '对', '副', 'pair', 'pairs'],
  set: ['套', 'set', 'sets'],
  unit: ['台', 'unit', 'units'],
  pot: ['盆', 'pot', 'pots'],
  box: ['盒', '箱', 'box', 'boxes'],
  bag: ['袋', '包', 'bag', 'bags'],
  bottle: ['瓶', 'bottle', 'bottles'],
  roll: ['卷', 'roll', 'rolls'],
  sheet: ['张', 'sheet', 'sheets'],
} as const satisfies Record<string, readonly string[]>;

/** The names of the units that have texts. */
export const UNITS: readonly string[] = Object.keys(WORDS);

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(WORDS).flatMap(([name, words]) => words.map((word) => [word, name])),
);

/**
 * The unit beside a figure: `pairs` for 2 `双`, in Russian `пары`. One that is not known, or that is Chinese for who reads Chinese, stays
 * as the seller writes it.
 */
export const unitText = (unit: string, count: number, language: Language): string => {
  const name = NAMES.get(unit.trim().toLowerCase());
  const isRead = language === 'zh' && /\p{Script=Han}/u.test(unit);
  return name && !isRead ? translator(language)(`unit-${name}`, { count }) : unit;
};
