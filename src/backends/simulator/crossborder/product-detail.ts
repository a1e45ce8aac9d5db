/** `product.search.queryProductDetail`: everything about one offer. The only API that tells price tiers. */
import { CATEGORIES } from '../categories.ts';
import { COLOURS } from '../colours.ts';
import { diceFor } from '../dice.ts';
import type { Marketplace } from '../marketplace.ts';
import { SHOTS } from '../picture-names.ts';
import type { Answer } from '../protocol.ts';
import { detailParams, readParams } from './params.ts';
import { BadParam, booleanSuccess } from './replies.ts';
import { firstPrice, sellerData, translatedTitle, type Whole, wholeOf, yuan } from './rows.ts';
import { skuInfos } from './skus.ts';

/** The order of tiers is not stated for the real API; here it is falling for every third offer. */
const priceRanges = ({ offer }: Whole): object[] => {
  const ranges = offer.tiers.map(([startQuantity, fen]) => ({
    startQuantity,
    price: yuan(fen),
    promotionPrice: null,
  }));
  return Number(offer.id) % 3 === 0 ? ranges.reverse() : ranges;
};

const saleInfo = (whole: Whole) => {
  const { offer, product } = whole;
  const [unit, transUnit] = CATEGORIES[product.category].unit;
  return {
    amountOnSale: offer.stock,
    quoteType: offer.quoteType,
    unitInfo: { unit, transUnit },
    priceRangeList: priceRanges(whole),
    fenxiaoSaleInfo: {
      onePieceFreePostage: false,
      startQuantity: 1,
      onePiecePrice: yuan(Math.round(firstPrice(offer) * 1.1)),
      offerPrice: yuan(firstPrice(offer)),
    },
  };
};

const attributes = ({ offer, product }: Whole): object[] => {
  const category = CATEGORIES[product.category];
  const dice = diceFor(`attributes ${offer.id}`);
  const rows = [
    [['材质', 'Material'], dice.pick(category.materials)],
    [['品类', 'Category'], category.name],
    ...(product.colour ? [[['颜色', 'Colour'], COLOURS[product.colour].word] as const] : []),
    [
      ['产地', 'Origin'],
      ['中国', 'China'],
    ],
    [['是否支持定制', 'Custom orders'], dice.chance(0.6) ? ['是', 'yes'] : ['否', 'no']],
  ] as const;
  return rows.map(([[attributeName, attributeNameTrans], [value, valueTrans]], at) => ({
    attributeId: String(100 + at),
    attributeName,
    attributeNameTrans,
    value,
    valueTrans,
  }));
};

const shippingInfo = ({ offer, product, supplier }: Whole) => {
  const { grams } = CATEGORIES[product.category];
  const weighed = Math.round(grams * (0.7 + diceFor(`weight ${offer.id}`).next() * 0.6));
  const side = Math.round(Math.cbrt(weighed * 4));
  return {
    sendGoodsAddressText: `${supplier.province}省${supplier.city}市`,
    weight: weighed / 1000,
    width: side,
    length: side,
    height: side,
    shippingTimeGuarantee: offer.shipping ?? '',
    pkgSizeSource: 'seller',
    // Grams here, kilograms above: so it is in the real reply.
    skuShippingInfoList: [{ weight: weighed }],
  };
};

const detailOf = (marketplace: Marketplace, whole: Whole, country: string) => {
  const { offer, product, supplier } = whole;
  const images = Array.from({ length: SHOTS }, (_, shot) => marketplace.pictureUrl(offer, shot));
  const category = CATEGORIES[product.category];
  return {
    offerId: Number(offer.id),
    categoryId: category.id,
    categoryName: category.name[0],
    subject: offer.chinese,
    subjectTrans: translatedTitle(offer, country),
    description: `<p>${product.chinese}</p>`,
    descriptionTrans: `<p>${product.english}</p>`,
    mainVideo: '',
    detailVideo: '',
    productImage: { images, whiteImage: images[1] },
    productAttribute: attributes(whole),
    productSkuInfos: skuInfos(marketplace, whole),
    productSaleInfo: saleInfo(whole),
    productShippingInfo: shippingInfo(whole),
    minOrderQuantity: offer.moq,
    batchNumber: null,
    sellerMixSetting: { generalHunpi: supplier.medal > 2, mixAmount: 100, mixNumber: 10 },
    sellerOpenId: `BBB${diceFor(`seller ${supplier.id}`)
      .between(0, 2 ** 31)
      .toString(36)}`,
    companyName: supplier.name,
    sellerIdentities: supplier.identities,
    sellerDataInfo: sellerData(whole),
    offerIdentities: offer.marks.filter((mark) => mark === 'yx'),
    isSelect: offer.marks.includes('isSelect'),
    tagInfoList: [
      { key: 'isOnePsale', value: offer.marks.includes('isOnePsale') },
      { key: 'noReason7DReturn', value: offer.marks.includes('noReason7DReturn') },
    ],
    status: 'published',
    soldOut: String(offer.monthSold * 9),
    tradeScore: supplier.score.toFixed(1),
    createDate: `${offer.listed} 08:00:00`,
    promotionUrl: null,
  };
};

/** Answers with the offer; an unknown id is a business failure. */
export const productDetail = async (param: string, marketplace: Marketplace): Promise<Answer> => {
  const { id, country } = readParams(detailParams, param);
  const offer = marketplace.catalogue.byId.get(id);
  if (!offer) throw new BadParam('offer does not exist');
  return booleanSuccess(detailOf(marketplace, wholeOf(marketplace, offer), country));
};
