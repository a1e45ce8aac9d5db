/** The items of today's result pages, with the irregularities of the real ones: flags as text, pictures as a comma list, redirects. */
import type { OfferRecord } from '../catalogue.ts';
import { firstPrice, wholeOf, yuan } from '../crossborder/rows.ts';
import type { Marketplace } from '../marketplace.ts';
import { memberId, rangeText } from './page-rows.ts';

/** What varies about an item: whether somebody paid for it, and whether the order of the list tells true counts. */
export type ItemKind = { readonly paid: boolean; readonly counts: boolean };

/** `已售` is this offer's own count; now and then the same place tells what everybody sold. */
const afterPrice = ({ id, monthSold }: OfferRecord): object => {
  const total = monthSold * 9;
  if (Number(id) % 20 === 3) return { text: '全网10万+件' };
  if (total >= 10_000) return { text: `已售${(Math.floor(total / 1000) / 10).toFixed(1)}万+件` };
  return total >= 100 ? { text: `已售${Math.floor(total / 100) * 100}+件` } : {};
};

const iconType = (identities: readonly string[]): string => {
  if (identities.includes('super_factory')) return 'cjgc_global';
  return identities.includes('powerful_merchants') ? 'slsj' : '';
};

const tagsOf = ({ marks, shipping }: OfferRecord, inspected: boolean): object[] =>
  [
    inspected ? '深度验厂' : null,
    marks.includes('isOnePsale') ? '一件代发' : null,
    marks.includes('yx') ? '严选' : null,
    shipping === 'shipIn24Hours' ? '24小时发货' : null,
    shipping === 'shipIn48Hours' ? '48小时发货' : null,
  ]
    .filter((text) => text !== null)
    .map((text) => ({ text }));

/** One entry of `OFFER.items[]`. */
export const itemRow = (marketplace: Marketplace, found: OfferRecord, kind: ItemKind): object => {
  const { offer, supplier } = wholeOf(marketplace, found);
  const price = yuan(firstPrice(offer));
  const score = supplier.score.toFixed(1);
  const url = `https://detail.1688.com/offer/${offer.id}.html`;
  return {
    cellType: 'offer',
    data: {
      offerId: offer.id,
      title: offer.chinese,
      priceInfo: { price, priceInteger: price.split('.')[0] ?? '', priceUnderLine: '' },
      odPicUrl: marketplace.pictureUrl(offer),
      offerPicUrl: [0, 1, 2].map((shot) => marketplace.pictureUrl(offer, shot)).join(','),
      linkUrl: kind.paid ? `https://dj.1688.com/ci_bb?a=${offer.id.length}&e=demo` : url,
      loginId: supplier.name,
      memberId: memberId(supplier.id),
      province: supplier.province,
      city: supplier.city,
      bookedCount: kind.counts ? String(offer.monthSold) : '0',
      afterPrice: afterPrice(offer),
      offerRepurchaseRate: `${Math.round(offer.repurchase * 100)}%`,
      shop: {
        text: supplier.name,
        tpYear: supplier.identities.includes('tp_member') ? String(supplier.years) : '',
        iconType: iconType(supplier.identities),
      },
      shopAddition: {
        shopLinkUrl: '',
        tradeService: {
          compositeNewScore: score,
          consultationScore: score,
          logisticsScore: score,
          disputeScore: '',
          returnScore: score,
          goodsScore: score,
        },
        quantityPrices: offer.tiers.map(([, fen], step) => ({
          quantity: rangeText(offer, step),
          value: yuan(fen),
        })),
      },
      factoryInspection: String(supplier.inspected),
      businessInspection: 'false',
      superFactory: String(supplier.identities.includes('super_factory')),
      isP4P: String(kind.paid),
      isAd: String(kind.paid),
      bizType: '生产加工',
      tags: tagsOf(offer, supplier.inspected),
    },
  };
};
