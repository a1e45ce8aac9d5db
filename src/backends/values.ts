/** Readers for the odd forms in which marketplaces write values. Each takes anything and answers null for "not said". */
import { type Money, parseMoney } from '../domain/money.ts';
import type { PriceTier } from '../domain/offer.ts';

/** The value at a path of keys, or undefined where the path ends early. Never throws. */
export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string, unknown>)[key]
        : undefined,
    value,
  );

/** The items of a list; anything else is an empty list. */
export const readList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text that is not blank, trimmed; numbers as their digits. An object is no text, whatever its `toString` might be. */
export const readText = (value: unknown): string | null => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
};

/** An id of digits, from text or a number. 6 to 24 digits, as the button codec carries them. */
export const readOfferId = (value: unknown): string | null => {
  const text = readText(value);
  return text && /^\d{6,24}$/.test(text) ? text : null;
};

/** `true`, `"true"`, `"Y"`, `1`, `"1"` and their opposites, in any case. */
export const readFlag = (value: unknown): boolean | null => {
  const text = typeof value === 'boolean' ? String(value) : (readText(value)?.toLowerCase() ?? '');
  if (['true', 'y', 'yes', '1'].includes(text)) return true;
  return ['false', 'n', 'no', '0'].includes(text) ? false : null;
};

const COUNT = /^(\d[\d,]*(?:\.\d+)?)\s*([万亿])?\s*\+?\s*\p{L}{0,3}$/u;
const TIMES: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };

/** A count: `340`, `"1,200"`, `"100+"` (100), `"1.2万"` (12000), `"300件"` (300). Whole and not negative. */
export const readCount = (value: unknown): number | null => {
  const match = COUNT.exec(readText(value) ?? '');
  if (!match?.[1]) return null;
  const count = Math.round(Number(match[1].replaceAll(',', '')) * (TIMES[match[2] ?? ''] ?? 1));
  return Number.isSafeInteger(count) ? count : null;
};

/** The least quantity of a range: `"2~99"` and `"2-99"` (2), `"≥100"` and `">=100"` (100), and whatever `readCount` reads. */
export const readLeast = (value: unknown): number | null => {
  const text = readText(value)?.replace(/^(?:≥|>=)\s*/, '') ?? '';
  return readCount(/^\d[\d,]*(?=\s*[~～–-]\s*\d)/.exec(text)?.[0] ?? text);
};

/** A ratio from 0 to 1: `"13%"`, `"0.4666"`, `0.13`. A bare number above 1 could mean anything, so it is not read. */
export const readRatio = (value: unknown): number | null => {
  const match = /^(\d+(?:\.\d+)?)\s*([%％])?$/.exec(readText(value) ?? '');
  if (!match) return null;
  // Shifting the decimal point by text keeps "13%" at exactly 0.13.
  const ratio = match[2] ? Number(`${match[1]}e-2`) : Number(match[1]);
  return ratio <= 1 ? ratio : null;
};

/** A score from 0 to 5: `"4.5"`, `5`. */
export const readScore = (value: unknown): number | null => {
  const text = readText(value);
  return text && /^[0-5](?:\.\d+)?$/.test(text) && Number(text) <= 5 ? Number(text) : null;
};

/** A price in yuan. Zero is how "ask the seller" is written, so it is not a price. */
export const readPrice = (value: unknown): Money | null => {
  const price = parseMoney(readText(value));
  return price && price.fen > 0 ? price : null;
};

/**
 * A price in two parts, `12` and `50`. A single digit that is not 0 may be written for tenths or, without its leading zero,
 * for hundredths: such a price is not read.
 */
export const readSplitPrice = (whole: unknown, decimals: unknown): Money | null => {
  const [yuan, rest] = [readText(whole), readText(decimals) ?? '0'];
  return yuan && /^(?:0|\d\d)$/.test(rest) ? readPrice(`${yuan}.${rest}`) : null;
};

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  times: '×',
  deg: '°',
  middot: '·',
};

const character = (code: number): string =>
  code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '' : String.fromCodePoint(code);

/** One pass, so that an escaped entity (`&amp;lt;`) stays what its writer meant. */
const decodeEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (decimal) return character(Number(decimal));
    return hex ? character(Number.parseInt(hex, 16)) : (NAMED[String(name).toLowerCase()] ?? whole);
  });

/**
 * One line of plain text out of what a seller wrote: search-highlight tags (`<font color=red>`) gone, entities decoded, control,
 * direction and other invisible characters gone (the joiners of emoji and of Persian stay), white space single.
 * It is still untrusted text: who shows it must escape it.
 */
export const readPlainText = (value: unknown): string | null =>
  readText(
    decodeEntities(readText(value) ?? '')
      .toWellFormed()
      .replace(/(?![\u200c\u200d])\p{Cf}/gu, '')
      .replace(/\p{Cc}/gu, ' ')
      .replace(/<\/?[a-z][^<>]*>/gi, '')
      .replace(/\s+/g, ' '),
  );

/** Where a line ends in HTML: breaks, and the ends of blocks. */
const LINE_END = /<br\s*\/?>|<\/(?:p|div|li|tr|h[1-6]|table|ul|ol)>/gi;
/** What is never closed goes on to the end, as in browsers; the search for an end is so never made twice. */
const UNSEEN = /<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)|<!--[\s\S]*?(?:-->|$)/gi;

/** A long HTML text as plain lines without blank ones, each as `readPlainText` reads it; null when no words are in it. */
export const readPlainLines = (value: unknown): string | null => {
  const lines = (readText(value) ?? '').replace(UNSEEN, '').replace(LINE_END, '\n').split('\n');
  return readText(lines.map(readPlainText).filter(Boolean).join('\n'));
};

/** A comma list of addresses splits only where the next address begins: commas also occur inside addresses. */
const NEXT_ADDRESS = /,(?=\s*(?:https?:)?\/\/)/;

const readImageUrl = (text: string): string | null => {
  const full = text.trim().replace(/^\/\//, 'https://');
  if (!/^https?:\/\//i.test(full) || !URL.canParse(full)) return null;
  const url = new URL(full);
  // The picture itself is under the same address without this ending, as JPEG, which every chat shows.
  url.pathname = url.pathname.replace(/(\.(?:jpe?g|png))_\.webp$/i, '$1');
  if (url.hostname.endsWith('.alicdn.com')) url.protocol = 'https:';
  return url.href;
};

/** Picture addresses from a text, a comma list or a list of these: absolute, `//` completed, each once, in order. */
export const readImageUrls = (value: unknown): readonly string[] => {
  const texts = [value].flat().filter((item) => typeof item === 'string');
  const urls = texts.flatMap((text) => text.split(NEXT_ADDRESS)).map(readImageUrl);
  return [...new Set(urls.filter((url) => url !== null))];
};

/** A step as it came: from how many pieces, at which price. */
export type RawTier = { readonly quantity: unknown; readonly price: unknown };

/**
 * The price ladder: sorted, strictly increasing in quantity, steps without a quantity or a price left out. Of two prices for
 * one quantity the higher counts, whatever their order, so that nobody is promised too little. "From 0" means from 1.
 */
export const readTiers = (steps: readonly RawTier[]): readonly PriceTier[] => {
  const byQuantity = new Map<number, Money>();
  for (const step of steps) {
    const count = readLeast(step.quantity);
    const price = readPrice(step.price);
    if (count === null || !price) continue;
    const quantity = Math.max(1, count);
    if (price.fen > (byQuantity.get(quantity)?.fen ?? 0)) byQuantity.set(quantity, price);
  }
  return [...byQuantity]
    .map(([minQuantity, price]) => ({ minQuantity, price }))
    .sort((a, b) => a.minQuantity - b.minQuantity);
};

const MOMENT = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})([+-]\d\d)(\d\d)$/;

/** A moment as the official gateway writes it, `"20260701000000000+0800"`, in milliseconds since the epoch. */
export const readMoment = (value: unknown): number | null => {
  const text = readText(value) ?? '';
  if (!MOMENT.test(text)) return null;
  const ms = Date.parse(text.replace(MOMENT, '$1-$2-$3T$4:$5:$6.$7$8:$9'));
  return Number.isNaN(ms) ? null : ms;
};
