/** What changed since a question was answered last, as sentences under the answer. */
import { moneyText } from '../domain/money.ts';
import type { Language } from '../domain/query.ts';
import type { Since } from '../domain/since.ts';
import { dayText } from '../i18n/languages.ts';
import { translator } from '../i18n/translate.ts';

/** Prices that are told one by one: more are seen on the cards. */
const PRICES_SHOWN = 4;

/**
 * The sentences: what is new on the page, how many are gone from it, and what costs something else. Where nothing changed that is said
 * only to those who asked for it (`isAsked`).
 */
export const sinceNotes = (
  since: Since | null,
  { language, isAsked }: { readonly language: Language; readonly isAsked: boolean },
): readonly string[] => {
  if (!since) return [];
  const t = translator(language);
  const day = dayText(new Date(since.atMs).toISOString().slice(0, 10), language);
  const { fresh, gone, prices } = since;
  const told = prices
    .slice(0, PRICES_SHOWN)
    .map(({ place, from, to }) => `${place}. ${moneyText(from)} → ${moneyText(to)}`);
  const changes = prices.length > told.length ? [...told, '…'] : told;
  const notes = [
    ...(prices.length > 0 ? [t('since-price', { day, changes: changes.join(' · ') })] : []),
    ...(fresh.length > 0 ? [t('since-new', { day, numbers: fresh.join(', ') })] : []),
    ...(gone > 0 ? [t('since-gone', { day, count: gone })] : []),
  ];
  return notes.length > 0 || !isAsked ? notes : [t('since-same', { day })];
};
