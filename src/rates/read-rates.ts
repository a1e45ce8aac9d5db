/** Reads what public sources of exchange rates answer, in whichever of the common shapes it is. Pure; whatever it is, nothing here throws. */
import type { DayRates } from '../domain/rates.ts';

/** Beyond these a figure is no rate: the Iranian rial, the least worth of all, is some ten thousand to the yuan. */
const LEAST = 1e-9;
const MOST = 1e9;

/** There are fewer than 200 currencies; sources with metals and coins in them have some more. */
const MOST_CURRENCIES = 500;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRate = (figure: number): boolean => figure >= LEAST && figure <= MOST;

/** A figure, also where it is written as a text; null for what is none. */
const figureIn = (value: unknown): number | null => {
  const isText = typeof value === 'string' && /^\d{1,12}(\.\d{1,20})?$/.test(value);
  const figure = isText ? Number(value) : value;
  return typeof figure === 'number' && isRate(figure) ? figure : null;
};

const codeIn = (value: unknown): string | null =>
  typeof value === 'string' && /^[A-Z]{3}$/i.test(value) ? value.toUpperCase() : null;

/** A day as `2026-11-24`; null for one that there is not. */
const dayIn = (value: unknown): string | null => {
  const [day] = (typeof value === 'string' && /^\d{4}-\d\d-\d\d(?=$|T| )/.exec(value)) || [];
  if (!day) return null;
  const atMs = Date.parse(`${day}T00:00:00Z`);
  // 30 February is read as a day in March.
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(day) ? day : null;
};

/** The day of a moment in seconds; null for what is none of this age. */
const dayAt = (seconds: unknown): string | null =>
  typeof seconds === 'number' && seconds > 946_684_800 && seconds < 4_102_444_800
    ? new Date(seconds * 1000).toISOString().slice(0, 10)
    : null;

const ratesIn = (value: unknown): readonly (readonly [string, number])[] =>
  Object.entries(isFields(value) ? value : {})
    .slice(0, MOST_CURRENCIES)
    .flatMap(([name, told]) => {
      const [code, figure] = [codeIn(name), figureIn(told)];
      return code !== null && figure !== null ? [[code, figure] as const] : [];
    });

/** Of rows whose sources publish on different days, those that are this far behind the newest still belong to it: a long weekend. */
const MOST_APART_MS = 4 * 24 * 60 * 60 * 1000;

/** Rows of one rate each, which have the base of the first one, as one answer; of the day of the oldest that counts. */
const rowsTogether = (rows: readonly unknown[]): Fields => {
  const told = rows.slice(0, MOST_CURRENCIES).flatMap((row) => {
    const { base, quote, rate, date } = isFields(row) ? row : {};
    const [from, to, day] = [codeIn(base), codeIn(quote), dayIn(date)];
    return from && to && day ? [{ from, to, day, rate }] : [];
  });
  const base = told[0]?.from;
  const days = told.map(({ day }) => day).sort();
  const isNew = (day: string): boolean => Date.parse(days.at(-1) ?? '') - Date.parse(day) <= MOST_APART_MS;
  const kept = told.filter(({ from, day }) => from === base && isNew(day));
  const rates = kept.map(({ to, rate }) => [to, rate] as const);
  return { base, date: days.find(isNew), rates: Object.fromEntries(rates) };
};

/**
 * Rates as Frankfurter and others who hand on the rates of the European Central Bank write them (`base`, `date`, `rates`,
 * frankfurter.dev/v1), or in rows of one each (`base`, `quote`, `rate`, `date`, frankfurter.dev), or as open.er-api.com does (`base_code`, `time_last_update_unix`, `rates`, exchangerate-api.com/docs/free); with any
 * base, through which the yuan is found. Figures that are no rates are left out. Null where there is no yuan, no day, or nothing else.
 */
export const readRates = (answer: unknown): DayRates | null => {
  if (Array.isArray(answer)) return readRates(rowsTogether(answer));
  if (!isFields(answer)) return null;
  const base = codeIn(answer.base ?? answer.base_code);
  const day = dayIn(answer.date) ?? dayAt(answer.time_last_update_unix ?? answer.timestamp);
  if (base === null || day === null) return null;
  // Frankfurter tells of how much of the base it speaks, and others speak of one.
  const amount = answer.amount === undefined ? 1 : figureIn(answer.amount);
  if (amount === null) return null;
  const told = new Map(ratesIn(answer.rates ?? answer.conversion_rates));
  told.set(base, amount);
  const yuan = told.get('CNY');
  if (yuan === undefined) return null;
  const others = [...told]
    .filter(([code]) => code !== 'CNY')
    .map(([code, figure]) => [code, figure / yuan] as const)
    .filter(([, perYuan]) => isRate(perYuan));
  return others.length > 0 ? { day, perYuan: Object.fromEntries(others) } : null;
};
