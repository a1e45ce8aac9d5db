/** Files of pictures in a conversation: what is asked for, how many at a time, and how they are ended. */
import { describe, expect, it } from 'vitest';
import { MOST_BATCHES } from '../../src/conversation/batches.ts';
import { handle } from '../../src/conversation/handle.ts';
import { encodeAction } from '../../src/domain/action.ts';
import type { Inbound } from '../../src/domain/chat.ts';
import { cny } from '../../src/domain/money.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { arrival, chat, message, photoRef } from '../support/made-up.ts';
import { memoryBatches } from '../support/memory-shortlists.ts';

const facet = { page: 1, mode: 'same', sort: 'relevance' } as const;
const file = { ...photoRef, name: 'photos.zip' };
const sent = (caption: string | null): Inbound => ({ ...arrival, kind: 'file', file, caption });
const press = (kind: 'stop' | 'export' | 'export-csv'): Inbound => ({
  ...arrival,
  kind: 'press',
  data: encodeAction({ kind, view: 'abcdefghijkl', facet }),
  on: message('11'),
});
const view = {
  id: 'abcdefghijkl',
  chat,
  subject: { kind: 'batch', file, matches: null },
  question: plainQuestion('en'),
  asked: message('10'),
} as const;

describe('a file of pictures', () => {
  it.each([
    [null, null, null],
    ['top 5', 5, null],
    ['TOP5 red', 5, 'red'],
    ['前3', 3, null],
    ['топ 99', 10, null],
    ['top 0', null, null],
    ['red', null, 'red'],
  ])('with the words %j wants %j matches each, and the words %j', (caption, matches, keyword) => {
    expect(handle(sent(caption), null)).toMatchObject([
      { kind: 'open', subject: { kind: 'batch', file, matches }, words: { keyword } },
    ]);
  });

  it('may be narrowed as a photo is', () => {
    expect(handle(sent('top 2 <20 yuan moq<50'), null)).toMatchObject([
      { subject: { matches: 2 }, words: { maxPrice: cny(2_000), moqAtMost: 50, keyword: null } },
    ]);
  });

  it('is ended by its button; one whose list nobody knows is stale', () => {
    expect(handle(press('stop'), view)).toEqual([{ kind: 'stop', view }]);
    expect(handle(press('stop'), null)).toEqual([{ kind: 'say', text: 'stale-button' }]);
  });
});

describe('the buttons for a file', () => {
  it.each([
    ['export', 'xlsx'],
    ['export-csv', 'csv'],
  ] as const)('%s makes %s', (kind, format) => {
    expect(handle(press(kind), view)).toEqual([{ kind: 'export', view, facet, format }]);
  });
});

describe('lists under way', () => {
  it('are so many in one chat at most, until one of them ends; the same one may begin again', async () => {
    const batches = memoryBatches();
    const ids = Array.from({ length: MOST_BATCHES }, (_, number) => `list-${number}`);
    for (const id of ids) expect(await batches.begin(chat, id)).toBe(true);
    expect(await batches.begin(chat, 'one-more')).toBe(false);
    expect(await batches.begin(chat, 'list-0')).toBe(true);
    expect(await batches.begin({ ...chat, id: '43' }, 'one-more')).toBe(true);
    await batches.end(chat, 'list-1');
    await batches.end(chat, 'unknown');
    expect(await batches.begin(chat, 'one-more')).toBe(true);
  });

  it('that nobody went on with for hours make room for others', async () => {
    let nowMs = 0;
    const batches = memoryBatches({ now: () => nowMs });
    for (let number = 0; number < MOST_BATCHES; number += 1) await batches.begin(chat, `list-${number}`);
    nowMs = 90 * 60_000;
    await batches.begin(chat, 'list-0');
    nowMs = 150 * 60_000;
    expect(await batches.begin(chat, 'another')).toBe(true);
    expect(await batches.begin(chat, 'one-more')).toBe(true);
    expect(await batches.begin(chat, 'too-many')).toBe(false);
  });

  it('know which of them was stopped', async () => {
    const batches = memoryBatches();
    await batches.stop('a');
    expect([await batches.isStopped('a'), await batches.isStopped('b')]).toEqual([true, false]);
    expect(await batches.isDiscarded('a')).toBe(false);
  });

  it('are all stopped and thrown away with what is kept of their chat, and those of other chats go on', async () => {
    const batches = memoryBatches();
    const other = { ...chat, id: '43' };
    for (const id of ['a', 'b']) await batches.begin(chat, id);
    await batches.begin(other, 'c');
    await batches.discard(chat);
    const states = ['a', 'b', 'c'].map(async (id) => [
      await batches.isStopped(id),
      await batches.isDiscarded(id),
    ]);
    expect(await Promise.all(states)).toEqual([
      [true, true],
      [true, true],
      [false, false],
    ]);
  });
});
