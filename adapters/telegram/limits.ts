/** Telegram's limits, and some of our own, in one table. */

/** What Telegram takes; a message beyond it is refused as a whole. */
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
  /** Bytes of UTF-8 in all text of a rich message (core.telegram.org/bots/api#rich-message-limits says "32768 UTF-8 characters"; this is the stricter reading). */
  richBytes: 32_768,
  /** Blocks of a rich message, with those inside of others, list items and table rows (same place). */
  richBlocks: 500,
  /** Blocks and formatting inside of each other (same place). */
  richLevels: 16,
  /** Media in a rich message (same place). */
  richMedia: 50,
  /** Columns of a table (same place). */
  richColumns: 20,
  /** Characters of a poll's question, of an option, and of its description after entities parsing (core.telegram.org/bots/api#sendpoll). */
  pollQuestion: 300,
  pollOption: 100,
  pollDescription: 1024,
  /** Ours: UTF-16 units of a title or of the facts in a line of that description. */
  pollLine: 60,
} as const;
