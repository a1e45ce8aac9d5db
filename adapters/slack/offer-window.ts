/** One offer as a window (modal): its pictures, every price as a table, and what else is known. Pure, and within Slack's limits. */
import type { ImageBlock, KnownBlock, ModalView, TableBlock } from '@slack/types';
import {
  type Button,
  type ChatRef,
  type DetailsCard,
  decodeAction,
  type Language,
  translator,
} from '#service';
import { buttons, context, heading, mrkdwnSection, plainSection } from './blocks.ts';
import { type Frame, pictureOf, uploaded } from './frames.ts';
import { LIMITS } from './limits.ts';
import { mrkdwn, plain } from './text.ts';

/** The callback id by which presses in such a window are known. */
export const OFFER_WINDOW = 'offer';

/** How prices are laid out, best first: Slack's answer decides; `plain` has no more than a text for each part. */
export const WINDOW_LAYOUTS = ['table', 'fields', 'plain'] as const;
/** One of `WINDOW_LAYOUTS`. */
export type WindowLayout = (typeof WINDOW_LAYOUTS)[number];

/** Where a window belongs: its language, the chat, and the ts of the message behind it. */
export type WindowPlace = { readonly language: Language; readonly chat: ChatRef; readonly behind: string };

/** Presses that stay in the window or lead on from it; the others would change the list behind it, where nobody sees it. */
const IN_WINDOW: readonly string[] = ['pick', 'unpick', 'more', 'shortlist'];

/** Pictures in a window at most, so that the words are not far away. */
const MOST_PICTURES = 8;

const LADDER_STEPS = 40;
const CELL = 60;
const LINE = 500;

/** Half of what Slack takes: it may count characters in a longer spelling than ours. */
const ROOM_BYTES = LIMITS.viewBytes / 2;

/** What a press in the window brings back: where the chat is. A return address that is too long is left out. */
const metadataOf = ({ chat, behind }: WindowPlace): string => {
  const { id: channel, thread, via } = chat;
  const whole = JSON.stringify({ channel, thread, via, behind });
  return whole.length <= LIMITS.privateMetadata
    ? whole
    : JSON.stringify({ channel, thread, via: null, behind });
};

const windowOf = (blocks: readonly KnownBlock[], place: WindowPlace): ModalView => {
  const t = translator(place.language);
  const words = (key: 'slack-window-title' | 'slack-window-close', limit: number) => ({
    type: 'plain_text' as const,
    text: plain(t(key), limit),
    emoji: false,
  });
  return {
    type: 'modal',
    callback_id: OFFER_WINDOW,
    title: words('slack-window-title', LIMITS.modalTitle),
    close: words('slack-window-close', LIMITS.modalButton),
    private_metadata: metadataOf(place),
    blocks: [...blocks],
  };
};

const isLinkOrInWindow = (button: Button): boolean =>
  button.kind === 'link' || IN_WINDOW.includes(decodeAction(button.action)?.kind ?? '');

const rowOf = (list: readonly (readonly Button[])[], about: string): KnownBlock[] => {
  const elements = buttons(list.flat().filter(isLinkOrInWindow), 'window', about);
  return elements.length > 0 ? [{ type: 'actions', elements }] : [];
};

/** A window with a few words: that something is coming, went wrong, or comes elsewhere. */
export const wordsWindow = (
  text: string,
  place: WindowPlace,
  actions: readonly (readonly Button[])[] = [],
): ModalView => windowOf([plainSection(text), ...rowOf(actions, '')], place);

const stepsOf = ({ offer }: DetailsCard) => offer.ladder.slice(0, LADDER_STEPS);

const priceTable = (card: DetailsCard, layout: WindowLayout): KnownBlock[] => {
  const t = translator(card.language);
  const rows = [
    [t('slack-window-quantity'), t('slack-window-price')],
    ...stepsOf(card).map(({ from, price }) => [from, price]),
  ];
  if (rows.length < 2 || layout === 'plain') return [];
  if (layout === 'table') {
    const table: TableBlock = {
      type: 'table',
      rows: rows.map((row) => row.map((cell) => ({ type: 'raw_text', text: plain(cell, CELL) || '…' }))),
      column_settings: [{ align: 'right' }, { align: 'right', is_wrapped: true }],
    };
    return [table];
  }
  const [head, ...body] = rows.map((row) => row.map((cell) => mrkdwn(cell, CELL) || '…'));
  const cells = [...(head ?? []).map((cell) => `*${cell}*`), ...body.flat()];
  return Array.from({ length: Math.ceil(cells.length / LIMITS.fields) }, (_, part) => ({
    type: 'section',
    fields: cells
      .slice(part * LIMITS.fields, (part + 1) * LIMITS.fields)
      .map((text) => ({ type: 'mrkdwn', text, verbatim: true })),
  }));
};

/** Sections of lines, without the prices that stand in the table. */
const sectionBlocks = (card: DetailsCard, layout: WindowLayout): KnownBlock[] => {
  const inTable = new Set(
    layout === 'plain' ? [] : stepsOf(card).map(({ from, price }) => `${from}: ${price}`),
  );
  return card.sections.flatMap(({ title, lines }) => {
    const kept = lines.filter((line) => !inTable.has(line)).map((line) => mrkdwn(line, LINE));
    const written = kept.filter((line) => line !== '');
    if (written.length === 0) return [];
    const text = [`*${mrkdwn(title, LINE)}*`, ...written].reduce((all, line) =>
      all.length + 1 + line.length <= LIMITS.section ? `${all}\n${line}` : all,
    );
    return [mrkdwnSection(text)];
  });
};

const galleryOf = (card: DetailsCard, frame: Frame<WindowLayout>): ImageBlock[] => {
  const { offer, images, language } = card;
  const t = translator(language);
  const all = [...new Set(images.length > 0 ? images : [offer.imageUrl])];
  const shown = all.flatMap((address) => pictureOf(address, '', { frame, size: 'large' }) ?? []);
  const pictures = (shown.length > 0 ? shown : uploaded('', frame)).slice(0, MOST_PICTURES);
  const count = pictures.length;
  const altOf = (number: number): string =>
    count > 1 ? t('slack-picture', { title: plain(offer.title, LINE), number, count }) : offer.title;
  return pictures.map((picture, index) => ({
    ...picture,
    alt_text: plain(altOf(index + 1), LIMITS.altText) || '…',
  }));
};

/** Whole blocks as long as they fit; those that are left out are the last ones. */
const fitting = (blocks: readonly KnownBlock[]): KnownBlock[] => {
  let bytes = 0;
  return blocks.slice(0, LIMITS.viewBlocks).filter((block) => {
    bytes += Buffer.byteLength(JSON.stringify(block));
    return bytes <= ROOM_BYTES;
  });
};

/** The window that shows an offer. The same card and frame always give the same window. */
export const offerWindow = (card: DetailsCard, place: WindowPlace, frame: Frame<WindowLayout>): ModalView => {
  const { offer, actions, language } = card;
  const [first, ...others] = galleryOf(card, frame);
  const more = others.length > 0 ? context([translator(language)('slack-window-pictures')]) : [];
  const blocks = [
    heading(offer.title),
    ...context([offer.originalTitle ?? '']),
    ...(first ? [first] : []),
    ...rowOf(actions, offer.title),
    ...priceTable(card, frame.layout),
    ...sectionBlocks(card, frame.layout),
    ...more,
    ...others,
  ];
  return windowOf(fitting(blocks), { ...place, language });
};
