/** The PC pages in good times and bad: which calls are made, and what is said when 1688 asks who is there. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PcWebFlow } from '../../../src/backends/pc-web/index.ts';
import { samplePhoto } from '../../../src/backends/simulator/samples.ts';
import { TusouError } from '../../../src/domain/errors.ts';
import type { PreparedPhoto } from '../../../src/domain/ports.ts';
import { NO_FILTERS, plainQuestion } from '../../../src/domain/query.ts';
import { preparePhoto } from '../../../src/images/photo.ts';
import { type PcWebParts, photoQuery, startPcWeb } from '../../support/pc-web-parts.ts';

const FLOWS = ['recommend', 'putImage', 'oss'] as const;
const never = new AbortController().signal;

/** The calls of each flow for a photo that is new, in their order. */
const CALLS: Readonly<Record<PcWebFlow, readonly string[]>> = {
  recommend: ['session', 'uploadBase64WithRequest', 'imageOfferSearchService'],
  putImage: ['session', 'putImage', 'imageSearchOfferResultViewService'],
  oss: [
    'cbu.searchweb.config.system.currenttime',
    'ossDataService',
    'bucket',
    'imageSearchOfferResultViewService',
  ],
};
const UPLOAD = { recommend: 'uploadBase64WithRequest', putImage: 'putImage', oss: 'bucket' } as const;
const LINKS = {
  recommend:
    /^https:\/\/air\.1688\.com\/kapp\/1688-search\/pc-image-search\/\?tab=imageSearch&imageId=\d{19}&/,
  putImage: /\/youyuan\/index\.htm\?tab=imageSearch&imageId=(\d{19})&imageIdList=\1$/,
  oss: /\/youyuan\/index\.htm\?tab=imageSearch&imageType=oss&imageAddress=cbuimgsearch%2F\w{23}\.jpg$/,
} as const;
const RESULTS = {
  recommend: 'imageOfferSearchService',
  putImage: 'imageSearchOfferResultViewService',
  oss: 'imageSearchOfferResultViewService',
} as const;

let pages: PcWebParts;
let photo: PreparedPhoto;
beforeAll(async () => {
  pages = await startPcWeb();
  photo = await preparePhoto(await samplePhoto('teapot'));
});
afterAll(() => pages.simulator.close());
beforeEach(() => pages.forget());
afterEach(() => pages.heal());

const failure = async (work: Promise<unknown>): Promise<{ code: string; detail: string }> => {
  const error: unknown = await work.catch((thrown) => thrown);
  if (!(error instanceof TusouError)) throw new Error('no error of the house');
  return { code: error.code, detail: error.detail ?? '' };
};

describe.each(FLOWS)('the flow %s', (flow) => {
  it('hands a picture over once, whatever is asked about it', async () => {
    const backend = pages.backend(flow);
    const { offers, link } = await backend.search(photoQuery(photo), never);
    expect(offers[0]?.title).toContain('茶壶');
    expect(offers.some(({ tiers }) => tiers.length > 1)).toBe(true);
    expect(pages.calls()).toEqual(CALLS[flow]);
    expect(link).toMatch(LINKS[flow]);

    pages.forget();
    await backend.search(photoQuery(photo, { page: 2 }), never);
    expect(pages.calls()).toEqual([RESULTS[flow]]);
  });

  it('hands it over again when 1688 has forgotten it', async () => {
    const backend = pages.backend(flow);
    await backend.search(photoQuery(photo), never);
    await pages.fault({ api: RESULTS[flow], fault: 'empty', times: 1 });
    pages.forget();
    const { offers } = await backend.search(photoQuery(photo), never);
    expect(offers.length).toBeGreaterThan(0);
    expect(pages.calls()).toEqual([RESULTS[flow], UPLOAD[flow], RESULTS[flow]]);
  });

  it('does not believe that nothing looks like a picture', async () => {
    await pages.fault({ api: RESULTS[flow], fault: 'empty' });
    const said = await failure(pages.backend(flow).search(photoQuery(photo), never));
    expect(said).toEqual({
      code: 'backend-blocked',
      detail: expect.stringContaining('nothing came for a picture that was taken; maybe a login is needed'),
    });
    expect(pages.calls()).toEqual(CALLS[flow]);
  });

  it.each([
    ['rgv587', /rgv587_flag|RGV587_ERROR|a check page on the page/],
    ['captcha', /FAIL_SYS_USER_VALIDATE|(?:滑块|验证码) on the page/],
    ['punish', /redirect to a check page/],
    ['login', /redirect to a login/],
    ['x5sec', /cookie x5sec/],
    ['html', /no JSON where JSON is due|a page where nothing is due/],
    ['garbage', /no JSON where JSON is due|a page where nothing is due/],
  ])('stops at once at the sign %s, wherever it comes', async (fault, sign) => {
    for (const [at, api] of CALLS[flow].entries()) {
      await pages.fault({ api, fault, times: 1 });
      pages.forget();
      const said = await failure(pages.backend(flow).search(photoQuery(photo), never));
      expect(said).toEqual({ code: 'backend-blocked', detail: expect.stringMatching(sign) });
      expect(said.detail).toContain(api);
      expect(pages.calls()).toEqual(CALLS[flow].slice(0, at + 1));
    }
  });

  it('says that a picture is too large', async () => {
    await pages.fault({ api: UPLOAD[flow], fault: 'too-large' });
    const { code } = await failure(pages.backend(flow).search(photoQuery(photo), never));
    expect(code).toBe('backend-image-refused');
  });

  it('asks again when a service is down for a moment', async () => {
    await pages.fault({ api: UPLOAD[flow], fault: 'down', times: 2 });
    const { offers } = await pages.backend(flow).search(photoQuery(photo), never);
    expect(offers.length).toBeGreaterThan(0);
  });

  it('keeps cookies, addresses and pictures out of the log', async () => {
    await pages.backend(flow).search(photoQuery(photo), never);
    const text = JSON.stringify(pages.log.lines);
    expect(text).toContain(RESULTS[flow]);
    expect(text).not.toMatch(/_m_h5_tk|https?:|127\.0\.0\.1|cbuimgsearch|sign=/);
    expect(text).not.toContain(Buffer.from(photo.jpeg).toString('base64').slice(0, 40));
  });
});

describe('the session', () => {
  it('is made anew once when a token has run out', async () => {
    const backend = pages.backend('recommend');
    await backend.search(photoQuery(photo), never);
    await pages.fault({ api: RESULTS.recommend, fault: 'token-expired', times: 1 });
    pages.forget();
    const { offers } = await backend.search(photoQuery(photo), never);
    expect(offers.length).toBeGreaterThan(0);
    expect(pages.calls()).toEqual([RESULTS.recommend, RESULTS.recommend]);
  });

  it.each(['token-expired', 'token-empty'])('is not made anew twice: %s', async (fault) => {
    await pages.fault({ api: UPLOAD.recommend, fault });
    const said = await failure(pages.backend('recommend').search(photoQuery(photo), never));
    expect(said).toEqual({ code: 'backend-blocked', detail: expect.stringContaining('after a new token') });
    expect(pages.calls()).toEqual(['session', UPLOAD.recommend, UPLOAD.recommend]);
  });

  it('begins again by itself after its time', async () => {
    const backend = pages.backend('recommend');
    await backend.search(photoQuery(photo), never);
    pages.clock.moveMs(3_600_000);
    pages.forget();
    await backend.search(photoQuery(photo), never);
    expect(pages.calls()).toEqual(CALLS.recommend);
  });

  it('belongs to one backend', async () => {
    await pages.backend('recommend').search(photoQuery(photo), never);
    pages.forget();
    await pages.backend('recommend').search(photoQuery(photo), never);
    expect(pages.calls()[0]).toBe('session');
  });

  it('waits when there were too many calls', async () => {
    await pages.fault({ api: RESULTS.recommend, fault: 'qos', times: 1 });
    const { offers } = await pages.backend('recommend').search(photoQuery(photo), never);
    expect(offers.length).toBeGreaterThan(0);
  });
});

describe('pictures that are not taken', () => {
  it('go the other way in the flow recommend', async () => {
    await pages.fault({ api: 'uploadBase64WithRequest', fault: 'image-refused' });
    const { offers } = await pages.backend('recommend').search(photoQuery(photo), never);
    expect(offers.length).toBeGreaterThan(0);
    expect(pages.calls()).toEqual([
      'session',
      'uploadBase64WithRequest',
      'imageBase64ToImageId',
      'imageOfferSearchService',
    ]);
  });

  it('are refused when both ways refuse, in 1688’s own words', async () => {
    await pages.fault({ api: '*', fault: 'image-refused' });
    const said = await failure(pages.backend('recommend').search(photoQuery(photo), never));
    expect(said.code).toBe('backend-image-refused');
    expect(said.detail).toBe(
      'uploadBase64WithRequest: store image error; imageBase64ToImageId: store image error',
    );
  });

  it('have the id "0" in the flow putImage', async () => {
    const backend = pages.backend('putImage', { imageAppKey: 'the constant of last year' });
    const said = await failure(backend.search(photoQuery(photo), never));
    expect(said.code).toBe('backend-image-refused');
    expect(said.detail).toContain('PC_WEB_IMAGE_APP_KEY is out of date');
  });

  it('cannot be tried without the page’s constant', () => {
    expect(() => pages.backend('putImage', { imageAppKey: null })).toThrow('PC_WEB_IMAGE_APP_KEY');
  });
});

describe('a list in the flow recommend', () => {
  it('has no advertisements, and comes by words too', async () => {
    const question = { ...plainQuestion('zh'), pageSize: 60 };
    const { offers, total, dropped } = await pages
      .backend('recommend')
      .search({ kind: 'keyword', keyword: '茶壶', question }, never);
    expect(offers.length).toBe(Math.min(60, total ?? 0));
    expect(dropped).toBe(0);
    for (const { title } of offers) expect(title).toContain('茶壶');
  });

  it('may be empty where limits are set or words are asked for', async () => {
    const backend = pages.backend('recommend');
    const nobody = { filters: { ...NO_FILTERS, moqAtMost: 0 } };
    expect((await backend.search(photoQuery(photo, nobody), never)).offers).toEqual([]);
    const question = plainQuestion('zh');
    const words = await backend.search({ kind: 'keyword', keyword: 'qqqq', question }, never);
    expect(words).toMatchObject({ offers: [], total: 0 });
  });

  it('does not stand for a failure', async () => {
    await pages.fault({ api: 'getOfferList', fault: 'success-false' });
    const question = plainQuestion('zh');
    const said = await failure(
      pages.backend('recommend').search({ kind: 'keyword', keyword: '茶壶', question }, never),
    );
    expect(said).toEqual({ code: 'backend-blocked', detail: 'getOfferList: system busy' });
  });
});

describe('the page of an offer', () => {
  it.each([
    ['login', 'a redirect to a login'],
    ['captcha', '滑块 on the page'],
    ['punish', 'a redirect to a check page'],
    ['html', 'a page without the offer'],
  ])('is blocked by %s', async (fault, sign) => {
    await pages.fault({ api: 'offer page', fault });
    const said = await failure(pages.backend('recommend').offer('700100000000', 'zh', never));
    expect(said).toEqual({ code: 'backend-blocked', detail: `offer page: ${sign}` });
    expect(pages.calls()).toEqual(['offer page']);
  });

  it('has a range of prices where variants have prices of their own', async () => {
    const detail = await pages.backend('oss').offer('700100000000', 'zh', never);
    expect(detail.tiers).toEqual([]);
    expect(detail.skuPrices?.lowest.fen).toBeLessThan(detail.skuPrices?.highest.fen ?? 0);
    expect(detail.skus.length).toBeGreaterThan(3);
    expect(detail.skus[0]?.name).toContain(' / ');
  });
});

describe('the check', () => {
  const looks = async (flow: PcWebFlow) => pages.backend(flow).check?.(never);

  it.each(FLOWS)('finds that 1688 lets us in by %s', async (flow) => {
    expect(await looks(flow)).toEqual([
      { what: `search by the flow ${flow}`, ok: true, says: 'answers', cure: null },
      { what: 'page of an offer', ok: true, says: 'answers', cure: null },
    ]);
    expect(pages.calls().length).toBeLessThanOrEqual(3);
  });

  it('goes no further once 1688 has asked who is there', async () => {
    await pages.fault({ api: '*', fault: 'captcha' });
    expect(await looks('recommend')).toEqual([
      {
        what: 'search by the flow recommend',
        ok: false,
        says: 'session: FAIL_SYS_USER_VALIDATE',
        cure: 'wait some hours, or choose another backend with MARKETPLACE',
      },
    ]);
    expect(pages.calls()).toEqual(['session']);
  });
});
