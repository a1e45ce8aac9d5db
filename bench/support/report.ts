/** What all benches need to read their flags and to tell what they measured. */
import type { Options } from '../index.ts';

/** A whole number from a flag, or the number that it is without it. Throws a `RangeError` for anything else. */
export const countIn = (options: Options, name: string, otherwise: number): number => {
  const text = options[name];
  if (text === undefined) return otherwise;
  if (!/^\d{1,7}$/.test(text)) throw new RangeError(`--${name} takes a whole number`);
  return Number(text);
};

/** Something worth reading on the way; figures go to stdout at the end. */
export const note = (text: string): void => void process.stderr.write(`${text}\n`);

/** The value below which the share (0 to 1) of the values lies; 0 for none. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** The middle value. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** A number as it is worth reading. */
export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Waits; benches may. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
