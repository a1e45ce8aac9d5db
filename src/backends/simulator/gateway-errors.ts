/** The official gateway's own errors, in its words. */
import { type Answer, jsonAnswer } from './protocol.ts';

/** They come with HTTP 400: the code, the sentence twice, and an id that the real one would make anew. */
export const gatewayError = (code: string, message: string): Answer =>
  jsonAnswer(400, {
    error_code: code,
    error_message: message,
    exception: message,
    request_id: '0bb0000017000000000000001',
  });

/** The errors that need nothing said beside them. */
export const GATEWAY_ERRORS = {
  appKeyMissing: gatewayError('gw.AppKeyMissing', 'App key is missing'),
  unsupported: gatewayError('gw.APIUnsupported', 'The API is unsupported'),
  signatureMissing: gatewayError('gw.SignatureMissing', 'Signature is missing'),
  signatureInvalid: gatewayError('gw.SignatureInvalid', 'Invalid signature'),
  unauthorised: gatewayError('401', 'Request need user authorized'),
  declined: gatewayError('gw.APIACLDecline', 'AppKey is not allowed to access the API'),
  tooOften: gatewayError('gw.QosAppFrequencyLimit', 'App frequency limit'),
  usedUp: gatewayError('NoUsageLeft', 'No usage left of the SLA bill'),
} as const;

/** A parameter that has to be there and is not. */
export const paramMissing = (name: string): Answer =>
  gatewayError('gw.ParamMissing', `Required parameter is missing: ${name}`);

/** `20260102030405678+0800`: the date format of the gateway, in China Standard Time. */
export const gatewayTime = (ms: number): string =>
  `${new Date(ms + 8 * 3_600_000).toISOString().replace(/\D/g, '')}+0800`;
