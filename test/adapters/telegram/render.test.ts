/** Cards in, HTML and buttons out: as they should look, and within Telegram's limits whatever sellers write. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../adapters/telegram/limits.ts';
import { render } from '../../../adapters/telegram/render.ts';
import { richMessage } from '../../../adapters/telegram/rich.ts';
import type { Told } from '../../../adapters/telegram/send.ts';
import { ACTION_MAX_BYTES, encodeAction } from '../../../src/domain/action.ts';
import type { Button, OfferCard, ResultCard } from '../../../src/domain/card.ts';
import { ALBUM_SIZE, type Reply } from '../../../src/domain/chat.ts';
import { LANGUAGES } from '../../../src/domain/query.ts';
import { sampleDetails, sampleResult } from '../../support/telegram-cards.ts';
import { readHtml } from '../../support/telegram-html.ts';
import { callProblems } from '../../support/telegram-spec.ts';

const SHEET = new Uint8Array([0xff, 0xd8]);
const result = (card: ResultCard, sheet: Uint8Array | null = SHEET) =>
  render({ kind: 'result', card, sheet });

/** What Telegram would say to the rich form of a reply, if it has one. */
const richProblemsOf = (reply: Told, base: object): string[] => {
  const rich = richMessage(reply);
  if (rich === null) return [];
  const names = rich.pictures.map((_, at) => `picture-${at}`);
  const rich_message = { blocks: rich.blocks(names.map((name) => `attach://${name}`)) };
  const { parse_mode: _, ...params } = { parse_mode: '', ...base, rich_message };
  const files = new Map(rich.pictures.map((picture, at) => [`picture-${at}`, picture]));
  return callProblems({ method: 'sendRichMessage', params, files });
};

const albumProblemsOf = (reply: Reply, caption: string | null): string[] => {
  if (reply.kind !== 'pictures') return [];
  const files = new Map(reply.pictures.map((picture, at) => [`picture-${at}`, picture]));
  const media = [...files.keys()].map((name, at) => ({
    type: 'photo',
    media: `attach://${name}`,
    ...(at === 0 && caption !== null && { caption, parse_mode: 'HTML' }),
  }));
  return callProblems({ method: 'sendMediaGroup', params: { chat_id: 1, media }, files });
};

/** What Telegram would say to a message in all of its forms. */
const problemsOf = (reply: Told): string[] => {
  const { text, caption, picture, keyboard } = render(reply);
  const base = {
    chat_id: 1,
    parse_mode: 'HTML',
    ...(keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard } } : {}),
  };
  const asText = [
    ...callProblems({ method: 'sendMessage', params: { ...base, text }, files: new Map() }),
    ...richProblemsOf(reply, base),
    ...albumProblemsOf(reply, caption),
  ];
  if (caption === null) return asText;
  const params = { ...base, photo: 'attach://sheet', caption };
  const files = new Map([['sheet', picture ?? SHEET]]);
  return [...asText, ...callProblems({ method: 'sendPhoto', params, files })];
};

describe('a page of offers', () => {
  it('is a caption of numbered links with ladder, MOQ, supplier, badge and match', () => {
    const { caption } = result(sampleResult('en'));
    expect(caption?.split('\n').slice(0, 5)).toEqual([
      '<b>6 matching offers</b> · 46 found · page 1 of 8 · via demo catalogue',
      '',
      '<b>1.</b> <a href="https://detail.1688.com/offer/610947572360.html">Foldable portable coffee cup, 304 stainless steel, 350 ml…</a>',
      '2+ ¥12.50 · 100+ ¥11.90 · 1000+ ¥11.30 · MOQ 2 pieces',
      '义乌市晨光日用品有限公司 · Super factory · Same product · 97 %',
    ]);
    expect(caption?.split('\n').at(-1)).toBe(
      '<i>These are sample offers from the demo catalogue, not real suppliers.</i>',
    );
  });

  it('has a number button for the details of each offer, then the buttons of the card', () => {
    const { keyboard } = result(sampleResult('zh'));
    expect(keyboard.map((row) => row.map(({ text }) => text))).toEqual([
      ['1', '2', '3', '4', '5', '6'],
      ['下一页'],
      ['相似款', '重新搜索'],
      ['价格最低', '销量最高'],
      ['评分最高', '对比'],
      ['× 100', '× 300', '× 1000'],
      ['不高于 ¥6.00'],
      ['导出'],
    ]);
    const details = encodeAction({
      kind: 'details',
      view: 'abcd1234efgh',
      facet: { page: 1, mode: 'same', sort: 'relevance' },
      offerId: '610947572360',
    });
    expect(keyboard[0]?.[0]).toEqual({ text: '1', callback_data: details });
  });

  it('of nine has every offer with its ladder, and its numbers in two rows that are alike', () => {
    const card = sampleResult('en');
    const offers = [...card.offers, ...card.offers.slice(0, 3)].map((offer, at) => ({
      ...offer,
      number: at + 10,
    }));
    const { caption, keyboard } = render({ kind: 'result', card: { ...card, offers }, sheet: SHEET });
    const { text } = readHtml(caption ?? '');
    expect(text.length).toBeLessThanOrEqual(LIMITS.caption);
    expect(text.match(/^\d+\. .{12,}\n2\+ ¥[\d.]+ · 100\+ ¥[\d.]+ · 1000\+ ¥[\d.]+ · MOQ 2/gm)).toHaveLength(
      9,
    );
    expect(keyboard.slice(0, 2).map((row) => row.map(({ text }) => text))).toEqual([
      ['10', '11', '12', '13', '14'],
      ['15', '16', '17', '18'],
    ]);
  });

  it('shortens the longest titles first', () => {
    const card = sampleResult('en');
    const long = 'Collapsible '.repeat(40);
    const offers = card.offers.map((offer, at) => (at === 2 ? { ...offer, title: long } : offer));
    const { caption } = result({ ...card, offers });
    expect(caption).toContain('>Silicone folding cup</a>');
    expect(caption).toContain('>Single-wall stainless steel camping mug</a>');
    expect(caption).toContain('>Collapsible Collapsible Collapsible Collapsible Collapsible…</a>');
  });

  it('keeps a part of every title when all texts are long, and leaves the less important facts out', () => {
    const card = sampleResult('en');
    const offers = card.offers.map((offer) => ({
      ...offer,
      title: 'Stainless steel travel mug '.repeat(10),
      ladderText: '2+ ¥12.50 · 100+ ¥11.90 · 1000+ ¥11.30 · 5000+ ¥10.70 · 10000+ ¥10.10 · 50000+ ¥9.90',
    }));
    const { caption } = result({ ...card, offers });
    const text = readHtml(caption ?? '').text;
    expect(text.match(/Stainless steel .*…/g)).toHaveLength(6);
    expect(text).toContain('50000+ ¥9.90 · MOQ');
    expect(text).toContain('Super factory');
    expect(text).not.toMatch(/永康市|Similar|sold/);
    expect(text.length).toBeLessThanOrEqual(LIMITS.caption);
  });

  it('has no caption without a sheet, so that no old sheet stays above it', () => {
    expect(result(sampleResult('en'), null)).toMatchObject({ caption: null, picture: null });
  });
});

describe.each(LANGUAGES)('in %s', (language) => {
  it('a page of offers fits under its sheet, with a title, the prices and the minimum order of each', () => {
    const card = sampleResult(language);
    const { text } = readHtml(result(card).caption ?? '');
    expect(text.length).toBeLessThanOrEqual(LIMITS.caption);
    expect(problemsOf({ kind: 'result', card, sheet: SHEET })).toEqual([]);
    for (const { moq, number } of card.offers)
      expect(text).toMatch(new RegExp(`^${number}\\. .+\n.+${moq}`, 'm'));
  });

  it('an offer in full fits under its picture', () => {
    expect(problemsOf({ kind: 'details', card: sampleDetails(language), picture: SHEET })).toEqual([]);
  });

  it('no button is cut, and two in a row can be read on a phone', () => {
    const cards = [sampleResult(language), sampleDetails(language)];
    for (const row of cards.flatMap(({ actions }) => actions)) {
      const labels = row.map(({ label }) => label);
      expect(labels.filter((label) => label.length > LIMITS.label)).toEqual([]);
      if (row.length > 1) expect(labels.filter((label) => label.length > 20)).toEqual([]);
    }
  });
});

describe('hostile texts', () => {
  const captionOf = (change: Partial<OfferCard>): string => {
    const card = sampleResult('en');
    const [first, ...others] = card.offers;
    if (!first) throw new Error('no offers');
    return result({ ...card, offers: [{ ...first, ...change }, ...others] }).caption ?? '';
  };

  it('shows HTML as it is written', () => {
    expect(captionOf({ title: '<b>Cheap</b> & "good" </a>' })).toContain(
      '>&lt;b&gt;Cheap&lt;/b&gt; &amp; &quot;good&quot; &lt;/a&gt;</a>',
    );
  });

  it('takes out direction marks, zero-width characters and line breaks', () => {
    const title = 'mug\u202E\u2066 lanigiro\u200B\u200D\nsecond\u2028line \u3164\u115f';
    expect(captionOf({ title })).toContain('>mug lanigiro second line</a>');
  });

  it('shows the id of an offer whose title is nothing to be seen', () => {
    expect(captionOf({ title: '\u200B\u202E \u3164' })).toContain('>610947572360</a>');
  });

  it('cuts between characters as people see them', () => {
    const caption = captionOf({ title: '👍🏽'.repeat(2000) });
    const title = /1\.<\/b> <a [^>]*>([^<]*)<\/a>/.exec(caption)?.[1] ?? '';
    expect(title).toMatch(/^(?:👍🏽)+…$/u);
  });

  it('keeps stacked accents on their line', () => {
    expect(captionOf({ title: `z${'\u0300'.repeat(500)}` })).toContain(`>z${'\u0300'.repeat(3)}</a>`);
  });

  it('calls nobody and links nowhere by what a supplier is called', () => {
    const text = readHtml(captionOf({ supplier: '@everyone /start #cheap evil.example' })).text;
    expect(text).not.toMatch(/@everyone|\/start|#cheap|evil\.example/);
    expect(text.replaceAll('\u2060', '')).toContain('@everyone /start #cheap evil.example');
  });

  it('makes no link of an address that is none', () => {
    expect(captionOf({ url: 'javascript:alert(1)' })).not.toContain('javascript');
    expect(captionOf({ url: 'https://a.example/"><b>' })).not.toContain('a.example');
  });

  it('leaves out buttons that Telegram refuses a whole message for', () => {
    const actions: Button[][] = [
      [
        { kind: 'link', label: 'local', url: 'http://localhost:3000/' },
        { kind: 'link', label: 'script', url: 'javascript:alert(1)' },
        { kind: 'action', label: 'long', action: '多'.repeat(22) },
        { kind: 'action', label: 'empty', action: '' },
        { kind: 'action', label: '\u200B', action: 'x' },
      ],
      [{ kind: 'link', label: 'fine', url: 'https://detail.1688.com/' }],
    ];
    const card = { language: 'en', tone: 'info', text: 'x', actions } as const;
    expect(render({ kind: 'notice', card }).keyboard).toEqual([
      [{ text: 'fine', url: 'https://detail.1688.com/' }],
    ]);
  });
});

describe('one offer', () => {
  it('is its title, prices, supplier and attributes, with the way back', () => {
    const message = render({ kind: 'details', card: sampleDetails('en'), picture: SHEET });
    const text = readHtml(message.caption ?? '').text;
    expect(text).toContain('304不锈钢便携折叠咖啡杯350ml户外旅行水杯可定制LOGO\n\nPrices\n2+: ¥12.50');
    expect(text.replaceAll('\u2060', '')).toContain('联系: @sales_robot shop.example.com #cup');
    expect(text).not.toContain('@sales_robot');
    expect(message.keyboard.slice(0, 2).map((row) => row.map((button) => Object.keys(button)))).toEqual([
      [['text', 'callback_data']],
      [
        ['text', 'url'],
        ['text', 'url'],
      ],
    ]);
  });

  it('leaves out what does not fit, from the end and by whole lines', () => {
    const card = sampleDetails('en');
    const lines = Array.from({ length: 40 }, (_, at) => `attribute ${at}: ${'value '.repeat(9)}`);
    const message = render({
      kind: 'details',
      card: { ...card, sections: [...card.sections, { title: 'More', lines }] },
      picture: SHEET,
    });
    const text = readHtml(message.caption ?? '').text;
    expect(text).toMatch(/attribute \d+: (value )+value$/);
    expect(text.length).toBeLessThanOrEqual(LIMITS.caption);
  });

  it('leaves no title behind without its lines', () => {
    const card = sampleDetails('en');
    const sections = [
      { title: 'Only', lines: ['fits'] },
      { title: 'Gone', lines: [] },
    ];
    const { text } = render({ kind: 'details', card: { ...card, sections }, picture: null });
    expect(readHtml(text).text).toMatch(/Only\nfits$/);
  });
});

describe('sentences', () => {
  it('keep their line breaks and their commands', () => {
    const text = 'Send a photo.\nIn a group, use /find & wait.';
    const card = { language: 'en', tone: 'info', text, actions: [] } as const;
    expect(render({ kind: 'notice', card })).toEqual({
      text: 'Send a photo.\nIn a group, use /find &amp; wait.',
      caption: 'Send a photo.\nIn a group, use /find &amp; wait.',
      picture: null,
      keyboard: [],
    });
  });

  it('stand under the picture that they came with, cut by whole lines to what a caption holds', () => {
    const lines = Array.from({ length: 60 }, (_, at) => `line ${at} of a table that goes on`);
    const card = {
      language: 'en',
      tone: 'info',
      text: lines.join('\n'),
      alt: 'A table',
      actions: [],
    } as const;
    const { picture, text, caption } = render({ kind: 'notice', card, picture: SHEET });
    expect(picture).toBe(SHEET);
    expect(text).toBe(lines.join('\n'));
    expect((caption ?? '').length).toBeLessThanOrEqual(LIMITS.caption);
    expect(lines).toContain(caption?.split('\n').at(-1));
  });
});

describe('any card', () => {
  const wild = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.constantFrom(
      '<a href="x">',
      '&lt;',
      '</b>',
      '\u202E',
      '👨‍👩‍👧‍👦',
      '\ud83d',
      '@x',
      'ᄀ'.repeat(400),
      '',
    ),
    fc.string({ maxLength: 40 }).map((text) => text.repeat(30)),
  );
  const phrase = fc.option(wild);
  const facet = { page: 1, mode: 'same', sort: 'price' } as const;
  const button: fc.Arbitrary<Button> = fc.oneof(
    fc.record({ kind: fc.constant('link' as const), label: wild, url: fc.oneof(wild, fc.webUrl()) }),
    fc.record({ kind: fc.constant('action' as const), label: wild, action: wild }),
    fc.record({
      kind: fc.constant('action' as const),
      label: wild,
      action: fc
        .stringMatching(/^[0-9]{6,24}$/)
        .map((offerId) => encodeAction({ kind: 'details', view: 'v'.repeat(24), facet, offerId })),
    }),
  );
  const rows = fc.array(fc.array(button, { maxLength: 4 }), { maxLength: 4 });
  const offer: fc.Arbitrary<OfferCard> = fc.record({
    number: fc.integer({ min: 1, max: 999 }),
    offerId: fc.stringMatching(/^[0-9]{6,24}$/),
    title: wild,
    originalTitle: phrase,
    url: fc.oneof(wild, fc.webUrl()),
    imageUrl: phrase,
    price: phrase,
    ladder: fc.array(fc.record({ from: wild, price: wild }), { maxLength: 8 }),
    ladderText: wild,
    moq: phrase,
    unit: phrase,
    sold: phrase,
    repurchase: phrase,
    supplier: phrase,
    badges: fc.array(wild, { maxLength: 5 }),
    supplierFacts: fc.array(wild, { maxLength: 3 }),
    match: phrase,
    remark: wild,
    actions: fc.array(button, { maxLength: 3 }),
  });
  const language = fc.constantFrom(...LANGUAGES);
  // Headings and sentences are our own, so they are never empty.
  const ours = wild.map((text) => `Offers ${text}`);
  const resultReply = fc.record({
    kind: fc.constant('result' as const),
    sheet: fc.constantFrom(SHEET, null),
    tiles: fc.array(fc.constantFrom(SHEET, SHEET, SHEET, null), { maxLength: 12 }),
    card: fc.record({
      language,
      heading: ours,
      facts: fc.array(wild, { maxLength: 6 }),
      notes: fc.array(wild, { maxLength: 4 }),
      offers: fc.array(offer, { maxLength: 12 }),
      actions: rows,
      alt: wild,
    }),
  });
  const detailsReply = fc.record({
    kind: fc.constant('details' as const),
    picture: fc.constantFrom(SHEET, null),
    card: fc.record({
      language,
      offer,
      images: fc.constant([]),
      sections: fc.array(fc.record({ title: wild, lines: fc.array(wild, { maxLength: 20 }) }), {
        maxLength: 4,
      }),
      actions: rows,
    }),
  });
  const picturesReply = fc.record({
    kind: fc.constant('pictures' as const),
    pictures: fc.array(fc.constant(SHEET), { minLength: 2, maxLength: ALBUM_SIZE }),
    card: fc.record({ language, offer }),
  });
  const noticeReply = fc.record({
    kind: fc.constant('notice' as const),
    card: fc.record({ language, tone: fc.constant('problem' as const), text: ours, actions: rows }),
  });

  it('is what Telegram takes, in every form', () => {
    fc.assert(
      fc.property(fc.oneof(resultReply, detailsReply, picturesReply, noticeReply), (reply) => {
        expect(problemsOf(reply)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('agrees with the codec on the length of button data', () => {
    expect(LIMITS.callbackBytes).toBe(ACTION_MAX_BYTES);
  });
});
