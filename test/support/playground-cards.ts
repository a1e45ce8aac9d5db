/** Cards for playground tests: made by the real card code from six different offers, with whatever a test wants changed. */
import { detailsCard } from '../../src/cards/details-card.ts';
import { resultCard } from '../../src/cards/result-card.ts';
import type { DetailsCard, ResultCard } from '../../src/domain/card.ts';
import type { Facet } from '../../src/domain/facet.ts';
import { cny } from '../../src/domain/money.ts';
import { type Badge, type Offer, offerUrl, UNTOLD_DETAIL } from '../../src/domain/offer.ts';
import { type Language, plainQuestion } from '../../src/domain/query.ts';

const NOW_MS = Date.UTC(2026, 10, 22);

type Row = {
  readonly title: string;
  readonly english: string | null;
  readonly supplier: string;
  readonly badges: readonly Badge[];
  /** Quantity and price in fen of each step; one step without quantity prices. */
  readonly steps: readonly (readonly [number, number])[];
};

const ROWS: readonly Row[] = [
  {
    title: '304不锈钢便携折叠咖啡杯350ml户外旅行水杯可定制LOGO',
    english: 'Foldable portable coffee cup, 304 stainless steel, 350 ml, outdoor travel mug, custom logo',
    supplier: '义乌市晨光日用品有限公司',
    badges: ['super-factory', 'ships-in-48h'],
    steps: [
      [2, 1250],
      [100, 1180],
      [1000, 1090],
    ],
  },
  {
    title: '硅胶折叠水杯',
    english: 'Silicone folding cup',
    supplier: '深圳市优品硅胶制品厂',
    badges: ['power-merchant'],
    steps: [
      [10, 680],
      [500, 615],
    ],
  },
  {
    title: '新款双层真空保温杯女士高颜值随行杯礼品杯定制批发',
    english: 'New double-wall vacuum insulated tumbler for women, gift cup, wholesale and custom made',
    supplier: '永康市博奥杯业有限公司',
    badges: ['inspected-factory', 'verified-member', 'ships-in-24h'],
    steps: [
      [1, 1890],
      [50, 1790],
      [300, 1650],
      [2000, 1520],
    ],
  },
  { title: '便携旅行杯', english: null, supplier: '台州市黄岩家居厂', badges: [], steps: [[5, 430]] },
  {
    title: '创意咖啡随手杯带盖吸管学生运动塑料水杯子一件代发',
    english: 'Creative coffee to-go cup with lid and straw, plastic sports bottle for students',
    supplier: '金华市婺城区欣欣塑料制品厂',
    badges: ['one-piece-dropship'],
    steps: [
      [1, 560],
      [200, 480],
    ],
  },
  {
    title: '户外露营不锈钢单层马克杯',
    english: 'Single-wall stainless steel camping mug',
    supplier: '潮州市彩塘五金厂',
    badges: ['verified-member', 'selected'],
    steps: [
      [20, 790],
      [200, 740],
      [1000, 690],
    ],
  },
];

/** The address of a made-up picture; `pictureNumber` reads it back. */
export const pictureUrl = (number: number): string => `https://pictures.example/${number}.jpg`;

/** The number in a made-up picture's address. */
export const pictureNumber = (url: string): number => Number(/(\d+)\.jpg$/.exec(url)?.[1]);

const offerOf = ({ title, english, supplier, badges, steps }: Row, index: number): Offer => {
  const id = String(610_947_572_360 + index * 7919);
  const tiers = steps.map(([minQuantity, fen]) => ({ minQuantity, price: cny(fen) }));
  return {
    id,
    title,
    titleTranslated: english,
    url: offerUrl(id),
    imageUrl: pictureUrl(index),
    price: tiers.at(-1)?.price ?? null,
    tiers: tiers.length > 1 ? tiers : [],
    skuPrices: null,
    moq: steps[0]?.[0] ?? null,
    unit: '件',
    sold: { count: 3400 - index * 411, period: index % 2 === 0 ? 'month' : 'total' },
    repurchaseRate: index === 3 ? null : 0.31 + index / 50,
    supplier: { id: null, name: supplier, badges, years: 3 + index, location: '浙江 义乌', score: 4.6 },
    match: { score: 0.97 - index * 0.06, level: index < 2 ? 'same' : index < 4 ? 'similar' : 'maybe' },
  };
};

/** What a test may want different. */
export type CardOptions = {
  readonly facet: Facet;
  readonly language: Language;
  readonly change?: Partial<Offer>;
};

/** A page of six offers out of 46; `change` is applied to the first. */
export const playgroundResult = (view: string, { facet, language, change = {} }: CardOptions): ResultCard =>
  resultCard(
    {
      backend: 'simulator',
      about: 'photo',
      question: { ...plainQuestion(language), ...facet },
      total: 46,
      offers: ROWS.map((row, index) => ({ ...offerOf(row, index), ...(index === 0 ? change : {}) })),
      notes: ['sample-data'],
      askedAtMs: NOW_MS,
      fromMemory: false,
      timings: {},
    },
    { view, nowMs: NOW_MS },
  );

/** The first of them in full, with a way back to the list. */
export const playgroundDetails = (view: string, options: CardOptions): DetailsCard => {
  const { facet, language, change = {} } = options;
  const [row] = ROWS;
  if (!row) throw new Error('no made-up offers');
  return detailsCard(
    {
      ...UNTOLD_DETAIL,
      ...offerOf(row, 0),
      ...change,
      images: [0, 1, 2, 3].map(pictureUrl),
      stock: 18_200,
      attributes: [
        { name: '材质', value: '304 不锈钢' },
        { name: '容量', value: '350ml' },
        { name: '颜色', value: '黑色、白色、红色、莫兰迪绿' },
      ],
    },
    { view, language, back: facet },
  );
};
