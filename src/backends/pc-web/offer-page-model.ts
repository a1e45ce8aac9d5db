/** The model of an offer's page, field by field. The same things stand in several places, by the age of the page; the first one counts. */
import {
  type OfferDetail,
  offerUrl,
  type Shipping,
  type Sku,
  type Supplier,
  UNTOLD_DETAIL,
} from '../../domain/offer.ts';
import {
  at,
  readCount,
  readImageUrls,
  readList,
  readOfferId,
  readPlainText,
  readPrice,
  readText,
  readTiers,
} from '../values.ts';

/** The parts of `window.context.result`: the models, the page's modules, and the models of its older version. */
type Parts = { readonly model: unknown; readonly modules: unknown; readonly older: unknown };

const partsOf = (context: unknown): Parts => {
  const modules = at(context, 'result', 'data');
  return {
    model: at(context, 'result', 'global', 'globalData', 'model'),
    modules,
    older: at(modules, 'Root', 'fields', 'dataJson'),
  };
};

/** States of an offer that nobody can buy any more. */
const GONE = /delete|expire|taken_?down|offline/i;

/** What the page tells, or null when it is about no offer, or about one that is gone. */
export const parseOfferPage = (context: unknown): OfferDetail | null => {
  const parts = partsOf(context);
  const { model, modules, older } = parts;
  const trade = at(model, 'tradeModel');
  const id =
    readOfferId(at(trade, 'offerId')) ??
    readOfferId(at(model, 'offerDetail', 'offerId')) ??
    readOfferId(at(older, 'tempModel', 'offerId'));
  const title =
    readPlainText(at(model, 'offerDetail', 'subject')) ??
    readPlainText(at(modules, 'productTitle', 'fields', 'title')) ??
    readPlainText(at(modules, 'gallery', 'fields', 'subject')) ??
    readPlainText(at(older, 'tempModel', 'offerTitle'));
  if (!id || !title || GONE.test(readText(at(model, 'offerDetail', 'status')) ?? '')) return null;

  const skus = parseSkus(parts);
  const { tiers, skuPrices } = parsePrices(parts, skus);
  const images = parseImages(parts);
  const order = at(older, 'orderParamModel', 'orderParam');
  const sold = readCount(at(trade, 'saleCount')) ?? readCount(at(order, 'saledCount'));
  return {
    ...UNTOLD_DETAIL,
    id,
    title,
    titleTranslated: null,
    url: offerUrl(id),
    imageUrl: images[0] ?? null,
    price: tiers[0]?.price ?? skuPrices?.lowest ?? readPrice(at(trade, 'minPrice')),
    tiers,
    skuPrices,
    moq: readCount(at(trade, 'beginAmount')) || readCount(at(order, 'beginNum')) || null,
    unit: readPlainText(at(trade, 'unit')) ?? readPlainText(at(older, 'tempModel', 'offerUnit')),
    sold: sold === null ? null : { count: sold, period: 'total' },
    repurchaseRate: null,
    supplier: parseSupplier(parts),
    match: null,
    images,
    stock: readCount(at(trade, 'canBookedAmount')) ?? readCount(at(order, 'canBookedAmount')),
    attributes: parseAttributes(parts),
    // Priced by quantity, every variant repeats the same price.
    skus: tiers.length > 0 ? skus.map((sku) => ({ ...sku, price: null })) : skus,
    shipping: parseShipping(parts),
    mixedLot: parseMixedLot(parts),
    categoryId:
      readText(at(modules, 'description', 'fields', 'leafCategoryId')) ??
      readText(at(older, 'offerBaseInfo', 'catId')),
  };
};

/** The first list that has anything in it. */
const firstList = (...lists: readonly unknown[]): readonly unknown[] =>
  lists.map(readList).find((list) => list.length > 0) ?? [];

const parsePrices = (
  { model, modules, older }: Parts,
  skus: readonly Sku[],
): Pick<OfferDetail, 'tiers' | 'skuPrices'> => {
  const priceModel = at(model, 'tradeModel', 'offerPriceModel');
  const order = at(older, 'orderParamModel', 'orderParam', 'skuParam');
  const steps = firstList(
    at(priceModel, 'currentPrices'),
    at(modules, 'mainPrice', 'priceModel', 'currentPrices'),
    at(order, 'skuRangePrices'),
  );
  const prices = [...steps.map((step) => readPrice(at(step, 'price'))), ...skus.map(({ price }) => price)];
  // Priced by variant, the same list holds the lowest and the highest price, both "from" the smallest quantity.
  const kind = readText(at(priceModel, 'priceDisplayType')) ?? readText(at(order, 'skuPriceType'));
  if (kind !== 'skuPrice') {
    const tiers = readTiers(
      steps.map((step) => ({ quantity: at(step, 'beginAmount'), price: at(step, 'price') })),
    );
    if (tiers.length > 0) return { tiers, skuPrices: null };
  }
  const known = prices.filter((price) => price !== null).sort((a, b) => a.fen - b.fen);
  const [lowest, highest] = [known[0], known.at(-1)];
  return { tiers: [], skuPrices: lowest && highest ? { lowest, highest } : null };
};

/** A variant's words stand in one text, `red&gt;XL`. */
const nameOf = (sku: unknown): string =>
  (readPlainText(at(sku, 'specAttrs')) ?? '')
    .split('>')
    .map((word) => word.trim())
    .filter(Boolean)
    .join(' / ');

/** Pictures of the variants' words: a colour has one, a size has none. */
const picturesByWord = ({ model, older }: Parts): ReadonlyMap<string, string> => {
  const props = firstList(at(model, 'offerDetail', 'skuProps'), at(older, 'skuModel', 'skuProps'));
  const values = props.flatMap((prop) => readList(at(prop, 'value')));
  return new Map(
    values.flatMap((value) => {
      const name = readPlainText(at(value, 'name'));
      const url = readImageUrls(at(value, 'imageUrl'))[0];
      return name && url ? [[name, url] as const] : [];
    }),
  );
};

const parseSkus = (parts: Parts): readonly Sku[] => {
  const byKey = at(parts.older, 'skuModel', 'skuInfoMap');
  const rows = firstList(
    at(parts.model, 'tradeModel', 'skuMap'),
    typeof byKey === 'object' && byKey !== null ? Object.values(byKey) : [],
  );
  const pictures = picturesByWord(parts);
  return rows.flatMap((row) => {
    const id = readText(at(row, 'skuId'));
    const name = nameOf(row);
    if (!id || !name) return [];
    const price = readPrice(at(row, 'discountPrice')) ?? readPrice(at(row, 'price'));
    const imageUrl = name.split(' / ').flatMap((word) => pictures.get(word) ?? [])[0] ?? null;
    return [{ id, name, price, stock: readCount(at(row, 'canBookCount')), imageUrl }];
  });
};

const parseImages = ({ model, modules, older }: Parts): readonly string[] => {
  const gallery = at(modules, 'gallery', 'fields');
  const lists = [
    readList(at(model, 'offerDetail', 'imageList')),
    readList(at(gallery, 'mainImage')),
    readList(at(gallery, 'offerImgList')),
    readList(at(older, 'images')),
  ];
  const urls = lists.map((list) => readImageUrls(list.map((item) => at(item, 'fullPathImageURI') ?? item)));
  return urls.find((found) => found.length > 0) ?? [];
};

const parseAttributes = ({ model, older }: Parts): OfferDetail['attributes'] =>
  firstList(
    at(model, 'offerDetail', 'featureAttributes'),
    at(older, 'tempModel', 'featureAttributes'),
  ).flatMap((row) => {
    const [name, value] = [readPlainText(at(row, 'name')), readPlainText(at(row, 'value'))];
    return name && value ? [{ name, value }] : [];
  });

const parseSupplier = ({ model, modules, older }: Parts): Supplier => ({
  id:
    readPlainText(at(model, 'sellerModel', 'memberId')) ??
    readPlainText(at(older, 'offerBaseInfo', 'sellerMemberId')),
  name:
    readPlainText(at(model, 'sellerModel', 'companyName')) ??
    readPlainText(at(modules, 'productTitle', 'fields', 'shopInfo', 'companyName')) ??
    readPlainText(at(older, 'tempModel', 'companyName')),
  badges: [],
  years: null,
  location: null,
  score: null,
});

/** Weights are in kilograms; 0 is how "not said" is written. */
const gramsOf = (kilograms: unknown): number | null =>
  Math.round(Number(readText(kilograms) ?? 0) * 1000) || null;

const parseShipping = ({ model, modules }: Parts): Shipping => {
  const freight = at(model, 'detailDescription', 'freightInfo');
  const promise = readPlainText(at(modules, 'shipping', 'fields', 'deliveryLimitText')) ?? '';
  const hours = /(\d{1,3})\s*小时/.exec(promise)?.[1];
  return {
    from: readPlainText(at(freight, 'location')),
    weightGrams:
      gramsOf(at(freight, 'unitWeight')) ?? gramsOf(at(modules, 'productPackInfo', 'fields', 'unitWeight')),
    withinHours: hours === undefined ? null : Number(hours),
    free: null,
  };
};

const parseMixedLot = ({ model, older }: Parts): OfferDetail['mixedLot'] => {
  const places = [
    at(model, 'mixModel'),
    at(older, 'mixModel'),
    at(older, 'orderParamModel', 'orderParam', 'mixParam'),
  ];
  const amount = places.map((place) => readPrice(at(place, 'mixAmount'))).find((price) => price !== null);
  const pieces = places
    .map((place) => readCount(at(place, 'mixNum')) || null)
    .find((count) => count !== null);
  return amount || pieces ? { amount: amount ?? null, pieces: pieces ?? null } : null;
};
