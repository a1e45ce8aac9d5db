/** What may be written behind `/shortlist`. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listWish } from '../../src/conversation/list-words.ts';
import { LIST_LIMITS } from '../../src/domain/list-task.ts';

type Said = {
  readonly text: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly tag: string;
};

const HOW = { act: { verb: 'how' } };

describe('the words behind the command', () => {
  test.each([
    ['', { show: {} }],
    ['#Red', { show: { tag: 'red' } }],
    ['＃红色', { show: { tag: '红色' } }],
    ['#', HOW],
    ['note 2 ask for\n samples', { act: { verb: 'note', place: 2, text: 'ask for samples' } }],
    ['NOTE #2: ask', { act: { verb: 'note', place: 2, text: 'ask' } }],
    ['note 2', { act: { verb: 'note', place: 2, text: '' } }],
    ['note ask', HOW],
    ['note 0 ask', HOW],
    ['note 2nd try', HOW],
    ['tag 2 sample, #Red red', { act: { verb: 'tag', place: 2, tags: ['sample', 'red red'] } }],
    ['tag 2 #a #b、c', { act: { verb: 'tag', place: 2, tags: ['a', 'b', 'c'] } }],
    ['tag 2', HOW],
    ['untag 2 red', { act: { verb: 'untag', place: 2, tags: ['red'] } }],
    ['untag 2', { act: { verb: 'untag', place: 2, tags: [] } }],
    ['remove 2', { act: { verb: 'remove', place: 2 } }],
    ['remove 2 3', HOW],
    ['history', { act: { verb: 'history', page: 1 } }],
    ['use Spring samples', { act: { verb: 'use', name: 'Spring samples' } }],
    ['use', HOW],
    ['use !!!', HOW],
    ['rename 春季', { act: { verb: 'rename', name: '春季' } }],
    ['lists', { act: { verb: 'lists' } }],
    ['delete', { act: { verb: 'delete' } }],
    ['delete everything', HOW],
    ['red shoes', HOW],
  ] as const)('%j', (text, wish) => {
    expect(listWish(text)).toEqual(wish);
  });

  test('stay within their limits on one line, whatever they are', () => {
    const verb = fc.constantFrom('note 1', 'tag 12', 'untag 3', 'use', 'rename', '#', '', 'remove 1');
    const words = fc.string({ unit: 'grapheme', maxLength: 600 });
    const most = { text: LIST_LIMITS.note, name: LIST_LIMITS.name, tag: LIST_LIMITS.tag };
    fc.assert(
      fc.property(verb, words, (start, text) => {
        const wish = listWish(`${start} ${text}`);
        const said = ('act' in wish ? wish.act : wish.show) as Partial<Said>;
        const { tags = [], tag } = said;
        for (const one of tag === undefined ? tags : [tag, ...tags])
          expect([...one].length).toBeLessThanOrEqual(most.tag);
        expect(tags.length).toBeLessThanOrEqual(LIST_LIMITS.tags);
        expect([...(said.text ?? '')].length).toBeLessThanOrEqual(most.text);
        expect([...(said.name ?? '')].length).toBeLessThanOrEqual(most.name);
        expect(JSON.stringify(said)).not.toMatch(/\\[nrtu]/);
      }),
    );
  });
});
