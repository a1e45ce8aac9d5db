/** Sentences as cards: help, nothing found, and what went wrong with what to do next. */
import { encodeAction } from '../domain/action.ts';
import type { Button, NoticeCard } from '../domain/card.ts';
import type { TusouError } from '../domain/errors.ts';
import { type Facet, facetOf } from '../domain/facet.ts';
import type { Language } from '../domain/query.ts';
import type { SearchResult } from '../domain/result.ts';
import { translator } from '../i18n/translate.ts';
import { albumNotes, albumRows } from './album.ts';
import { earlierButton, earlierNote } from './earlier.ts';
import { limitButtons } from './limits.ts';
import type { ResultContext } from './result-card.ts';

/** A text by its key, with what fills its blanks and nothing to press. */
export const textNotice = (
  key: string,
  language: Language,
  args: Readonly<Record<string, string | number>> = {},
): NoticeCard => ({
  language,
  tone: 'info',
  text: translator(language)(key, args),
  actions: [],
});

/** A button that opens a page. */
export const linkButton = (key: string, language: Language, url: string): Button => ({
  kind: 'link',
  label: translator(language)(key),
  url,
});

const showButton = (key: string, language: Language, to: { view: string; facet: Facet }): Button => ({
  kind: 'action',
  label: translator(language)(key),
  action: encodeAction({ kind: 'show', ...to }),
});

/** What went wrong, in the asker's language. `retry` adds a button that asks the same again, where that can help. */
export const errorNotice = (
  error: TusouError,
  language: Language,
  retry: { view: string; facet: Facet } | null,
): NoticeCard => ({
  language,
  tone: 'problem',
  text: translator(language)(`error-${error.code}`, error.args),
  actions: retry && error.blame !== 'asker' ? [[showButton('button-retry', language, retry)]] : [],
});

/** No offers on this page: on the first one nothing matched, later there are just no more. */
export const nothingNotice = (result: SearchResult, { view, nowMs, earlier }: ResultContext): NoticeCard => {
  const { language } = result.question;
  const facet = facetOf(result.question);
  const firstPage = { ...facet, page: 1 };
  const other = { ...firstPage, mode: facet.mode === 'same' ? 'similar' : 'same' } as const;
  const nothing = result.about === 'photo' ? 'result-nothing' : 'result-nothing-words';
  const key = facet.page === 1 ? nothing : 'result-nothing-more';
  const back = facet.page === 1 ? [] : [showButton('button-back', language, { view, facet: firstPage })];
  const { subject, ...whole } = firstPage;
  const t = translator(language);
  const wholePhoto =
    subject && !result.album ? [showButton('button-whole-photo', language, { view, facet: whole })] : [];
  const otherMode =
    result.about === 'photo' ? [showButton(`button-${other.mode}`, language, { view, facet: other })] : [];
  return {
    language,
    tone: 'info',
    text: [t(key), ...albumNotes(result, t), ...earlierNote(earlier, { language, nowMs })].join('\n'),
    actions: [
      [...back, ...wholePhoto, ...otherMode],
      limitButtons(result, view, t),
      ...albumRows(result, { view, facet }, t),
      ...earlierButton(earlier, language),
    ].filter((row) => row.length > 0),
  };
};
