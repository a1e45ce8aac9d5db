/** The Home tab within Slack's limits, whatever the offers and the people in it are called. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHome } from '../../../adapters/slack/home.ts';
import { homeView } from '../../../adapters/slack/home-view.ts';
import type { BoardCard } from '../../../src/domain/card.ts';
import type { ChatRef } from '../../../src/domain/chat.ts';
import { homeFaults } from '../../support/slack-home.ts';

const channel: ChatRef = { platform: 'slack', id: 'C1', thread: null, kind: 'group', via: null };

const HOSTILE = [
  '<!channel>',
  '<@U1>',
  '<https://evil.example|here>',
  '*bold*',
  '`code`',
  '\u202e<!date^1^x|y>',
];

const words = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 250 }),
  fc.string({ minLength: 4000, maxLength: 5000 }),
);
const chat = fc.constantFrom(
  channel,
  { ...channel, id: 'T9/C2' },
  { ...channel, id: 'C1> <!here' },
  { ...channel, id: 'D1', kind: 'private' as const },
);
const url = fc.constantFrom(
  'https://detail.1688.com/offer/1.html',
  'javascript:alert(1)',
  `https://e.example/${'x'.repeat(3000)}`,
);
const buttons = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('action' as const), label: words, action: fc.constant('w:1') }),
    fc.record({ kind: fc.constant('link' as const), label: words, url }),
  ),
  { maxLength: 30 },
);
const choices = fc.uniqueArray(
  fc.record({ label: words, action: fc.stringMatching(/^g:[a-z]{1,16}:\w{1,32}$/) }),
  { selector: ({ action }) => action, minLength: 1, maxLength: 120 },
);

const board: fc.Arbitrary<BoardCard> = fc.record({
  language: fc.constant('en' as const),
  searches: fc.record({
    heading: words,
    hint: words,
    button: words,
    list: fc.array(
      fc.record({
        title: words,
        facts: words,
        chat,
        atMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
        again: fc.option(fc.stringMatching(/^[\w-]{1,64}$/)),
      }),
      { maxLength: 25 },
    ),
  }),
  lists: fc.record({
    heading: words,
    list: fc.array(
      fc.record({
        chat,
        facts: words,
        offers: fc.array(fc.record({ title: words, url }), { maxLength: 3 }),
        more: fc.option(words),
      }),
      { maxLength: 25 },
    ),
  }),
  watches: fc.record({
    heading: words,
    list: fc.array(fc.record({ text: words, actions: buttons }), { maxLength: 25 }),
  }),
  settings: fc.record({
    heading: words,
    list: fc.array(fc.record({ label: words, current: words, choices }), { maxLength: 6 }),
  }),
  empty: fc.option(words),
});

describe('the view of a board', () => {
  it('is one that Slack takes, and calls nobody', () => {
    fc.assert(
      fc.property(board, (card) => {
        expect(homeFaults(homeView(card, 'D1'))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('marks what is chosen, and keeps the settings when all the rest is too much', () => {
    const setting = {
      label: 'Language',
      current: 'English',
      choices: [{ label: 'English', action: 'g:language:en' }],
    };
    const search = { title: 'Lamp', facts: 'Words', chat: channel, atMs: 0, again: 's-abcd-1aa' };
    const view = homeView(
      {
        language: 'en',
        searches: { heading: 'Lately', hint: 'There', button: 'Again', list: Array(200).fill(search) },
        lists: { heading: 'Lists', list: [] },
        watches: { heading: 'Watched', list: [] },
        settings: { heading: 'Settings', list: [setting] },
        empty: null,
      },
      'D1',
    );
    expect(view.blocks).toHaveLength(100);
    expect(view.blocks.at(-1)).toMatchObject({
      accessory: { type: 'static_select', initial_option: { value: 'g:language:en' } },
    });
    expect(view.blocks[1]).toMatchObject({
      text: { text: '*Lamp*\nWords · <#C1> · <!date^0^{date_short_pretty} {time}|1970-01-01>' },
      accessory: { action_id: 'home:again.0', value: 's-abcd-1aa' },
    });
  });
});

describe('a press on the Home tab', () => {
  it('that is none is nothing, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (payload) => {
        expect(fromHome(payload, { language: 'en' })).toBeNull();
      }),
    );
  });
});
