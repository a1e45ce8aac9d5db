/** What changed between two answers, held against the two lists themselves. */
import fc from 'fast-check';
import Keyv from 'keyv';
import { describe, expect, test } from 'vitest';
import { createLastAnswers } from '../../src/conversation/last-answers.ts';
import { cny } from '../../src/domain/money.ts';
import { changesSince, rowIn } from '../../src/domain/since.ts';
import { chat, offer, photoRef, searchResult } from '../support/made-up.ts';

const list = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.option(fc.integer({ min: 1, max: 3 }))), {
    selector: ([id]) => id,
    maxLength: 6,
  })
  .map((rows) => rows.map(([id, fen]) => offer(String(id), { price: fen === null ? null : cny(fen) })));

describe('changes between two lists', () => {
  test('are what is in one and not in the other, and what costs something else in both', () => {
    fc.assert(
      fc.property(list, list, (before, now) => {
        const { fresh, gone, prices } = changesSince(before.map(rowIn), now);
        const ids = new Set(before.map(({ id }) => id));
        expect(fresh.map((place) => now[place - 1]?.id)).toEqual(
          now.map(({ id }) => id).filter((id) => !ids.has(id)),
        );
        expect(gone).toBe(before.length - (now.length - fresh.length));
        for (const { place, from, to } of prices) {
          const after = now[place - 1];
          expect(before.find(({ id }) => id === after?.id)?.price).toEqual(from);
          expect(after?.price).toEqual(to);
          expect(from).not.toEqual(to);
        }
        expect(changesSince(now.map(rowIn), now)).toEqual({ fresh: [], gone: 0, prices: [] });
      }),
    );
  });
});

describe('the answers given last', () => {
  const subject = { kind: 'photo', photo: photoRef } as const;
  const [bottle, cup] = [offer('1'), offer('2')];

  test('tell what changed when the same is asked again, in whichever language', async () => {
    const answers = createLastAnswers(new Keyv());
    expect(await answers.note(chat, subject, searchResult([bottle], { askedAtMs: 1 }))).toBeNull();
    const { question } = searchResult([]);
    const again = searchResult([cup], { askedAtMs: 2, question: { ...question, language: 'ru' } });
    expect(await answers.note(chat, subject, again)).toEqual({ atMs: 1, fresh: [1], gone: 1, prices: [] });
  });

  test('tell nothing of another question, page, photo or chat, nor of an answer from memory', async () => {
    const answers = createLastAnswers(new Keyv());
    await answers.note(chat, subject, searchResult([bottle], { askedAtMs: 1 }));
    const { question } = searchResult([]);
    const later = { askedAtMs: 2 };
    const others = [
      searchResult([cup], { ...later, question: { ...question, sort: 'price' } }),
      searchResult([cup], { ...later, question: { ...question, page: 2 } }),
      searchResult([cup], { ...later, photo: 'another' }),
      searchResult([cup], { ...later, fromMemory: true }),
    ];
    for (const other of others) expect(await answers.note(chat, subject, other)).toBeNull();
    expect(await answers.note({ ...chat, id: '43' }, subject, searchResult([cup], later))).toBeNull();
  });
});
