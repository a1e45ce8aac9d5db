/** The envelope of `com.alibaba.fenxiao.crossborder`. The real replies write `success` as a text here and as a boolean there. */
import { type Answer, jsonAnswer } from '../protocol.ts';

/** A business answer with `success` as the text `"true"`. */
export const success = (result: unknown): Answer =>
  jsonAnswer(200, { result: { success: 'true', code: '200', message: 'ok', result } });

/** The same with `success` as a boolean, as detail replies have it. */
export const booleanSuccess = (result: unknown): Answer =>
  jsonAnswer(200, { result: { success: true, code: '200', message: 'ok', result } });

/** A business failure: HTTP 200 all the same. */
export const failure = (code: string, message: string): Answer =>
  jsonAnswer(200, { result: { success: 'false', code, message } });

/** A refusal of what was asked; thrown inside an API and answered as a failure with code 400. */
export class BadParam extends Error {
  override readonly name = 'BadParam';
}
