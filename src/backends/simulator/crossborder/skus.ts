/** The variants of an offer: its colours times its sizes, with their share of the stock. */
import type { OfferRecord, Product } from '../catalogue.ts';
import { CATEGORIES, type Word } from '../categories.ts';
import { COLOURS } from '../colours.ts';
import { diceFor } from '../dice.ts';
import type { Marketplace } from '../marketplace.ts';
import { firstPrice, type Whole, yuan } from './rows.ts';

/** A seller of a thing in one colour also has its other colours. */
const coloursOf = ({ catalogue }: Marketplace, product: Product): Product[] =>
  product.colour ? catalogue.products.filter(({ picture }) => picture === product.picture) : [];

/** The picture of a colour: that of the first offer which shows it. */
const colourPicture = (marketplace: Marketplace, { id }: Product): string => {
  const offer = marketplace.catalogue.offers.find(({ product }) => product === id);
  return offer ? marketplace.pictureUrl(offer) : '';
};

/** A variant as details tell it. */
export type RawSku = ReturnType<typeof skuOf>;

type SkuAttribute = ReturnType<typeof attribute> & { readonly skuImageUrl?: string };

const attribute = (attributeId: number, [name, nameTrans]: Word, [value, valueTrans]: Word) => ({
  attributeId: String(attributeId),
  attributeName: name,
  attributeNameTrans: nameTrans,
  value,
  valueTrans,
});

const COLOUR: Word = ['颜色', 'Colour'];
const SIZE: Word = ['尺码', 'Size'];

type Choice = { readonly attributes: readonly SkuAttribute[]; readonly step: number };

const choicesOf = (marketplace: Marketplace, { product }: Whole): Choice[] => {
  const colours = coloursOf(marketplace, product).map(({ id, colour, ...rest }) => ({
    ...attribute(3216, COLOUR, colour ? COLOURS[colour].word : ['均色', 'One colour']),
    skuImageUrl: colourPicture(marketplace, { id, colour, ...rest }),
  }));
  const sizes = CATEGORIES[product.category].sizes.map((size) => attribute(450, SIZE, size));
  const pairs = (colours.length > 0 ? colours : [null]).flatMap((colour) =>
    (sizes.length > 0 ? sizes : [null]).map((size, step) => ({ colour, size, step })),
  );
  return pairs.map(({ colour, size, step }) => ({
    attributes: [colour, size].filter((one) => one !== null),
    step,
  }));
};

/** Priced by variant, larger sizes cost a little more; else the price follows the quantity and variants have none. */
const skuPrice = (offer: OfferRecord, step: number): string | null =>
  offer.quoteType === 1 ? yuan(firstPrice(offer) + Math.round(firstPrice(offer) * 0.02 * step)) : null;

const skuOf = (
  offer: OfferRecord,
  { attributes, step }: Choice,
  { at, of, specId }: { at: number; of: number; specId: string },
) => ({
  skuId: Number(offer.id) * 10 + at,
  specId,
  price: skuPrice(offer, step),
  promotionPrice: null,
  amountOnSale: Math.floor(offer.stock / of),
  cargoNumber: `${offer.id.slice(-5)}-${at + 1}`,
  consignPrice: yuan(Math.round(firstPrice(offer) * 1.06)),
  fenxiaoPriceInfo: {
    onePiecePrice: yuan(Math.round(firstPrice(offer) * 1.1)),
    offerPrice: yuan(firstPrice(offer)),
  },
  skuAttributes: attributes,
});

/** `productSkuInfos[]`: empty for offers without variants. */
export const skuInfos = (marketplace: Marketplace, whole: Whole): RawSku[] => {
  const { offer } = whole;
  if (offer.quoteType === 0) return [];
  const choices = choicesOf(marketplace, whole);
  const dice = diceFor(`skus ${offer.id}`);
  return choices.map((choice, at) => {
    const specId = dice
      .between(0, 2 ** 31)
      .toString(16)
      .padStart(8, '0');
    return skuOf(offer, choice, { at, of: choices.length, specId });
  });
};
