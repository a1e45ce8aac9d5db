/** A vote as a message within Slack's limits, whatever offers and voters are called. */
import type { ImageElement } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstFrame } from '../../../adapters/slack/frames.ts';
import { LAYOUTS, type Layout, render } from '../../../adapters/slack/render.ts';
import { ballotBlocks, ballotLines } from '../../../adapters/slack/votes.ts';
import { MOST_OPTIONS, pollCard } from '../../../src/cards/shortlist-card.ts';
import { LANGUAGES } from '../../../src/domain/query.ts';
import { offer } from '../../support/made-up.ts';
import { messageFaults } from '../../support/slack-blocks.ts';

const HOSTILE = ['<!channel>', '<@U1>', '<https://evil.example|here>', '*bold* _i_ ~s~', 'a:smile:b'];
const words = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 2000 }));
const url = fc.constantFrom(
  'https://detail.1688.com/offer/1.html',
  'javascript:alert(1)',
  `https://e.example/${'x'.repeat(2900)}`,
);

const candidate = fc.record({
  title: words,
  url,
  voters: fc.array(words, { maxLength: 60 }),
});

const pictureOf = (address: string | null, alt: string): ImageElement | null =>
  address === null ? null : { type: 'image', image_url: address, alt_text: alt.slice(0, 100) || '…' };

describe('the message of a vote', () => {
  it('is one that Slack takes, and calls nobody', () => {
    fc.assert(
      fc.property(
        fc.array(candidate, { maxLength: MOST_OPTIONS }),
        fc.constantFrom(...LANGUAGES),
        fc.boolean(),
        (candidates, language, isOver) => {
          const made = candidates.map(({ voters, ...change }, index) => ({
            offer: offer(String(700_000_000_000 + index), { ...change, titleTranslated: null }),
            voters,
            picture: null,
          }));
          const card = pollCard(made, { view: 'view-0001', language, vote: 'view-0001', isOver });
          const blocks = ballotBlocks(card, pictureOf);
          const lines = ballotLines(card);
          expect(messageFaults({ text: 'a vote', blocks })).toEqual([]);
          for (const layout of LAYOUTS)
            expect(messageFaults(render({ kind: 'poll', card }, firstFrame<Layout>(layout, null)))).toEqual(
              [],
            );
          expect(lines.filter((line) => /<[!@#]/.test(line))).toEqual([]);
          expect(lines).toHaveLength(card.options.length + (isOver ? 2 : 1));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('tells who voted, as many as a line holds, and has a button with the count', () => {
    const voters = ['Ada', 'Ben', '', 'Cy'];
    const card = pollCard([{ offer: offer('700000000001'), voters, picture: null }], {
      view: 'view-0001',
      language: 'en',
      vote: 'view-0001',
      isOver: false,
    });
    const text = JSON.stringify(ballotBlocks(card, () => null));
    expect(text).toContain('4 votes · Ada, Ben, Cy and 1 more');
    expect(text).toContain('"Vote · 4"');
    expect(text).toContain('<https://detail.1688.com/offer/700000000001.html|1. Stainless steel bottle>');
  });
});
