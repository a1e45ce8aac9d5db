/** OneBound's offers, field by field: rows of lists and whole items, with the irregularities of the real ones. */
import type { OfferRecord, Product } from '../catalogue.ts';
import { CATEGORIES } from '../categories.ts';
import { COLOURS } from '../colours.ts';
import { firstPrice, wholeOf, yuan } from '../crossborder/rows.ts';
import { skuInfos } from '../crossborder/skus.ts';
import { diceFor } from '../dice.ts';
import type { Marketplace } from '../marketplace.ts';
import { SHOTS } from '../picture-names.ts';
import { titleIn } from '../translated-titles.ts';

/** Titles are translated on request; Chinese has a code of its own here. */
const titleFor = (offer: OfferRecord, product: Product, language: string): string =>
  titleIn(offer, product, language === 'cn' ? 'zh' : language);

const sellerIdOf = ({ supplier }: OfferRecord): string => `b2b-${2_200_000_000_000 + supplier}`;

/** Priced by variant, a ladder by quantity would mean nothing. */
const hasLadder = ({ quoteType }: OfferRecord): boolean => quoteType !== 1;

/** `[["2~99","12.50"],["≥100","11.80"]]`: each step up to the one before the next. */
const priceRange = ({ tiers }: OfferRecord): readonly (readonly [string, string])[] =>
  tiers.map(([quantity, fen], index) => {
    const next = tiers[index + 1]?.[0];
    return [next === undefined ? `≥${quantity}` : `${quantity}~${next - 1}`, yuan(fen)];
  });

/** Which kind of list a row stands in: they write the same things differently. */
export type ListKind = 'by-image' | 'by-words';

/** One row of `items.item[]`. Ids and prices are now numbers, now texts; every third row holds its ladder. */
export const rowOf = (
  marketplace: Marketplace,
  offer: OfferRecord,
  { language, kind }: { readonly language: string; readonly kind: ListKind },
) => {
  const { product, supplier } = wholeOf(marketplace, offer);
  const price = yuan(firstPrice(offer));
  const even = Number(offer.id) % 2 === 0;
  const repurchase = `${Math.round(offer.repurchase * 100)}%`;
  return {
    num_iid: even ? Number(offer.id) : offer.id,
    title: titleFor(offer, product, language),
    pic_url: marketplace.pictureUrl(offer),
    price: even ? Number(price) : price,
    promotion_price: price,
    ...(Number(offer.id) % 3 === 0 && hasLadder(offer) && { price_range: priceRange(offer) }),
    sales: even ? offer.monthSold : String(offer.monthSold),
    ...(kind === 'by-image' ? { turn_head: repurchase } : { turnHead: repurchase }),
    seller_nick: supplier.name,
    sid: sellerIdOf(offer),
    post_fee: '',
    area: `${supplier.province} ${supplier.city}`,
    sample_id: '',
    detail_url: `https://detail.1688.com/offer/${offer.id}.html`,
  };
};

/** The same offer as a paid placement: its link leads to the advertisements' own host. */
export const advertisementOf = (...row: Parameters<typeof rowOf>) => ({
  ...rowOf(...row),
  detail_url: `https://detailp4p.1688.com/buyer/offerdetail/${row[1].id}.html`,
});

type SkuInfo = {
  readonly skuId: number;
  readonly price: string | null;
  readonly amountOnSale: number;
  readonly skuAttributes: readonly { readonly attributeName: string; readonly value: string }[];
};

/** `0:0:颜色:红色;1:2:尺码:XL`, and the same without words for the pictures. */
const skusOf = (marketplace: Marketplace, offer: OfferRecord): object[] => {
  const infos = skuInfos(marketplace, wholeOf(marketplace, offer)) as readonly SkuInfo[];
  return infos.map(({ skuId, price, amountOnSale, skuAttributes }, index) => ({
    sku_id: String(skuId),
    properties: skuAttributes.map((_, at) => `${at}:${index}`).join(';'),
    properties_name: skuAttributes
      .map(({ attributeName, value }, at) => `${at}:${index}:${attributeName}:${value}`)
      .join(';'),
    price: price ?? yuan(firstPrice(offer)),
    orginal_price: price ?? yuan(firstPrice(offer)),
    quantity: amountOnSale,
  }));
};

const propsOf = (marketplace: Marketplace, offer: OfferRecord): object[] => {
  const { product } = wholeOf(marketplace, offer);
  const category = CATEGORIES[product.category];
  const [material] = diceFor(`attributes ${offer.id}`).pick(category.materials);
  return [
    { name: '材质', value: material },
    ...(product.colour ? [{ name: '颜色', value: COLOURS[product.colour].word[0] }] : []),
    { name: '产地', value: '中国' },
  ];
};

/** The `item` of `item_get`. Its `orginal_price` is spelt as the real one is. */
export const itemOf = (marketplace: Marketplace, offer: OfferRecord, language: string) => {
  const { product, supplier } = wholeOf(marketplace, offer);
  const category = CATEGORIES[product.category];
  const pictures = Array.from({ length: SHOTS }, (_, shot) => marketplace.pictureUrl(offer, shot));
  return {
    num_iid: offer.id,
    title: titleFor(offer, product, language),
    desc_short: '',
    price: yuan(firstPrice(offer)),
    total_price: 0,
    suggestive_price: 0,
    orginal_price: yuan(firstPrice(offer)),
    nick: supplier.name,
    num: String(offer.stock),
    min_num: offer.moq,
    sellUnit: category.unit[0],
    detail_url: `https://detail.1688.com/offer/${offer.id}.html`,
    pic_url: pictures[0],
    cid: category.id,
    desc: `<p>${product.chinese}</p>`,
    desc_img: pictures.slice(1),
    item_imgs: pictures.map((url) => ({ url })),
    location: `${supplier.province}${supplier.city}`,
    post_fee: '0.00',
    total_sold: offer.monthSold * 9,
    priceRange: hasLadder(offer) ? offer.tiers.map(([quantity, fen]) => [quantity, yuan(fen)]) : [],
    props: propsOf(marketplace, offer),
    skus: { sku: skusOf(marketplace, offer) },
    seller_info: {
      shop_name: supplier.name,
      title: supplier.name,
      sid: sellerIdOf(offer),
      composite_score: supplier.score.toFixed(1),
      zhuy: 'https://shop.1688.com/',
    },
    sales_info: { comment_num: '' },
  };
};
