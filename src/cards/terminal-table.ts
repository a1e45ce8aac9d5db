/** Cards as text for a terminal: a readable table of offers. Pure; used by the command line. */
import type { DetailsCard, OfferCard, ResultCard } from '../domain/card.ts';

/** Control characters of a terminal and direction marks have no place in text that sellers wrote. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out here
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g;

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u;

/** Columns that a text takes on a terminal: Chinese characters and emoji take two. */
const columns = (text: string): number =>
  [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);

/** The text cut to at most `width` columns, with an ellipsis where something is missing, and filled up with blanks. */
const clip = (text: string, width: number): string => {
  if (columns(text) <= width) return text + ' '.repeat(width - columns(text));
  let kept = '';
  for (const character of text) {
    if (columns(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…${' '.repeat(Math.max(0, width - 1 - columns(kept)))}`;
};

/** Text of others as one harmless line: no control characters, no direction marks. */
export const printable = (text: string): string => text.replace(UNSAFE, ' ').trim();

const clean = (text: string | null): string => printable(text ?? '');

const lines = (offer: OfferCard, width: number): string[] => {
  const number = `${offer.number}.`.padEnd(4);
  const facts = [offer.match, offer.moq, offer.sold, offer.repurchase].map(clean).filter(Boolean).join(' · ');
  const supplier = [offer.supplier, ...offer.supplierFacts, ...offer.badges]
    .map(clean)
    .filter(Boolean)
    .join(' · ');
  const body = [clean(offer.originalTitle), offer.ladderText, facts, supplier, offer.url].filter(Boolean);
  const indented = body.map((line) => `    ${line === offer.url ? line : clip(line, width - 4).trimEnd()}`);
  return [`${number}${clip(clean(offer.title), width - 4).trimEnd()}`, ...indented, ''];
};

/** The whole answer as lines of at most `width` columns; links are never cut. */
export const terminalTable = (card: ResultCard, width: number): string =>
  [
    `${card.heading} (${card.facts.join(' · ')})`,
    ...card.notes,
    '',
    ...card.offers.flatMap((offer) => lines(offer, width)),
  ].join('\n');

/** One offer in full as lines. */
export const terminalDetails = ({ offer, sections }: DetailsCard): string =>
  [
    clean(offer.title),
    ...(offer.originalTitle ? [clean(offer.originalTitle)] : []),
    offer.url,
    ...sections.flatMap(({ title, lines }) => ['', title, ...lines.map((line) => `  ${clean(line)}`)]),
    '',
  ].join('\n');
