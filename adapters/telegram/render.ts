/** Turns replies into what Telegram is to show: HTML and buttons within its limits. Pure; called before anything is sent. */
import type { InlineKeyboardButton } from 'grammy/types';
import { type Button, decodeAction, type OfferCard, type Reply, type ResultCard } from '#service';
import { detailsLines, pictureLines, resultLines, textLines } from './layout.ts';
import { LIMITS } from './limits.ts';
import { clean, cut, toHtml } from './text.ts';

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
export const isPublicUrl = (url: string): boolean =>
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

/** Buttons as rows of an inline keyboard: those that Telegram would refuse are left out. */
export const keyboardOf = (rows: readonly (readonly Button[])[]): InlineKeyboardButton[][] =>
  rows.map((row) => row.flatMap(buttonOf)).filter((row) => row.length > 0);

const numberButton = ({ number, actions }: OfferCard): Button[] =>
  actions
    .filter((button) => button.kind === 'action')
    .filter(({ action }) => decodeAction(action)?.kind === 'details')
    .slice(0, 1)
    .map((button) => ({ ...button, label: String(number) }));

/** A button for each offer of a page, by its number. */
export const numberRows = ({ offers }: ResultCard): Button[][] => {
  const numbers = offers.flatMap(numberButton);
  const rows = Math.ceil(numbers.length / LIMITS.numbersPerRow);
  // Nine are five and four rather than six and three.
  const start = (row: number): number => row * Math.ceil(numbers.length / rows);
  return Array.from({ length: rows }, (_, row) => numbers.slice(start(row), start(row + 1)));
};

/**
 * The message for a reply. A result without a sheet gets no caption: the sheet of an older page above it would carry the
 * wrong numbers. Details and notices may stand under any picture.
 */
export const render = (reply: Exclude<Reply, { kind: 'poll' }>): TelegramMessage => {
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
    case 'pictures':
      // An album has no place for buttons (core.telegram.org/bots/api#sendmediagroup).
      return {
        text: toHtml(pictureLines(reply.card.offer, LIMITS.text)),
        caption: toHtml(pictureLines(reply.card.offer, LIMITS.caption)),
        picture: null,
        keyboard: [],
      };
    // The file itself is put beside the words by whoever sends it.
    case 'file':
    case 'progress':
    case 'notice':
      return {
        text: toHtml(textLines(reply.card.text, LIMITS.text)),
        caption: toHtml(textLines(reply.card.text, LIMITS.caption)),
        picture: (reply.kind === 'notice' && reply.picture) || null,
        keyboard: keyboardOf(reply.card.actions),
      };
    default:
      return reply satisfies never;
  }
};
