/**
 * How the texts of environment variables become values. Errors complete a sentence that begins with the variable's name, and never hold
 * the value: it may be a secret.
 */
import { isIP } from 'node:net';
import { z } from 'zod';

/** One of these words. */
export const oneOf = <const T extends readonly string[]>(...values: T) =>
  z.enum(values, { error: `must be one of: ${values.join(', ')}` });

/** A comma list of some of these, each at most once. */
export const someOf = <const T extends readonly string[]>(...values: T) =>
  z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .refine((names) => names.every((name) => values.includes(name)) && new Set(names).size === names.length, {
      error: `must name one or more of: ${values.join(', ')}; each once, with commas between them`,
    })
    .transform((names) => names as T[number][]);

/** A whole number within bounds, both inclusive. */
export const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to, {
      error: `must be a whole number from ${from} to ${to}`,
    })
    .transform(Number);

/** Text of a shape; `error` completes the sentence. */
export const shaped = (pattern: RegExp, error: string) => z.string().regex(pattern, { error });

const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !/[?#@\s]/.test(text);

/** A full http or https address without query, fragment and account; `tidy` gets it without slashes at its end. */
export const webAddress = (example: string, tidy: (url: string) => string) =>
  z
    .string()
    .refine(isWebAddress, { error: `must be a full http or https address, such as ${example}` })
    .transform((text) => tidy(text.replace(/\/+$/, '')));

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** Whether nobody but this machine can reach what listens there. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

const isSafeSource = (text: string): boolean => {
  const url = /[@#\s]/.test(text) ? null : URL.parse(text);
  return (
    url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
  );
};

/** A full address of data that we trust, with its query: https, or http on this machine, where nobody can change it on the way. */
export const sourceAddress = (example: string) =>
  z.string().refine(isSafeSource, {
    error: `must be a full https address without an account, such as ${example}; http only on this machine`,
  });

/** Whether a text is a host name or an IP address. */
export const isHost = (text: string): boolean =>
  isIP(text) !== 0 || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(text);

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `30m`, `1h`, `1d` in milliseconds; `off` is 0. */
export const durationMs = (text: string): number =>
  text === 'off' ? 0 : Number(text.slice(0, -1)) * (UNIT_MS[text.slice(-1)] ?? 0);

const ID = /^-?[1-9]\d{0,15}$/;

const SLACK_ID = /^(?:T[A-Z0-9]{5,20}\/)?[CDGUW][A-Z0-9]{5,20}$/;

/** A comma list of ids of Slack's conversations (C, G, D) and people (U, W), with the id of a workspace (T) and a slash before those of others. */
export const slackIdList = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((id) => id !== ''))
  .refine((ids) => ids.length > 0 && ids.every((id) => SLACK_ID.test(id)), {
    error: 'must be ids with commas between them, such as C0123456789,U0123456789 or T0123456789/C0123456789',
  });

/** A comma list of numeric ids, as texts; Telegram's groups have negative ones. */
export const idList = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((id) => id !== ''))
  .refine((ids) => ids.length > 0 && ids.every((id) => ID.test(id)), {
    error: 'must be ids with commas between them, such as -1001234567890,123456789',
  });
