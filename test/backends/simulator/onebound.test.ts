/** The simulator as OneBound: asked as its documents say, by a caller that knows nothing of our own client. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '../../../src/backends/simulator/index.ts';
import { samplePhoto } from '../../../src/backends/simulator/samples.ts';
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts';

type Raw = Readonly<Record<string, unknown>>;
type Row = Raw & {
  readonly num_iid: string | number;
  readonly price: string | number;
  readonly sales: string;
};
type Reply = Raw & {
  readonly items: Raw & { readonly item: readonly Row[] };
  readonly item: Raw;
  readonly error_code: string;
};

let clock: FakeClock;
let simulator: Simulator;
beforeEach(async () => {
  clock = fakeClock();
  simulator = await createSimulator({ port: 0, clock });
});
afterEach(() => simulator.close());

const access = () => {
  const { key, secret } = simulator.onebound;
  return { key, secret };
};
const addressOf = (path: string, params: Readonly<Record<string, string>>): string =>
  `${simulator.url}/${path}/?${new URLSearchParams(params)}`;

const call = async (api: string, params: Readonly<Record<string, string>> = {}): Promise<Reply> => {
  const response = await fetch(addressOf(`1688global/${api}`, { ...access(), ...params }));
  expect(response.status).toBe(200);
  return (await response.json()) as Reply;
};

const upload = async (imgcode: string): Promise<Response> =>
  fetch(addressOf('1688global/upload_img', access()), {
    method: 'POST',
    body: new URLSearchParams({ imgcode }),
  });

const nameOf = async (response: Response): Promise<string | null> =>
  ((await response.json()) as { items: { item: { name: string | null } } }).items.item.name;

const base64Of = async (): Promise<string> => Buffer.from(await samplePhoto('teapot')).toString('base64');

const search = async (params: Readonly<Record<string, string>> = {}): Promise<Reply> => {
  const imgid = (await nameOf(await upload(`data:image/jpeg;base64,${await base64Of()}`))) ?? '';
  return call('item_search_img', { imgid, ...params });
};

/** Paid placements stand where they do not belong. */
const organic = ({ items }: Reply): readonly Row[] =>
  items.item.filter(({ detail_url }) => !String(detail_url).includes('detailp4p'));
const idsOf = (reply: Reply): string[] => organic(reply).map(({ num_iid }) => String(num_iid));

const fault = (api: string, name: string): Promise<Response> =>
  fetch(`${simulator.url}/_faults`, { method: 'POST', body: JSON.stringify({ api, fault: name }) });

describe('uploading', () => {
  it('gives a name by which offers are found', async () => {
    const { items, error_code } = await search();
    expect(error_code).toBe('0000');
    expect(items.item.length).toBeGreaterThan(10);
    expect(String(items.item[1]?.title)).toContain('茶壶');
  });

  it('refuses base64 without its prefix silently: a null name, and no error', async () => {
    const response = await upload(await base64Of());
    expect(response.status).toBe(200);
    const body = (await response.json()) as Reply;
    expect(body).toMatchObject({ error: '', error_code: '0000', items: { item: { name: null } } });
  });

  it.each(['data:image/jpeg;base64,AAAA', 'data:image/jpeg;base64,', 'http://127.0.0.1:1/a.jpg', 'x'])(
    'has no name for %s',
    async (imgcode) => {
      expect(await nameOf(await upload(imgcode))).toBeNull();
    },
  );

  it('answers to a WebP with a bare "data error"', async () => {
    expect(await (await upload('data:image/webp;base64,AAAA')).text()).toBe('data error');
  });

  it('takes the address of a picture by GET, and under the old name of the service', async () => {
    const [row] = organic(await search());
    const imgcode = String(row?.pic_url);
    const response = await fetch(addressOf('taobao/upload_img', { ...access(), imgcode }));
    expect(await nameOf(response)).toBe(imgcode);
  });
});

describe('searching by picture', () => {
  it('takes the marketplace’s own picture addresses, and finds nothing for others', async () => {
    const [row] = organic(await search());
    const own = await call('item_search_img', { imgid: String(row?.pic_url) });
    expect(idsOf(own)).toContain(String(row?.num_iid));
    for (const imgid of ['https://example.com/a.jpg', '1234567890123456789', 'x'])
      expect(await call('item_search_img', { imgid })).toMatchObject({
        error_code: '2000',
        items: { item: '' },
      });
  });

  it('gives pages that follow one another, with 20 rows unless told, and code 2000 after the last', async () => {
    const whole = await search();
    expect(idsOf(whole)).toHaveLength(20);
    const pages = await Promise.all(['1', '2'].map((page) => search({ page, page_size: '10' })));
    expect(pages.flatMap(idsOf)).toEqual(idsOf(whole));
    expect(whole.items).toMatchObject({ page: '1', page_size: 20, total_results: expect.any(String) });
    expect(await search({ page: '900' })).toMatchObject({ error_code: '2000', items: { item: '' } });
  });

  const falling = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => b - a);

  it.each(['bid', 'bid2'])('sorts by price with %s, and the other way round with _', async (sort) => {
    const rising = organic(await search({ sort })).map(({ price }) => Number(price));
    expect(rising).toEqual(falling(rising).toReversed());
    const reversed = organic(await search({ sort: `_${sort}` })).map(({ price }) => Number(price));
    expect(reversed).toEqual(falling(reversed));
  });

  it.each(['sale', '_sale'])('puts the best selling first with %s', async (sort) => {
    const sales = organic(await search({ sort })).map((row) => Number(row.sales));
    expect(sales).toEqual(falling(sales));
  });

  it('keeps to a category', async () => {
    const cats = await Promise.all(['1038306', '1038301', '0', ''].map((cat) => search({ cat })));
    const [narrow, foreign, all, none] = cats.map((reply) => Number(reply.items.real_total_results ?? 0));
    expect(all).toBe(none);
    expect(narrow).toBeGreaterThan(0);
    expect(foreign).toBeLessThan(narrow ?? 0);
  });

  it('translates titles on request', async () => {
    const english = organic(await search({ lang: 'en' })).map(({ title }) => String(title));
    expect(english.join()).not.toMatch(/\p{Script=Han}/u);
    expect(english.join()).toMatch(/teapot/i);
  });

  it('writes the same things in different ways, and a paid row among them', async () => {
    const { items } = await search();
    expect(new Set(items.item.map(({ num_iid }) => typeof num_iid))).toEqual(new Set(['number', 'string']));
    expect(new Set(items.item.map(({ price }) => typeof price))).toEqual(new Set(['number', 'string']));
    const ladders = items.item.flatMap((row) => (row.price_range as [string, string][]) ?? []);
    expect(ladders.map(([quantity]) => quantity).join()).toMatch(/\d+~\d+/);
    expect(ladders.map(([quantity]) => quantity).join()).toMatch(/≥\d+/);
    expect(items.item.filter(({ detail_url }) => String(detail_url).includes('detailp4p'))).toHaveLength(1);
  });

  it('says when an answer comes from the cache, which it may unless told not to', async () => {
    const [row] = organic(await search());
    const imgid = String(row?.pic_url);
    const caches = [];
    for (const params of [{}, {}, { cache: 'no' }, { cache: 'no' }])
      caches.push((await call('item_search_img', { imgid, ...params })).cache);
    expect(caches).toEqual([0, 1, 0, 0]);
  });
});

describe('searching by words', () => {
  it('finds titles with all words, within price limits, where 0 is none', async () => {
    const all = await call('item_search', { q: '杯', start_price: '0', end_price: '0' });
    expect(all.error_code).toBe('');
    for (const { title } of organic(all)) expect(title).toContain('杯');
    const prices = organic(await call('item_search', { q: '杯', start_price: '10', end_price: '20' }));
    expect(prices.length).toBeGreaterThan(0);
    for (const { price } of prices) {
      expect(Number(price)).toBeGreaterThanOrEqual(10);
      expect(Number(price)).toBeLessThanOrEqual(20);
    }
  });

  it('leaves the rows out altogether when there are none', async () => {
    const { error_code, items } = await call('item_search', { q: 'no such thing' });
    expect(error_code).toBe('2000');
    expect(Object.keys(items)).not.toContain('item');
  });
});

describe('one offer', () => {
  it('is told in full', async () => {
    const [row] = organic(await search());
    const { item, error_code } = await call('item_get', { num_iid: String(row?.num_iid) });
    expect(error_code).toBe('0');
    expect(item).toMatchObject({ num_iid: String(row?.num_iid), min_num: expect.any(Number) });
    expect(item).toHaveProperty('orginal_price');
  });

  it('that does not exist is a stub beside an error, and the code says ok', async () => {
    expect(await call('item_get', { num_iid: '99999999999999' })).toMatchObject({
      error: 'item-not-found',
      error_code: '0000',
      item: { num_iid: '99999999999999', title: '' },
    });
  });

  it('is no longer served under the old name', async () => {
    const response = await fetch(addressOf('1688/item_get', { ...access(), num_iid: '1' }));
    expect(new TextDecoder('gbk').decode(await response.arrayBuffer())).toContain('接口已停用');
  });
});

describe('access', () => {
  it.each([
    ['no key', {}],
    ['a wrong secret', { key: 'demo-onebound-key', secret: 'x' }],
  ])('with %s fails with HTTP 200, in GBK under a header that says UTF-8', async (_, params) => {
    const response = await fetch(addressOf('1688global/item_search', { ...params, q: '杯' }));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/utf-8/i);
    const bytes = await response.arrayBuffer();
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
    const body = JSON.parse(new TextDecoder('gbk').decode(bytes));
    expect(body).toMatchObject({ error: 'key或secret错误' });
  });

  it('counts the day’s calls, and starts anew in the morning in China', async () => {
    const infoOf = async (): Promise<unknown> => (await call('item_search', { q: '杯' })).api_info;
    expect(await infoOf()).toMatch(/^today:1 max:10000 /);
    expect(await infoOf()).toMatch(/^today:2 max:10000 /);
    await clock.advance(17 * 3_600_000);
    expect(await infoOf()).toMatch(/^today:1 max:10000 /);
  });

  it('does not exist under other names', async () => {
    expect((await fetch(addressOf('1688/item_fee', access()))).status).toBe(404);
  });
});

describe('faults', () => {
  const codeAfter = async (name: string): Promise<string> => {
    await fault('item_search', name);
    const response = await fetch(addressOf('1688global/item_search', { ...access(), q: '杯' }));
    return JSON.parse(new TextDecoder('gbk').decode(await response.arrayBuffer())).error_code;
  };

  it.each([
    ['quota', '4013'],
    ['acl', '4005'],
    ['auth', '4003'],
    ['success-false', '4000'],
    ['empty', '2000'],
  ])('%s answers with %s', async (name, code) => {
    expect(await codeAfter(name)).toBe(code);
  });

  it('image-refused takes the name away', async () => {
    await fault('*', 'image-refused');
    expect(await nameOf(await upload(`data:image/jpeg;base64,${await base64Of()}`))).toBeNull();
  });
});
