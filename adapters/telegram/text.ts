/** Text for Telegram: foreign words made harmless, cut to length, and turned into HTML; used by the renderer. */

/** A stretch of text in one style. `text` is what people see, not yet escaped; `href` makes it a link. */
export type Span = { readonly text: string; readonly style?: 'b' | 'i'; readonly href?: string };

/** One line of a message; an empty list is a blank line. */
export type Line = readonly Span[];

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Letters that look like nothing at all: Hangul fillers and the empty Braille pattern. */
const BLANK_LETTERS = '\u115f\u1160\u2800\u3164\uffa0';

const INVISIBLE = new RegExp(`[\\p{Cf}\\p{Co}${BLANK_LETTERS}]`, 'gu');

/**
 * One tidy line of a foreign text: control and invisible characters (direction marks, zero-width ones) are taken out,
 * stacked accents limited to three, white space joined, halves of broken characters replaced.
 */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();

/** What Telegram takes for the start of a mention, a tag, a command or a web address. */
const LIVE = /[@#](?=[\p{L}\p{N}_])|(?<![\p{L}\p{N}])\/(?=\p{L})|(?<=[\p{L}\p{N}])\.(?=\p{L})/gu;

/**
 * A seller's text for use outside of links. Telegram makes links of `@name`, `#tag`, `/command` and `shop.com` by itself,
 * and `@name` even calls that person; an invisible word joiner (U+2060) after the sign prevents it.
 */
export const inert = (text: string): string => clean(text).replace(LIVE, '$&\u2060');

const wholeCharacters = (text: string, max: number): string => {
  let end = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    if (index + segment.length > max) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
};

/**
 * At most `max` UTF-16 units of a text, with an ellipsis where something was left out: at a word where one ends in the last
 * third, else between two characters as people see them.
 */
export const cut = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const head = wholeCharacters(text, max - 1);
  const space = text[head.length] === ' ' ? head.length : head.lastIndexOf(' ');
  const kept = space >= (head.length * 2) / 3 ? head.slice(0, space) : head;
  return max < 1 ? '' : `${kept.replace(/[\s,;:，；：、·-]+$/u, '')}…`;
};

/** The characters that Telegram wants escaped, as named entities it knows (core.telegram.org/bots/api#html-style). */
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const spanHtml = ({ text, style, href }: Span): string => {
  const inner = style ? `<${style}>${escapeHtml(text)}</${style}>` : escapeHtml(text);
  return href === undefined ? inner : `<a href="${escapeHtml(href)}">${inner}</a>`;
};

/** The lines as Telegram HTML. */
export const toHtml = (lines: readonly Line[]): string =>
  lines.map((line) => line.map(spanHtml).join('')).join('\n');

/** How long Telegram finds the lines: UTF-16 units after the tags and entities are read, line breaks included. */
export const lengthOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + line.reduce((width, { text }) => width + text.length, 1), -1);
