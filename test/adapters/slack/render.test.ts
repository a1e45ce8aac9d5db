/** What people see in Slack: every message within the Block Kit limits, and nothing in it speaks for strangers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Frame, firstFrame } from '../../../adapters/slack/frames.ts';
import { LAYOUTS, type Layout, pictureToUpload, render } from '../../../adapters/slack/render.ts';
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
import { sampleDetails, sampleResult } from '../../support/telegram-cards.ts';

const FRAME: Frame<Layout> = firstFrame<Layout>('carousel', null);

const result = (card = resultOfThree(), sheet: Uint8Array | null = null): Reply => ({
  kind: 'result',
  card,
  sheet,
});

describe('prices in another currency', () => {
  const USD = { currency: 'USD', perYuan: 0.13908, day: '2026-11-24' } as const;

  it('stand beside the first one in yuan, and the rate in the facts', () => {
    const { text, blocks } = render(result(sampleResult('en', USD)), FRAME);
    const written = JSON.stringify(blocks);
    expect(written).toContain('"2+ ¥12.50 ≈ $1.74 · 100+ ¥11.90 · 1000+ ¥11.30"');
    expect(written).toContain('via demo catalogue · 1 USD = 7.19 CNY, 24 Nov');
    expect(text).toContain('2+ ¥12.50 ≈ $1.74');
    expect(messageFaults({ text, blocks })).toEqual([]);
  });

  it('stand beside every one in the details', () => {
    const reply = { kind: 'details', card: sampleDetails('en', USD), picture: null } as const;
    const { blocks } = render(reply, FRAME);
    expect(JSON.stringify(blocks)).toContain(
      '100+: ¥11.90 ≈ $1.66\\n1000+: ¥11.30 ≈ $1.57\\n1 USD = 7.19 CNY',
    );
  });
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
          hero_image: { image_url: 'https://cbu01.alicdn.com/img/ibank/O1CN01lamp1_!!2200.310x310.jpg' },
          title: { text: '1. Desk lamp with wireless charger, foldable' },
          subtitle: { text: '2+ ¥12.50 · 100+ ¥11.80' },
          body: {
            text: expect.stringMatching(
              /^Same product · 97 % · MOQ 2 pieces · 中山市古镇明亮灯饰厂 · Power merchant/,
            ),
          },
          actions: [
            { value: 'd:Ab3dE6gH:1aa:673456789011' },
            { value: 'k:Ab3dE6gH:1aa:673456789011' },
            { url: 'https://detail.1688.com/offer/673456789011.html' },
          ],
        },
        {},
        {},
      ],
    });
    expect(text).toContain('3 matching offers · 128 found');
    expect(text).toContain('<https://detail.1688.com/offer/673456789012.html|Desk lamp');
  });

  it('has menus for order and limits, which begin with what is in force', () => {
    const { blocks } = render(result(), FRAME);
    const labelsOf = (block: unknown) =>
      (
        block as { elements: { text?: { text: string }; options?: { text: { text: string } }[] }[] }
      ).elements.map(({ text, options }) => text?.text ?? options?.map((option) => option.text.text));
    expect(blocks.slice(4).map(labelsOf)).toEqual([
      ['Next page', 'Similar products', 'Search again'],
      [
        ['Best match', 'Cheapest first', 'Best selling first'],
        ['Any price', 'Up to ¥12.00'],
        ['Any MOQ', 'MOQ up to 2'],
      ],
    ]);
    expect(blocks[5]).toMatchObject({
      elements: [
        { initial_option: { value: 's:Ab3dE6gH:1aa' } },
        { initial_option: { text: { text: 'Any price' } } },
        { initial_option: { text: { text: 'Any MOQ' } } },
      ],
    });
  });

  it('has all buttons of an offer where there is room, and the best three on a card', () => {
    const labels = (layout: Layout) =>
      [
        ...JSON.stringify(render(result(), { ...FRAME, layout }).blocks).matchAll(
          /"accessibility_label":"([^:"]+): 1\./g,
        ),
      ].map(([, label]) => label);
    expect(labels('carousel')).toEqual(['Details', 'Shortlist', 'Open on 1688']);
    expect(labels('sections')).toEqual(['Details', 'Shortlist', 'More like this', 'Open on 1688']);
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
    const brief = render(result(), { ...FRAME, layout: 'brief' });
    expect(text.text.startsWith(brief.text)).toBe(true);
    expect(brief.text.length).toBeLessThanOrEqual(1000);
  });

  it('leaves out the pictures that Slack refused, and only those', () => {
    const forms = ['.310x310.jpg', '.jpg'];
    const refused = new Set(
      forms.map((form) => `https://cbu01.alicdn.com/img/ibank/O1CN01lamp2_!!2200${form}`),
    );
    const json = JSON.stringify(render(result(), { ...FRAME, refused }).blocks);
    expect(json).not.toContain('lamp2');
    expect(json).toContain('lamp1');
    expect(JSON.stringify(render(result(), { ...FRAME, noWeb: true }).blocks)).not.toContain('image_url');
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
    'http://pictures.example/a.jpg',
    'https://cbu01.alicdn.com/a.webp',
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

  it('show the picture of a notice between its words and its buttons', () => {
    const [picture, none] = [new Uint8Array([1]), null];
    const actions = [[{ kind: 'action', label: 'Back', action: 's:abcd1234efgh:1aa' }]] as const;
    const card = { ...notice('Two offers.'), alt: 'A table', actions };
    expect(pictureToUpload({ kind: 'notice', card, picture: none })).toBeNull();
    expect(pictureToUpload({ kind: 'notice', card, picture })).toEqual({ bytes: picture, alt: 'A table' });
    const { blocks } = render({ kind: 'notice', card, picture }, { ...FRAME, fileId: 'F1' });
    expect(blocks.map(({ type }) => type)).toEqual(['section', 'image', 'actions']);
    expect(blocks[1]).toMatchObject({ slack_file: { id: 'F1' }, alt_text: 'A table' });
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
    asUploaded: fc.boolean(),
    noWeb: fc.boolean(),
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
