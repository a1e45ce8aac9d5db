/** How each language calls itself, how it is told to browsers, and how it writes figures and days. */
import type { Language } from '../domain/query.ts';

/**
 * `name` is the language's own name, `tag` what a page says it is written in (BCP 47), `locale` whose digits and dates it has. Spanish has
 * those of Latin America: prices stand beside them as 1688 writes them, with a point for the decimals, and `1.234` would read like one.
 */
const MANNERS: Readonly<
  Record<Language, { readonly name: string; readonly tag: string; readonly locale: string }>
> = {
  en: { name: 'English', tag: 'en', locale: 'en' },
  zh: { name: '中文', tag: 'zh-Hans', locale: 'zh' },
  ru: { name: 'Русский', tag: 'ru', locale: 'ru' },
  es: { name: 'Español', tag: 'es', locale: 'es-419' },
  vi: { name: 'Tiếng Việt', tag: 'vi', locale: 'vi' },
};

/** The language's name for those who read it: `Русский`. */
export const languageName = (language: Language): string => MANNERS[language].name;

/** The language for a `lang` attribute: `zh-Hans`. */
export const languageTag = (language: Language): string => MANNERS[language].tag;

/** Whose plural forms, digits and dates the language has: `es-419`. */
export const localeOf = (language: Language): string => MANNERS[language].locale;

/** Made once for each language and number of decimals: making one takes longer than all the rest of a card. */
const formats = new Map<string, Intl.NumberFormat>();

const formatOf = (language: Language, least: number, most: number): Intl.NumberFormat => {
  const name = `${language} ${least} ${most}`;
  const made =
    formats.get(name) ??
    new Intl.NumberFormat(localeOf(language), { minimumFractionDigits: least, maximumFractionDigits: most });
  formats.set(name, made);
  return made;
};

/** A whole number with the reader's digit grouping: `1,200`. */
export const countText = (count: number, language: Language): string =>
  formatOf(language, 0, 0).format(count);

/** A measure with the reader's decimal sign and `least` to `most` decimals: `4.6`, in Russian `4,6`. */
export const measureText = (
  value: number,
  language: Language,
  { least, most }: { readonly least: number; readonly most: number },
): string => formatOf(language, least, most).format(value);

/** A supplier's score, which 1688 tells with one decimal: `4.6`. */
export const scoreText = (score: number, language: Language): string =>
  measureText(score, language, { least: 1, most: 1 });

/** The decimals of an amount that is worth so much: three figures that count, as far as its coins go where it is more than small change. */
const decimalsOf = (value: number, coins: number): number => {
  const wanted = Math.min(4, Math.max(0, 2 - Math.floor(Math.log10(value))));
  return wanted === 1 ? coins : wanted;
};

/** In most languages its sign is that of the yuan, too. */
const BY_CODE = ['JPY'];

const amounts = new Map<string, Intl.NumberFormat>();

const amountFormat = (currency: string, language: Language, decimals: number): Intl.NumberFormat => {
  const name = `${currency} ${language} ${decimals}`;
  const made =
    amounts.get(name) ??
    new Intl.NumberFormat(localeOf(language), {
      style: 'currency',
      currency,
      currencyDisplay: BY_CODE.includes(currency) ? 'code' : 'symbol',
      minimumFractionDigits: Math.min(2, decimals),
      maximumFractionDigits: decimals,
    });
  amounts.set(name, made);
  return made;
};

const coinsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Amounts that are worth less than this say nothing with four decimals. */
const LEAST_AMOUNT = 0.0001;

/**
 * An amount in a currency (ISO 4217), as one tells about how much something is: three or four figures that count, in the reader's way,
 * such as `$1.74`, in Russian `1,74 $`. Null for next to nothing.
 */
export const currencyText = (value: number, currency: string, language: Language): string | null => {
  if (!(value >= LEAST_AMOUNT) || !Number.isFinite(value)) return null;
  const rounded = Number(value.toPrecision(4));
  return amountFormat(currency, language, decimalsOf(rounded, coinsOf(currency))).format(rounded);
};

/** A figure of 1 or more with at least three digits, as exchange rates are told: `7.19`, `3,624`. */
export const rateText = (rate: number, language: Language): string => {
  const decimals = Math.min(2, Math.max(0, 2 - Math.floor(Math.log10(rate))));
  return formatOf(language, decimals, decimals).format(rate);
};

/** A day of a calendar (`2026-11-24`) in short, without its year: `24 Nov`. */
export const dayText = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : localeOf(language), {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));

/** The weekday's name as it stands alone, on the machine's own clock: `Tuesday`. */
export const weekdayText = (day: Date, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), { weekday: 'long' }).format(day);
