/** The one family of errors. */
import { expect, test } from 'vitest';
import { asTusouError, ERROR_CODES, TusouError } from '../../src/domain/errors.ts';

test('an error says who can do something about it and whether trying again can help', () => {
  const error = new TusouError('backend-rate', { detail: 'too many calls', retryAfterMs: 1500 });
  expect(error).toMatchObject({
    name: 'TusouError',
    code: 'backend-rate',
    blame: 'service',
    retryable: true,
    args: {},
    retryAfterMs: 1500,
    message: 'backend-rate: too many calls',
  });
});

test('without facts it is only its code', () => {
  expect(new TusouError('photo-broken')).toMatchObject({ message: 'photo-broken', retryAfterMs: null });
});

test('only what somebody else can cure is tried again', () => {
  const retried = ERROR_CODES.filter((code) => new TusouError(code).retryable);
  expect(retried.filter((code) => new TusouError(code).blame === 'operator')).toEqual([]);
});

test('our own errors pass through, foreign ones become internal and keep their cause', () => {
  const own = new TusouError('chat-gone');
  expect(asTusouError(own)).toBe(own);
  const foreign = new RangeError('out of range');
  expect(asTusouError(foreign)).toMatchObject({ code: 'internal', cause: foreign });
  expect(asTusouError('thrown text')).toMatchObject({ code: 'internal', cause: 'thrown text' });
});
