/** What the simulator tells about one offer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue, type OfferRecord } from '../../../src/backends/simulator/catalogue.ts';
import { type Caller, type Raw, startCaller } from '../../support/simulator-caller.ts';

const DETAIL = 'product.search.queryProductDetail';
const { offers, products } = loadCatalogue();

type Detail = Raw & {
  readonly productImage: { readonly images: readonly string[] };
  readonly productSaleInfo: Raw & {
    readonly priceRangeList: readonly { readonly startQuantity: number; readonly price: string }[];
  };
  readonly productSkuInfos: readonly (Raw & { readonly skuAttributes: readonly Raw[] })[];
};

let caller: Caller;
beforeAll(async () => {
  caller = await startCaller();
});
afterAll(() => caller.simulator.close());

const detail = async ({ id }: Pick<OfferRecord, 'id'>, country = 'en'): Promise<Detail> =>
  (await caller.result(DETAIL, { offerId: Number(id), country })) as Detail;

const ofType = (quoteType: number): OfferRecord => {
  const found = offers.find((offer) => offer.quoteType === quoteType);
  if (!found) throw new Error(`no offer of quote type ${quoteType}`);
  return found;
};

describe('a detail reply', () => {
  it('says success as a boolean, unlike the search', async () => {
    const { body } = await caller.call(DETAIL, { offerId: Number(offers[0]?.id), country: 'en' });
    expect(body).toMatchObject({ result: { success: true, code: '200' } });
  });

  it('holds the tiers, for some offers in falling order', async () => {
    const firsts = await Promise.all(offers.slice(0, 12).map((offer) => detail(offer)));
    const rises = firsts.map(({ productSaleInfo: { priceRangeList } }) => {
      const quantities = priceRangeList.map(({ startQuantity }) => startQuantity);
      const rising = quantities.toSorted((a, b) => a - b);
      expect([rising, rising.toReversed()]).toContainEqual(quantities);
      return quantities[0] === rising[0];
    });
    expect(new Set(rises)).toEqual(new Set([true, false]));
  });

  it('has no variants for quote type 0, priced ones for 1, unpriced ones for 2', async () => {
    expect((await detail(ofType(0))).productSkuInfos).toEqual([]);
    const bySpec = (await detail(ofType(1))).productSkuInfos;
    expect(bySpec.length).toBeGreaterThan(3);
    for (const { price } of bySpec) expect(price).toMatch(/^\d+\.\d\d$/);
    const byQuantity = (await detail(ofType(2))).productSkuInfos;
    expect(byQuantity.length).toBeGreaterThan(0);
    for (const { price } of byQuantity) expect(price).toBeNull();
  });

  it('offers every colour of a thing as a variant, each with its picture', async () => {
    const heels = products.filter(({ picture }) => picture === 'render:1f460');
    const offer = offers.find(({ product }) => product === heels[0]?.id);
    const { productSkuInfos } = await detail(offer ?? { id: '0' });
    const colours = productSkuInfos.flatMap(({ skuAttributes }) =>
      skuAttributes.filter(({ attributeName }) => attributeName === '颜色'),
    );
    expect(new Set(colours.map(({ valueTrans }) => valueTrans))).toEqual(new Set(['Red', 'Blue', 'Green']));
    const pictures = new Set(colours.map(({ skuImageUrl }) => String(skuImageUrl)));
    expect(pictures.size).toBe(3);
    for (const url of pictures) expect((await fetch(url)).status).toBe(200);
  });

  it('shows three different pictures', async () => {
    const { productImage } = await detail(offers[40] ?? { id: '0' });
    const sizes = productImage.images.map(async (url) => (await (await fetch(url)).arrayBuffer()).byteLength);
    expect(new Set(await Promise.all(sizes)).size).toBe(3);
  });

  it('gives the weight in kilograms, and in grams by variant', async () => {
    const { productShippingInfo } = await detail(offers[7] ?? { id: '0' });
    const { weight, skuShippingInfoList } = productShippingInfo as {
      weight: number;
      skuShippingInfoList: { weight: number }[];
    };
    expect(skuShippingInfoList[0]?.weight).toBe(Math.round(weight * 1000));
  });

  it('is the same each time', async () => {
    const offer = offers[100] ?? { id: '0' };
    expect(await detail(offer)).toEqual(await detail(offer));
  });

  it('takes openOfferId and ids as text', async () => {
    const id = offers[3]?.id;
    expect(await caller.result(DETAIL, { openOfferId: id, country: 'en' })).toMatchObject({
      offerId: Number(id),
    });
  });

  it('is a business failure for an unknown offer', async () => {
    const { status, body } = await caller.call(DETAIL, { offerId: 99_999_999_999, country: 'en' });
    expect(status).toBe(200);
    expect(body).toEqual({ result: { success: 'false', code: '400', message: 'offer does not exist' } });
  });
});
