/** Cards for Slack's tests: a believable answer of three offers, and hostile ones of any shape. */
import fc from 'fast-check';
import { encodeAction } from '../../src/domain/action.ts';
import type { DetailsCard, NoticeCard, OfferCard, ResultCard } from '../../src/domain/card.ts';
import type { Facet } from '../../src/domain/facet.ts';
import { LANGUAGES } from '../../src/domain/query.ts';

const FACET = { page: 1, mode: 'same', sort: 'relevance' } as const;

const offer = (number: number, over: Partial<OfferCard> = {}): OfferCard => {
  const offerId = `67345678901${number}`;
  const url = `https://detail.1688.com/offer/${offerId}.html`;
  return {
    number,
    offerId,
    title: 'Desk lamp with wireless charger, foldable',
    originalTitle: '折叠台灯无线充电',
    url,
    imageUrl: `https://cbu01.alicdn.com/img/ibank/O1CN01lamp${number}_!!2200.jpg`,
    price: '¥11.80',
    ladder: [
      { from: '2+', price: '¥12.50' },
      { from: '100+', price: '¥11.80' },
    ],
    ladderText: '2+ ¥12.50 · 100+ ¥11.80',
    moq: 'MOQ 2 pieces',
    unit: '件',
    sold: '340 sold a month',
    repurchase: '21 % buy again',
    supplier: '中山市古镇明亮灯饰厂',
    badges: ['Power merchant', 'Super factory'],
    supplierFacts: ['8 years on 1688', '广东 中山', 'score 4.8'],
    match: 'Same product · 97 %',
    actions: [
      { kind: 'link', label: 'Open on 1688', url },
      {
        kind: 'action',
        label: 'Details',
        action: encodeAction({ kind: 'details', view: 'Ab3dE6gH', facet: FACET, offerId }),
      },
    ],
    ...over,
  };
};

const show = (label: string, page: number, change: Partial<Facet> = {}) => ({
  kind: 'action' as const,
  label,
  action: encodeAction({ kind: 'show', view: 'Ab3dE6gH', facet: { ...FACET, page, ...change } }),
});

/** An answer of three offers whose pictures are on the public web. `over` changes each offer. */
export const resultOfThree = (over: Partial<OfferCard> = {}): ResultCard => ({
  language: 'en',
  heading: '3 matching offers',
  facts: ['128 found', 'page 1 of 43', 'via 1688 Open Platform'],
  notes: ['Quantity prices could not be read for every offer.'],
  offers: [1, 2, 3].map((number) => offer(number, over)),
  actions: [
    [show('Next page', 2)],
    [
      show('Similar products', 1, { mode: 'similar' }),
      { ...show('Search again', 1), action: 'r:Ab3dE6gH:1aa' },
    ],
    [show('Cheapest first', 1, { sort: 'price' }), show('Best selling first', 1, { sort: 'sales' })],
    [show('Up to ¥12.00', 1, { maxPriceFen: 1200 }), show('MOQ up to 2', 1, { moqAtMost: 2 })],
  ],
  alt: 'Numbered pictures of the 3 offers in this message',
});

/** An offer in full. */
export const details = (over: Partial<OfferCard> = {}): DetailsCard => ({
  language: 'en',
  offer: offer(1, over),
  images: [],
  sections: [
    { title: 'Prices', lines: ['2+: ¥12.50', '100+: ¥11.80'] },
    { title: 'Supplier', lines: ['中山市古镇明亮灯饰厂', '8 years on 1688 · 广东 中山'] },
  ],
  actions: [[show('Back to the list', 1)]],
});

/** A few sentences with a button. */
export const notice = (text: string): NoticeCard => ({
  language: 'en',
  tone: 'problem',
  text,
  actions: [[show('Try again', 1)]],
});

/** What a seller may put into a title to reach people, hide things or break a layout. */
export const HOSTILE = [
  '<!channel> <!here|here> <@U07BUYER001> <#C07SOURCE01>',
  '<https://evil.example|Open on 1688> https://evil.example',
  '*bold* _slanted_ ~gone~ `code` :rotating_light: > quote',
  '\u202emoc.live//:sptth\u202c',
  '👩‍👩‍👧‍👦'.repeat(400),
  '&lt;!channel&gt; &amp;amp;'.repeat(200),
  '\ud800 half a character \u0000',
  '\n\n\n',
  '',
];

const language = fc.constantFrom(...LANGUAGES);
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 4000 }),
  fc.constantFrom(...HOSTILE),
);
const maybe = fc.option(words, { nil: null });
const link = fc.oneof(fc.webUrl(), words, fc.constant('https://detail.1688.com/offer/673456789012.html'));
const picture = fc.option(
  fc.oneof(
    link,
    fc.constantFrom(
      'http://127.0.0.1:4010/a.jpg',
      'https://localhost/a.jpg',
      'https://cbu01.alicdn.com/a.webp',
      'https://cbu01.alicdn.com/a.jpg',
      'https://10.0.0.1/a.png',
    ),
  ),
  { nil: null },
);
const action = fc.oneof(
  fc.constantFrom(
    's:Ab3dE6gH:1aa',
    'r:Ab3dE6gH:1aa',
    'd:Ab3dE6gH:1aa:673456789012',
    'u:Ab3dE6gH:1aa:673456789012',
  ),
  fc
    .record({
      page: fc.integer({ min: 1, max: 99 }),
      sort: fc.constantFrom('relevance' as const, 'price' as const, 'sales' as const),
      mode: fc.constantFrom('same' as const, 'similar' as const),
      subject: fc.integer({ min: 0, max: 9 }),
      maxPriceFen: fc.nat(99_999),
      moqAtMost: fc.nat(99_999),
      via: fc.integer({ min: 0, max: 9 }),
    })
    .map((facet) => encodeAction({ kind: 'show', view: 'Ab3dE6gH', facet })),
);
const buttonOf = fc.oneof(
  fc.record({ kind: fc.constant('action' as const), label: words, action }),
  fc.record({ kind: fc.constant('link' as const), label: words, url: link }),
);
const rows = fc.array(fc.array(buttonOf, { maxLength: 30 }), { maxLength: 60 });

const anyOffer = (number: number): fc.Arbitrary<OfferCard> =>
  fc.record({
    number: fc.constant(number),
    offerId: fc.constant('673456789012'),
    title: words,
    originalTitle: maybe,
    url: link,
    imageUrl: picture,
    price: maybe,
    ladder: fc.array(fc.record({ from: words, price: words }), { maxLength: 50 }),
    ladderText: words,
    moq: maybe,
    unit: maybe,
    sold: maybe,
    repurchase: maybe,
    supplier: maybe,
    badges: fc.array(words, { maxLength: 12 }),
    supplierFacts: fc.array(words, { maxLength: 5 }),
    match: maybe,
    remark: words,
    actions: fc.array(buttonOf, { maxLength: 4 }),
  });

/** Any result card, of 1 to 30 offers. */
export const anyResult: fc.Arbitrary<ResultCard> = fc.integer({ min: 1, max: 30 }).chain((count) =>
  fc.record({
    language,
    heading: words,
    facts: fc.array(words, { maxLength: 5 }),
    notes: fc.array(words, { maxLength: 12 }),
    offers: fc.tuple(...Array.from({ length: count }, (_, index) => anyOffer(index + 1))),
    actions: rows,
    alt: words,
  }),
);

/** Any details card. */
export const anyDetails: fc.Arbitrary<DetailsCard> = fc.record({
  language,
  offer: anyOffer(1),
  images: fc.array(
    fc.oneof(
      link,
      fc.constantFrom(
        'https://cbu01.alicdn.com/img/ibank/a.jpg',
        'https://cbu01.alicdn.com/img/ibank/b.jpg_.webp',
      ),
    ),
    { maxLength: 12 },
  ),
  sections: fc.array(fc.record({ title: words, lines: fc.array(words, { maxLength: 40 }) }), {
    maxLength: 60,
  }),
  actions: rows,
});

/** Any notice. */
export const anyNotice: fc.Arbitrary<NoticeCard> = fc.record({
  language,
  tone: fc.constantFrom('info' as const, 'problem' as const),
  text: words,
  actions: rows,
});
