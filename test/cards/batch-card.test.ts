/** How far a list has come, in words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchCard, minutesLeft } from '../../src/cards/batch-card.ts';
import { decodeAction } from '../../src/domain/action.ts';

const context = { view: 'abcd1234efgh', language: 'en', troubled: false } as const;

describe('the progress of a list', () => {
  it('has a bar, a count, the time that is left, and a button that ends it', () => {
    const { text, actions } = batchCard({ done: 75, total: 300, startedMs: 0, nowMs: 60_000 }, context);
    expect(text).toBe(
      '▓▓▓░░░░░░░░░ 25 %\n75 of 300 pictures are done.\nAbout 3 min left. The result will come here as a table.',
    );
    const [[stop] = []] = actions;
    expect(stop?.kind === 'action' && decodeAction(stop.action)).toMatchObject({
      kind: 'stop',
      view: context.view,
    });
  });

  it('guesses no time before there is a pace, and says that 1688 is in trouble', () => {
    expect(minutesLeft({ done: 0, total: 9, startedMs: 0, nowMs: 5 })).toBeNull();
    const at = { done: 1, total: 9, startedMs: 0, nowMs: 60_000 };
    expect(batchCard(at, { ...context, troubled: true }).text).toMatch(/1688 does not answer properly/);
  });

  it('has a bar of twelve signs whatever the figures', () => {
    fc.assert(
      fc.property(fc.nat(3_000), fc.nat(3_000), (done, total) => {
        const { text } = batchCard({ done, total, startedMs: 0, nowMs: 1_000 }, context);
        expect(text).toMatch(/^[▓░]{12} (100|\d{1,2}) %\n/);
      }),
    );
  });
});
