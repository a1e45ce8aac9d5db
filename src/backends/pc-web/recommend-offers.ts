/** The items of today's result pages (`OFFER.items[]`), field by field. */
import { BADGES, type Badge, type Offer, offerUrl, type Supplier } from '../../domain/offer.ts';
import {
  at,
  readCount,
  readFlag,
  readImageUrls,
  readList,
  readOfferId,
  readPlainText,
  readPrice,
  readRatio,
  readScore,
  readText,
  readTiers,
} from '../values.ts';

/** Whether an item is an offer that nobody paid for: cells without an id are none, and advertisements stand in no order. */
export const isPlainOffer = (item: unknown): boolean => {
  const paid = readFlag(at(item, 'data', 'isP4P')) || readFlag(at(item, 'data', 'isAd'));
  return (
    readText(at(item, 'data', 'offerId')) !== null &&
    !paid &&
    !/p4p/i.test(readText(at(item, 'cellType')) ?? '')
  );
};

/** One item as an offer, or null without an id or a title. The link is made from the id: the item's own may be a redirect. */
export const parseRecommendOffer = (item: unknown): Offer | null => {
  const row = at(item, 'data');
  const id = readOfferId(at(row, 'offerId'));
  const title = readPlainText(at(row, 'title'));
  if (!id || !title) return null;
  const steps = readList(at(row, 'shopAddition', 'quantityPrices'));
  const tiers = readTiers(
    steps.map((step) => ({ quantity: at(step, 'quantity'), price: at(step, 'value') })),
  );
  return {
    id,
    title,
    titleTranslated: null,
    url: offerUrl(id),
    imageUrl: readImageUrls([at(row, 'odPicUrl'), at(row, 'offerPicUrl')])[0] ?? null,
    price: readPrice(at(row, 'priceInfo', 'price')) ?? tiers[0]?.price ?? null,
    tiers,
    skuPrices: null,
    moq: tiers[0]?.minQuantity ?? null,
    unit: null,
    sold: parseSold(row),
    repurchaseRate:
      readRatio(at(row, 'offerRepurchaseRate')) ??
      readRatio(at(row, 'repurchaseRate')) ??
      readRatio(at(row, 'turnHead', 'percent')),
    supplier: parseSupplier(row),
    match: null,
  };
};

/** `已售300+件` is what this offer sold; `全网1万+件` in the same place is what everybody sold. */
const OWN_SALES = /^已售\s*(.+)$/;

/** `bookedCount` is of 30 days and 0 where the order of the list is another one; then the sum since the beginning counts. */
const parseSold = (row: unknown): Offer['sold'] => {
  const month = readCount(at(row, 'bookedCount'));
  if (month) return { count: month, period: 'month' };
  const own = OWN_SALES.exec(readText(at(row, 'afterPrice', 'text')) ?? '')?.[1];
  const total = readCount(own) ?? readCount(at(row, 'saleQuantity'));
  return total === null ? null : { count: total, period: 'total' };
};

const parseSupplier = (row: unknown): Supplier => {
  const place = ['province', 'city'].map((part) => readPlainText(at(row, part)));
  return {
    id: readPlainText(at(row, 'memberId')),
    name: readPlainText(at(row, 'shop', 'text')) ?? readPlainText(at(row, 'loginId')),
    badges: parseBadges(row),
    years: readCount(at(row, 'shop', 'tpYear')),
    location: place.filter((part) => part !== null).join(' ') || null,
    score: readScore(at(row, 'shopAddition', 'tradeService', 'compositeNewScore')),
  };
};

/** The shop card's sign, by its name. */
const SHOP_SIGNS: ReadonlyMap<string, Badge> = new Map([
  ['slsj', 'power-merchant'],
  ['cjgc_global', 'super-factory'],
]);

/** Tags are words on the card. */
const TAG_WORDS: readonly (readonly [RegExp, Badge])[] = [
  [/深度验厂/, 'inspected-factory'],
  [/实力商家/, 'power-merchant'],
  [/超级工厂/, 'super-factory'],
  [/工业品牌/, 'industrial-brand'],
  [/严选/, 'selected'],
  [/一件代发/, 'one-piece-dropship'],
  [/24小时(?:内)?发货/, 'ships-in-24h'],
  [/48小时(?:内)?发货/, 'ships-in-48h'],
];

const tagTexts = (row: unknown): string => {
  const lists = [
    ...['tags', 'marketTags', 'offerMiddle', 'productBadges', 'titleTags'].map((key) => at(row, key)),
    at(row, 'offerTags', 'serviceTags'),
  ];
  const texts = lists.flatMap(readList).flatMap((tag) => [tag, at(tag, 'text'), at(tag, 'brandTitle')]);
  return texts.map(readText).filter(Boolean).join('\n');
};

const parseBadges = (row: unknown): readonly Badge[] => {
  const words = tagTexts(row);
  const found = new Set<Badge | undefined>([
    ...TAG_WORDS.filter(([pattern]) => pattern.test(words)).map(([, badge]) => badge),
    SHOP_SIGNS.get(readText(at(row, 'shop', 'iconType')) ?? ''),
  ]);
  if (readFlag(at(row, 'superFactory'))) found.add('super-factory');
  if (readFlag(at(row, 'factoryInspection'))) found.add('inspected-factory');
  // Only paying members have years.
  if (readCount(at(row, 'shop', 'tpYear'))) found.add('verified-member');
  return BADGES.filter((badge) => found.has(badge));
};
