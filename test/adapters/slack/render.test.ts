/** What people see in Slack: every message within the Block Kit limits, and nothing in it speaks for strangers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Frame, LAYOUTS, pictureToUpload, render } from '../../../adapters/slack/render.ts';
import type { Reply } from '../../../src/domain/chat.ts';
import { messageFaults } from '../../support/slack-blocks.ts';
import {
  anyDetails,
  anyNotice,
  anyResult,
  details,
  HOSTILE,
  notice,
  resultOfThree,
} from '../../support/slack-cards.ts';

const FRAME: Frame = { layout: 'carousel', refused: new Set(), noPictures: false, fileId: null };

const result = (card = resultOfThree(), sheet: Uint8Array | null = null): Reply => ({
  kind: 'result',
  card,
  sheet,
});

describe('a result', () => {
  it('is a heading, facts, notes, a carousel of cards, and rows of buttons', () => {
    const { text, blocks } = render(result(), FRAME);
    expect(blocks.map(({ type }) => type)).toEqual([
      'header',
      'context',
      'context',
      'carousel',
      'actions',
      'actions',
    ]);
    expect(blocks[3]).toMatchObject({
      elements: [
        {
          type: 'card',
          hero_image: { image_url: 'https://cbu01.alicdn.com/img/ibank/O1CN01lamp1_!!2200.jpg' },
          title: { text: '1. Desk lamp with wireless charger, foldable' },
          subtitle: { text: '2+ ¥12.50 · 100+ ¥11.80' },
          body: {
            text: expect.stringMatching(
              /^Same product · 97 % · MOQ 2 pieces · 中山市古镇明亮灯饰厂 · Power merchant/,
            ),
          },
          actions: [
            { url: 'https://detail.1688.com/offer/673456789011.html' },
            { value: 'd:Ab3dE6gH:1aa:673456789011' },
          ],
        },
        {},
        {},
      ],
    });
    expect(text).toContain('3 matching offers · 128 found');
    expect(text).toContain('<https://detail.1688.com/offer/673456789012.html|Desk lamp');
  });

  it('falls back to sections with a thumbnail, then to text alone, and says the same', () => {
    const sections = render(result(), { ...FRAME, layout: 'sections' });
    expect(sections.blocks.map(({ type }) => type).join(' ')).toBe(
      'header context context section actions section actions section actions actions actions',
    );
    expect(sections.blocks[3]).toMatchObject({
      accessory: { type: 'image' },
      text: { type: 'mrkdwn', verbatim: true },
    });
    const text = render(result(), { ...FRAME, layout: 'text' });
    expect(text).toEqual({ text: sections.text, blocks: [] });
  });

  it('leaves out the pictures that Slack refused, and only those', () => {
    const refused = new Set(['https://cbu01.alicdn.com/img/ibank/O1CN01lamp2_!!2200.jpg']);
    const json = JSON.stringify(render(result(), { ...FRAME, refused }).blocks);
    expect(json).not.toContain('lamp2');
    expect(json).toContain('lamp1');
    expect(JSON.stringify(render(result(), { ...FRAME, noPictures: true }).blocks)).not.toContain(
      'image_url',
    );
  });

  it('shows the uploaded contact sheet where pictures are not on the public web', () => {
    const card = resultOfThree({ imageUrl: 'http://127.0.0.1:4010/pictures/1.jpg' });
    const sheet = new Uint8Array([255, 216]);
    expect(pictureToUpload(result(card, sheet))).toEqual({ bytes: sheet, alt: card.alt });
    expect(pictureToUpload(result(card))).toBeNull();
    const { blocks } = render(result(card, sheet), { ...FRAME, fileId: 'F1' });
    expect(blocks).toContainEqual({ type: 'image', slack_file: { id: 'F1' }, alt_text: card.alt });
    expect(JSON.stringify(blocks)).not.toContain('127.0.0.1');
  });

  it.each([
    'http://cbu01.alicdn.com/a.jpg',
    'https://cbu01.alicdn.com/a.jpg_.webp',
    'https://localhost/a.jpg',
    'https://192.168.0.7/a.jpg',
    'https://[::1]/a.jpg',
    'https://shop.internal/a.jpg',
    'javascript:alert(1)//a.jpg',
  ])('gives Slack no picture that it cannot fetch or show: %s', (imageUrl) => {
    expect(JSON.stringify(render(result(resultOfThree({ imageUrl })), FRAME).blocks)).not.toContain(
      'image_url',
    );
  });
});

describe('words of strangers', () => {
  it.each(HOSTILE.map((title) => [title.slice(0, 40), title]))('stay words: %j', (_, title) => {
    for (const layout of LAYOUTS) {
      const message = render(result(resultOfThree({ title, supplier: title })), { ...FRAME, layout });
      expect(messageFaults(message)).toEqual([]);
      const { text } = message;
      expect(text).not.toMatch(/<(?!https:\/\/detail\.1688\.com\/offer\/\d+\.html\|)/);
      expect(text).not.toMatch(/[*_~`\u202e]|:\w+:|https:\/\/evil/);
    }
  });
});

describe('details and notices', () => {
  it('show one offer with its sections and a way back', () => {
    const { blocks } = render({ kind: 'details', card: details(), picture: null }, FRAME);
    expect(blocks.map(({ type }) => type)).toEqual(['section', 'image', 'section', 'section', 'actions']);
    expect(blocks[2]).toMatchObject({ text: { text: '*Prices*\n2+: ¥12.50\n100+: ¥11.80' } });
  });

  it('upload the picture of an offer when they bring it', () => {
    const picture = new Uint8Array([1]);
    const card = details({ imageUrl: 'http://127.0.0.1/a.jpg' });
    expect(pictureToUpload({ kind: 'details', card, picture: null })).toBeNull();
    expect(pictureToUpload({ kind: 'details', card, picture })).toMatchObject({ bytes: picture });
    const { blocks } = render({ kind: 'details', card, picture }, { ...FRAME, fileId: 'F1' });
    expect(blocks).toContainEqual(expect.objectContaining({ type: 'image', slack_file: { id: 'F1' } }));
  });

  it('keep the lines of a notice', () => {
    const message = render({ kind: 'notice', card: notice('First.\nSecond: <!channel>') }, FRAME);
    expect(message.text).toBe('First.\nSecond: &lt;!channel&gt;');
    expect(message.blocks[0]).toMatchObject({
      text: { type: 'plain_text', text: 'First.\nSecond: <!channel>' },
    });
  });
});

describe('whatever an answer holds', () => {
  const frames = fc.record({
    layout: fc.constantFrom(...LAYOUTS),
    refused: fc.constant(new Set<string>()),
    noPictures: fc.boolean(),
    fileId: fc.option(fc.constant('F07SHEET001'), { nil: null }),
  });
  const replies: fc.Arbitrary<Reply> = fc.oneof(
    anyResult.map((card) => result(card)),
    anyDetails.map((card) => ({ kind: 'details' as const, card, picture: null })),
    anyNotice.map((card) => ({ kind: 'notice' as const, card })),
  );

  it('renders within the limits in every layout', () => {
    fc.assert(
      fc.property(replies, frames, (reply, frame) => {
        expect(messageFaults(render(reply, frame))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
