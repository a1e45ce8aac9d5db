/**
 * Currencies beside yuan, and what a yuan is worth in them. Prices are and stay yuan: an amount in another currency is words for the reader,
 * and nothing is ever reckoned, narrowed or ordered by it.
 */

/** Currencies that can be shown beside yuan, by their ISO 4217 codes: those of buyers on 1688, as they stand on the buttons. */
export const CURRENCIES = [
  'USD',
  'EUR',
  'GBP',
  'RUB',
  'VND',
  'MXN',
  'JPY',
  'KRW',
  'THB',
  'IDR',
  'MYR',
  'PHP',
  'SGD',
  'INR',
  'HKD',
  'TWD',
  'AUD',
  'NZD',
  'CAD',
  'BRL',
  'COP',
  'PEN',
  'CLP',
  'KZT',
  'BYN',
  'UZS',
  'UAH',
  'PLN',
  'CZK',
  'CHF',
  'SEK',
  'NOK',
  'TRY',
  'AED',
  'SAR',
  'ZAR',
] as const;
/** One of `CURRENCIES`. */
export type Currency = (typeof CURRENCIES)[number];

/** What one yuan was worth on a day (`2026-11-24`), by currency code, as a source told it. Every figure is above 0 and finite. */
export type DayRates = { readonly day: string; readonly perYuan: Readonly<Record<string, number>> };

/** What one yuan was worth in one currency on a day (`2026-11-24`). */
export type Rate = { readonly currency: Currency; readonly perYuan: number; readonly day: string };

/** The rates of lately. Nothing here rejects, and nobody waits for longer than a second. */
export interface Rates {
  /** Null while there is none that is young enough. */
  of(currency: Currency): Promise<Rate | null>;
  /** What there are rates for; all currencies while that is not known. */
  currencies(): Promise<readonly Currency[]>;
}

/** What a chat may choose from, and what holds where it chose nothing. Nothing is offered where there are no rates. */
export type CurrencyChoice = { readonly byDefault: Currency | null; readonly offered: readonly Currency[] };

/** Yuan alone. */
export const YUAN_ALONE: CurrencyChoice = { byDefault: null, offered: [] };
