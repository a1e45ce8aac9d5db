/** Cards for Telegram tests: made by the real card code from six ordinary offers. */
import { detailsCard } from '../../src/cards/details-card.ts';
import { resultCard } from '../../src/cards/result-card.ts';
import type { DetailsCard, ResultCard } from '../../src/domain/card.ts';
import { cny } from '../../src/domain/money.ts';
import { type Badge, type Offer, offerUrl, UNTOLD_DETAIL } from '../../src/domain/offer.ts';
import { type Language, plainQuestion } from '../../src/domain/query.ts';
import type { Rate } from '../../src/domain/rates.ts';

const NOW_MS = Date.UTC(2026, 10, 22);

type Row = readonly [title: string, english: string, supplier: string, badge: Badge | null, fen: number];

const ROWS: readonly Row[] = [
  [
    '304不锈钢便携折叠咖啡杯350ml户外旅行水杯可定制LOGO',
    'Foldable portable coffee cup, 304 stainless steel, 350 ml, outdoor travel mug, custom logo',
    '义乌市晨光日用品有限公司',
    'super-factory',
    1250,
  ],
  ['硅胶折叠水杯', 'Silicone folding cup', '深圳市优品硅胶制品厂', 'power-merchant', 680],
  [
    '新款双层真空保温杯女士高颜值随行杯礼品杯定制批发',
    'New double-wall vacuum insulated tumbler for women, gift cup, wholesale and custom made',
    '永康市博奥杯业有限公司',
    'inspected-factory',
    1890,
  ],
  ['便携旅行杯', 'Portable travel cup', '台州市黄岩家居厂', null, 430],
  [
    '创意咖啡随手杯带盖吸管学生运动塑料水杯子一件代发',
    'Creative coffee to-go cup with lid and straw, plastic sports bottle for students',
    '金华市婺城区欣欣塑料制品厂',
    'one-piece-dropship',
    560,
  ],
  [
    '户外露营不锈钢单层马克杯',
    'Single-wall stainless steel camping mug',
    '潮州市彩塘五金厂',
    'verified-member',
    790,
  ],
];

const offerOf = ([title, titleTranslated, name, badge, fen]: Row, index: number): Offer => {
  const id = String(610_947_572_360 + index * 7919);
  return {
    id,
    title,
    titleTranslated,
    url: offerUrl(id),
    imageUrl: null,
    price: cny(fen),
    tiers: [2, 100, 1000].map((minQuantity, step) => ({ minQuantity, price: cny(fen - step * 60) })),
    skuPrices: null,
    moq: 2,
    unit: '个',
    sold: { count: 3400 - index * 411, period: 'month' },
    repurchaseRate: 0.31,
    supplier: {
      id: null,
      name,
      badges: badge ? [badge] : [],
      years: 3 + index,
      location: '浙江 义乌',
      score: 4.6,
    },
    match: { score: 0.97 - index * 0.04, level: index < 2 ? 'same' : 'similar' },
  };
};

/** Six ordinary offers on the first of eight pages; with a rate, priced in its currency, too. */
export const sampleResult = (language: Language, rate: Rate | null = null): ResultCard =>
  resultCard(
    {
      backend: 'simulator',
      about: 'photo',
      question: plainQuestion(language),
      total: 46,
      offers: ROWS.map(offerOf),
      notes: ['sample-data'],
      askedAtMs: NOW_MS,
      fromMemory: false,
      timings: {},
    },
    { view: 'abcd1234efgh', nowMs: NOW_MS, rate },
  );

/** One of them in full, to go back from. */
export const sampleDetails = (language: Language, rate: Rate | null = null): DetailsCard => {
  const [row] = ROWS;
  if (!row) throw new Error('no sample offers');
  return detailsCard(
    {
      ...UNTOLD_DETAIL,
      ...offerOf(row, 0),
      images: [],
      stock: 18_200,
      attributes: [
        { name: '材质', value: '304/316 不锈钢' },
        { name: '容量', value: '350ml' },
        { name: '联系', value: '@sales_robot shop.example.com #cup' },
      ],
    },
    { view: 'abcd1234efgh', language, back: { page: 1, mode: 'same', sort: 'relevance' }, rate },
  );
};
