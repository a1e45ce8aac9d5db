/** `com.alibaba.product`, as document 003 calls it: one product in its seller's form, and listing products anew. */
import type { OfferRecord } from './catalogue.ts';
import { CATEGORIES } from './categories.ts';
import { attributesOf, gramsOf } from './crossborder/facts.ts';
import { type Whole, wholeOf, yuan } from './crossborder/rows.ts';
import { type RawSku, skuInfos } from './crossborder/skus.ts';
import { shipsFree } from './dialects/shelf.ts';
import type { GatewayApi } from './gateway-api.ts';
import { gatewayError, gatewayTime } from './gateway-errors.ts';
import type { Marketplace } from './marketplace.ts';
import { pictureName, SHOTS } from './picture-names.ts';
import { type Answer, jsonAnswer } from './protocol.ts';

const WEB_SITES = ['1688', 'alibaba'];

/** Pictures are paths without a host: 1688 leaves it to the caller to put its picture host before them. */
const picturePath = (offerId: string, shot: number): string => pictureName(offerId, shot).slice(1);

const skuOf = (sku: RawSku) => ({
  skuId: sku.skuId,
  specId: sku.specId,
  cargoNumber: sku.cargoNumber,
  amountOnSale: sku.amountOnSale,
  // A number here, a text in other calls.
  price: sku.price === null ? null : Number(sku.price),
  attributes: sku.skuAttributes.map(({ attributeId, attributeName, value, skuImageUrl }) => ({
    attributeID: Number(attributeId),
    attributeDisplayName: attributeName,
    attributeValue: value,
    ...(skuImageUrl && { skuImageUrl: new URL(skuImageUrl).pathname.slice(1) }),
  })),
});

const saleInfoOf = ({ offer, product, supplier }: Whole) => ({
  supportOnlineTrade: true,
  mixWholeSale: supplier.medal > 2,
  priceAuth: false,
  priceRanges: offer.tiers.map(([startQuantity, fen]) => ({ startQuantity, price: Number(yuan(fen)) })),
  amountOnSale: offer.stock,
  unit: CATEGORIES[product.category].unit[0],
  minOrderQuantity: offer.moq,
  batchNumber: null,
  quoteType: offer.quoteType,
});

const productOf = (marketplace: Marketplace, whole: Whole) => {
  const { offer, product, supplier } = whole;
  const category = CATEGORIES[product.category];
  return {
    productID: Number(offer.id),
    productType: 'wholesale',
    categoryID: category.id,
    categoryName: category.name[0],
    attributes: attributesOf(whole).map(({ attributeId, attributeName, value }) => ({
      attributeID: Number(attributeId),
      attributeName,
      value,
      isCustom: false,
    })),
    status: 'published',
    subject: offer.chinese,
    description: `<p>${product.chinese}</p><p><img src="${marketplace.pictureUrl(offer, 2)}"></p>`,
    language: 'CHINESE',
    periodOfValidity: 3650,
    bizType: 1,
    pictureAuth: false,
    image: { images: Array.from({ length: SHOTS }, (_, shot) => picturePath(offer.id, shot)) },
    skuInfos: skuInfos(marketplace, whole).map(skuOf),
    saleInfo: saleInfoOf(whole),
    shippingInfo: {
      freightTemplateID: shipsFree(offer) ? 1 : 121133,
      unitWeight: gramsOf(whole) / 1000,
      sendGoodsAddressText: `${supplier.province}省${supplier.city}市`,
    },
    supplierLoginId: supplier.name,
    bookedCount: String(offer.monthSold * 9),
    createTime: gatewayTime(Date.parse(offer.listed)),
  };
};

const noProduct = (id: string): Answer => gatewayError('400', `product does not exist: ${id}`);

const offerFor = ({ catalogue }: Marketplace, id: string): OfferRecord | undefined => catalogue.byId.get(id);

const badSite = (site = ''): Answer | null =>
  WEB_SITES.includes(site) ? null : gatewayError('400', 'webSite is neither 1688 nor alibaba');

const productGet: GatewayApi = {
  token: 'optional',
  required: ['productID', 'webSite'],
  answer: async (params, marketplace) => {
    const problem = badSite(params.get('webSite'));
    if (problem) return problem;
    const id = params.get('productID') ?? '';
    const offer = offerFor(marketplace, id);
    if (!offer) return noProduct(id);
    const productInfo = productOf(marketplace, wholeOf(marketplace, offer));
    return jsonAnswer(200, { productInfo, bizGroupInfos: [] });
  },
};

/** A list as JSON text; document 003's program writes it with blanks after the commas. */
const readIds = (text: string): readonly string[] | null =>
  /^\s*\[\s*"?\d{1,24}"?\s*(?:,\s*"?\d{1,24}"?\s*)*\]\s*$/.test(text) ? (text.match(/\d+/g) ?? null) : null;

const repostOne = (marketplace: Marketplace, id: string) =>
  offerFor(marketplace, id)
    ? { productId: Number(id), result: true, code: null, desc: null }
    : { productId: Number(id), result: false, code: 'PRODUCT_NOT_EXIST', desc: 'product does not exist' };

/** The document's programs send no token here, and warn that one may spoil the signature. */
const productRepost: GatewayApi = {
  token: 'refused',
  required: ['productIds', 'webSite'],
  answer: async (params, marketplace) => {
    const problem = badSite(params.get('webSite'));
    if (problem) return problem;
    const ids = readIds(params.get('productIds') ?? '');
    if (!ids) return gatewayError('400', 'productIds is not a list of ids');
    return jsonAnswer(200, { result: ids.map((id) => repostOne(marketplace, id)) });
  },
};

/** The APIs of the namespace by their names. */
export const PRODUCT_APIS: ReadonlyMap<string, GatewayApi> = new Map([
  ['com.alibaba.product/alibaba.product.get', productGet],
  ['com.alibaba.product/alibaba.product.repost', productRepost],
]);
