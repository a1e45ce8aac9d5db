/** The kinds of things in the demo catalogue: what they are called, who makes them, of what, and how they are sold. */

/** A word in Chinese and English. */
export type Word = readonly [zh: string, en: string];

/** A category of the demo catalogue. `grams` is the weight of a middling piece. */
export type Category = {
  readonly id: number;
  readonly name: Word;
  readonly industry: Industry;
  readonly unit: Word;
  readonly materials: readonly Word[];
  readonly sizes: readonly Word[];
  readonly grams: number;
};

/** Trades with the places they are known for: the town that shows in the supplier's name, and its province. */
export const INDUSTRIES = {
  shoes: { trade: '鞋业', towns: ['浙江 温州', '福建 泉州', '福建 晋江'] },
  bags: { trade: '箱包', towns: ['广东 广州', '河北 白沟', '浙江 平湖'] },
  clothing: { trade: '服饰', towns: ['浙江 杭州', '广东 广州', '江苏 常熟'] },
  household: { trade: '日用品', towns: ['浙江 义乌', '浙江 台州', '广东 潮州'] },
  stationery: { trade: '文具', towns: ['浙江 宁波', '浙江 义乌', '浙江 温州'] },
  toys: { trade: '玩具', towns: ['广东 汕头', '浙江 云和', '广东 东莞'] },
  electronics: { trade: '电子科技', towns: ['广东 深圳', '广东 东莞', '广东 惠州'] },
  hardware: { trade: '五金制品', towns: ['浙江 永康', '山东 临沂', '广东 阳江'] },
  furniture: { trade: '家居', towns: ['广东 佛山', '浙江 安吉', '江西 南康'] },
  care: { trade: '美妆用品', towns: ['广东 广州', '江苏 扬州', '浙江 义乌'] },
  jewellery: { trade: '饰品', towns: ['浙江 义乌', '广东 广州', '江苏 东海'] },
  sports: { trade: '体育用品', towns: ['浙江 宁波', '浙江 金华', '江苏 南通'] },
  instruments: { trade: '乐器', towns: ['河北 廊坊', '广东 惠州', '山东 潍坊'] },
  plants: { trade: '园艺', towns: ['福建 漳州', '广东 佛山', '江苏 沭阳'] },
} as const satisfies Record<string, { trade: string; towns: readonly [string, string, string] }>;

/** One of the trades in `INDUSTRIES`. */
export type Industry = keyof typeof INDUSTRIES;

const PIECE: Word = ['个', 'piece'];
const PAIR: Word = ['双', 'pair'];
const ITEM: Word = ['件', 'piece'];
const UNIT: Word = ['台', 'unit'];
const BAR: Word = ['支', 'piece'];
const NO_SIZES: readonly Word[] = [];
const SHOE_SIZES: readonly Word[] = ['36', '37', '38', '39', '40'].map(
  (size) => [size, `EU ${size}`] as const,
);
const CLOTHES_SIZES: readonly Word[] = ['S', 'M', 'L', 'XL'].map((size) => [size, size] as const);
const STEEL: Word = ['不锈钢', 'stainless steel'];
const ABS: Word = ['ABS塑料', 'ABS plastic'];
const PLASTIC: Word = ['PP塑料', 'PP plastic'];
const COTTON: Word = ['纯棉', 'cotton'];
const POLYESTER: Word = ['聚酯纤维', 'polyester'];
const WOOD: Word = ['实木', 'solid wood'];
const CERAMIC: Word = ['陶瓷', 'ceramic'];
const GLASS: Word = ['玻璃', 'glass'];
const PU: Word = ['PU革', 'PU leather'];
const ALLOY: Word = ['铝合金', 'aluminium alloy'];
const KRAFT: Word = ['牛皮纸', 'kraft paper'];

type Row = readonly [Word, Industry, Word, readonly Word[], readonly Word[], number];

const ROWS = {
  shoes: [['鞋靴', 'Shoes'], 'shoes', PAIR, [PU, ['网布', 'mesh']], SHOE_SIZES, 650],
  bags: [['箱包皮具', 'Bags'], 'bags', PIECE, [PU, ['牛津布', 'oxford cloth']], NO_SIZES, 600],
  clothes: [['服装', 'Clothing'], 'clothing', ITEM, [COTTON, POLYESTER], CLOTHES_SIZES, 280],
  accessories: [['服饰配件', 'Accessories'], 'clothing', PIECE, [COTTON, POLYESTER], NO_SIZES, 120],
  jewellery: [
    ['饰品', 'Jewellery'],
    'jewellery',
    PIECE,
    [
      ['合金', 'alloy'],
      ['水晶', 'crystal'],
    ],
    NO_SIZES,
    30,
  ],
  tableware: [['餐具水具', 'Tableware'], 'household', PIECE, [CERAMIC, GLASS, STEEL], NO_SIZES, 320],
  kitchen: [['厨房用品', 'Kitchenware'], 'household', PIECE, [STEEL, GLASS], NO_SIZES, 700],
  cleaning: [['清洁用品', 'Cleaning'], 'household', PIECE, [PLASTIC], NO_SIZES, 450],
  bathroom: [['卫浴用品', 'Bathroom'], 'household', PIECE, [ABS, ALLOY], NO_SIZES, 900],
  home: [['家居日用', 'Household'], 'household', PIECE, [PLASTIC, POLYESTER], NO_SIZES, 800],
  packaging: [['包装用品', 'Packaging'], 'stationery', PIECE, [KRAFT], NO_SIZES, 60],
  stationery: [['办公文教', 'Stationery'], 'stationery', PIECE, [PLASTIC, KRAFT], NO_SIZES, 90],
  crafts: [['手工材料', 'Crafts'], 'stationery', PIECE, [POLYESTER, WOOD], NO_SIZES, 80],
  toys: [['玩具', 'Toys'], 'toys', PIECE, [ABS, WOOD], NO_SIZES, 260],
  party: [['派对用品', 'Party goods'], 'toys', PIECE, [PLASTIC, POLYESTER], NO_SIZES, 70],
  electronics: [['数码电器', 'Electronics'], 'electronics', UNIT, [ABS, ALLOY], NO_SIZES, 900],
  watches: [['钟表', 'Watches and clocks'], 'electronics', PIECE, [ALLOY, ABS], NO_SIZES, 220],
  lighting: [['照明', 'Lighting'], 'electronics', PIECE, [ALLOY, GLASS], NO_SIZES, 180],
  tools: [['五金工具', 'Tools'], 'hardware', PIECE, [['碳钢', 'carbon steel'], STEEL], NO_SIZES, 420],
  safety: [['安全防护', 'Safety'], 'hardware', PIECE, [ABS, POLYESTER], NO_SIZES, 350],
  furniture: [['家具', 'Furniture'], 'furniture', ITEM, [WOOD, ['布艺', 'fabric']], NO_SIZES, 9000],
  decor: [['家居饰品', 'Home décor'], 'furniture', PIECE, [CERAMIC, WOOD], NO_SIZES, 600],
  care: [['个护美妆', 'Personal care'], 'care', BAR, [PLASTIC], NO_SIZES, 110],
  sports: [['运动器材', 'Sports'], 'sports', PIECE, [['橡胶', 'rubber'], ALLOY], NO_SIZES, 850],
  outdoor: [['户外用品', 'Outdoor'], 'sports', PIECE, [ALLOY, POLYESTER], NO_SIZES, 1500],
  instruments: [['乐器', 'Instruments'], 'instruments', PIECE, [WOOD, ['黄铜', 'brass']], NO_SIZES, 2600],
  plants: [['花卉绿植', 'Plants'], 'plants', ['盆', 'pot'], [['鲜活植物', 'live plant']], NO_SIZES, 900],
} as const satisfies Record<string, Row>;

/** The name of a category in products.tsv. */
export type CategoryKey = keyof typeof ROWS;

/** The category ids are invented. */
const FIRST_ID = 1038301;

/** Every category by its name in products.tsv. */
export const CATEGORIES = Object.fromEntries(
  Object.entries<Row>(ROWS).map(([key, [name, industry, unit, materials, sizes, grams]], index) => [
    key,
    { id: FIRST_ID + index, name, industry, unit, materials, sizes, grams },
  ]),
) as Readonly<Record<CategoryKey, Category>>;
