/** Turns replies into what Telegram is to show: HTML and buttons within its limits. Pure; called before anything is sent. */
import type { InlineKeyboardButton } from 'grammy/types';
import { type Button, decodeAction, type OfferCard, type Reply, type ResultCard } from '#service';
import { detailsLines, resultLines, textLines } from './layout.ts';
import { clean, cut, toHtml } from './text.ts';

/** Telegram's limits, and two of our own. */
export const LIMITS = {
  /** UTF-16 units of a photo's caption after entities parsing (core.telegram.org/bots/api#sendphoto). */
  caption: 1024,
  /** UTF-16 units of a text message after entities parsing (core.telegram.org/bots/api#sendmessage). */
  text: 4096,
  /** Bytes of UTF-8 in a button's callback_data, at least one (core.telegram.org/bots/api#inlinekeyboardbutton). */
  callbackBytes: 64,
  /** Ours: UTF-16 units of a button's label; more is not readable on a phone. */
  label: 40,
  /** Ours: number buttons in a row, so that a thumb can hit one. */
  numbersPerRow: 6,
} as const;

/**
 * What to show. `text` is the form for a message without a picture; `caption` the form under a picture. A caption with no
 * `picture` of its own may also stand under one that the replaced message already holds; without a caption it may not.
 */
export type TelegramMessage = {
  readonly text: string;
  readonly caption: string | null;
  readonly picture: Uint8Array | null;
  readonly keyboard: InlineKeyboardButton[][];
};

/** Telegram refuses the whole message for an address without a dotted host, such as `http://localhost`. */
const isPublicUrl = (url: string): boolean =>
  URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).hostname.includes('.');

const fitsCallback = (data: string): boolean => {
  const bytes = Buffer.byteLength(data);
  return bytes >= 1 && bytes <= LIMITS.callbackBytes;
};

const buttonOf = (button: Button): InlineKeyboardButton[] => {
  const text = cut(clean(button.label), LIMITS.label);
  if (text === '') return [];
  if (button.kind === 'link') return isPublicUrl(button.url) ? [{ text, url: button.url }] : [];
  return fitsCallback(button.action) ? [{ text, callback_data: button.action }] : [];
};

const keyboardOf = (rows: readonly (readonly Button[])[]): InlineKeyboardButton[][] =>
  rows.map((row) => row.flatMap(buttonOf)).filter((row) => row.length > 0);

const numberButton = ({ number, actions }: OfferCard): Button[] =>
  actions
    .filter((button) => button.kind === 'action')
    .filter(({ action }) => decodeAction(action)?.kind === 'details')
    .slice(0, 1)
    .map((button) => ({ ...button, label: String(number) }));

const numberRows = ({ offers }: ResultCard): Button[][] => {
  const numbers = offers.flatMap(numberButton);
  const rows = Math.ceil(numbers.length / LIMITS.numbersPerRow);
  const start = (row: number): number => row * LIMITS.numbersPerRow;
  return Array.from({ length: rows }, (_, row) => numbers.slice(start(row), start(row + 1)));
};

/**
 * The message for a reply. A result without a sheet gets no caption: the sheet of an older page above it would carry the
 * wrong numbers. Details and notices may stand under any picture.
 */
export const render = (reply: Reply): TelegramMessage => {
  switch (reply.kind) {
    case 'working':
      return { text: toHtml(textLines(reply.text, LIMITS.text)), caption: null, picture: null, keyboard: [] };
    case 'result':
      return {
        text: toHtml(resultLines(reply.card, LIMITS.text)),
        caption: reply.sheet && toHtml(resultLines(reply.card, LIMITS.caption)),
        picture: reply.sheet,
        keyboard: keyboardOf([...numberRows(reply.card), ...reply.card.actions]),
      };
    case 'details':
      return {
        text: toHtml(detailsLines(reply.card, LIMITS.text)),
        caption: toHtml(detailsLines(reply.card, LIMITS.caption)),
        picture: reply.picture,
        keyboard: keyboardOf(reply.card.actions),
      };
    case 'notice':
      return {
        text: toHtml(textLines(reply.card.text, LIMITS.text)),
        caption: toHtml(textLines(reply.card.text, LIMITS.caption)),
        picture: null,
        keyboard: keyboardOf(reply.card.actions),
      };
    default:
      return reply satisfies never;
  }
};
