/** OneBound's payloads, field by field, as our offers. Unknown fields are passed over. */
import {
  type Offer,
  type OfferDetail,
  offerUrl,
  type Sku,
  type Supplier,
  UNTOLD_DETAIL,
} from '../../domain/offer.ts';
import type { OfferPage } from '../../domain/ports.ts';
import type { Language } from '../../domain/query.ts';
import {
  at,
  readCount,
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
import type { Reply } from './reply.ts';

/** The name by which an uploaded picture is searched: an address or a short name. Null is how pictures are refused. */
export const parseImageName = (reply: Reply): string | null =>
  readPlainText(at(reply, 'items', 'item', 'name'));

/** A page of `item_search_img` or `item_search`, without the advertisements. Rows without an id or a title are counted in `dropped`. */
export const parseOfferPage = (reply: Reply, language: Language): Omit<OfferPage, 'backend'> => {
  const items = at(reply, 'items');
  const rows = readMany(at(items, 'item')).filter((row) => !isAdvertisement(row));
  const offers = rows.map((row) => parseRow(row, language)).filter((offer) => offer !== null);
  const total = readCount(at(items, 'real_total_results')) ?? readCount(at(items, 'total_results'));
  return { offers, total: total || (offers.length > 0 ? null : 0), dropped: rows.length - offers.length };
};

/** What `item_get` gives, or null for its way to say that there is no such offer: an error beside the stub of an item. */
export const parseOfferDetail = (reply: Reply, language: Language): OfferDetail | null => {
  const item = at(reply, 'item');
  const row = parseRow(item, language);
  if (!row || NOT_FOUND.test(readText(at(reply, 'error')) ?? readText(at(item, 'error')) ?? '')) return null;
  const skus = parseSkus(item);
  const images = readImageUrls(readMany(at(item, 'item_imgs')).map((image) => at(image, 'url')));
  return {
    ...UNTOLD_DETAIL,
    ...row,
    imageUrl: row.imageUrl ?? images[0] ?? null,
    skuPrices: row.tiers.length > 0 ? null : skuPrices(skus),
    unit: readPlainText(at(item, 'sellUnit')) ?? readPlainText(at(item, 'unit')),
    images: images.length > 0 ? images : readImageUrls(row.imageUrl),
    stock: readCount(at(item, 'num')),
    attributes: parseAttributes(item),
    skus,
    shipping: { ...UNTOLD_DETAIL.shipping, from: readPlainText(at(item, 'location')) },
    categoryId: readText(at(item, 'cid')),
    description: readPlainText(at(item, 'desc')),
  };
};

const NOT_FOUND = /item-not-found/i;

/** A list, or the one thing that stands where a list of one should be. */
const readMany = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? [value] : readList(value);

/** Paid placements link to a host of their own. They are not what was looked for. */
const isAdvertisement = (row: unknown): boolean => {
  const link = (readText(at(row, 'detail_url')) ?? '').replace(/^\/\//, 'https://');
  return URL.canParse(link) && new URL(link).hostname === 'detailp4p.1688.com';
};

/** The members that rows and details have in common, or null without an id or a title. */
const parseRow = (row: unknown, language: Language): Offer | null => {
  const id = readOfferId(at(row, 'num_iid'));
  const title = readPlainText(at(row, 'title'));
  if (!id || !title) return null;
  const tiers = parseTiers(row);
  const sold = readCount(at(row, 'sales')) ?? readCount(at(row, 'total_sold'));
  return {
    id,
    title,
    titleTranslated: isTranslated(title, language) ? title : null,
    url: offerUrl(id),
    imageUrl: readImageUrls(at(row, 'pic_url'))[0] ?? null,
    price: readPrice(at(row, 'price')) ?? readPrice(at(row, 'promotion_price')) ?? tiers[0]?.price ?? null,
    tiers,
    skuPrices: null,
    moq: readCount(at(row, 'min_num')) || tiers[0]?.minQuantity || null,
    unit: null,
    // Over which time OneBound counts is not documented.
    sold: sold === null ? null : { count: sold, period: 'total' },
    repurchaseRate: readRatio(at(row, 'turn_head')) ?? readRatio(at(row, 'turnHead')),
    supplier: parseSupplier(row),
    match: null,
  };
};

/** Titles come in the language that was asked for, in place of the original; sometimes they are left in Chinese. */
const isTranslated = (title: string, language: Language): boolean =>
  language !== 'zh' && !/\p{Script=Han}/u.test(title);

/** Pairs of quantity and price: `price_range` in rows (`["2~99", "12.5"]`), `priceRange` in details (`[2, "12.5"]`). */
const parseTiers = (row: unknown): Offer['tiers'] =>
  readTiers(
    [...readList(at(row, 'price_range')), ...readList(at(row, 'priceRange'))]
      .map(readList)
      .map(([quantity, price]) => ({ quantity, price })),
  );

/** `zhuy` in `seller_info` looks like a name and is an address. */
const parseSupplier = (row: unknown): Supplier => {
  const seller = at(row, 'seller_info');
  const names = [
    at(seller, 'shop_name'),
    at(seller, 'title'),
    at(row, 'seller_nick'),
    at(row, 'nick'),
    at(row, 'shop_name'),
  ];
  return {
    id: readText(at(seller, 'sid')) ?? readText(at(row, 'sid')),
    name: names.map(readPlainText).find((name) => name !== null) ?? null,
    badges: [],
    years: null,
    location: readPlainText(at(row, 'area')) ?? readPlainText(at(row, 'location')),
    score: readScore(at(seller, 'composite_score')),
  };
};

const parseAttributes = (item: unknown): OfferDetail['attributes'] =>
  readMany(at(item, 'props')).flatMap((prop) => {
    const [name, value] = [readPlainText(at(prop, 'name')), readPlainText(at(prop, 'value'))];
    return name && value ? [{ name, value }] : [];
  });

/** `0:0:颜色:红色;1:2:尺码:XL` as `红色 / XL`. */
const skuName = (names: string): string =>
  names
    .split(';')
    .map((part) => part.replace(/^(?:-?\d+:-?\d+:)?(?:[^:]*:)?/, '').trim())
    .filter((part) => part !== '')
    .join(' / ');

const parseSkus = (item: unknown): readonly Sku[] => {
  const pictures = readMany(at(item, 'prop_imgs', 'prop_img'));
  const pictureOf = (sku: unknown): string | null => {
    const properties = (readText(at(sku, 'properties')) ?? '').split(';');
    const shown = pictures.find((one) => properties.includes(readText(at(one, 'properties')) ?? '-'));
    return readImageUrls(at(shown, 'url'))[0] ?? null;
  };
  return readMany(at(item, 'skus', 'sku')).flatMap((sku) => {
    const id = readText(at(sku, 'sku_id'));
    const name = skuName(readPlainText(at(sku, 'properties_name')) ?? '');
    if (!id || name === '') return [];
    const [price, stock] = [readPrice(at(sku, 'price')), readCount(at(sku, 'quantity'))];
    return [{ id, name, price, stock, imageUrl: pictureOf(sku) }];
  });
};

const skuPrices = (skus: readonly Sku[]): OfferDetail['skuPrices'] => {
  const prices = skus
    .map(({ price }) => price)
    .filter((price) => price !== null)
    .sort((a, b) => a.fen - b.fen);
  const [lowest, highest] = [prices[0], prices.at(-1)];
  return lowest && highest ? { lowest, highest } : null;
};
