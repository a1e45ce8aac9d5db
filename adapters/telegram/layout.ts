/** Lays cards out as lines that fit: what is shown of each offer, and how much of its title; used by the renderer. */
import type { DetailsCard, OfferCard, ResultCard } from '#service';
import { clean, cut, inert, type Line, lengthOf, type Span } from './text.ts';

/** The most UTF-16 units that one phrase may take, so that no seller's text pushes the others out; a title of 64 is two lines on a phone. */
const PHRASE = {
  heading: 120,
  facts: 200,
  note: 200,
  ladder: 140,
  short: 40,
  name: 60,
  title: 64,
  line: 240,
};

/** How much is told of each offer, from the richest form down. `title` is the least that a long title may be cut to. */
type Level = { readonly title: number; readonly rows: (offer: OfferCard) => (string | null)[][] };

const name = (text: string | null): string | null => text && cut(inert(text), PHRASE.name);
const short = (text: string | null | undefined): string | null =>
  text ? cut(inert(text), PHRASE.short) : null;
const ladder = ({ ladderText }: OfferCard): string | null => cut(inert(ladderText), PHRASE.ladder) || null;

/** What people noted on it; they wrote it so that it is read. */
const remark = ({ remark: words }: OfferCard, most: number): string | null =>
  words ? cut(inert(words), most) : null;

/** The first price, in the reader's currency, too, where it has one. */
const price = ({ price: yuan, approx }: OfferCard): string | null =>
  short(yuan && approx ? `${yuan} ${approx}` : yuan);

const BAREST: Level = { title: 1, rows: (offer) => [[short(offer.price)]] };

const LEVELS: readonly Level[] = [
  {
    title: 60,
    rows: (offer) => [
      [ladder(offer), short(offer.moq), short(offer.sold)],
      [name(offer.supplier), ...offer.badges.slice(0, 3).map(short), short(offer.match)],
      [remark(offer, PHRASE.line)],
    ],
  },
  {
    // How closely the pictures agree is worth more than the end of a seller's long title.
    title: 36,
    rows: (offer) => [
      [ladder(offer), short(offer.moq)],
      [name(offer.supplier), short(offer.badges[0]), short(offer.match)],
      [remark(offer, PHRASE.name)],
    ],
  },
  {
    title: 34,
    rows: (offer) => [
      [ladder(offer), short(offer.moq)],
      [short(offer.badges[0]), short(offer.match)],
      [remark(offer, PHRASE.short)],
    ],
  },
  { title: 28, rows: (offer) => [[ladder(offer), short(offer.moq), short(offer.badges[0])]] },
  { title: 20, rows: (offer) => [[ladder(offer), short(offer.moq)]] },
  { title: 12, rows: (offer) => [[ladder(offer), short(offer.moq)]] },
  { title: 12, rows: (offer) => [[price(offer), short(offer.moq)]] },
  BAREST,
];

const joined = (phrases: readonly (string | null)[]): string =>
  phrases.filter((phrase) => phrase !== null && phrase !== '').join(' · ');

/** A link to an offer's page, or plain text where the address is none that Telegram takes. */
const linked = (text: string, url: string): Span =>
  /^https?:\/\/[^\s"<>]+$/.test(url) ? { text, href: url } : { text };

const titleOf = (offer: OfferCard, max: number = PHRASE.title): string =>
  cut(clean(offer.title) || offer.offerId, max);

const offerLines = (offer: OfferCard, level: Level, titleMax: number): Line[] => [
  [],
  [{ text: `${offer.number}.`, style: 'b' }, { text: ' ' }, linked(titleOf(offer, titleMax), offer.url)],
  ...level
    .rows(offer)
    .map(joined)
    .filter((row) => row !== '')
    .map((row) => [{ text: row }]),
];

const headLines = (card: ResultCard): Line[] => {
  const facts = cut(joined(card.facts.map(clean)), PHRASE.facts);
  const heading: Span = { text: cut(clean(card.heading), PHRASE.heading), style: 'b' };
  return [facts === '' ? [heading] : [heading, { text: ` · ${facts}` }]];
};

const noteLines = (card: ResultCard): Line[] =>
  card.notes.length === 0
    ? []
    : [[], ...card.notes.map((note): Line => [{ text: cut(clean(note), PHRASE.note), style: 'i' }])];

/** The longest that titles may be so that together they take at most `room`: the longest ones are shortened first. */
const titleRoom = (titles: readonly string[], room: number): number => {
  const lengths = titles.map((title) => title.length).sort((a, b) => a - b);
  let left = room;
  for (const [index, length] of lengths.entries()) {
    const share = Math.floor(left / (lengths.length - index));
    if (length > share) return share;
    left -= length;
  }
  return PHRASE.title;
};

const isTitleOrBlank = (line: Line | undefined): boolean =>
  line?.every(({ style }) => style === 'b') ?? false;

/** Cuts whole lines off the end, and a title that has then nothing under it. */
const cutLines = (lines: readonly Line[], limit: number): Line[] => {
  const kept = [...lines];
  while (kept.length > 1 && lengthOf(kept) > limit) kept.pop();
  while (kept.length > 1 && isTitleOrBlank(kept.at(-1))) kept.pop();
  return kept;
};

/** A page of offers in at most `limit` UTF-16 units: the richest form in which every title still says something. */
export const resultLines = (card: ResultCard, limit: number): Line[] => {
  const titles = card.offers.map((offer) => titleOf(offer));
  const build = (level: Level, titleMax: number): Line[] => [
    ...headLines(card),
    ...card.offers.flatMap((offer) => offerLines(offer, level, titleMax)),
    ...noteLines(card),
  ];
  for (const level of LEVELS) {
    const titleMax = titleRoom(titles, limit - lengthOf(build(level, 0)));
    if (titleMax >= level.title) return build(level, titleMax);
  }
  return cutLines(build(BAREST, 1), limit);
};

const sectionLines = ({ title, lines }: DetailsCard['sections'][number]): Line[] => [
  [],
  [{ text: cut(clean(title), PHRASE.heading), style: 'b' }],
  ...lines.map((line): Line => [{ text: cut(inert(line), PHRASE.line) }]),
];

/** One offer in at most `limit` UTF-16 units. What does not fit is left out from the end. */
export const detailsLines = ({ offer, sections }: DetailsCard, limit: number): Line[] => {
  const original = offer.originalTitle ? cut(inert(offer.originalTitle), PHRASE.line) : '';
  const lines: Line[] = [
    [{ ...linked(titleOf(offer, PHRASE.line), offer.url), style: 'b' }],
    ...(original === '' ? [] : [[{ text: original }]]),
    ...sections.flatMap(sectionLines),
  ];
  return cutLines(lines, limit);
};

/** What stands under the pictures of an offer: enough to know again which one it is. */
export const pictureLines = (offer: OfferCard, limit: number): Line[] => {
  const trade = joined([ladder(offer), short(offer.moq)]);
  const title: Span = { ...linked(titleOf(offer, PHRASE.line), offer.url), style: 'b' };
  return cutLines([[title], ...(trade === '' ? [] : [[{ text: trade }]])], limit);
};

/** A few sentences of ours, line breaks kept, in at most `limit` UTF-16 units. */
export const textLines = (text: string, limit: number): Line[] =>
  cutLines(
    text.split('\n').map((line) => [{ text: cut(clean(line), limit) }]),
    limit,
  );
