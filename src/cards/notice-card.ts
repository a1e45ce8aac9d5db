/** Sentences as cards: help, nothing found, and what went wrong with what to do next. */
import { encodeAction, type Facet } from '../domain/action.ts';
import type { Button, NoticeCard } from '../domain/card.ts';
import type { TusouError } from '../domain/errors.ts';
import type { Language } from '../domain/query.ts';
import type { SearchResult } from '../domain/result.ts';
import { translator } from '../i18n/translate.ts';
import { facetOf } from './result-card.ts';

/** A text by its key, with nothing to press. */
export const textNotice = (key: string, language: Language): NoticeCard => ({
  language,
  tone: 'info',
  text: translator(language)(key),
  actions: [],
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
export const nothingNotice = (result: SearchResult, view: string): NoticeCard => {
  const { language } = result.question;
  const facet = facetOf(result);
  const firstPage = { ...facet, page: 1 };
  const other = { ...firstPage, mode: facet.mode === 'same' ? 'similar' : 'same' } as const;
  const nothing = result.about === 'photo' ? 'result-nothing' : 'result-nothing-words';
  const key = facet.page === 1 ? nothing : 'result-nothing-more';
  const back = facet.page === 1 ? [] : [showButton('button-back', language, { view, facet: firstPage })];
  const otherMode =
    result.about === 'photo' ? [showButton(`button-${other.mode}`, language, { view, facet: other })] : [];
  return {
    language,
    tone: 'info',
    text: translator(language)(key),
    actions: [[...back, ...otherMode]].filter((row) => row.length > 0),
  };
};
