/** A page of matches as a card: heading, facts, offers, and the buttons that turn pages and change the question. */
import { encodeAction, type Facet } from '../domain/action.ts';
import type { Button, ResultCard } from '../domain/card.ts';
import type { SortOrder } from '../domain/query.ts';
import type { SearchResult } from '../domain/result.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { countText, offerCard } from './offer-card.ts';

/** What a result card needs beside the result: the view its buttons belong to, and the time. */
export type ResultContext = { readonly view: string; readonly nowMs: number };

/** The facet that a result answers. */
export const facetOf = ({ question: { page, mode, sort } }: SearchResult): Facet => ({ page, mode, sort });

/** The orders that have a button: dearest first is for those who type. */
const BUTTON_SORTS: readonly SortOrder[] = ['relevance', 'price', 'sales'];

/** Pages in all, or null when the backend does not count. */
const pageCount = ({ total, question }: SearchResult): number | null =>
  total === null ? null : Math.max(1, Math.ceil(total / question.pageSize));

/** Where nobody counts, a page is the last one when it is short by itself: rows that were left out here make no end. */
const hasNext = (result: SearchResult): boolean => {
  const { offers, question, notes } = result;
  const pages = pageCount(result);
  if (pages !== null) return question.page < pages;
  return offers.length === question.pageSize || notes.includes('filtered-here');
};

const pageFact = (result: SearchResult, t: Translate): string => {
  const page = String(result.question.page);
  const pages = pageCount(result);
  return pages === null ? t('result-page', { page }) : t('result-page-of', { page, pages: String(pages) });
};

const factsOf = (result: SearchResult, { nowMs }: ResultContext, t: Translate): string[] => {
  const { total, question } = result;
  const facts = [
    total === null ? null : t('result-total', { total: countText(total, question.language) }),
    pageFact(result, t),
    t('fact-backend', { backend: t(`backend-${result.backend}`) }),
    result.fromMemory
      ? t('fact-from-memory', { minutes: Math.floor(Math.max(0, nowMs - result.askedAtMs) / 60_000) })
      : null,
  ];
  return facts.filter((fact) => fact !== null);
};

/** Page turning, mode, sort and refresh: each button says its whole facet. */
const actionsOf = (result: SearchResult, view: string, t: Translate): Button[][] => {
  const facet = facetOf(result);
  const show = (key: string, change: Partial<Facet>): Button => ({
    kind: 'action',
    label: t(key),
    action: encodeAction({ kind: 'show', view, facet: { ...facet, page: 1, ...change } }),
  });
  const turning = [
    ...(facet.page > 1 ? [show('button-previous', { page: facet.page - 1 })] : []),
    ...(hasNext(result) ? [show('button-next', { page: facet.page + 1 })] : []),
  ];
  const mode =
    facet.mode === 'same'
      ? show('button-similar', { mode: 'similar' })
      : show('button-same', { mode: 'same' });
  const refresh: Button = {
    kind: 'action',
    label: t('button-refresh'),
    action: encodeAction({ kind: 'refresh', view, facet }),
  };
  const sorts = BUTTON_SORTS.filter((sort) => sort !== facet.sort).map((sort) =>
    show(`button-sort-${sort}`, { sort }),
  );
  const open: Button[] = result.link ? [{ kind: 'link', label: t('button-open'), url: result.link }] : [];
  const choices = result.about === 'photo' ? [mode, refresh, ...open] : [refresh, ...open];
  return [turning, choices, sorts].filter((row) => row.length > 0);
};

/** Makes the card of a page that has offers. */
export const resultCard = (result: SearchResult, context: ResultContext): ResultCard => {
  const { language, mode, page, pageSize } = result.question;
  const t = translator(language);
  const count = result.offers.length;
  const facet = facetOf(result);
  const first = (page - 1) * pageSize + 1;
  return {
    language,
    heading: t(mode === 'same' ? 'result-heading' : 'result-heading-similar', { count }),
    facts: factsOf(result, context, t),
    notes: result.notes.map((note) => t(`note-${note}`)),
    offers: result.offers.map((offer, index) =>
      offerCard(offer, { view: context.view, facet, number: first + index }, language),
    ),
    actions: actionsOf(result, context.view, t),
    alt: t('result-sheet-alt', { count }),
  };
};
