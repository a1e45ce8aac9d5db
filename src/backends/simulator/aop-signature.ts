/** The gateway's side of `_aop_signature`: written on its own, so that it does not share a mistake with the client. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const SIGNATURE = '_aop_signature';

/** The signature that a request should have: HMAC-SHA1 over the path and the sorted `key` + `value` texts, in capital hex. */
export const expectedSignature = (
  urlPath: string,
  params: ReadonlyMap<string, string>,
  secret: string,
): string => {
  const pairs = [...params]
    .filter(([key]) => key !== SIGNATURE)
    .map(([key, value]) => Buffer.from(key + value))
    .sort(Buffer.compare);
  const signed = Buffer.concat([Buffer.from(urlPath), ...pairs]);
  return createHmac('sha1', secret).update(signed).digest('hex').toUpperCase();
};

/** Whether the request's own signature is the expected one; takes the same time wherever they differ. */
export const isSigned = (urlPath: string, params: ReadonlyMap<string, string>, secret: string): boolean => {
  const given = Buffer.from(params.get(SIGNATURE) ?? '');
  const expected = Buffer.from(expectedSignature(urlPath, params, secret));
  return given.length === expected.length && timingSafeEqual(given, expected);
};
