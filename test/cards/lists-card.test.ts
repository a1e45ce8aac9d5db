/** Sentences about lists stay within what chats show, whatever people and sellers call things. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render as renderForTelegram } from '../../adapters/telegram/render.ts';
import {
  doneCard,
  EVENTS_PER_PAGE,
  eraseCard,
  eventsCard,
  listsCard,
  remarkText,
} from '../../src/cards/lists-card.ts';
import { MOST_LISTS } from '../../src/conversation/list-names.ts';
import { isAction } from '../../src/domain/action.ts';
import { LIST_LIMITS } from '../../src/domain/list-task.ts';
import { LANGUAGES } from '../../src/domain/query.ts';
import { translator } from '../../src/i18n/translate.ts';
import { readHtml } from '../support/telegram-html.ts';

/** What a message on Telegram may hold (core.telegram.org/bots/api#sendmessage). */
const MOST_TEXT = 4096;

const word = (most: number) =>
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: most }),
    fc
      .constantFrom('<!channel>', '<b>x</b>', '&lt;', 'x'.repeat(most), '{ $name }', '*_~`')
      .map((text) => text.slice(0, most)),
  );
const language = fc.constantFrom(...LANGUAGES);
const event = fc.record({
  what: fc.constantFrom('added', 'removed', 'noted', 'unnoted', 'tagged', 'untagged', 'won'),
  title: word(80),
  text: fc.option(word(LIST_LIMITS.note), { nil: undefined }),
  who: fc.option(word(100), { nil: null }),
  atMs: fc.constant(1_700_000_000_000),
});
const name = fc.option(word(LIST_LIMITS.name), { nil: null });
const line = fc.record({
  id: fc.integer({ min: 1, max: 999_999 }).map((count) => `n${count}`),
  name,
  count: fc.nat({ max: 60 }),
  isCurrent: fc.boolean(),
});

const anyCard = fc.oneof(
  fc.tuple(event, language).map(([one, tongue]) => doneCard(one, tongue)),
  fc
    .record({
      events: fc.array(event, { maxLength: EVENTS_PER_PAGE }),
      at: fc.record({ language, name, page: fc.constantFrom(1, 2, 4), pages: fc.constant(4) }),
    })
    .map(({ events, at }) => eventsCard(events, at)),
  fc
    .tuple(fc.array(line, { maxLength: MOST_LISTS }), language, word(200))
    .map(([lists, tongue, says]) => listsCard(lists, { language: tongue, says })),
  fc.tuple(line, language).map(([one, tongue]) => eraseCard(one, tongue)),
);

describe('a sentence about lists', () => {
  it('fits into a message as it is, and its buttons say what is understood', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expect(card.text.length).toBeLessThanOrEqual(MOST_TEXT);
        for (const button of card.actions.flat())
          expect(button.kind === 'action' && isAction(button.action)).toBe(true);
        const { text } = renderForTelegram({ kind: 'notice', card });
        expect(readHtml(text).text.length).toBeLessThanOrEqual(MOST_TEXT);
      }),
    );
  });

  it('tells a note with its writer where the chat knows one, and the tags', () => {
    const t = translator('en');
    const note = { text: 'ask' };
    expect(remarkText({ note, tags: ['a', 'b'] }, 'Ada', t)).toBe('“ask” (Ada) · #a #b');
    expect(remarkText({ note }, null, t)).toBe('“ask”');
    expect(remarkText({ tags: [] }, 'Ada', t)).toBeNull();
  });
});
