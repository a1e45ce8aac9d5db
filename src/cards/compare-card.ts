/** A comparison as a card: the table in words under its picture, and buttons that open an offer, leave one out, or change the quantity. */
import { encodeAction, MOST_COMPARED } from '../domain/action.ts';
import type { Button, NoticeCard } from '../domain/card.ts';
import type { Facet } from '../domain/facet.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { rateFact } from './beside-yuan.ts';
import type { CompareContext, Compared, ComparedRow, Comparison } from './comparison.ts';
import { offerCard } from './offer-card.ts';
import { quantityButtons } from './quantity-buttons.ts';

/**
 * Which list it belongs to: `back` leads there, `places` are those of the compared offers on its page (from 1), `first` is the number of the
 * page's first offer, and `all` how many it has.
 */
export type ComparePlace = {
  readonly view: string;
  readonly back: Facet;
  readonly places: readonly number[];
  readonly first: number;
  readonly all: number;
};

/** Signs that are the same in every language. */
const [BEST, OUT, IN] = ['✓', '✕', '+'];

/** Enough of a title to know the offer again. A caption holds few characters, so more offers have shorter titles. */
const TITLE = 44;
const SHORT_TITLE = 24;

const cutTitle = (title: string, most: number): string => {
  const characters = [...title.replace(/\s+/g, ' ').trim()];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
};

const cellText = (number: number, { lines, isBest }: ComparedRow['cells'][number]): string =>
  `${number}) ${lines.length > 0 ? lines.join(', ') : '—'}${isBest ? ` ${BEST}` : ''}`;

const rowText = ({ label, cells }: ComparedRow, numbers: readonly number[]): string =>
  `${label}: ${cells.map((cell, at) => cellText(numbers[at] ?? 0, cell)).join(' · ')}`;

/** Prices by quantity and badges are long, and the picture has them: where words are cut, they go first. */
const LONG = 2;

const isLong = ({ cells }: ComparedRow): boolean => cells.some(({ lines }) => lines.length > LONG);

const sameText = (rows: readonly ComparedRow[], t: Translate): string[] => {
  const facts = rows.map(({ label, cells }) => `${label} ${cells[0]?.lines.join(', ') ?? ''}`.trim());
  return facts.length > 0 ? [t('compare-same', { facts: facts.join(' · ') })] : [];
};

const LEAST = 2;
/** Of buttons with a sign and a number. */
const CHANGES_IN_A_ROW = 5;

/** Each offer of the page by its number: those that are compared can be left out, down to two, and others taken in while there is room. */
const changesOf = (
  { places, first, all }: ComparePlace,
  press: (places: readonly number[]) => string,
): Button[] =>
  Array.from({ length: all }, (_, index) => index + 1).flatMap((place): Button[] => {
    const number = first + place - 1;
    const isIn = places.includes(place);
    if (isIn ? places.length <= LEAST : places.length >= MOST_COMPARED) return [];
    const changed = isIn
      ? places.filter((other) => other !== place)
      : [...places, place].sort((a, b) => a - b);
    return [{ kind: 'action', label: `${isIn ? OUT : IN} ${number}`, action: press(changed) }];
  });

const inRows = (buttons: readonly Button[]): Button[][] => {
  const rows = Math.ceil(buttons.length / CHANGES_IN_A_ROW) || 1;
  const inOne = Math.ceil(buttons.length / rows);
  return Array.from({ length: rows }, (_, row) => buttons.slice(row * inOne, (row + 1) * inOne));
};

const actionsOf = (place: ComparePlace, compared: readonly Compared[], t: Translate): Button[][] => {
  const { view, back, places, all } = place;
  const usual = Math.min(all, MOST_COMPARED);
  const isUsual = (chosen: readonly number[]): boolean =>
    chosen.length === usual && chosen.every((one, index) => one === index + 1);
  const compare = (facet: Facet, chosen: readonly number[]): string =>
    encodeAction({ kind: 'compare', view, facet, ...(!isUsual(chosen) && { only: chosen }) });
  const button = (label: string, action: string): Button => ({ kind: 'action', label, action });
  const open = compared.map(({ number, offer }) =>
    button(String(number), encodeAction({ kind: 'details', view, facet: back, offerId: offer.id })),
  );
  const whole = isUsual(places) ? [] : [button(t('button-compare-all'), compare(back, usualOf(usual)))];
  return [
    open,
    ...inRows(changesOf(place, (chosen) => compare(back, chosen))),
    quantityButtons(back, (facet) => compare(facet, places), t),
    [
      ...whole,
      button(t('button-export'), encodeAction({ kind: 'export', view, facet: back, only: places })),
      button(t('button-back'), encodeAction({ kind: 'show', view, facet: back })),
    ],
  ].filter((row) => row.length > 0);
};

const usualOf = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Makes the card. The rows that tell the offers apart stand first, the long ones last, then what is the same for all. */
export const compareCard = (
  compared: readonly Compared[],
  { numbers, rows }: Comparison,
  { language, quantity, rate, place }: CompareContext & { readonly place: ComparePlace },
): NoticeCard => {
  const t = translator(language);
  const facet = { page: 1, mode: 'same', sort: 'relevance' } as const;
  const titles = compared.map(({ number, offer }) => {
    const { title } = offerCard(offer, { view: place.view, facet, number }, { language });
    return `${number}. ${cutTitle(title, compared.length > 3 ? SHORT_TITLE : TITLE)}`;
  });
  const differing = rows.filter(({ isSame }) => !isSame);
  const short = differing.filter((row) => !isLong(row));
  const facts = [
    quantity ? t('fact-quantity', { quantity }) : null,
    rate ? rateFact(rate, language) : null,
  ].filter((fact) => fact !== null);
  return {
    language,
    tone: 'info',
    text: [
      [t('compare-heading', { count: compared.length }), ...facts].join(' · '),
      ...titles,
      '',
      ...short.map((row) => rowText(row, numbers)),
      ...sameText(
        rows.filter(({ isSame }) => isSame),
        t,
      ),
      ...differing.filter(isLong).map((row) => rowText(row, numbers)),
      '',
      t('compare-hint', { best: BEST, out: OUT }),
    ].join('\n'),
    alt: t('compare-alt', { count: compared.length }),
    actions: actionsOf(place, compared, t),
  };
};
