/** A reply as one Slack message: pure, and within Slack's limits whatever the offers say. Called by `deliver.ts`. */
import type { CardBlock, KnownBlock } from '@slack/types';
import {
  type DetailsCard,
  decodeAction,
  type NoticeCard,
  type OfferCard,
  type PollCard,
  type Reply,
  type ResultCard,
} from '#service';
import { actionRows, buttons, context, heading, mrkdwnSection, plainSection } from './blocks.ts';
import { type Frame, pictureOf, uploaded } from './frames.ts';
import { LIMITS } from './limits.ts';
import { listActions } from './menus.ts';
import { offerButtons } from './offer-buttons.ts';
import { mrkdwn, phrases, plainLines, webAddress } from './text.ts';
import { ballotBlocks, ballotLines } from './votes.ts';

/**
 * How an answer is laid out, best first. Slack's refusal of one leads to the next; `text` has no blocks at all, and `brief` less text
 * than any limit that is known.
 */
export const LAYOUTS = ['carousel', 'sections', 'text', 'brief'] as const;
/** One of `LAYOUTS`. */
export type Layout = (typeof LAYOUTS)[number];

/** What is sent. `text` is what notifications and screen readers give, and all there is when `blocks` is empty. */
export type Message = { readonly text: string; readonly blocks: KnownBlock[] };

/** Offers that fit as sections (two blocks each) beside heading, facts, notes, sheet and rows of buttons. */
const MOST_OFFERS = 20;

/** Room for each of the five parts of an offer's section, so that the whole stays under the limit. */
const SECTION_PART = 500;

/** Characters of a message that Slack found too long: Chinese ones have three bytes each. */
const BRIEF = 1000;

const hasBlocks = ({ layout }: Frame<Layout>): boolean => layout === 'carousel' || layout === 'sections';

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

/** A search has something to ask anew; a shortlist, whose offers need no button to be put aside, has not. */
const isSearch = ({ actions }: ResultCard): boolean =>
  actions
    .flat()
    .some((button) => button.kind === 'action' && decodeAction(button.action)?.kind === 'refresh');

const buttonsOf = (offer: OfferCard, result: ResultCard, room: 'card' | 'row') =>
  buttons(
    offerButtons(offer, { language: result.language, canPick: isSearch(result), room }),
    `offer${offer.number}`,
    numbered(offer),
  );

const card = (offer: OfferCard, result: ResultCard, frame: Frame<Layout>): CardBlock => {
  const name = numbered(offer);
  const picture = pictureOf(offer.imageUrl, name, { frame, size: 'small' });
  const subtitle = mrkdwn(priceOf(offer), LIMITS.cardSubtitle);
  const body = phrases(
    [offer.remark ?? null, offer.match, offer.moq, ...sellerFacts(offer), offer.sold, offer.repurchase],
    LIMITS.cardBody,
  );
  const actions = buttonsOf(offer, result, 'card').slice(0, LIMITS.cardButtons);
  return {
    type: 'card',
    ...(picture ? { hero_image: picture } : {}),
    title: { type: 'mrkdwn', text: mrkdwn(name, LIMITS.cardTitle), verbatim: true },
    ...(subtitle ? { subtitle: { type: 'mrkdwn', text: subtitle, verbatim: true } } : {}),
    ...(body ? { body: { type: 'mrkdwn', text: body, verbatim: true } } : {}),
    ...(actions.length > 0 ? { actions } : {}),
  };
};

const carousels = (offers: readonly OfferCard[], result: ResultCard, frame: Frame<Layout>): KnownBlock[] => {
  const cards = offers.map((offer) => card(offer, result, frame));
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
    mrkdwn(offer.remark ?? '', SECTION_PART),
  ];
  return lines.filter((line) => line !== '').join('\n');
};

const offerSections = (offer: OfferCard, result: ResultCard, frame: Frame<Layout>): KnownBlock[] => {
  const elements = buttonsOf(offer, result, 'row');
  const picture = pictureOf(offer.imageUrl, numbered(offer), { frame, size: 'small' });
  const section = mrkdwnSection(offerText(offer), picture);
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
const clip = (lines: readonly string[], { layout }: Frame<Layout>): string => {
  const limit = layout === 'brief' ? BRIEF : LIMITS.text;
  const kept = lines
    .filter((line) => line !== '')
    .reduce((text, line) => (text.length + 1 + line.length <= limit ? `${text}\n${line}` : text), '');
  return kept.trim() || '…';
};

const resultMessage = (result: ResultCard, frame: Frame<Layout>): Message => {
  const offers = result.offers.slice(0, MOST_OFFERS);
  const lines = [
    phrases([result.heading, ...result.facts], BRIEF),
    ...result.notes.map((note) => mrkdwn(note, BRIEF)),
    ...offers.map(offerLine),
  ];
  const text = clip(lines, frame);
  if (!hasBlocks(frame)) return { text, blocks: [] };
  const list =
    frame.layout === 'carousel'
      ? carousels(offers, result, frame)
      : offers.flatMap((offer) => offerSections(offer, result, frame));
  const blocks = [
    heading(result.heading),
    ...context([result.facts.join(' · ')]),
    ...context(result.notes),
    ...uploaded(result.alt, frame),
    ...list,
  ];
  const rows = listActions(result).slice(0, LIMITS.blocks - blocks.length);
  return { text, blocks: [...blocks, ...rows] };
};

const detailsMessage = ({ offer, images, sections, actions }: DetailsCard, frame: Frame<Layout>): Message => {
  const told = sections.map(({ title, lines }) => {
    const kept = lines.map((line) => mrkdwn(line, SECTION_PART));
    return [`*${mrkdwn(title, SECTION_PART)}*`, ...kept].reduce((text, line) =>
      text.length + 1 + line.length <= LIMITS.section ? `${text}\n${line}` : text,
    );
  });
  const title = `*${mrkdwn(offer.title, SECTION_PART)}*`;
  const original = offer.originalTitle ? mrkdwn(offer.originalTitle, SECTION_PART) : '';
  const url = webAddress(offer.url, LIMITS.url);
  const text = clip([title, original, mrkdwn(priceOf(offer), SECTION_PART), ...told, url ?? ''], frame);
  if (!hasBlocks(frame)) return { text, blocks: [] };
  const shown = { frame, size: 'large' } as const;
  const address = images.find((image) => pictureOf(image, '', shown) !== null) ?? offer.imageUrl;
  const picture = pictureOf(address, offer.title, shown);
  const blocks = [
    mrkdwnSection(original ? `${title}\n${original}` : title),
    ...(picture ? [picture] : uploaded(offer.title, frame)),
    ...told.slice(0, MOST_OFFERS).map((section) => mrkdwnSection(section)),
  ];
  const rows = actionRows(actions).slice(0, LIMITS.blocks - blocks.length);
  return { text, blocks: [...blocks, ...rows] };
};

const wordsMessage = (
  text: string,
  { actions, alt = '' }: Pick<NoticeCard, 'actions' | 'alt'>,
  frame: Frame<Layout>,
): Message => {
  const lines = plainLines(text, LIMITS.section).split('\n');
  const most = frame.layout === 'brief' ? BRIEF - 1 : LIMITS.section;
  const words = clip(
    lines.map((line) => mrkdwn(line, most)),
    frame,
  );
  if (!hasBlocks(frame)) return { text: words, blocks: [] };
  const blocks = [plainSection(text), ...uploaded(alt, frame)];
  return { text: words, blocks: [...blocks, ...actionRows(actions).slice(0, LIMITS.blocks - blocks.length)] };
};

const pollMessage = (card: PollCard, frame: Frame<Layout>): Message => {
  const text = clip(ballotLines(card), frame);
  if (!hasBlocks(frame)) return { text, blocks: [] };
  return { text, blocks: ballotBlocks(card, (url, alt) => pictureOf(url, alt, { frame, size: 'small' })) };
};

/** Lays a reply out as one message. The same reply and frame always give the same message. */
export const render = (reply: Reply, frame: Frame<Layout>): Message => {
  switch (reply.kind) {
    case 'working':
      return wordsMessage(reply.text, { actions: [] }, frame);
    case 'result':
      return resultMessage(reply.card, frame);
    case 'details':
      return detailsMessage(reply.card, frame);
    case 'pictures':
      // Never offered here: there is no album to show them in.
      return wordsMessage(reply.card.offer.title, { actions: [] }, frame);
    // The file itself is shared beside the words.
    case 'file':
    case 'progress':
    case 'notice':
      return wordsMessage(reply.card.text, reply.card, frame);
    case 'poll':
      return pollMessage(reply.card, frame);
  }
};

/** The picture that a reply brings, with its text for those who cannot see it. It has to be uploaded before the message. */
export const pictureToUpload = (reply: Reply): { bytes: Uint8Array; alt: string } | null => {
  if (reply.kind === 'result' && reply.sheet) return { bytes: reply.sheet, alt: reply.card.alt };
  if (reply.kind === 'details' && reply.picture) return { bytes: reply.picture, alt: reply.card.offer.title };
  if (reply.kind === 'notice' && reply.picture) return { bytes: reply.picture, alt: reply.card.alt ?? '' };
  return null;
};
