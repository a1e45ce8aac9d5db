/** The signatures that the dialects' documents describe, written for the checking side alone. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

type Params = ReadonlyMap<string, string>;

/** The field that holds the signature; it is not signed itself. */
const SIGN = 'sign';

/** Sorted by name, each name joined with its value. */
const pairsOf = (params: Params): string[] =>
  [...params.keys()]
    .filter((name) => name !== SIGN)
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map((name) => `${name}${params.get(name)}`);

/** Document 001: MD5 of the secret, the pairs joined by `&`, and the secret again, in capital hex. */
export const md5Sandwich = (params: Params, secret: string): string => {
  const hash = createHash('md5').update(secret, 'utf8');
  return hash.update(pairsOf(params).join('&')).update(secret).digest('hex').toUpperCase();
};

/** Document 002: HMAC-SHA1 over the pairs in one row, in Base64. */
export const hmacBase64 = (params: Params, secret: string): string =>
  createHmac('sha1', secret).update(pairsOf(params).join('')).digest('base64');

/** Whether the request's `sign` is this one; takes the same time wherever they differ. */
export const isSignedAs = (params: Params, expected: string): boolean => {
  const given = Buffer.from(params.get(SIGN) ?? '');
  const due = Buffer.from(expected);
  return given.length === due.length && timingSafeEqual(given, due);
};
