/** The hint that a photo seems to be an edited copy of one that was searched with before, and the button that opens that search. */
import { encodeAction } from '../domain/action.ts';
import type { Button } from '../domain/card.ts';
import type { Language } from '../domain/query.ts';
import type { Earlier } from '../domain/result.ts';
import { weekdayText } from '../i18n/languages.ts';
import { translator } from '../i18n/translate.ts';

/** The first page of a search, as it was asked for without pressing anything. */
const FIRST = { page: 1, mode: 'same', sort: 'relevance' } as const;

/** The hint as one sentence, none where there is nothing to hint at. Days are those of the machine's own time zone. */
export const earlierNote = (
  earlier: Earlier | null | undefined,
  { language, nowMs }: { readonly language: Language; readonly nowMs: number },
): readonly string[] => {
  if (!earlier) return [];
  const t = translator(language);
  const [day, today] = [new Date(earlier.atMs), new Date(nowMs)];
  if (day.toDateString() === today.toDateString()) return [t('note-earlier-today')];
  return [t('note-earlier', { day: weekdayText(day, language) })];
};

/** A row with the button that shows the earlier search, none where there is nothing to show. */
export const earlierButton = (
  earlier: Earlier | null | undefined,
  language: Language,
): readonly (readonly Button[])[] => {
  if (!earlier) return [];
  const action = encodeAction({ kind: 'show', view: earlier.view, facet: FIRST });
  return [[{ kind: 'action', label: translator(language)('button-earlier'), action }]];
};
