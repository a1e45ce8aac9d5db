/** An offer in a window and below a link: what people read, within Slack's limits whatever the seller wrote. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Frame, firstFrame } from '../../../adapters/slack/frames.ts';
import { linkCard } from '../../../adapters/slack/links.ts';
import {
  offerWindow,
  WINDOW_LAYOUTS,
  type WindowLayout,
  wordsWindow,
} from '../../../adapters/slack/offer-window.ts';
import type { Button, DetailsCard } from '../../../src/domain/card.ts';
import type { ChatRef } from '../../../src/domain/chat.ts';
import { modalFaults, unfurlFaults } from '../../support/slack-blocks.ts';
import { anyDetails, anyNotice, details, HOSTILE } from '../../support/slack-cards.ts';

const CHAT: ChatRef = { platform: 'slack', id: 'C07SOURCE01', thread: '1.5', kind: 'group', via: null };
const PLACE = { language: 'en', chat: CHAT, behind: '2.5' } as const;
const URL = 'https://detail.1688.com/offer/673456789011.html';

const shown = (card: DetailsCard, layout: WindowLayout = 'table') =>
  offerWindow(card, PLACE, firstFrame<WindowLayout>(layout, null));

const kinds = (card: DetailsCard, layout?: WindowLayout): string[] =>
  shown(card, layout).blocks.map(({ type }) => type);

const IMAGES = [1, 2, 3].map((number) => `https://cbu01.alicdn.com/img/ibank/${number}.jpg_.webp`);

describe('the window of an offer', () => {
  it('shows title, picture, buttons, every price as a table, the rest, and more pictures at the end', () => {
    const card = { ...details(), images: IMAGES };
    expect(kinds(card)).toEqual([
      'header',
      'context',
      'image',
      'table',
      'section',
      'context',
      'image',
      'image',
    ]);
    const { blocks, title, close } = shown(card);
    expect([title.text, close?.text]).toEqual(['Offer on 1688', 'Close']);
    expect(blocks[3]).toMatchObject({
      rows: [
        [{ text: 'Quantity' }, { text: 'Price of one piece' }],
        [{ text: '2+' }, { text: '¥12.50' }],
        [{ text: '100+' }, { text: '¥11.80' }],
      ],
    });
    expect(blocks[4]).toMatchObject({ text: { text: expect.stringMatching(/^\*Supplier\*\n中山市/) } });
    expect(blocks[7]).toMatchObject({
      image_url: 'https://cbu01.alicdn.com/img/ibank/3.jpg',
      alt_text: 'Desk lamp with wireless charger, foldable, picture 3 of 3',
    });
  });

  it('has prices in two columns where there are no tables, and as lines where there is neither', () => {
    expect(shown(details(), 'fields').blocks[3]).toMatchObject({
      fields: [
        { text: '*Quantity*' },
        { text: '*Price of one piece*' },
        { text: '2+' },
        { text: '¥12.50' },
        { text: '100+' },
        { text: '¥11.80' },
      ],
    });
    expect(shown(details(), 'plain').blocks[3]).toMatchObject({
      text: { text: '*Prices*\n2+: ¥12.50\n100+: ¥11.80' },
    });
  });

  it('has buttons for the page, the shortlist and more of the kind, and none that changes the list behind it', () => {
    const signs = { show: 's', pick: 'k', more: 'm', shortlist: 'l', vote: 'v', refresh: 'r' };
    const listed = Object.entries(signs).map(([label, sign]): Button => {
      const offer = ['k', 'm'].includes(sign) ? ':673456789011' : '';
      return { kind: 'action', label, action: `${sign}:Ab3dE6gH:1aa${offer}` };
    });
    const { blocks } = shown({
      ...details(),
      actions: [[{ kind: 'link', label: 'open', url: URL }], listed],
    });
    const row = blocks.find(({ type }) => type === 'actions') as { elements: { text: { text: string } }[] };
    expect(row.elements.map(({ text }) => text.text)).toEqual(['open', 'pick', 'more', 'shortlist']);
  });

  it('remembers where its answers go, without an address that is too long', () => {
    expect(JSON.parse(shown(details()).private_metadata ?? '')).toEqual({
      channel: CHAT.id,
      thread: '1.5',
      via: null,
      behind: '2.5',
    });
    const via = `https://hooks.slack.com/${'x'.repeat(3000)}`;
    const view = wordsWindow('Sorry.', { ...PLACE, chat: { ...CHAT, via } });
    expect(JSON.parse(view.private_metadata ?? '')).toMatchObject({ via: null });
  });
});

describe('the card below a link', () => {
  it('says what the offer is, with a picture and buttons', () => {
    const card = linkCard(details(), firstFrame('blocks', null));
    expect(card.fallback).toBe('Desk lamp with wireless charger, foldable · 2+ ¥12.50 · 100+ ¥11.80');
    expect(card.blocks[0]).toMatchObject({
      text: {
        text: expect.stringMatching(
          /^\*Desk lamp.*\*\n折叠台灯无线充电\n2\+ ¥12\.50 · 100\+ ¥11\.80\nMOQ 2 pieces/,
        ),
      },
      accessory: { image_url: 'https://cbu01.alicdn.com/img/ibank/O1CN01lamp1_!!2200.310x310.jpg' },
    });
    expect(card.blocks[1]).toMatchObject({ elements: [{}, {}, { url: URL }] });
  });

  it('has a title and text where Slack takes no blocks', () => {
    const card = linkCard(details(), firstFrame('plain', null));
    expect(card).toMatchObject({
      title_link: URL,
      blocks: [],
      text: expect.stringContaining('MOQ 2 pieces'),
    });
  });
});

describe('words of strangers', () => {
  it.each(HOSTILE.map((title) => [title.slice(0, 40), title]))('stay words: %j', (_, title) => {
    const card = { ...details({ title, supplier: title }), sections: [{ title, lines: [title] }] };
    for (const layout of WINDOW_LAYOUTS) expect(modalFaults(shown(card, layout))).toEqual([]);
    const active = /<[!@#]|<https?:|[_~`\u202e]|:\w+:/;
    const texts = (value: unknown): string[] =>
      typeof value !== 'object' || value === null
        ? []
        : [
            ...('type' in value && value.type === 'mrkdwn' && 'text' in value ? [String(value.text)] : []),
            ...Object.values(value).flatMap(texts),
          ];
    const { blocks } = linkCard(card, firstFrame('blocks', null));
    expect([...texts(shown(card).blocks), ...texts(blocks)].filter((text) => active.test(text))).toEqual([]);
  });
});

describe('whatever an offer holds', () => {
  const frames: fc.Arbitrary<Frame<WindowLayout>> = fc.record({
    layout: fc.constantFrom(...WINDOW_LAYOUTS),
    refused: fc.constant(new Set<string>()),
    asUploaded: fc.boolean(),
    noWeb: fc.boolean(),
    fileId: fc.option(fc.constant('F07SHEET001'), { nil: null }),
  });

  it('its window is within the limits in every layout', () => {
    fc.assert(
      fc.property(anyDetails, frames, (card, frame) => {
        expect(modalFaults(offerWindow(card, PLACE, frame))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('its card below a link is, too', () => {
    fc.assert(
      fc.property(anyDetails, fc.constantFrom('blocks' as const, 'plain' as const), (card, layout) => {
        const made = linkCard(card, firstFrame(layout, null));
        expect(unfurlFaults({ unfurls: { [URL]: made } })).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('and so is a window with any words', () => {
    fc.assert(
      fc.property(anyNotice, ({ text, actions }) => {
        expect(modalFaults(wordsWindow(text, PLACE, actions))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
