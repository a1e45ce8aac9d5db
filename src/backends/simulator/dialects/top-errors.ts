/**
 * The error envelope `error_response` of documents 001 and 002. Its codes are those of the open platform whose envelope it is
 * (developer.alibaba.com, article 102707, "Troubleshooting and Error Codes").
 */
import { type Answer, jsonAnswer } from '../protocol.ts';

type Said = {
  readonly code: number;
  readonly msg: string;
  readonly sub_code?: string;
  readonly sub_msg?: string;
};

/** An error in the envelope. HTTP 200 unless said otherwise, as that platform has it. */
export const topError = (said: Said, status = 200): Answer =>
  jsonAnswer(status, { error_response: { ...said, request_id: '0bb0000017000000000000001' } });

const argument = (code: 40 | 41, msg: string, name: string, why: string): Answer =>
  topError({ code, msg, sub_code: `isv.invalid-parameter:${name}`, sub_msg: `${name}: ${why}` });

/** A parameter that has to be there and is not. */
export const missingArgument = (name: string): Answer =>
  argument(40, 'Missing Required Arguments', name, 'is required');

/** A parameter that says what cannot be. */
export const invalidArgument = (name: string, why: string): Answer =>
  argument(41, 'Invalid Arguments', name, why);

/** A picture that is not taken. */
export const uploadFailed = (why: string): Answer =>
  topError({ code: 3, msg: 'Upload Fail', sub_code: 'isv.invalid-image', sub_msg: why });

/** The refusals that need nothing said beside them. */
export const TOP = {
  tooOften: {
    code: 7,
    msg: 'App Call Limited',
    sub_code: 'accesscontrol.limited-by-api-access-count',
    sub_msg: 'This ban will last for 1 more seconds',
  },
  usedUp: {
    code: 7,
    msg: 'App Call Limited',
    sub_code: 'accesscontrol.limited-by-app-access-count',
    sub_msg: 'This ban will last for 36000 more seconds',
  },
  denied: { code: 11, msg: 'Insufficient ISV Permissions' },
  remote: { code: 15, msg: 'Remote service error', sub_code: 'isp.remote-service-error' },
  missingMethod: { code: 21, msg: 'Missing Method' },
  invalidMethod: { code: 22, msg: 'Invalid Method' },
  invalidFormat: { code: 23, msg: 'Invalid Format' },
  missingSignature: { code: 24, msg: 'Missing Signature' },
  invalidSignature: { code: 25, msg: 'Invalid Signature' },
  missingAppKey: { code: 28, msg: 'Missing App Key' },
  invalidAppKey: { code: 29, msg: 'Invalid App Key' },
  missingTimestamp: { code: 30, msg: 'Missing Timestamp' },
  invalidTimestamp: { code: 31, msg: 'Invalid Timestamp' },
  invalidVersion: { code: 33, msg: 'Invalid Version' },
} as const satisfies Record<string, Said>;
