/** The signature of 1688's official gateway, used by the client on every call and by the simulator to check it. */
import { createHmac } from 'node:crypto';

/**
 * `_aop_signature`: HMAC-SHA1, in upper-case hex, over `urlPath` followed by every `key + value` in byte order of these
 * texts, with the app secret as key. `urlPath` runs from `param2` to the app key, without a leading slash or a query.
 * Values are signed as they are before URL encoding; a JSON value is signed as exactly the text that is sent.
 * Source: 1688's description of the algorithm; its published vector is in test/fixtures/aop-signatures.json.
 */
export const aopSignature = (
  urlPath: string,
  params: Readonly<Record<string, string>>,
  appSecret: string,
): string => {
  const pairs = Object.entries(params).map(([key, value]) => Buffer.from(key + value));
  const message = Buffer.concat([Buffer.from(urlPath), ...pairs.sort(Buffer.compare)]);
  return createHmac('sha1', appSecret).update(message).digest('hex').toUpperCase();
};
