/** What documents 001 and 002 have in common: key, timestamp and signature travel as ordinary parameters. */
import { DEMO_ACCESS } from '../demo-access.ts';
import type { Answer } from '../protocol.ts';
import { isSignedAs } from './signatures.ts';
import { TOP, topError } from './top-errors.ts';

/**
 * How far a timestamp may be from now. The documents only say that it keeps a request from being used again; ten minutes is what
 * the platform of the same envelope allows.
 */
const TIMESTAMP_TOLERANCE_MS = 10 * 60 * 1000;

type Params = ReadonlyMap<string, string>;

const timestampProblem = (text: string | undefined, nowMs: number): Answer | null => {
  if (!text) return topError(TOP.missingTimestamp);
  const isRecent = /^\d{13}$/.test(text) && Math.abs(Number(text) - nowMs) <= TIMESTAMP_TOLERANCE_MS;
  return isRecent ? null : topError(TOP.invalidTimestamp);
};

/**
 * What is wrong with the key, timestamp or signature, or null. The documents write `app_key` in their programs and `appKey` in
 * their prose, so both are taken. `sign` computes what the signature should be.
 */
export const accessProblem = (
  params: Params,
  nowMs: number,
  sign: (params: Params, secret: string) => string,
): Answer | null => {
  const appKey = params.get('app_key') ?? params.get('appKey');
  if (!appKey) return topError(TOP.missingAppKey);
  if (appKey !== DEMO_ACCESS.appKey) return topError(TOP.invalidAppKey);
  const late = timestampProblem(params.get('timestamp'), nowMs);
  if (late) return late;
  if (!params.has('sign')) return topError(TOP.missingSignature);
  return isSignedAs(params, sign(params, DEMO_ACCESS.appSecret)) ? null : topError(TOP.invalidSignature);
};
