/** The permit to put a picture into 1688's bucket: what the server grants, for how long, and for which sizes. */
import { TusouError } from '../../domain/errors.ts';
import { parseJson } from '../json.ts';
import { at, readFlag, readList, readText } from '../values.ts';
import { blocked } from './wire.ts';

/** A permit. `origin` is the bucket where the server names one of Alibaba's, `untilMs` is on the server's clock. */
export type Permit = {
  readonly policy: string;
  readonly accessId: string;
  readonly signature: string;
  readonly origin: string | null;
  readonly untilMs: number;
  readonly bytes: { readonly least: number; readonly most: number };
};

/** A picture is sent only where it belongs, whatever a reply says. */
const bucketOrigin = (host: string | null): string | null => {
  if (host === null || !URL.canParse(host)) return null;
  const { protocol, hostname, origin } = new URL(host);
  return protocol === 'https:' && hostname.endsWith('.aliyuncs.com') ? origin : null;
};

/** `policy` is JSON in base64: `expiration` as ISO time, and conditions such as `["content-length-range", 0, 1048576000]`. */
const readPolicy = (policy: string) => {
  const rules = parseJson(Buffer.from(policy, 'base64').toString('utf8'));
  const range = readList(at(rules, 'conditions'))
    .map(readList)
    .find(([name]) => name === 'content-length-range');
  return {
    untilMs: Date.parse(readText(at(rules, 'expiration')) ?? ''),
    bytes: { least: Number(range?.[1] ?? 0), most: Number(range?.[2] ?? Number.MAX_SAFE_INTEGER) },
  };
};

/** The permit in the reply of `ossDataService`. Throws `backend-blocked` where uploads are switched off or no permit is in it. */
export const readPermit = (name: string, body: unknown): Permit => {
  const told = (key: string): string | null => readText(at(body, 'data', key));
  const [policy, accessId, signature] = [told('policy'), told('accessid'), told('signature')];
  if (readFlag(at(body, 'data', 'enable')) === false) throw blocked(name, 'uploads are switched off');
  if (!policy || !accessId || !signature) throw blocked(name, 'a reply without a permit');
  const { untilMs, bytes } = readPolicy(policy);
  const expireMs = Number(told('expire') ?? Number.NaN) * 1000;
  const ends = [untilMs, expireMs].filter((ms) => !Number.isNaN(ms));
  return {
    policy,
    accessId,
    signature,
    origin: bucketOrigin(told('host')),
    untilMs: Math.min(...ends),
    bytes,
  };
};

/** Throws `backend-image-refused` for a picture of a size that the permit does not cover. */
export const checkSize = (name: string, { bytes }: Permit, size: number): void => {
  if (size >= bytes.least && size <= bytes.most) return;
  const detail = `${name}: ${size} bytes, where ${bytes.least} to ${bytes.most} are taken`;
  throw new TusouError('backend-image-refused', { detail });
};
