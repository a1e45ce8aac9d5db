/** What people may say about the things that a chat keeps, and what buttons may hold that somebody made up. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isKeptPress, keptCommand, keptPress } from '../../src/conversation/kept-things.ts';
import { decodeChatAction, encodeChatAction } from '../../src/domain/action.ts';

const LINK = 'https://detail.1688.com/offer/700100174221.html';

describe('commands', () => {
  test.each([
    ['watch', '', { kind: 'watches', page: 1 }],
    ['watch', 'what is this', { kind: 'watches', page: 1 }],
    ['watch', LINK, { kind: 'watches', page: 1, act: { verb: 'start', offerId: '700100174221' } }],
    ['watch', `this: ${LINK}`, { kind: 'watches', page: 1, act: { verb: 'start', offerId: '700100174221' } }],
    ['watch', '700100174221', { kind: 'watches', page: 1, act: { verb: 'start', offerId: '700100174221' } }],
    ['history', '', { kind: 'history' }],
    ['forget', 'all', { kind: 'forget' }],
    ['shortlist', 'note 2 ask', { kind: 'lists', act: { verb: 'note', place: 2, text: 'ask' } }],
    ['shortlist', '#red', null],
    ['find', LINK, null],
  ] as const)('/%s %s', (name, args, wish) => {
    expect(keptCommand(name, args)).toEqual(wish);
  });
});

describe('presses', () => {
  test.each([
    [
      'watch',
      'pause-700100174221',
      { kind: 'watches', page: 1, act: { verb: 'pause', offerId: '700100174221' } },
    ],
    ['watches', '2', { kind: 'watches', page: 2 }],
    ['forget', 'all', { kind: 'forget', scope: 'all' }],
    ['history', 'x', { kind: 'history' }],
    ['shortlist', 'use-n3', { kind: 'lists', act: { verb: 'switch', list: 'n3' } }],
    ['shortlist', 'erase-main', { kind: 'lists', act: { verb: 'erase', list: 'main' } }],
    ['shortlist', 'history-2', { kind: 'lists', act: { verb: 'history', page: 2 } }],
    ['shortlist', 'use-list', null],
    ['watch', 'burn-700100174221', null],
    ['watch', 'pause-1', null],
    ['watches', '0', null],
    ['forget', 'everybody', null],
  ] as const)('%s %s', (name, value, wish) => {
    const action = decodeChatAction(encodeChatAction({ name, value }));
    expect(action && isKeptPress(action) ? keptPress(action) : undefined).toEqual(wish);
  });

  test('of whatever kind are read or refused, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, value) => {
        const wish = keptPress({ name, value });
        expect(wish === null || isKeptPress({ name, value })).toBe(true);
      }),
    );
  });
});
