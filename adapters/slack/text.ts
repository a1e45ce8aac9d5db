/** Makes strangers' words safe and short enough for Slack: nothing in them can ping, link, format or overflow. */

/** Marks that turn the reading direction around; a title could hide its end behind them. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const CONTROLS = /[^\P{Cc}\n]/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  // The three characters that Slack reads as markup (docs.slack.dev/messaging/formatting-message-text#escaping).
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // Slack has no escape for its formatting marks, so their look-alikes stand in.
  '*': '∗',
  _: 'ˍ',
  '~': '∼',
  '`': 'ˋ',
  // Ends the address inside a link.
  '|': '∣',
};

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

const tidy = (text: string): string =>
  text.toWellFormed().replace(DIRECTION_MARKS, '').replace(CONTROLS, ' ').trim();

/** A colon that would begin an `:emoji:` or the `://` of a web address. */
const ACTIVE_COLON = /:(?=\/\/|[\w+'-]+:)/g;

/** Cuts at whole characters, counting each as long as `write` makes it; an ellipsis marks the cut. */
const shorten = (text: string, limit: number, write: (character: string) => string): string => {
  const written: string[] = [];
  let length = 0;
  let room = 0;
  for (const { segment } of graphemes.segment(text)) {
    const part = write(segment);
    length += part.length;
    if (length > limit) return `${written.slice(0, room).join('')}…`;
    written.push(part);
    if (length < limit) room = written.length;
  }
  return written.join('');
};

/** Text for a `plain_text` object, several lines at most `limit` UTF-16 units long. Slack reads no markup in it. */
export const plainLines = (text: string, limit: number): string =>
  shorten(tidy(text).replace(/\n{3,}/g, '\n\n'), limit, (character) => character);

/** Text for a `plain_text` object, on one line. */
export const plain = (text: string, limit: number): string => plainLines(text.replace(/\s+/g, ' '), limit);

/** Text for a `mrkdwn` object, on one line, that Slack shows as it is: no mention, link, emoji or style comes of it. */
export const mrkdwn = (text: string, limit: number): string =>
  shorten(tidy(text.replace(/\s+/g, ' ')).replace(ACTIVE_COLON, '∶'), limit, (character) =>
    character.replace(/[&<>*_~`|]/g, (mark) => ESCAPES[mark] ?? mark),
  );

/** Joins as many whole phrases as fit; the first is cut if it alone is too long. */
export const phrases = (parts: readonly (string | null)[], limit: number): string =>
  parts.reduce<string>((joined, part) => {
    const next = part ? mrkdwn(part, limit) : '';
    if (next === '') return joined;
    const longer = joined === '' ? next : `${joined} · ${next}`;
    return longer.length <= limit ? longer : joined;
  }, '');

/** A web address that Slack may link to, or null when it is none or longer than `limit`. */
export const webAddress = (url: string, limit: number): string | null => {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  const safe = href.replace(/[|<>]/g, encodeURIComponent);
  return /^https?:$/.test(protocol) && safe.length <= limit ? safe : null;
};
