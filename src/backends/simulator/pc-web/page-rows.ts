/** The offers of `imageSearchOfferResultViewService`, with the irregularities of the real ones. */
import type { OfferRecord } from '../catalogue.ts';
import { CATEGORIES } from '../categories.ts';
import { firstPrice, wholeOf, yuan } from '../crossborder/rows.ts';
import { diceFor } from '../dice.ts';
import type { Marketplace } from '../marketplace.ts';

/** Ranges as the page writes them: `2~99`, and `≥100` for the last one. */
export const rangeText = ({ tiers }: OfferRecord, step: number): string => {
  const [from, next] = [tiers[step]?.[0] ?? 1, tiers[step + 1]?.[0]];
  return next === undefined ? `≥${from}` : `${from}~${next - 1}`;
};

/** A price in two parts, the second without its leading zero, as the page's own script wants it. */
const parts = (fen: number) => ({ integer: Math.trunc(fen / 100), decimals: fen % 100 });

/** The number under which a seller is known. */
export const memberId = (supplier: number): string =>
  `b2b-${2_200_000_000_000 + diceFor(`member ${supplier}`).between(1, 999_999_999)}`;

/** Rates come as percent and as ratio. */
const rateText = ({ id, repurchase }: OfferRecord): string =>
  Number(id) % 2 === 0 ? `${(repurchase * 100).toFixed(2)}%` : repurchase.toFixed(4);

const tagIds = ({ shipping }: OfferRecord): string[] => {
  if (shipping === null) return [];
  return [shipping === 'shipIn24Hours' ? '286466' : '286402'];
};

/** One entry of `offerList[]`. */
export const pageRow = (marketplace: Marketplace, found: OfferRecord): object => {
  const { offer, product, supplier } = wholeOf(marketplace, found);
  const price = firstPrice(offer);
  const isFactory = supplier.identities.includes('super_factory');
  const score = supplier.score.toFixed(1);
  return {
    id: Number(offer.id),
    information: {
      subject: offer.chinese,
      simpleSubject: offer.chinese,
      brief: '',
      detailUrl: `https://detail.1688.com/offer/${offer.id}.html`,
      categoryId: CATEGORIES[product.category].id,
      rePurchaseRate: rateText(offer),
    },
    image: { imgUrl: marketplace.pictureUrl(offer), imgUrlOf270x270: marketplace.pictureUrl(offer) },
    company: {
      name: supplier.name,
      memberId: memberId(supplier.id),
      province: supplier.province,
      city: supplier.city,
      isFactory: isFactory ? 'Y' : 'N',
      isSuperFactory: isFactory,
    },
    tradePrice: {
      offerPrice: {
        priceInfo: { price: yuan(price), consignPrice: yuan(Math.round(price * 1.06)), priceType: 'normal' },
        valueString: yuan(price),
        originalValue: parts(price),
        quantityPrices: offer.tiers.map(([, fen], step) => ({
          quantity: rangeText(offer, step),
          valueString: yuan(fen),
          value: parts(fen),
        })),
      },
      freightPrice: { free: false },
    },
    tradeQuantity: {
      quantityBegin: offer.moq,
      unit: CATEGORIES[product.category].unit[0],
      sellUnit: CATEGORIES[product.category].unit[0],
      saleQuantity: offer.monthSold * 9,
      quantitySumMonth: offer.monthSold,
    },
    tradeService: {
      tpMember: supplier.identities.includes('tp_member'),
      tpYear: supplier.years,
      compositeNewScore: Number(offer.id) % 5 === 0 ? Number(score) : score,
      factoryInspection: supplier.inspected,
      businessInspection: false,
    },
    brand: { name: '', industrialGoods: false },
    aliTalk: { loginId: supplier.name },
    commonPositionLabels: { offerMiddle: [{ text: '先采后付' }] },
    marketOfferTag: { memberTagIds: isFactory ? ['3938689'] : [], tagIds: tagIds(offer) },
    offerSource: { fromShili: supplier.identities.includes('powerful_merchants') },
  };
};

/** The page of offers for a picture, as `data` of the reply; `beginPage` and `pageSize` (40 at most) as the page asks. */
export const pageOf = (
  marketplace: Marketplace,
  features: Float32Array,
  params: ReadonlyMap<string, string>,
): object | null => {
  const [page, size] = [Number(params.get('beginPage') ?? 1), Number(params.get('pageSize') ?? 40)];
  if (!Number.isInteger(page) || !Number.isInteger(size) || page < 1 || size < 1 || size > 40) return null;
  const hits = marketplace.search(features);
  return {
    offerList: hits.slice((page - 1) * size, page * size).map(({ offer }) => pageRow(marketplace, offer)),
    pageCount: Math.ceil(hits.length / size),
    allCategories: [],
  };
};
