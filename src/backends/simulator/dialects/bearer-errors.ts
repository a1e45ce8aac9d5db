/** Errors of document 004: its two messages word for word, in the fields that the gateway of its addresses uses. */
import { type Answer, jsonAnswer } from '../protocol.ts';

/** An error with its HTTP status. */
export const bearerError = (status: number, code: string, message: string): Answer =>
  jsonAnswer(status, { error_code: code, error_message: message });

/** The refusals that need nothing said beside them. */
export const ERRORS = {
  token: bearerError(401, '401', 'Invalid access token'),
  tooOften: bearerError(429, '429', 'API call limit reached'),
  method: bearerError(405, '405', 'Method not allowed'),
  noProduct: bearerError(404, '404', 'Product not found'),
} as const;

/** A parameter that is missing or says what cannot be. */
export const badParam = (name: string, why: string): Answer =>
  bearerError(400, '400', `Invalid parameter ${name}: ${why}`);
