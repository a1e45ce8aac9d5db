/** What an answer about several photos says beside its offers: which photos it is about, which are broken, and buttons for each one. */
import { encodeAction } from '../domain/action.ts';
import type { Button } from '../domain/card.ts';
import type { Facet } from '../domain/facet.ts';
import type { SearchResult } from '../domain/result.ts';
import type { Translate } from '../i18n/translate.ts';

/** Buttons in one row: "Photo 10" is short enough for four on a phone. */
const PHOTOS_IN_A_ROW = 4;

/** The numbers of the photos that can be searched with. */
const usable = ({ album }: SearchResult): number[] => {
  const numbers = Array.from({ length: album?.photos ?? 0 }, (_, index) => index + 1);
  return numbers.filter((number) => !album?.broken.some(({ photo }) => photo === number));
};

/** Which of the photos an answer is about; null where one alone was sent. */
export const albumFact = (result: SearchResult, t: Translate): string | null => {
  const { album, question } = result;
  if (!album) return null;
  const [first, ...others] = usable(result);
  const only = question.subject ?? (others.length === 0 ? first : undefined);
  return only
    ? t('fact-photo', { number: only, count: album.photos })
    : t('fact-photos', { count: others.length + 1 });
};

/** Which photos could not be used: a sentence for each reason. */
export const albumNotes = ({ album }: SearchResult, t: Translate): string[] => {
  const numbers = new Map<string, number[]>();
  for (const { photo, code, args } of album?.broken ?? []) {
    const reason = t(`error-${code}`, args);
    numbers.set(reason, [...(numbers.get(reason) ?? []), photo]);
  }
  return [...numbers].map(([reason, photos]) =>
    t('note-photo-left-out', { numbers: photos.join(', '), reason }),
  );
};

/** All photos together, and each by its number. What is shown has no button, and neither have broken ones. */
export const albumRows = (
  result: SearchResult,
  { view, facet: { subject: shown = 0, ...facet } }: { readonly view: string; readonly facet: Facet },
  t: Translate,
): Button[][] => {
  const numbers = usable(result);
  if (numbers.length < 2) return [];
  const buttons = [0, ...numbers]
    .filter((number) => number !== shown)
    .map((number): Button => {
      const about = { ...facet, page: 1, ...(number > 0 && { subject: number }) };
      const label = number > 0 ? t('button-photo', { number }) : t('button-all-photos');
      return { kind: 'action', label, action: encodeAction({ kind: 'show', view, facet: about }) };
    });
  return Array.from({ length: Math.ceil(buttons.length / PHOTOS_IN_A_ROW) }, (_, row) =>
    buttons.slice(row * PHOTOS_IN_A_ROW, (row + 1) * PHOTOS_IN_A_ROW),
  );
};
