/** The PC pages of the simulator, met by programs that know nothing but the documents: no part of our own client is used here. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '../../../src/backends/simulator/index.ts';
import { encodeGbk } from '../../../src/backends/simulator/pc-web/gbk.ts';
import { samplePhoto } from '../../../src/backends/simulator/samples.ts';
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts';

type Raw = Record<string, unknown>;
type Row = { readonly id: number; readonly information: { readonly subject: string } };

let simulator: Simulator;
let clock: FakeClock;
let photo: Uint8Array;
beforeAll(async () => {
  clock = fakeClock();
  simulator = await createSimulator({ port: 0, clock, qps: 1_000 });
  photo = await samplePhoto('high-heels');
});
afterAll(() => simulator.close());

const gbk = new TextDecoder('gbk');

/** What `callback` is called with. */
const jsonpBody = async (response: Response, callback: string): Promise<Raw> => {
  const text = gbk.decode(await response.arrayBuffer());
  expect(text.startsWith(`${callback}(`)).toBe(true);
  expect(text.endsWith(');')).toBe(true);
  return JSON.parse(text.slice(callback.length + 1, -2));
};

describe('a program written from document 000', () => {
  const CALLBACK = 'jQuery183004849602880805359_1562504854360';

  const serverTime = async (): Promise<string> => {
    const query = 'serviceIds=cbu.searchweb.config.system.currenttime&outfmt=json';
    const body = await (await fetch(`${simulator.url}/openservice/.htm?${query}`)).json();
    return body['cbu.searchweb.config.system.currenttime'].dataSet;
  };
  const appKeyOf = (time: string): string => Buffer.from(`pc_tusou;${time}`).toString('base64');

  /** The document's own address, with its doubled ampersand. */
  const askPermit = async (appKey: string): Promise<Raw> => {
    const query = `appName=pc_tusou&appKey=${encodeURIComponent(appKey)}&&callback=${CALLBACK}&_=1562504857087`;
    return jsonpBody(await fetch(`${simulator.url}/openservice/ossDataService?${query}`), CALLBACK);
  };
  const permit = async () => (await askPermit(appKeyOf(await serverTime()))).data as Record<string, string>;

  const newKey = (): string => `cbuimgsearch/GAKxnFz2Gr${clock.now()}.jpg`;

  const fieldsOf = (granted: Record<string, string>, key: string): [string, string][] => [
    ['name', '666.jpg'],
    ['key', key],
    ['policy', granted.policy ?? ''],
    ['OSSAccessKeyId', granted.accessid ?? ''],
    ['success_action_status', '200'],
    ['callback', ''],
    ['signature', granted.signature ?? ''],
  ];

  const upload = (fields: [string, string][], fileFirst = false): Promise<Response> => {
    const form = new FormData();
    const addFile = () =>
      form.append('file', new Blob([Buffer.from(photo)], { type: 'image/jpeg' }), '666.jpg');
    if (fileFirst) addFile();
    for (const [name, value] of fields) form.append(name, value);
    if (!fileFirst) addFile();
    return fetch(`${simulator.url}/`, { method: 'POST', body: form });
  };

  const results = async (key: string, change: Record<string, string> = {}): Promise<Raw> => {
    const query = new URLSearchParams({
      imageAddress: key,
      imageType: 'oss',
      pageSize: '40',
      beginPage: '1',
      categoryId: 'null',
      appName: 'pc_tusou',
      appKey: appKeyOf(String(clock.now())),
      callback: CALLBACK,
      ...change,
    });
    const url = `${simulator.url}/openservice/imageSearchOfferResultViewService?${query}`;
    return jsonpBody(await fetch(url), CALLBACK);
  };

  it('gets a permit', async () => {
    const body = await askPermit(appKeyOf(await serverTime()));
    expect(body).toMatchObject({ msg: 'OK', code: 200, encode: 'GBK', time: expect.any(Number) });
    const data = body.data as Record<string, string>;
    expect(data).toMatchObject({
      enable: true,
      accessid: expect.stringMatching(/^LTAI/),
      expire: String(clock.now() / 1000 + 18_000),
      host: simulator.url,
    });
    expect(JSON.parse(Buffer.from(data.policy ?? '', 'base64').toString())).toEqual({
      expiration: new Date(clock.now() + 18_000_000).toISOString(),
      conditions: [['content-length-range', 0, 1_048_576_000]],
    });
  });

  it('puts the picture into the bucket and finds the product', async () => {
    const key = newKey();
    const put = await upload(fieldsOf(await permit(), key));
    expect([put.status, await put.text()]).toEqual([200, '']);

    const { data } = await results(key);
    const { offerList } = data as { offerList: Row[] };
    expect(offerList).toHaveLength(40);
    expect(offerList[0]?.information.subject).toContain('高跟鞋');

    const link = `/youyuan/index.htm?tab=imageSearch&imageType=oss&imageAddress=${key}&spm=a260k.635.3262836.d1088`;
    const page = gbk.decode(await (await fetch(simulator.url + link)).arrayBuffer());
    const json = /window\.data\.offerresultData = successDataCheck\((\{.*\})\);/.exec(page)?.[1] ?? '';
    expect(JSON.parse(json).data.offerList[0].id).toBe(offerList[0]?.id);
  });

  it.each([
    ['another name', () => Buffer.from('pc_other;1767225600000').toString('base64')],
    ['another time', () => appKeyOf(String(clock.now() - 3_600_000))],
    ['no time', () => Buffer.from('pc_tusou').toString('base64')],
    ['nothing', () => ''],
  ])('gets no permit with %s in the key', async (_, appKey) => {
    expect(await askPermit(appKey())).toMatchObject({ code: 400, data: {} });
    expect(await results('any', { appKey: appKey() })).toMatchObject({ code: 400 });
  });

  const refused = async (fields: [string, string][], fileFirst = false): Promise<string> => {
    const response = await upload(fields, fileFirst);
    expect(response.status).toBeGreaterThanOrEqual(400);
    return /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1] ?? '';
  };

  it('is refused when the form’s fields stand in another order, or one is missing', async () => {
    const fields = fieldsOf(await permit(), newKey());
    expect(await refused(fields.toReversed())).toBe('MalformedPOSTRequest');
    expect(await refused(fields.slice(1))).toBe('MalformedPOSTRequest');
    expect(await refused([...fields, ['more', '']])).toBe('MalformedPOSTRequest');
    expect(await refused(fields, true)).toBe('MalformedPOSTRequest');
  });

  const changed = (fields: [string, string][], name: string, value: string): [string, string][] =>
    fields.map(([field, old]) => [field, field === name ? value : old]);

  it.each([
    ['signature', 'c2lnbmF0dXJl', 'SignatureDoesNotMatch'],
    [
      'policy',
      Buffer.from('{"expiration":"2999-01-01T00:00:00.000Z"}').toString('base64'),
      'SignatureDoesNotMatch',
    ],
    ['OSSAccessKeyId', 'LTAIother', 'InvalidAccessKeyId'],
    ['key', 'cbuimgsearch/short1562504734000.jpg', 'AccessDenied'],
    ['key', 'elsewhere/GAKxnFz2Gr1562504734000.jpg', 'AccessDenied'],
    ['key', 'cbuimgsearch/GAKxnFz2Gr1562504734000.png', 'AccessDenied'],
    ['success_action_status', '201', 'InvalidArgument'],
    ['callback', 'e30=', 'InvalidArgument'],
  ])('is refused with another %s (%s)', async (name, value, code) => {
    expect(await refused(changed(fieldsOf(await permit(), newKey()), name, value))).toBe(code);
  });

  it('is refused when the permit has expired', async () => {
    const fields = fieldsOf(await permit(), newKey());
    await clock.advance(18_000_000);
    expect(await refused(fields)).toBe('AccessDenied');
  });

  it('finds nothing for a key that it never put there', async () => {
    expect(await results('cbuimgsearch/GAKxnFz2Gr0000000000000.jpg')).toMatchObject({ code: 400 });
  });
});

describe('a program that calls mtop', () => {
  const APP_KEY = '12574478';
  const RECOMMEND = 'mtop.relationrecommend.WirelessRecommend.recommend';
  const REFERER = 'https://air.1688.com/kapp/1688-search/pc-image-search/';

  type Change = {
    readonly cookies?: string;
    readonly t?: string;
    readonly sign?: string;
    readonly referer?: string;
    readonly api?: string;
    readonly appKey?: string;
    readonly version?: string;
    readonly query?: Record<string, string>;
  };

  const call = async (data: string, change: Change = {}): Promise<Response> => {
    const {
      cookies = '',
      t = String(clock.now()),
      api = RECOMMEND,
      version = '2.0',
      appKey = APP_KEY,
    } = change;
    const token = /_m_h5_tk=([0-9a-f]+)_/.exec(cookies)?.[1] ?? '';
    const sign = createHash('md5').update(`${token}&${t}&${APP_KEY}&${data}`).digest('hex');
    const query = new URLSearchParams({
      jsv: '2.7.2',
      appKey,
      t,
      sign: change.sign ?? sign,
      api,
      v: version,
      type: 'originaljson',
      dataType: 'jsonp',
      ...change.query,
    });
    return fetch(`${simulator.url}/h5/${api.toLowerCase()}/${version}/?${query}`, {
      method: 'POST',
      headers: { cookie: cookies, referer: change.referer ?? REFERER },
      body: new URLSearchParams({ data }),
    });
  };

  const cookiesOf = (response: Response): string =>
    response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');

  const codeOf = async (response: Response): Promise<string> => (await response.json()).ret[0].split('::')[0];

  const visit = async (): Promise<string> => cookiesOf(await call('{}'));

  const ask = (params: object): string => JSON.stringify({ appId: 32517, params: JSON.stringify(params) });

  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

  const picturePage = { appName: 'pctusou', searchScene: 'pcImageSearch' };
  const uploadOf = (bytes: Uint8Array): string =>
    ask({
      ...picturePage,
      method: 'uploadBase64WithRequest',
      imageBase64: base64(bytes),
      beginPage: 1,
      pageSize: 60,
    });
  const searchFor = (imageId: string): string =>
    ask({
      ...picturePage,
      method: 'imageOfferSearchService',
      tab: 'imageSearch',
      imageId,
      imageIdList: imageId,
      beginPage: 1,
      pageSize: 60,
    });

  it('is given cookies by its first call, which fails, and then may upload and search', async () => {
    const first = await call('{}');
    const cookies = cookiesOf(first);
    const { ret, c } = await first.json();
    expect(ret[0]).toMatch(/^FAIL_SYS_TOKEN_EMPTY::/);
    expect(cookies).toMatch(/^_m_h5_tk=[0-9a-f]{32}_\d{13}; _m_h5_tk_enc=[0-9a-f]{32}$/);
    expect(cookies).toBe(`_m_h5_tk=${c.replace(';', '; _m_h5_tk_enc=')}`);

    const uploaded = await (await call(uploadOf(photo), { cookies })).json();
    expect(uploaded.ret[0]).toMatch(/^SUCCESS::/);
    const { imageId } = uploaded.data.data;
    expect(imageId).toMatch(/^\d{19}$/);

    const found = await (await call(searchFor(imageId), { cookies })).json();
    const { OFFER } = found.data.data;
    expect(OFFER.items[0].data.title).toContain('高跟鞋');
    expect(OFFER.items.filter(({ data }: { data: Raw }) => data.isP4P === 'true')).toHaveLength(1);
    expect(OFFER.found).toBeGreaterThan(60);
    expect(OFFER.hasMore).toBe('true');
  });

  it('may upload in the other way', async () => {
    const data = ask({
      searchScene: 'imageEx',
      interfaceName: 'imageBase64ToImageId',
      'serviceParam.extendParam[imageBase64]': base64(photo),
      subChannel: 'pc_image_search_image_id',
    });
    const { data: reply } = await (await call(data, { cookies: await visit() })).json();
    expect(reply).toEqual({ success: true, imageId: expect.stringMatching(/^\d{19}$/) });
  });

  it('is answered as JSONP when it asks for that', async () => {
    const query = { type: 'jsonp', callback: 'mtopjsonp1' };
    const text = await (await call('{}', { query })).text();
    expect(text).toMatch(/^ mtopjsonp1\(\{.*FAIL_SYS_TOKEN_EMPTY.*\}\)$/);
  });

  it.each<[string, Change, string]>([
    ['a wrong signature', { sign: '0'.repeat(32) }, 'FAIL_SYS_ILLEGAL_ACCESS'],
    ['no signature', { sign: '' }, 'FAIL_SYS_ILLEGAL_ACCESS'],
    ['an old time', { t: '1562504831421' }, 'FAIL_SYS_ILLEGAL_ACCESS'],
    ['a time in seconds', { t: '1767225600' }, 'FAIL_SYS_ILLEGAL_ACCESS'],
    ['no 1688 page as referer', { referer: 'https://1688.com.example.org/' }, 'FAIL_SYS_ILLEGAL_ACCESS'],
    ['another key', { appKey: '1' }, 'FAIL_SYS_ILLEGAL_ACCESS'],
    ['another API', { api: 'mtop.example' }, 'FAIL_SYS_API_NOT_FOUNDED'],
    ['another version', { version: '1.0' }, 'FAIL_SYS_API_NOT_FOUNDED'],
    [
      'cookies of its own making',
      { cookies: `_m_h5_tk=${'a'.repeat(32)}_2767225600000; _m_h5_tk_enc=${'b'.repeat(32)}` },
      'FAIL_SYS_ILLEGAL_ACCESS',
    ],
  ])('is refused with %s', async (_, change, code) => {
    const cookies = await visit();
    expect(await codeOf(await call(searchFor('1'), { cookies, ...change }))).toBe(code);
  });

  it('has to visit again after a while', async () => {
    const cookies = await visit();
    await clock.advance(40 * 60_000);
    const late = await call(searchFor('1'), { cookies });
    expect(cookiesOf(late)).toMatch(/^_m_h5_tk=/);
    expect(await codeOf(late)).toBe('FAIL_SYS_TOKEN_EXOIRED');
  });

  it('cannot have its data changed on the way', async () => {
    const cookies = await visit();
    const t = String(clock.now());
    const token = /_m_h5_tk=([0-9a-f]+)_/.exec(cookies)?.[1];
    const sign = createHash('md5').update(`${token}&${t}&${APP_KEY}&{}`).digest('hex');
    expect(await codeOf(await call(searchFor('1'), { cookies, t, sign }))).toBe('FAIL_SYS_ILLEGAL_ACCESS');
  });

  it('is told inside of a success that a PNG cannot be stored and that parameters are wrong', async () => {
    const cookies = await visit();
    const inner = async (data: string) => (await (await call(data, { cookies })).json()).data;
    const png = await sharp(photo).resize(300).png().toBuffer();
    expect(await inner(uploadOf(png))).toMatchObject({ success: false, errorMessage: 'store image error' });
    expect(await inner(searchFor('1234567890123456789'))).toMatchObject({ success: false });
    for (const params of [{}, { method: 'unknown' }, { method: 'getOfferList', keywords: '鞋' }])
      expect(await inner(ask(params))).toMatchObject({ success: false, errorMessage: 'params invalid' });
    expect(await inner('{"appId":1,"params":"{}"}')).toMatchObject({ success: false });
  });

  it('is turned away with a body that is too large', async () => {
    const response = await call('x'.repeat(4 * 1024 * 1024), { cookies: await visit() });
    expect(response.status).toBe(413);
  });

  describe('by putImage', () => {
    const put = async (appKey: string, cookies: string) => {
      const data = JSON.stringify({ imageBase64: base64(photo), appName: 'searchImageUpload', appKey });
      const change = { cookies, api: 'mtop.1688.imageService.putImage', version: '1.0' };
      return (await (await call(data, change)).json()).data;
    };
    const search = async (ids: Record<string, string>) => {
      const fixed = {
        tab: 'imageSearch',
        imageAddress: '',
        beginPage: '1',
        pageSize: '40',
        pageName: 'image',
      };
      const query = new URLSearchParams({ ...fixed, imageIdList: ids.imageId ?? '', ...ids });
      const url = `${simulator.url}/service/imageSearchOfferResultViewService?${query}`;
      return (await fetch(url)).json();
    };

    it('finds the product by the three ids that it is given', async () => {
      const ids = await put(simulator.imageAppKey, await visit());
      const { data } = await search(ids);
      expect(data.data.offerList[0].information.subject).toContain('高跟鞋');
      expect(data.data.pageCount).toBeGreaterThan(1);
      for (const name of ['imageId', 'requestId', 'sessionId'])
        expect(await search({ ...ids, [name]: 'another' })).toMatchObject({ code: 400 });
    });

    it('is given the id "0" with a constant that is out of date', async () => {
      expect(await put('EXAMPLE', await visit())).toMatchObject({ imageId: '0' });
    });
  });
});

describe('the page of an offer', () => {
  it('has its model in a script, and no JSON in the strict sense', async () => {
    const html = await (await fetch(`${simulator.url}/offer/700100000000.html`)).text();
    const argument = /\(window\.contextPath,(\{.*\})\);<\/script>/.exec(html)?.[1] ?? '';
    expect(() => JSON.parse(argument)).toThrow(SyntaxError);
    // As a browser would.
    const context = new Function(`return ${argument}`)();
    expect(context.result.global.globalData.model.tradeModel).toMatchObject({
      offerId: 700100000000,
      beginAmount: 5,
      unit: '双',
    });
  });

  it('is not there for an offer that is not', async () => {
    expect((await fetch(`${simulator.url}/offer/1.html`)).status).toBe(404);
  });
});

describe('GBK', () => {
  it('is what its reader reads', () => {
    const text = '茶壶 teapot，￥12.50 个；“新款”';
    expect(gbk.decode(encodeGbk(text))).toBe(text);
    expect(gbk.decode(encodeGbk('a😀b'))).toBe('a?b');
  });
});
