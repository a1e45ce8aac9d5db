/**
 * Lays cards out as rich messages (Bot API 10.1 and later): headings, a collage, numbered offers, a table of prices, the rest folded up.
 * Pure. Blocks are plain data, so nothing that a seller writes can become markup.
 */
import type { InputRichBlock, RichBlockTableCell, RichText } from 'grammy/types';
import { type DetailsCard, type OfferCard, type Reply, type ResultCard, translator } from '#service';
import { LIMITS } from './limits.ts';
import { isPublicUrl } from './render.ts';
import { clean, cut } from './text.ts';
import type { Source } from './uploads.ts';

/** What to show. `blocks` are made once it is known how each of `pictures` goes into the call. */
export type RichMessage = {
  readonly pictures: readonly Uint8Array[];
  readonly blocks: (sources: readonly Source[]) => InputRichBlock[];
};

/** The most UTF-16 units that one text may take: all of them together stay far below what a rich message holds. */
const TEXT = { title: 200, line: 240, cell: 80, summary: 120 } as const;

const text = (foreign: string | null, most: number = TEXT.line): string =>
  foreign === null ? '' : cut(clean(foreign), most);

const phrases = (parts: readonly (string | null)[], most: number = TEXT.line): string =>
  text(
    parts
      .map((part) => text(part))
      .filter((part) => part !== '')
      .join(' · '),
    most,
  );

const paragraph = (words: RichText): InputRichBlock => ({ type: 'paragraph', text: words });

/** Paragraphs of what says anything. */
const paragraphs = (lines: readonly string[]): InputRichBlock[] =>
  lines.filter((line) => line !== '').map(paragraph);

/** A link to an offer's page, or plain words where the address is none of the web. */
const linked = (words: string, url: string): RichText =>
  isPublicUrl(url) && !/[\s"<>]/.test(url) ? { type: 'url', text: words, url } : words;

const titleOf = (offer: OfferCard): RichText =>
  linked(text(offer.title, TEXT.title) || offer.offerId, offer.url);

const photo = (source: Source | undefined, caption: string): InputRichBlock[] =>
  source === undefined
    ? []
    : [
        {
          type: 'photo',
          photo: { type: 'photo', media: source },
          ...(caption !== '' && { caption: { text: caption } }),
        },
      ];

const cell = (words: string, isHeader = false): RichBlockTableCell => ({
  ...(words !== '' && { text: words }),
  ...(isHeader && { is_header: true as const }),
  align: 'left',
  valign: 'top',
});

/** A table of what says anything; none without a row. */
const table = (rows: readonly (readonly string[])[]): InputRichBlock[] =>
  rows.length === 0
    ? []
    : [
        {
          type: 'table',
          is_striped: true,
          is_compact: true,
          cells: rows.map((row) => row.map((words, column) => cell(text(words, TEXT.cell), column === 0))),
        },
      ];

const folded = (summary: string, blocks: InputRichBlock[]): InputRichBlock[] =>
  blocks.length === 0 || summary === '' ? [] : [{ type: 'details', summary, blocks }];

const heading = (words: RichText): InputRichBlock => ({ type: 'heading', text: words, size: 3 });

const pricesOf = (offer: OfferCard): string => text(offer.ladderText || offer.price, TEXT.cell);

/** Each offer under its own number, which goes on from page to page. */
const numbered = (offers: readonly OfferCard[]): InputRichBlock[] =>
  offers.length === 0
    ? []
    : [
        {
          type: 'list',
          items: offers.map((offer) => ({
            value: offer.number,
            type: '1' as const,
            blocks: [
              paragraph(titleOf(offer)),
              ...paragraphs([
                phrases([offer.supplier, ...offer.badges.slice(0, 3), offer.match]),
                text(offer.remark ?? '', TEXT.cell),
              ]),
            ],
          })),
        },
      ];

const sellers = (offers: readonly OfferCard[]): InputRichBlock[] =>
  offers.flatMap((offer) => {
    const facts = phrases([offer.supplier, ...offer.supplierFacts, offer.sold, offer.repurchase]);
    return facts === '' ? [] : [paragraph([{ type: 'bold', text: `${offer.number}. ` }, facts])];
  });

/** In a collage pictures have no numbers, so it is shown where every offer has its picture; else the sheet has them drawn in. */
const picturesOf = ({ card, sheet, tiles = [] }: Extract<Reply, { kind: 'result' }>) => {
  const own = tiles.filter((tile) => tile !== null);
  const isWhole = own.length > 1 && own.length === card.offers.length && own.length <= LIMITS.richMedia;
  return { isCollage: isWhole, pictures: isWhole ? own : sheet ? [sheet] : [] };
};

const resultBlocks = (card: ResultCard, shown: readonly InputRichBlock[]): InputRichBlock[] => {
  const t = translator(card.language);
  return [
    heading(text(card.heading, TEXT.summary)),
    ...paragraphs([phrases(card.facts)]),
    ...shown,
    ...numbered(card.offers),
    ...table(card.offers.map((offer) => [`${offer.number}.`, pricesOf(offer), offer.moq ?? ''])),
    ...folded(t('details-supplier'), sellers(card.offers)),
    ...card.notes
      .map((note) => text(note))
      .filter((note) => note !== '')
      .map((note): InputRichBlock => ({ type: 'footer', text: note })),
  ];
};

const resultMessage = (reply: Extract<Reply, { kind: 'result' }>): RichMessage => {
  const { card } = reply;
  const { isCollage, pictures } = picturesOf(reply);
  const captionOf = ({ number, price, moq }: OfferCard): string =>
    phrases([`${number}`, price, moq], TEXT.summary);
  const shown = (sources: readonly Source[]): InputRichBlock[] =>
    isCollage
      ? [
          {
            type: 'collage',
            blocks: card.offers.flatMap((offer, at) => photo(sources[at], captionOf(offer))),
          },
        ]
      : photo(sources[0], '');
  return { pictures, blocks: (sources) => resultBlocks(card, shown(sources)) };
};

/** The ladder is a table of its own, so the section of prices goes without it; it stays open, the others are folded up. */
const sectionBlocks = ({ offer, sections }: DetailsCard): InputRichBlock[] => {
  const ladder = new Set(offer.ladder.map(({ from, price }) => `${from}: ${price}`));
  return sections.flatMap(({ title, lines }, at) => {
    const told = paragraphs(lines.filter((line) => !ladder.has(line)).map((line) => text(line)));
    return at === 0 ? told : folded(text(title, TEXT.summary), told);
  });
};

const detailsMessage = ({ card, picture }: Extract<Reply, { kind: 'details' }>): RichMessage => {
  const { offer } = card;
  return {
    pictures: picture ? [picture] : [],
    blocks: (sources) => [
      heading(titleOf(offer)),
      ...paragraphs([text(offer.originalTitle)]),
      ...photo(sources[0], ''),
      ...table(offer.ladder.map(({ from, price }) => [from, price])),
      ...sectionBlocks(card),
    ],
  };
};

/** A reply as a rich message; null where the classic form is better, which is for all short texts. */
export const richMessage = (reply: Reply): RichMessage | null => {
  if (reply.kind === 'result') return resultMessage(reply);
  return reply.kind === 'details' ? detailsMessage(reply) : null;
};
