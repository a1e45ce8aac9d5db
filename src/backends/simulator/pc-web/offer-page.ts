/** An offer's page at `detail.1688.com`: its model is an argument of a call in a script, and no JSON in the strict sense. */
import type { OfferRecord } from '../catalogue.ts';
import { CATEGORIES } from '../categories.ts';
import { firstPrice, type Whole, wholeOf, yuan } from '../crossborder/rows.ts';
import { skuInfos } from '../crossborder/skus.ts';
import type { Marketplace } from '../marketplace.ts';
import { SHOTS } from '../picture-names.ts';
import type { Answer } from '../protocol.ts';
import { page } from './answers.ts';
import { memberId } from './page-rows.ts';

const PATH = /^\/offer\/(\d{1,24})\.html$/;

/** The id in the path of an offer's page, or null. */
export const offerOf = (path: string): string | null => PATH.exec(path)?.[1] ?? null;

type SkuInfo = {
  readonly skuId: number;
  readonly specId: string;
  readonly price: string | null;
  readonly amountOnSale: number;
  readonly skuAttributes: readonly { attributeName: string; value: string; skuImageUrl?: string }[];
};

/** Words of a variant stand in one text, with the sign between them written as an entity. */
const skuRow = (offer: OfferRecord, { skuId, specId, price, amountOnSale, skuAttributes }: SkuInfo) => ({
  skuId,
  specId,
  specAttrs: skuAttributes.map(({ value }) => value).join('&gt;'),
  price: price ?? yuan(firstPrice(offer)),
  discountPrice: price ?? yuan(firstPrice(offer)),
  canBookCount: amountOnSale,
  saleCount: 0,
});

const skuProps = (skus: readonly SkuInfo[]): object[] => {
  const names = [
    ...new Set(skus.flatMap((sku) => sku.skuAttributes.map(({ attributeName }) => attributeName))),
  ];
  return names.map((prop) => {
    const values = skus.flatMap((sku) => sku.skuAttributes.filter((one) => one.attributeName === prop));
    const byName = new Map(
      values.map(({ value, skuImageUrl }) => [value, { name: value, imageUrl: skuImageUrl }]),
    );
    return { prop, value: [...byName.values()] };
  });
};

/** Priced by variant, the ladder is the lowest and the highest price instead, both from the smallest quantity. */
const priceModel = ({ offer }: Whole, skus: readonly SkuInfo[]) => {
  if (offer.quoteType !== 1 || skus.length === 0) {
    const currentPrices = offer.tiers.map(([beginAmount, fen]) => ({ beginAmount, price: yuan(fen) }));
    return { currentPrices, priceDisplayType: 'rangePrice' };
  }
  const fens = skus.map(({ price }) => Math.round(Number(price) * 100));
  const ends = [Math.min(...fens), Math.max(...fens)];
  const currentPrices = ends.map((fen) => ({ beginAmount: offer.moq, price: yuan(fen) }));
  return { currentPrices, priceDisplayType: 'skuPrice' };
};

const modelOf = (marketplace: Marketplace, whole: Whole) => {
  const { offer, product, supplier } = whole;
  const category = CATEGORIES[product.category];
  const skus = skuInfos(marketplace, whole) as SkuInfo[];
  const images = Array.from({ length: SHOTS }, (_, shot) => marketplace.pictureUrl(offer, shot));
  return {
    detailDescription: {
      freightInfo: {
        location: `${supplier.province}省${supplier.city}市`,
        unitWeight: category.grams / 1000,
      },
    },
    offerDetail: {
      offerId: Number(offer.id),
      status: 'PUBLISHED',
      subject: offer.chinese,
      featureAttributes: [
        { name: '材质', value: category.materials[0]?.[0] ?? '' },
        { name: '产地', value: '中国' },
      ],
      imageList: images.map((url) => ({ fullPathImageURI: url })),
      skuProps: skuProps(skus),
    },
    sellerModel: { companyName: supplier.name, memberId: memberId(supplier.id) },
    tradeModel: {
      offerId: Number(offer.id),
      beginAmount: offer.moq,
      canBookedAmount: offer.stock,
      saleCount: offer.monthSold * 9,
      unit: category.unit[0],
      offerPriceModel: priceModel(whole, skus),
      skuMap: skus.map((sku) => skuRow(offer, sku)),
    },
  };
};

const MARK = '"skuWeight":0';

/** The script of a page. Weights stand under bare ids, which is why the whole is no JSON. */
const scriptOf = (marketplace: Marketplace, whole: Whole): string => {
  const model = modelOf(marketplace, whole);
  const hours = whole.offer.shipping === 'shipIn24Hours' ? 24 : 48;
  const shipping = whole.offer.shipping
    ? { fields: { deliveryLimitText: `承诺${hours}小时发货` } }
    : { fields: {} };
  const context = {
    result: {
      data: {
        shipping,
        description: { fields: { leafCategoryId: CATEGORIES[whole.product.category].id } },
        weights: { skuWeight: 0 },
      },
      global: { globalData: { model } },
    },
  };
  const weights = model.tradeModel.skuMap.map(
    ({ skuId }) => `${skuId}:${model.detailDescription.freightInfo.unitWeight}`,
  );
  const json = JSON.stringify(context)
    .replaceAll('</', '<\\/')
    .replace(MARK, `"skuWeight":{${weights.join(',')}}`);
  return `window.contextPath = "/default";\nwindow.context=(function(b,d){return d})(window.contextPath,${json});`;
};

/** The page of an offer; an unknown id has none. */
export const offerPage = (id: string, marketplace: Marketplace): Answer => {
  const offer = marketplace.catalogue.byId.get(id);
  return offer
    ? page(200, `<h1>1688</h1><script>${scriptOf(marketplace, wholeOf(marketplace, offer))}</script>`)
    : page(404, '<p>您查看的商品不存在</p>');
};
