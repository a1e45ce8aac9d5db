/** `open-s.1688.com`: the server's time, and permits to put a picture into the bucket (document 000). */
import { createHmac } from 'node:crypto';
import type { Answer, Asked } from '../protocol.ts';
import { jsonp, page } from './answers.ts';

/** The service that tells the time. */
export const TIME = 'cbu.searchweb.config.system.currenttime';

/** A permit's facts. The secret never leaves the simulator. */
const ACCESS = { id: 'LTAIdemocatalogue', secret: 'demo-catalogue-bucket' } as const;
/** The document's own example ends five hours after it was granted. */
const PERMIT_MS = 5 * 3_600_000;
/** The largest picture that the document's permit covers. */
const LARGEST_BYTES = 1_048_576_000;
/** How far the time in `appKey` may be from the server's. */
const CLOCK_SKEW_MS = 10 * 60_000;

/** Whether `appName` and `appKey` (base64 of the name, a semicolon and the server's time in ms) are right. */
export const isPage = ({ params }: Asked, nowMs: number): boolean => {
  const [name, time, ...rest] = Buffer.from(params.get('appKey') ?? '', 'base64')
    .toString('latin1')
    .split(';');
  if (params.get('appName') !== 'pc_tusou' || name !== 'pc_tusou' || rest.length > 0) return false;
  return /^\d{13}$/.test(time ?? '') && Math.abs(Number(time) - nowMs) <= CLOCK_SKEW_MS;
};

/** The envelope of this host. */
export const envelope = (data: object): object => ({ data, msg: 'OK', time: 1, code: 200, encode: 'GBK' });

/** A refusal in the same envelope. */
export const refusal = (msg: string): object => ({ data: {}, msg, time: 1, code: 400, encode: 'GBK' });

/** `outfmt` chooses between plain JSON and JSONP. */
export const currentTime = (asked: Asked, nowMs: number): Answer => {
  const format = asked.params.get('outfmt');
  if (asked.params.get('serviceIds') !== TIME || (format !== 'json' && format !== 'jsonp'))
    return page(404, 'Not Found');
  return jsonp(asked, { [TIME]: { code: '200', dataSet: String(nowMs), msg: 'OK' } });
};

const signatureOf = (policy: string): string =>
  createHmac('sha1', ACCESS.secret).update(policy).digest('base64');

/** `ossDataService`: the permit. */
export const permit = (asked: Asked, nowMs: number): Answer => {
  if (!isPage(asked, nowMs)) return jsonp(asked, refusal('appKey非法'));
  const untilMs = nowMs + PERMIT_MS;
  const rules = {
    expiration: new Date(untilMs).toISOString(),
    conditions: [['content-length-range', 0, LARGEST_BYTES]],
  };
  const policy = Buffer.from(JSON.stringify(rules)).toString('base64');
  const data = {
    policy,
    expire: String(Math.floor(untilMs / 1000)),
    enable: true,
    accessid: ACCESS.id,
    signature: signatureOf(policy),
    host: `http://${asked.host}`,
  };
  return jsonp(asked, envelope(data));
};

/** What is wrong with a permit as it comes back with a picture of so many bytes, in the bucket's words, or null. */
export const permitProblem = (
  fields: ReadonlyMap<string, string>,
  size: number,
  nowMs: number,
): readonly [status: number, code: string, message: string] | null => {
  const policy = fields.get('policy') ?? '';
  if (fields.get('OSSAccessKeyId') !== ACCESS.id)
    return [403, 'InvalidAccessKeyId', 'The OSS Access Key Id you provided does not exist in our records.'];
  if (fields.get('signature') !== signatureOf(policy))
    return [403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match.'];
  // The signature is ours, so the policy is one that was granted here.
  const rules = JSON.parse(Buffer.from(policy, 'base64').toString('utf8'));
  if (!(Date.parse(rules.expiration) > nowMs))
    return [403, 'AccessDenied', 'Invalid according to Policy: Policy expired.'];
  const [, least, most] = rules.conditions[0];
  if (size > most) return [400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.'];
  return size < least ? [400, 'EntityTooSmall', 'Your proposed upload is too small.'] : null;
};
