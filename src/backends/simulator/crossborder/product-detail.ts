/** `product.search.queryProductDetail`: everything about one offer. The only API that tells price tiers. */
import { CATEGORIES } from '../categories.ts';
import type { Marketplace } from '../marketplace.ts';
import { SHOTS } from '../picture-names.ts';
import type { Answer } from '../protocol.ts';
import { titleIn } from '../translated-titles.ts';
import { attributesOf, gramsOf, sellerOpenId } from './facts.ts';
import { detailParams, readParams } from './params.ts';
import { BadParam, booleanSuccess } from './replies.ts';
import { firstPrice, promotionOf, sellerData, type Whole, wholeOf, yuan } from './rows.ts';
import { skuInfos } from './skus.ts';

/** The order of tiers is not stated for the real API; here it is falling for every third offer. */
const priceRanges = ({ offer }: Whole): object[] => {
  const ranges = offer.tiers.map(([startQuantity, fen]) => ({
    startQuantity,
    price: yuan(fen),
    promotionPrice: promotionOf(offer, fen),
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

/** Some sellers tell the weight of the variants only. */
const tellsWeight = ({ offer }: Whole): boolean => Number(offer.id) % 7 !== 2;

const shippingInfo = (whole: Whole) => {
  const { offer, supplier } = whole;
  const grams = gramsOf(whole);
  const side = Math.round(Math.cbrt(grams * 4));
  return {
    sendGoodsAddressText: `${supplier.province}省${supplier.city}市`,
    weight: tellsWeight(whole) ? grams / 1000 : null,
    width: side,
    length: side,
    height: side,
    shippingTimeGuarantee: offer.shipping ?? '',
    pkgSizeSource: 'seller',
    // Grams here, kilograms above: so it is in the real reply.
    skuShippingInfoList: [{ weight: grams }],
  };
};

/** Pictures between the words, and blocks that hold nothing, as sellers' editors make them. */
const descriptionOf = (words: string, picture: string): string =>
  `<div><p>${words}</p><p>&nbsp;</p><p><img src="${picture}"></p><style>p{margin:0}</style></div>`;

const detailOf = (marketplace: Marketplace, whole: Whole, country: string) => {
  const { offer, product, supplier } = whole;
  const images = Array.from({ length: SHOTS }, (_, shot) => marketplace.pictureUrl(offer, shot));
  const category = CATEGORIES[product.category];
  return {
    offerId: Number(offer.id),
    categoryId: category.id,
    categoryName: category.name[0],
    subject: offer.chinese,
    subjectTrans: titleIn(offer, product, country),
    description: descriptionOf(product.chinese, images[2] ?? ''),
    descriptionTrans: descriptionOf(product.english, images[2] ?? ''),
    mainVideo: '',
    detailVideo: '',
    productImage: { images, whiteImage: images[1] },
    productAttribute: attributesOf(whole),
    productSkuInfos: skuInfos(marketplace, whole),
    productSaleInfo: saleInfo(whole),
    productShippingInfo: shippingInfo(whole),
    minOrderQuantity: offer.moq,
    batchNumber: Number(offer.id) % 8 === 5 ? offer.moq : null,
    sellerMixSetting: { generalHunpi: supplier.medal > 2, mixAmount: 100, mixNumber: 10 },
    sellerOpenId: sellerOpenId(supplier),
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
