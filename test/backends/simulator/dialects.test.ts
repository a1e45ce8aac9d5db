/**
 * Programs that follow the source documents step by step, with nothing changed but the address: they know nothing of our clients.
 * Beside them, what the simulator refuses.
 */
import { createHash, createHmac } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hmacBase64, isSignedAs, md5Sandwich } from '../../../src/backends/simulator/dialects/signatures.ts';
import { samplePhoto } from '../../../src/backends/simulator/samples.ts';
import vectors from '../../fixtures/dialect-signatures.json' with { type: 'json' };
import { type Caller, startCaller } from '../../support/simulator-caller.ts';

type Reply = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, string>>;

let caller: Caller;
let photo: Uint8Array;
beforeAll(async () => {
  caller = await startCaller();
  photo = await samplePhoto('teddy-bear');
});
afterAll(() => caller.simulator.close());

const bySortedName = (params: Fields): [string, string][] => Object.entries(params).toSorted();
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const titlesOf = (rows: unknown, name: string): string[] => (rows as Reply[]).map((row) => String(row[name]));
const errorOf = (body: Reply): Reply => (body.error_response ?? {}) as Reply;

const readReply = async (response: Response): Promise<{ status: number; body: Reply }> => ({
  status: response.status,
  body: (await response.json()) as Reply,
});

describe('the signatures that the simulator expects', () => {
  const cases = [
    ...vectors.md5.map((vector) => ({ ...vector, sign: md5Sandwich })),
    ...vectors['hmac-base64'].map((vector) => ({ ...vector, sign: hmacBase64 })),
  ];
  it.each(cases)('are those of the vectors: $signature', ({ params, secret, signature, sign }) => {
    const sent = new Map(Object.entries(params as unknown as Record<string, string>));
    expect(sign(sent, secret)).toBe(signature);
    expect(sign(new Map([...sent, ['sign', 'x']]), secret)).toBe(signature);
    expect(isSignedAs(new Map([...sent, ['sign', signature]]), signature)).toBe(true);
    expect(isSignedAs(sent, signature)).toBe(false);
  });
});

describe("document 001's program", () => {
  const generateSign = (params: Fields, appSecret: string): string => {
    const paramStr = bySortedName(params)
      .map(([key, value]) => `${key}${value}`)
      .join('&');
    return createHash('md5').update(`${appSecret}${paramStr}${appSecret}`).digest('hex').toUpperCase();
  };

  const basics = (): Fields => ({
    method: '1688.items.search.img',
    app_key: caller.simulator.appKey,
    timestamp: String(caller.clock.now()),
    v: '2.0',
    format: 'json',
  });

  const send = async (params: Fields, sign = generateSign(params, caller.simulator.appSecret)) => {
    const body = new URLSearchParams({ ...params, sign });
    return readReply(await fetch(`${caller.simulator.url}/openapi/router/rest`, { method: 'POST', body }));
  };

  it('finds items by the picture in base64', async () => {
    const { status, body } = await send({ ...basics(), image: base64(photo) });
    expect(status).toBe(200);
    expect(body).toMatchObject({ page: 1, page_size: 20, total: expect.any(Number) });
    expect((body.items as Reply[])[0]).toEqual({
      num_iid: expect.any(Number),
      title: expect.stringContaining('泰迪熊'),
      price: expect.stringMatching(/^\d+\.\d\d$/),
      pic_url: expect.stringMatching(/^http/),
      sales: expect.any(Number),
    });
  });

  it('finds the same by a file, by a link and by the address of an uploaded picture', async () => {
    const first = (await send({ ...basics(), image: base64(photo) })).body.items as Reply[];
    const link = String(first[0]?.pic_url);
    const linked = await send({ ...basics(), imageUrl: link });
    const named = await send({ ...basics(), imgid: link });
    expect(linked.body.items).toEqual(named.body.items);
    expect(titlesOf(linked.body.items, 'num_iid')).toContain(String(first[0]?.num_iid));
    const form = new FormData();
    const params = basics();
    for (const [name, value] of Object.entries(params)) form.append(name, value);
    form.append('sign', generateSign(params, caller.simulator.appSecret));
    form.append('file', new Blob([Buffer.from(photo)]), 'photo.jpg');
    const address = `${caller.simulator.url}/openapi/router/rest`;
    const { body } = await readReply(await fetch(address, { method: 'POST', body: form }));
    expect(body.items).toEqual(first);
  });

  it('sorts by price and sales, keeps to a category, and turns pages', async () => {
    const ask = async (more: Fields) =>
      (await send({ ...basics(), image: base64(photo), ...more })).body as { items: Reply[]; total: number };
    const prices = (await ask({ sort: 'bid' })).items.map(({ price }) => Number(price));
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
    const dear = (await ask({ sort: '_bid' })).items.map(({ price }) => Number(price));
    expect(dear).toEqual(dear.toSorted((a, b) => b - a));
    const sales = (await ask({ sort: '_sale' })).items.map(({ sales: sold }) => Number(sold));
    expect(sales).toEqual(sales.toSorted((a, b) => b - a));
    const all = await ask({});
    const toys = await ask({ cat: '1038314' });
    expect(toys.total).toBe(all.total);
    expect((await ask({ cat: '1038301' })).total).toBe(0);
    const second = await ask({ page: '2', page_size: '10' });
    expect(second.items).toEqual(all.items.slice(10, 20));
  });

  it.each([
    ['no method', { method: '' }, 21],
    ['another method', { method: '1688.items.search' }, 22],
    ['another format', { format: 'xml' }, 23],
    ['another version', { v: '1.0' }, 33],
    ['no key', { app_key: '' }, 28],
    ['an unknown key', { app_key: '1' }, 29],
    ['no timestamp', { timestamp: '' }, 30],
    ['an old timestamp', { timestamp: '1700000000000' }, 31],
    ['no picture', {}, 40],
    ['a picture that is none', { image: base64(Buffer.from('text')) }, 3],
    ['an unknown sort', { image: '/9j/', sort: 'best' }, 41],
    ['a page beyond the cap', { image: '/9j/', page_size: '51' }, 41],
    ['an unknown imgid', { imgid: 'O1CN01' }, 3],
  ])('is refused with %s', async (_, change, code) => {
    const { body } = await send({ ...basics(), ...(change as Fields) });
    expect(errorOf(body).code).toBe(code);
  });

  it('is refused with a wrong signature and with none', async () => {
    expect(errorOf((await send({ ...basics(), image: '/9j/' }, 'F00')).body).code).toBe(25);
    const body = new URLSearchParams({ ...basics(), image: '/9j/' });
    const address = `${caller.simulator.url}/openapi/router/rest`;
    const unsigned = await readReply(await fetch(address, { method: 'POST', body }));
    expect(errorOf(unsigned.body).code).toBe(24);
  });
});

describe("document 002's program", () => {
  const makeHmacSign = (params: Fields, appSecret: string): string => {
    const signStr = bySortedName(params)
      .map(([key, value]) => `${key}${value}`)
      .join('');
    return createHmac('sha1', appSecret).update(signStr).digest('base64');
  };

  /** The document's preprocessing: at most 800x800, JPEG of quality 85. */
  const preprocess = async (bytes: Uint8Array): Promise<string> => {
    const size = { width: 800, height: 800, fit: 'inside', withoutEnlargement: true } as const;
    return base64(await sharp(bytes).resize(size).jpeg({ quality: 85 }).toBuffer());
  };

  const send = async (more: Fields) => {
    const params: Fields = {
      app_key: caller.simulator.appKey,
      timestamp: String(caller.clock.now()),
      searchType: '1',
      page: '1',
      pageSize: '20',
      ...more,
    };
    const sign = makeHmacSign(params, caller.simulator.appSecret);
    const path = '/openapi/param2/1/com.alibaba.product/alibaba.product.image.search/';
    const body = new URLSearchParams({ sign, ...params });
    return fetch(`${caller.simulator.url}${path}`, { method: 'POST', body });
  };

  type Result = { readonly total: number; readonly itemList: readonly Reply[] };

  const imageSearch = async (more: Fields): Promise<Result> => {
    const { body } = await readReply(await send(more));
    expect(body.error_response).toBeUndefined();
    return (body.alibaba_product_image_search_response as { result: Result }).result;
  };

  it('gets offers with their minimum order, seller and mark', async () => {
    const { total, itemList } = await imageSearch({ imgBase64: await preprocess(photo) });
    expect(itemList).toHaveLength(20);
    expect(total).toBeGreaterThan(20);
    expect(itemList[0]).toEqual({
      offerId: expect.any(Number),
      subject: expect.stringContaining('泰迪熊'),
      price: expect.stringMatching(/^\d+\.\d\d$/),
      minOrder: expect.any(Number),
      sellerNick: expect.any(String),
      isGoldSupplier: expect.any(Boolean),
      imageUrl: expect.stringMatching(/^http/),
      detailUrl: `https://detail.1688.com/offer/${itemList[0]?.offerId}.html`,
    });
  });

  it('gets the very goods with searchType 1 and others with 2', async () => {
    const imgBase64 = await preprocess(photo);
    const same = await imageSearch({ imgBase64, searchType: '1' });
    const similar = await imageSearch({ imgBase64, searchType: '2' });
    expect(titlesOf(same.itemList, 'subject')[0]).toContain('泰迪熊');
    expect(titlesOf(similar.itemList, 'offerId')).not.toContain(String(same.itemList[0]?.offerId));
    expect(similar.total).toBeGreaterThan(0);
  });

  it('searches by a link and turns pages', async () => {
    const { itemList } = await imageSearch({ imgBase64: await preprocess(photo) });
    const imgUrl = String(itemList[0]?.imageUrl);
    const all = await imageSearch({ imgUrl });
    expect(titlesOf(all.itemList, 'offerId')).toContain(String(itemList[0]?.offerId));
    const second = await imageSearch({ imgUrl, page: '2', pageSize: '5' });
    expect(second.itemList).toEqual(all.itemList.slice(5, 10));
  });

  it('is told 413 for more than 5 MB', async () => {
    const large = Buffer.concat([Buffer.from(photo), Buffer.alloc(5 * 1024 * 1024)]);
    expect((await send({ imgBase64: base64(large) })).status).toBe(413);
  });

  it('is told why a picture is not taken', async () => {
    const blank = sharp({ create: { width: 299, height: 400, channels: 3, background: '#888888' } });
    const small = errorOf(
      (await readReply(await send({ imgBase64: base64(await blank.jpeg().toBuffer()) }))).body,
    );
    expect(small).toMatchObject({ code: 3, sub_msg: 'the image is smaller than 300x300' });
    const webp = await sharp(photo).webp().toBuffer();
    const odd = errorOf((await readReply(await send({ imgBase64: base64(webp) }))).body);
    expect(odd).toMatchObject({ code: 3, sub_msg: 'the image is not a JPG or PNG' });
    const hidden = errorOf((await readReply(await send({ imgUrl: 'http://127.0.0.1:1/a.jpg' }))).body);
    expect(hidden).toMatchObject({ code: 3, sub_msg: 'the image cannot be fetched' });
  });

  it.each([
    ['no searchType', { searchType: '' }, 40],
    ['a searchType that there is not', { searchType: '3' }, 41],
    ['no picture', {}, 40],
    ['a page beyond the cap', { imgBase64: '/9j/', pageSize: '51' }, 41],
    ['a wrong signature', { sign: 'AAAA', imgBase64: '/9j/' }, 25],
    ['a timestamp from ahead', { timestamp: '1900000000000' }, 31],
  ])('is refused with %s', async (_, change, code) => {
    const { body } = await readReply(await send(change as Fields));
    expect(errorOf(body).code).toBe(code);
  });

  it('is turned away with 403 when it calls too often', async () => {
    const slow = await startCaller(1);
    const path = '/openapi/param2/1/com.alibaba.product/alibaba.product.image.search/';
    const params = { app_key: slow.simulator.appKey, timestamp: String(slow.clock.now()), searchType: '1' };
    const sign = makeHmacSign(params, slow.simulator.appSecret);
    const post = () =>
      fetch(slow.simulator.url + path, { method: 'POST', body: new URLSearchParams({ ...params, sign }) });
    expect((await post()).status).toBe(200);
    const refused = await readReply(await post());
    expect([refused.status, errorOf(refused.body).msg]).toEqual([403, 'App Call Limited']);
    await slow.clock.advance(1_000);
    expect((await post()).status).toBe(200);
    await slow.simulator.close();
  });
});

describe("document 004's programs", () => {
  let token = '';

  const api = async (name: string, params: Fields, accessToken = token) => {
    const url = `${caller.simulator.url}/openapi/param2/1/com.alibaba.product/alibaba.product.${name}`;
    const headers = { Authorization: `Bearer ${accessToken}` };
    return readReply(await fetch(`${url}?${new URLSearchParams(params)}`, { headers }));
  };

  const products = async (name: string, params: Fields): Promise<Reply[]> => {
    const { status, body } = await api(name, params);
    expect({ status, error: body.error_message }).toEqual({ status: 200, error: undefined });
    return body.products as Reply[];
  };

  const requestToken = async (change: Fields = {}) => {
    const params = new URLSearchParams({
      client_id: caller.simulator.appKey,
      client_secret: caller.simulator.appSecret,
      grant_type: 'authorization_code',
      code: 'demo-catalogue-code',
      redirect_uri: 'https://example.com/callback',
      ...change,
    });
    return readReply(await fetch(`${caller.simulator.url}/auth/requestToken?${params}`));
  };

  beforeAll(async () => {
    token = String((await requestToken()).body.access_token);
  });

  it('get a token for a code, and none for anything else', async () => {
    expect(token).toBe(caller.simulator.accessToken);
    for (const change of [
      { client_secret: 'wrong' },
      { code: 'wrong' },
      { grant_type: 'password' },
      { redirect_uri: '' },
    ] as const) {
      const { status, body } = await requestToken(change);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(body.access_token).toBeUndefined();
    }
  });

  it('search products page by page until there are none left', async () => {
    const all: Reply[] = [];
    for (let page = 1; page <= 10; page += 1) {
      const found = await products('search', { keywords: '高跟鞋', pageNo: String(page), pageSize: '20' });
      if (found.length === 0) break;
      all.push(...found);
    }
    expect(all.length).toBeGreaterThan(0);
    expect(new Set(all.map(({ productId }) => productId)).size).toBe(all.length);
    for (const title of titlesOf(all, 'title')) expect(title).toContain('高跟鞋');
  });

  it('narrow the list with every advanced filter', async () => {
    const plain = { keywords: '包', pageNo: '1', pageSize: '50' };
    const ask = (more: Fields) => products('search', { ...plain, ...more });
    const all = await ask({});
    const inCategory = await ask({ categoryId: '1038302' });
    expect(inCategory.length).toBeGreaterThan(0);
    for (const { price } of await ask({ priceStart: '10', priceEnd: '30.5' })) {
      expect(Number(price)).toBeGreaterThanOrEqual(10);
      expect(Number(price)).toBeLessThanOrEqual(30.5);
    }
    const small = await ask({ minQuantity: '2' });
    expect(small.length).toBeGreaterThan(0);
    for (const { minOrderQuantity } of small) expect(minOrderQuantity).toBeLessThanOrEqual(2);
    expect((await ask({ isFreeShip: 'true' })).map(({ isFreeShip }) => isFreeShip)).not.toContain(false);
    // Python writes True.
    expect((await ask({ highQuality: 'True' })).map(({ highQuality }) => highQuality)).not.toContain(false);
    const orders = [
      ['price_asc', 'price', 1],
      ['price_desc', 'price', -1],
      ['volume_desc', 'volume', -1],
    ] as const;
    for (const [sort, name, way] of orders) {
      const values = (await ask({ sort })).map((row) => Number(row[name]));
      expect(values).toHaveLength(all.length);
      expect(values).toEqual(values.toSorted((a, b) => (a - b) * way));
    }
  });

  it('get a product in its six parts, with what the further programs read', async () => {
    const [row] = await products('search', { keywords: '高跟鞋' });
    const { body } = await api('get', { productId: String(row?.productId) });
    expect(body).toMatchObject({
      productId: row?.productId,
      supplierId: row?.supplierId,
      productInfo: { title: row?.title, attributes: expect.any(Array) },
      skuInfo: expect.any(Array),
      imageInfo: { images: [expect.any(String), expect.any(String), expect.any(String)] },
      description: expect.any(String),
      supplierInfo: { name: row?.supplierName },
      tradeInfo: { minOrderQuantity: row?.minOrderQuantity },
      priceInfo: { price: row?.price },
      stockInfo: { stock: expect.any(Number) },
    });
  });

  it('get several products at once, in the order of the ids', async () => {
    const rows = await products('search', { keywords: '高跟鞋', pageSize: '3' });
    const ids = rows.map(({ productId }) => String(productId)).reverse();
    const found = await products('batchGet', { productIds: ['99999999999999', ...ids].join(',') });
    expect(ids).toHaveLength(3);
    expect(titlesOf(found, 'productId')).toEqual(ids);
  });

  it('search by the address of a picture, and by a file with words beside it', async () => {
    const form = new FormData();
    form.append('image', new Blob([Buffer.from(photo)]), 'photo.jpg');
    const url = `${caller.simulator.url}/openapi/param2/1/com.alibaba.product/alibaba.product.imageSearch`;
    const headers = { Authorization: `Bearer ${token}` };
    const { body } = await readReply(await fetch(url, { method: 'POST', headers, body: form }));
    const [best] = body.products as Reply[];
    expect(best?.title).toContain('泰迪熊');
    const linked = await products('imageSearch', { imageUrl: String(best?.imageUrl), keywords: '泰迪熊' });
    expect(titlesOf(linked, 'productId')).toContain(String(best?.productId));
    for (const title of titlesOf(linked, 'title')) expect(title).toContain('泰迪熊');
  });

  it.each([
    ['a stale token', 'search', { keywords: '包' }, 'stale', 401, 'Invalid access token'],
    ['no words', 'search', {}, undefined, 400, 'Invalid parameter keywords: is required'],
    [
      'an unknown sort',
      'search',
      { keywords: '包', sort: 'best' },
      undefined,
      400,
      'Invalid parameter sort: is not valid',
    ],
    [
      'a page beyond the cap',
      'search',
      { keywords: '包', pageSize: '51' },
      undefined,
      400,
      'Invalid parameter pageNo: or pageSize is out of range',
    ],
    ['no id', 'get', {}, undefined, 400, 'Invalid parameter productId: is required'],
    ['an unknown id', 'get', { productId: '1' }, undefined, 404, 'Product not found'],
    ['no ids', 'batchGet', {}, undefined, 400, 'Invalid parameter productIds: is required'],
    [
      'no picture',
      'imageSearch',
      {},
      undefined,
      400,
      'Invalid parameter imageUrl: or the file image is required',
    ],
  ] as const)('are refused with %s', async (_, name, params, accessToken, status, message) => {
    const reply = await api(name, params, accessToken);
    expect([reply.status, reply.body.error_message]).toEqual([status, message]);
  });

  it('are told when the limit of calls is reached', async () => {
    const slow = await startCaller(5);
    const url = `${slow.simulator.url}/openapi/param2/1/com.alibaba.product/alibaba.product.get?productId=1`;
    const headers = { Authorization: `Bearer ${slow.simulator.accessToken}` };
    const replies = [];
    for (let call = 0; call < 6; call += 1) replies.push(await readReply(await fetch(url, { headers })));
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 429]);
    expect(replies[5]?.body.error_message).toBe('API call limit reached');
    await slow.simulator.close();
  });

  it('leave signed requests to the official gateway', async () => {
    const path = '/openapi/param2/1/com.alibaba.product/alibaba.product.get?_aop_signature=00';
    const { body } = await readReply(await fetch(caller.simulator.url + path));
    expect(body.error_code).toBe('gw.AppKeyMissing');
  });
});

describe("document 003's way of calling", () => {
  /** The document's steps: the path, the pairs in order, HMAC-SHA1, capital hex; everything in the query of a GET. */
  const invoke = async (api: string, params: Fields) => {
    const urlPath = `param2/1/${api}/${caller.simulator.appKey}`;
    const pairs = bySortedName(params).map(([key, value]) => `${key}${value}`);
    const hmac = createHmac('sha1', caller.simulator.appSecret).update(urlPath + pairs.join(''));
    const query = new URLSearchParams({ _aop_signature: hmac.digest('hex').toUpperCase(), ...params });
    return readReply(await fetch(`${caller.simulator.url}/openapi/${urlPath}?${query}`));
  };

  it("gets the gateway's time with the parameters of its example", async () => {
    const { status, body } = await invoke('system/currentTime', { b: '2', a: '1' });
    expect([status, body]).toEqual([200, '20260101080000000+0800']);
  });
});
