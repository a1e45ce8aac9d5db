/** Reading the options of commands. Whatever cannot be read is refused with a sentence that names the option. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { TusouError } from '../domain/errors.ts';
import { type Money, parseMoney } from '../domain/money.ts';
import { offerIdFromLink } from '../domain/offer.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Throws `input-invalid` with this sentence. */
export const refuse = (reason: string): never => {
  throw new TusouError('input-invalid', { detail: reason, args: { reason } });
};

/** The options and the words between them. Throws `input-invalid` for an option that the command does not know. */
export const readArguments = <const T extends Options>(args: readonly string[], options: T) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (cause) {
    // Node goes on about options that are meant as words; the first sentence names the option.
    const [told] = cause instanceof Error ? (/^.*?[^.]\.?(?= To specify|$)/s.exec(cause.message) ?? []) : [];
    const reason = told ?? 'The options could not be read.';
    throw new TusouError('input-invalid', { detail: reason, args: { reason }, cause });
  }
};

/** One word of a list, `otherwise` when the option is not there. */
export const oneOf = <T extends string>(
  list: readonly T[],
  value: string | undefined,
  { option, otherwise }: { option: string; otherwise: T },
): T => {
  if (value === undefined) return otherwise;
  return list.find((item) => item === value) ?? refuse(`--${option} takes ${list.join(' or ')}.`);
};

/** A whole number inside a range, ends included; `otherwise` when the option is not there. */
export const wholeNumber = <T>(
  value: string | undefined,
  option: string,
  range: { min: number; max: number; otherwise: T },
): number | T => {
  if (value === undefined) return range.otherwise;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= range.min && number <= range.max) return number;
  return refuse(`--${option} takes a whole number from ${range.min} to ${range.max}.`);
};

/** An amount in yuan, null when the option is not there. */
export const amount = (value: string | undefined, option: string): Money | null => {
  if (value === undefined) return null;
  return parseMoney(value) ?? refuse(`--${option} takes an amount in yuan, such as 2.50.`);
};

/** The id of an offer from its digits or any link to it, with or without `https://`; null for anything else. */
export const offerIdOf = (text: string): string | null => {
  const word = text.trim();
  if (/^\d{6,24}$/.test(word)) return word;
  return (
    offerIdFromLink(word) ?? (/^[\w.-]+\.1688\.com\//i.test(word) ? offerIdFromLink(`https://${word}`) : null)
  );
};
