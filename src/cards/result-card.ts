/** A page of matches as a card: heading, facts, offers, and the buttons that turn pages and change the question. */
import { encodeAction } from '../domain/action.ts';
import type { Button, OfferCard, ResultCard } from '../domain/card.ts';
import { type Facet, facetOf, MOST_WAYS } from '../domain/facet.ts';
import type { SortOrder } from '../domain/query.ts';
import type { Rate } from '../domain/rates.ts';
import type { Earlier, SearchResult } from '../domain/result.ts';
import { countText } from '../i18n/languages.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { albumFact, albumNotes, albumRows } from './album.ts';
import { earlierButton, earlierNote } from './earlier.ts';
import { limitButtons, limitFacts } from './limits.ts';
import { offerCard, rateFacts } from './offer-card.ts';
import { pointsShown } from './points.ts';
import { quantityButtons, showAgain } from './quantity-buttons.ts';

/**
 * What a result card needs beside the result: the view its buttons belong to, the time, and the earlier search whose photo this one
 * seems to be an edited copy of. `share` is a page on which people hand the search on, where there is one. `rate` is that of the chat's
 * currency, where it has one beside yuan.
 */
export type ResultContext = {
  readonly view: string;
  readonly nowMs: number;
  readonly earlier?: Earlier | null;
  readonly share?: string | null;
  readonly rate?: Rate | null | undefined;
};

/** The orders that have a button: dearest first is for those who type. */
const BUTTON_SORTS: readonly SortOrder[] = ['relevance', 'price', 'sales', 'score'];

/** Of buttons with long words. */
const SORTS_IN_A_ROW = 2;

/** Pages in all, or null when the backend does not count. */
const pageCount = ({ total, question }: SearchResult): number | null =>
  total === null ? null : Math.max(1, Math.ceil(total / question.pageSize));

/** Where nobody counts, a page is the last one when it is short by itself: rows that were left out here make no end. */
const hasNext = (result: SearchResult): boolean => {
  const { offers, question, notes } = result;
  const pages = pageCount(result);
  if (pages !== null) return question.page < pages;
  const isShort = notes.includes('filtered-here');
  return offers.length === question.pageSize || isShort;
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
    albumFact(result, t),
    question.subject && !result.album
      ? t('fact-subject', { number: question.subject, count: result.subjects ?? question.subject })
      : null,
    question.quantity ? t('fact-quantity', { quantity: question.quantity }) : null,
    ...limitFacts(question, t),
    t('fact-backend', { backend: t(`backend-${result.backend}`) }),
    result.fromMemory
      ? t(result.copied ? 'fact-same-photo' : 'fact-from-memory', {
          minutes: Math.floor(Math.max(0, nowMs - result.askedAtMs) / 60_000),
        })
      : null,
  ];
  return facts.filter((fact) => fact !== null);
};

/** Buttons in one row: their words stay readable on a phone. */
const SUBJECTS_IN_A_ROW = 3;

/** Where 1688 sees several things in the photo: the whole photo, and each thing by its number; of an album, its photos. What is shown has no button. */
const subjectRows = (result: SearchResult, view: string, t: Translate): Button[][] => {
  if (result.album) return albumRows(result, { view, facet: facetOf(result.question) }, t);
  const { subject: shown = 0, ...facet } = facetOf(result.question);
  const numbers = Array.from({ length: (result.subjects ?? 0) + 1 }, (_, number) => number);
  const buttons = numbers
    .filter((number) => number !== shown)
    .map((number): Button => {
      const about = { ...facet, page: 1, ...(number > 0 && { subject: number }) };
      const label = number > 0 ? t('button-subject', { number }) : t('button-whole-photo');
      return { kind: 'action', label, action: encodeAction({ kind: 'show', view, facet: about }) };
    });
  return Array.from({ length: Math.ceil(buttons.length / SUBJECTS_IN_A_ROW) }, (_, row) =>
    buttons.slice(row * SUBJECTS_IN_A_ROW, (row + 1) * SUBJECTS_IN_A_ROW),
  );
};

/** Backends that a row of buttons offers at most: the next ones behind the one that spoke. */
const WAYS_SHOWN = 2;

/** Where several backends are set up: the same question to another one of them. */
const wayButtons = (result: SearchResult, view: string, t: Translate): Button[] => {
  const { ways = [], backend, question } = result;
  const spoke = ways.indexOf(backend);
  const facet = { ...facetOf(question), page: 1 };
  return ways
    .map((_, index) => (spoke + 1 + index) % ways.length)
    .filter((way) => way !== spoke && way < MOST_WAYS)
    .slice(0, WAYS_SHOWN)
    .map((way) => ({
      kind: 'action',
      label: t('button-ask', { backend: t(`backend-${ways[way]}`) }),
      action: encodeAction({ kind: 'show', view, facet: { ...facet, via: way + 1 } }),
    }));
};

/** Page turning, subjects, mode, sort, limits and refresh: each button says its whole facet. */
const actionsOf = (result: SearchResult, view: string, t: Translate): Button[][] => {
  const facet = facetOf(result.question);
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
  const others = BUTTON_SORTS.filter((sort) => sort !== facet.sort);
  const sorts = others.map((sort) => show(`button-sort-${sort}`, { sort }));
  const compare: Button[] =
    result.offers.length > 1
      ? [
          {
            kind: 'action',
            label: t('button-compare'),
            action: encodeAction({ kind: 'compare', view, facet }),
          },
        ]
      : [];
  const open: Button[] = result.link ? [{ kind: 'link', label: t('button-open'), url: result.link }] : [];
  const choices = result.about === 'photo' ? [mode, refresh, ...open] : [refresh, ...open];
  const limits = limitButtons(result, view, t);
  const ways = wayButtons(result, view, t);
  const quantities = quantityButtons(requoted(facet), showAgain(view), t);
  const orders = [sorts.slice(0, SORTS_IN_A_ROW), [...sorts.slice(SORTS_IN_A_ROW), ...compare]];
  return [turning, ...subjectRows(result, view, t), choices, ...orders, quantities, limits, ways].filter(
    (row) => row.length > 0,
  );
};

/** The same offers with other prices, unless prices decide which offers these are. */
const requoted = (facet: Facet): Facet => (facet.sort === 'score' ? { ...facet, page: 1 } : facet);

/** What takes the list somewhere else: into a file, and to other people. */
const handOnRow = ({ question }: SearchResult, { view, share }: ResultContext, t: Translate): Button[] => {
  const action = encodeAction({ kind: 'export', view, facet: facetOf(question) });
  return [
    { kind: 'action', label: t('button-export'), action },
    ...(share ? [{ kind: 'link', label: t('button-share'), url: share } as const] : []),
  ];
};

const headingKey = ({ notes, question }: SearchResult): string => {
  if (notes.includes('unrelated') || notes.includes('unrelated-narrowed')) return 'result-heading-unrelated';
  return question.mode === 'same' ? 'result-heading' : 'result-heading-similar';
};

/** What an answer is, in a few words. */
export const headingOf = (result: SearchResult): string =>
  translator(result.question.language)(headingKey(result), { count: result.offers.length });

/** The cards of a page's offers, which is all of its card that a contact sheet needs. */
export const offerCards = (
  result: SearchResult,
  { view, rate }: Pick<ResultContext, 'view' | 'rate'>,
): readonly OfferCard[] => {
  const { language, page, pageSize } = result.question;
  const facet = facetOf(result.question);
  const first = (page - 1) * pageSize + 1;
  const scored = pointsShown(result, translator(language));
  return result.offers.map((offer, index) => {
    const card = offerCard(offer, { view, facet, number: first + index }, { language, rate });
    const points = scored[index];
    return points ? { ...card, match: [points, card.match].filter(Boolean).join(' · ') } : card;
  });
};

/** Makes the card of a page that has offers, around its `offerCards` where these are made already. */
export const resultCard = (
  result: SearchResult,
  context: ResultContext,
  offers: readonly OfferCard[] = offerCards(result, context),
): ResultCard => {
  const { language } = result.question;
  const t = translator(language);
  const count = result.offers.length;
  return {
    language,
    heading: headingOf(result),
    facts: [...factsOf(result, context, t), ...rateFacts(offers, { language, rate: context.rate })],
    notes: [
      ...result.notes.map((note) => t(`note-${note}`)),
      ...albumNotes(result, t),
      ...earlierNote(context.earlier, { language, nowMs: context.nowMs }),
    ],
    offers,
    actions: [
      ...actionsOf(result, context.view, t),
      ...earlierButton(context.earlier, language),
      handOnRow(result, context, t),
    ],
    alt: t('result-sheet-alt', { count }),
  };
};
