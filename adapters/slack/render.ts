/** A reply as one Slack message: pure, and within Slack's limits whatever the offers say. Called by `deliver.ts`. */
import type { CardBlock, ImageElement, KnownBlock } from '@slack/types';
import type { DetailsCard, NoticeCard, OfferCard, Reply, ResultCard } from '#service';
import {
  actionRows,
  buttons,
  context,
  fileImage,
  mrkdwnSection,
  plainSection,
  publicPicture,
  webImage,
} from './blocks.ts';
import { LIMITS } from './limits.ts';
import { mrkdwn, phrases, plain, plainLines, webAddress } from './text.ts';

/** How an answer is laid out, best first. Slack's refusal of one leads to the next; `text` has no blocks at all. */
export const LAYOUTS = ['carousel', 'sections', 'text'] as const;
/** One of `LAYOUTS`. */
export type Layout = (typeof LAYOUTS)[number];

/**
 * What Slack will take: the layout, picture addresses and file ids that it refused (`noPictures`: all of them), and the id
 * of the uploaded contact sheet or picture, if there is one.
 */
export type Frame = {
  readonly layout: Layout;
  readonly refused: ReadonlySet<string>;
  readonly noPictures: boolean;
  readonly fileId: string | null;
};

/** What is sent. `text` is what notifications and screen readers give, and all there is when `blocks` is empty. */
export type Message = { readonly text: string; readonly blocks: KnownBlock[] };

/** Offers that fit as sections (two blocks each) beside heading, facts, notes, sheet and rows of buttons. */
const MOST_OFFERS = 20;

/** Room for each of the five parts of an offer's section, so that the whole stays under the limit. */
const SECTION_PART = 500;

const mayShow = (picture: string | null, { refused, noPictures }: Frame): picture is string =>
  picture !== null && !noPictures && !refused.has(picture);

const pictureOf = (url: string | null, alt: string, frame: Frame): ImageElement | null => {
  const address = publicPicture(url);
  return mayShow(address, frame) ? webImage(address, alt) : null;
};

const uploaded = (alt: string, frame: Frame): ImageElement[] =>
  mayShow(frame.fileId, frame) ? [fileImage(frame.fileId, alt)] : [];

const heading = (text: string): KnownBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: plain(text, LIMITS.header) || '…', emoji: false },
});

const numbered = ({ number, title }: OfferCard): string => `${number}. ${title}`;

const priceOf = ({ ladderText, price }: OfferCard): string => ladderText || (price ?? '');

const tradeFacts = (offer: OfferCard): (string | null)[] => [
  offer.match,
  offer.moq,
  offer.sold,
  offer.repurchase,
];

const sellerFacts = (offer: OfferCard): (string | null)[] => [
  offer.supplier,
  ...offer.badges,
  ...offer.supplierFacts,
];

const card = (offer: OfferCard, frame: Frame): CardBlock => {
  const name = numbered(offer);
  const picture = pictureOf(offer.imageUrl, name, frame);
  const subtitle = mrkdwn(priceOf(offer), LIMITS.cardSubtitle);
  const body = phrases(
    [offer.match, offer.moq, ...sellerFacts(offer), offer.sold, offer.repurchase],
    LIMITS.cardBody,
  );
  const actions = buttons(offer.actions, `offer${offer.number}`, name);
  return {
    type: 'card',
    ...(picture ? { hero_image: picture } : {}),
    title: { type: 'mrkdwn', text: mrkdwn(name, LIMITS.cardTitle), verbatim: true },
    ...(subtitle ? { subtitle: { type: 'mrkdwn', text: subtitle, verbatim: true } } : {}),
    ...(body ? { body: { type: 'mrkdwn', text: body, verbatim: true } } : {}),
    ...(actions.length > 0 ? { actions } : {}),
  };
};

const carousels = (offers: readonly OfferCard[], frame: Frame): KnownBlock[] => {
  const cards = offers.map((offer) => card(offer, frame));
  const groups = Math.ceil(cards.length / LIMITS.carouselCards);
  return Array.from({ length: groups }, (_, group) => ({
    type: 'carousel',
    elements: cards.slice(group * LIMITS.carouselCards, (group + 1) * LIMITS.carouselCards),
  }));
};

/** The number and title in bold, then price and facts on lines of their own. */
const offerText = (offer: OfferCard): string => {
  const lines = [
    `*${mrkdwn(numbered(offer), SECTION_PART)}*`,
    offer.originalTitle ? mrkdwn(offer.originalTitle, SECTION_PART) : '',
    mrkdwn(priceOf(offer), SECTION_PART),
    phrases(tradeFacts(offer), SECTION_PART),
    phrases(sellerFacts(offer), SECTION_PART),
  ];
  return lines.filter((line) => line !== '').join('\n');
};

const offerSections = (offer: OfferCard, frame: Frame): KnownBlock[] => {
  const name = numbered(offer);
  const elements = buttons(offer.actions, `offer${offer.number}`, name);
  const section = mrkdwnSection(offerText(offer), pictureOf(offer.imageUrl, name, frame));
  return elements.length > 0 ? [section, { type: 'actions', elements }] : [section];
};

/** One line an offer, its title a link; used where there are no blocks, and read aloud where there are. */
const offerLine = (offer: OfferCard): string => {
  const url = webAddress(offer.url, LIMITS.url);
  const title = mrkdwn(offer.title, LIMITS.cardTitle);
  const facts = phrases([priceOf(offer), offer.moq, offer.supplier], LIMITS.cardBody);
  return `${offer.number}. ${url ? `<${url}|${title}>` : title}${facts && ` — ${facts}`}`;
};

/** Whole lines as long as they fit. */
const clip = (lines: readonly string[]): string =>
  lines
    .filter((line) => line !== '')
    .reduce((text, line) => (text.length + 1 + line.length <= LIMITS.text ? `${text}\n${line}` : text), '')
    .trim() || '…';

const resultMessage = (result: ResultCard, frame: Frame): Message => {
  const offers = result.offers.slice(0, MOST_OFFERS);
  const text = clip([
    phrases([result.heading, ...result.facts], LIMITS.section),
    ...result.notes.map((note) => mrkdwn(note, LIMITS.section)),
    ...offers.map(offerLine),
  ]);
  if (frame.layout === 'text') return { text, blocks: [] };
  const list =
    frame.layout === 'carousel'
      ? carousels(offers, frame)
      : offers.flatMap((offer) => offerSections(offer, frame));
  const blocks = [
    heading(result.heading),
    ...context([result.facts.join(' · ')]),
    ...context(result.notes),
    ...uploaded(result.alt, frame),
    ...list,
  ];
  const rows = actionRows(result.actions).slice(0, LIMITS.blocks - blocks.length);
  return { text, blocks: [...blocks, ...rows] };
};

const detailsMessage = ({ offer, images, sections, actions }: DetailsCard, frame: Frame): Message => {
  const told = sections.map(({ title, lines }) => {
    const kept = lines.map((line) => mrkdwn(line, SECTION_PART));
    return [`*${mrkdwn(title, SECTION_PART)}*`, ...kept].reduce((text, line) =>
      text.length + 1 + line.length <= LIMITS.section ? `${text}\n${line}` : text,
    );
  });
  const title = `*${mrkdwn(offer.title, SECTION_PART)}*`;
  const original = offer.originalTitle ? mrkdwn(offer.originalTitle, SECTION_PART) : '';
  const url = webAddress(offer.url, LIMITS.url);
  const text = clip([title, original, mrkdwn(priceOf(offer), SECTION_PART), ...told, url ?? '']);
  if (frame.layout === 'text') return { text, blocks: [] };
  const address = images.find((image) => pictureOf(image, '', frame) !== null) ?? offer.imageUrl;
  const picture = pictureOf(address, offer.title, frame);
  const blocks = [
    mrkdwnSection(original ? `${title}\n${original}` : title),
    ...(picture ? [picture] : uploaded(offer.title, frame)),
    ...told.slice(0, MOST_OFFERS).map((section) => mrkdwnSection(section)),
  ];
  const rows = actionRows(actions).slice(0, LIMITS.blocks - blocks.length);
  return { text, blocks: [...blocks, ...rows] };
};

const wordsMessage = (text: string, actions: NoticeCard['actions'], { layout }: Frame): Message => {
  const words = clip(
    plainLines(text, LIMITS.section)
      .split('\n')
      .map((line) => mrkdwn(line, LIMITS.section)),
  );
  if (layout === 'text') return { text: words, blocks: [] };
  return { text: words, blocks: [plainSection(text), ...actionRows(actions).slice(0, LIMITS.blocks - 1)] };
};

/** Lays a reply out as one message. The same reply and frame always give the same message. */
export const render = (reply: Reply, frame: Frame): Message => {
  switch (reply.kind) {
    case 'working':
      return wordsMessage(reply.text, [], frame);
    case 'result':
      return resultMessage(reply.card, frame);
    case 'details':
      return detailsMessage(reply.card, frame);
    case 'notice':
      return wordsMessage(reply.card.text, reply.card.actions, frame);
  }
};

/** The picture that a reply brings, with its text for those who cannot see it. It has to be uploaded before the message. */
export const pictureToUpload = (reply: Reply): { bytes: Uint8Array; alt: string } | null => {
  if (reply.kind === 'result' && reply.sheet) return { bytes: reply.sheet, alt: reply.card.alt };
  if (reply.kind === 'details' && reply.picture) return { bytes: reply.picture, alt: reply.card.offer.title };
  return null;
};
