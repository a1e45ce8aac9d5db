/** What was searched in a chat lately as a card: a line for each search, and a button that has it searched again. */
import { encodeAction } from '../domain/action.ts';
import type { Button, NoticeCard } from '../domain/card.ts';
import type { Facet } from '../domain/facet.ts';
import type { SearchSubject } from '../domain/ports.ts';
import type { Language } from '../domain/query.ts';
import { dayText } from '../i18n/languages.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { inRows } from './button-rows.ts';
import { textNotice } from './notice-card.ts';

/**
 * One search: the view and the facet to ask again with, and what it was about. `words` are those of a search by words, `best` the title of
 * the first offer (a seller's words, untrusted).
 */
export type PastSearch = {
  readonly view: string;
  readonly facet: Facet;
  readonly subject: SearchSubject['kind'];
  readonly photos: number;
  readonly words: string | null;
  readonly best: string | null;
  readonly atMs: number;
};

/** Searches that are shown: their lines fit onto a phone's screen. */
export const SEARCHES_SHOWN = 10;

const NUMBERS_IN_A_ROW = 5;
const TEXT_SHOWN = 60;

const short = (text: string): string => {
  const signs = [...text.replace(/\s+/g, ' ').trim()];
  return signs.length > TEXT_SHOWN ? `${signs.slice(0, TEXT_SHOWN).join('').trimEnd()}…` : signs.join('');
};

const aboutText = ({ subject, photos, words }: PastSearch, t: Translate): string => {
  if (subject === 'offer-picture') return t('history-picture');
  return words === null ? t('history-photos', { count: Math.max(1, photos) }) : short(words);
};

/** The searches, newest first. Pressing a number asks the marketplace anew, so that the answer can say what changed. */
export const historyCard = (searches: readonly PastSearch[], language: Language): NoticeCard => {
  const t = translator(language);
  if (searches.length === 0) return textNotice('history-none', language);
  const shown = searches.slice(0, SEARCHES_SHOWN);
  const lines = shown.map((search, index) =>
    t('history-line', {
      number: String(index + 1),
      day: dayText(new Date(search.atMs).toISOString().slice(0, 10), language),
      what: [aboutText(search, t), ...(search.best ? [short(search.best)] : [])].join(': '),
    }),
  );
  const buttons = shown.map(
    ({ view, facet }, index): Button => ({
      kind: 'action',
      label: String(index + 1),
      action: encodeAction({ kind: 'refresh', view, facet: { ...facet, page: 1 } }),
    }),
  );
  return {
    language,
    tone: 'info',
    text: [t('history-heading'), '', ...lines, '', t('history-again')].join('\n'),
    actions: inRows(buttons, NUMBERS_IN_A_ROW),
  };
};
