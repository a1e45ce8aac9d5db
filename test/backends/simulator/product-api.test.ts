/** Document 003's program, written from the document alone, against the simulator: a signed GET with query parameters. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue, type OfferRecord } from '../../../src/backends/simulator/catalogue.ts';
import { createSimulator, type Simulator } from '../../../src/backends/simulator/index.ts';
import { fakeClock } from '../../support/fake-clock.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await createSimulator({ port: 0, clock: fakeClock(), qps: 1_000 });
});
afterAll(() => simulator.close());

type Params = Readonly<Record<string, unknown>>;
type Reply = Readonly<Record<string, unknown>> & {
  readonly productInfo?: Readonly<Record<string, unknown>>;
  readonly result?: readonly Readonly<Record<string, unknown>>[];
};

const sign = (key: string, value: string): string =>
  createHmac('sha1', key).update(value).digest('hex').toUpperCase();

/** Python's `str()` of a list has blanks after the commas. */
const text = (value: unknown): string => (Array.isArray(value) ? `[${value.join(', ')}]` : String(value));

/** The document joins the parameters in the order of writing, which happens to be sorted. */
const invoke = async (api: string, params: Params, method = 'GET'): Promise<Reply> => {
  const url = `param2/1/${api}/${simulator.appKey}`;
  const pairs = Object.entries(params).map(([key, value]) => key + text(value));
  const signature = sign(simulator.appSecret, url + pairs.join(''));
  const base = new URLSearchParams({ _aop_signature: signature });
  for (const [key, value] of Object.entries(params)) base.set(key, text(value));
  const gateway = `${simulator.gatewayUrl}/openapi/${url}`;
  const response =
    method === 'GET' ? await fetch(`${gateway}?${base}`) : await fetch(gateway, { method, body: base });
  const reply = (await response.json()) as Reply;
  if ('exception' in reply) throw new Error(String(reply.error_message));
  return reply;
};

const product = {
  get: (productID: string) =>
    invoke('com.alibaba.product/alibaba.product.get', { productID, webSite: '1688' }),
  repost: (productIds: readonly number[]) =>
    invoke('com.alibaba.product/alibaba.product.repost', { productIds, webSite: '1688' }),
};

const { offers } = loadCatalogue();
const ofType = (quoteType: number): OfferRecord => {
  const found = offers.find((offer) => offer.quoteType === quoteType);
  if (!found) throw new Error(`no offer of quote type ${quoteType}`);
  return found;
};

describe('a program of document 003', () => {
  it('gets a product', async () => {
    const offer = ofType(1);
    const { productInfo } = await product.get(offer.id);
    expect(productInfo).toMatchObject({
      productID: Number(offer.id),
      subject: offer.chinese,
      status: 'published',
      saleInfo: { quoteType: 1, minOrderQuantity: offer.moq, amountOnSale: offer.stock },
    });
    const { images } = (productInfo?.image ?? { images: [] }) as { images: string[] };
    expect(images[0]).toMatch(/^img\/ibank\//);
    expect((await fetch(`${simulator.url}/${images[0]}`)).status).toBe(200);
    const skus = (productInfo?.skuInfos ?? []) as { price: unknown }[];
    expect(skus.length).toBeGreaterThan(0);
    for (const { price } of skus) expect(typeof price).toBe('number');
  });

  it('lists products anew, and hears of those that do not exist', async () => {
    const id = Number(offers[0]?.id);
    const { result } = await product.repost([id, 590_339_403_940]);
    expect(result).toEqual([
      { productId: id, result: true, code: null, desc: null },
      {
        productId: 590_339_403_940,
        result: false,
        code: 'PRODUCT_NOT_EXIST',
        desc: 'product does not exist',
      },
    ]);
  });

  it('raises what the gateway says', async () => {
    await expect(product.get('592185058984')).rejects.toThrow('product does not exist');
    await expect(invoke('com.alibaba.product/alibaba.product.get', { productID: '1' })).rejects.toThrow(
      'webSite',
    );
    await expect(invoke('com.alibaba.product/alibaba.product.gone', {})).rejects.toThrow('unsupported');
    await expect(
      invoke('com.alibaba.product/alibaba.product.get', { productID: '1', webSite: 'taobao' }),
    ).rejects.toThrow('webSite');
  });

  it('meets the pitfall: a token spoils the signature of some calls and not of others', async () => {
    const token = { access_token: simulator.accessToken };
    const id = offers[0]?.id;
    const get = { ...token, productID: id, webSite: '1688' };
    expect(await invoke('com.alibaba.product/alibaba.product.get', get)).toHaveProperty('productInfo');
    const repost = { ...token, productIds: [Number(id)], webSite: '1688' };
    await expect(invoke('com.alibaba.product/alibaba.product.repost', repost)).rejects.toThrow(
      'Invalid signature',
    );
    const stale = { ...get, access_token: 'stale' };
    await expect(invoke('com.alibaba.product/alibaba.product.get', stale)).rejects.toThrow(
      'need user authorized',
    );
  });

  it('may post as well', async () => {
    const params = { productID: offers[0]?.id, webSite: '1688' };
    expect(await invoke('com.alibaba.product/alibaba.product.get', params, 'POST')).toHaveProperty(
      'productInfo',
    );
  });

  it('must sort the parameters, which its author never did', async () => {
    const params = { webSite: '1688', productID: offers[0]?.id };
    await expect(invoke('com.alibaba.product/alibaba.product.get', params)).rejects.toThrow(
      'Invalid signature',
    );
  });
});
