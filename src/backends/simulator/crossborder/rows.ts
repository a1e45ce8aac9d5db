/** The offer rows of the search APIs, field by field, with the irregularities of the real ones. */
import { cny, decimalText } from '../../../domain/money.ts';
import type { OfferRecord, Product, SupplierRecord } from '../catalogue.ts';
import { CATEGORIES } from '../categories.ts';
import type { Marketplace } from '../marketplace.ts';
import { titleIn } from '../translated-titles.ts';
import { qualityOf } from './quality.ts';

/** An offer with what it refers to. */
export type Whole = {
  readonly offer: OfferRecord;
  readonly product: Product;
  readonly supplier: SupplierRecord;
};

/** Looks an offer's product and supplier up. Throws when the catalogue contradicts itself. */
export const wholeOf = ({ catalogue }: Marketplace, offer: OfferRecord): Whole => {
  const [product, supplier] = [catalogue.products[offer.product], catalogue.suppliers[offer.supplier]];
  if (!product || !supplier) throw new Error(`offer ${offer.id} refers to nothing`);
  return { offer, product, supplier };
};

/** A price as the APIs write it. */
export const yuan = (fen: number): string => decimalText(cny(fen));

/** The price of the first tier: the one that rows show, that is sorted by and that limits apply to. */
export const firstPrice = ({ tiers }: OfferRecord): number => tiers[0]?.[1] ?? 0;

/** Real rows leave `minOrderQuantity` out now and then (measured: one in ten). */
const tellsMoq = ({ id }: OfferRecord): boolean => Number(id) % 10 !== 3;

/** The price of a step (the first, unless said otherwise) in the marketplace's promotion; most offers have none and say null. */
export const promotionOf = (offer: OfferRecord, fen = firstPrice(offer)): string | null =>
  Number(offer.id) % 6 === 1 ? yuan(Math.max(1, Math.round(fen * 0.95))) : null;

/** The marks of a seller, as rows and details have them. */
export const sellerData = ({ supplier, offer }: Whole) => ({
  tradeMedalLevel: String(supplier.medal),
  compositeServiceScore: supplier.score.toFixed(1),
  logisticsExperienceScore: Math.min(5, supplier.score + 0.1).toFixed(1),
  disputeComplaintScore: supplier.score.toFixed(1),
  offerExperienceScore: Math.max(0, supplier.score - 0.2).toFixed(1),
  afterSalesExperienceScore: supplier.score.toFixed(1),
  consultingExperienceScore: supplier.score.toFixed(1),
  repeatPurchasePercent: offer.repurchase.toFixed(4),
  tpYear: String(supplier.years),
});

/** One row of `data[]`. */
export const searchRow = (marketplace: Marketplace, found: OfferRecord, country: string) => {
  const whole = wholeOf(marketplace, found);
  const { offer, product, supplier } = whole;
  const price = firstPrice(offer);
  const quality = qualityOf(offer);
  const promotionPrice = promotionOf(offer);
  return {
    offerId: Number(offer.id),
    subject: offer.chinese,
    subjectTrans: titleIn(offer, product, country),
    imageUrl: marketplace.pictureUrl(offer),
    priceInfo: {
      price: yuan(price),
      consignPrice: yuan(Math.round(price * 1.06)),
      promotionPrice,
      jxhyPrice: null,
      pfJxhyPrice: null,
    },
    ...(tellsMoq(offer) && { minOrderQuantity: offer.moq }),
    monthSold: offer.monthSold,
    repurchaseRate: `${Math.round(offer.repurchase * 100)}%`,
    tradeScore: supplier.score.toFixed(1),
    sellerIdentities: supplier.identities,
    offerIdentities: offer.marks.filter((mark) => mark === 'yx'),
    isJxhy: false,
    isOnePsale: offer.marks.includes('isOnePsale'),
    isSelect: offer.marks.includes('isSelect'),
    isPatentProduct: false,
    promotionModel: { hasPromotion: promotionPrice !== null, promotionType: promotionPrice ? 'plus' : '' },
    topCategoryId: CATEGORIES[product.category].id,
    secondCategoryId: CATEGORIES[product.category].id,
    thirdCategoryId: null,
    createDate: `${offer.listed} 08:00:00`,
    modifyDate: `${offer.listed} 08:00:00`,
    traceInfo: `object_id@${offer.id}^object_type@offer`,
    companyName: supplier.name,
    companyAddress: `${supplier.province} ${supplier.city}`,
    sellerDataInfo: sellerData(whole),
    productSimpleShippingInfo: {
      shippingTimeGuarantee: offer.shipping ?? '',
      pickupWithin24hRate30d: quality.pickup24.toFixed(4),
      qualityReturnRate30d: quality.qualityReturn.toFixed(4),
    },
    offerDataInfo: {
      offerApplauseRate: quality.applause.toFixed(4),
      qualityRfdRate30d: quality.qualityReturn.toFixed(4),
      repurchaseRate30d: offer.repurchase.toFixed(4),
    },
    sales7d: Math.round(offer.monthSold / 4),
    whitePicUrl: null,
  };
};
