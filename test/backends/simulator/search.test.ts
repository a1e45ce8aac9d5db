/** Searching the simulator by picture and by words: uploads, pages, order, limits, filters. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue, type OfferRecord } from '../../../src/backends/simulator/catalogue.ts';
import { offerPicture } from '../../../src/backends/simulator/pictures.ts';
import { samplePhoto, samplePhotos } from '../../../src/backends/simulator/samples.ts';
import { type Caller, type ListingReply, startCaller } from '../../support/simulator-caller.ts';

const catalogue = loadCatalogue();
const UPLOAD = 'product.image.upload';
const QUERY = 'product.search.imageQuery';

const offerOf = (row: ListingReply['data'][number] | undefined): OfferRecord | undefined =>
  catalogue.byId.get(String(row?.offerId));
const fenOf = (row: ListingReply['data'][number]): number => Math.round(Number(row.priceInfo.price) * 100);
const ids = ({ data }: ListingReply): number[] => data.map(({ offerId }) => offerId);

let caller: Caller;
let photo: Uint8Array;
let imageId: string;
beforeAll(async () => {
  caller = await startCaller();
  photo = await samplePhoto('high-heels');
  imageId = await caller.upload(photo);
});
afterAll(() => caller.simulator.close());

describe('an upload', () => {
  it('gives an id of 19 digits as text, another one each time', async () => {
    const ids = [imageId, await caller.upload(photo)];
    for (const id of ids) expect(id).toMatch(/^[1-9]\d{18}$/);
    expect(new Set(ids).size).toBe(2);
  });

  it('takes PNG as well', async () => {
    expect(await caller.upload(await sharp(photo).resize(300).png().toBuffer())).toMatch(/^\d{19}$/);
  });

  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  it.each<[string, () => Promise<string> | string]>([
    ['a data URI', () => `data:image/jpeg;base64,${base64(photo)}`],
    ['WebP', async () => base64(await sharp(photo).webp().toBuffer())],
    ['half a picture', () => base64(photo.subarray(0, photo.length / 2))],
    ['no picture', () => base64(Buffer.from('hello, world'))],
    ['more than 3 MB', () => base64(Buffer.concat([photo, Buffer.alloc(3 * 1024 * 1024)]))],
    ['nothing', () => ''],
  ])('refuses %s with a success and the id "0"', async (_, make) => {
    expect(await caller.result(UPLOAD, { imageBase64: await make() })).toBe('0');
  });
});

describe('a search by picture', () => {
  it('finds the product of every sample photo first', async () => {
    for (const { id, titles } of samplePhotos()) {
      const { data } = await caller.query(await caller.upload(await samplePhoto(id)));
      const words = titles.en.toLowerCase().split(' ');
      for (const row of data.slice(0, 3))
        expect(words.every((word) => row.subjectTrans.toLowerCase().includes(word))).toBe(true);
    }
  });

  it('tells a red thing from a blue one', async () => {
    for (const colour of ['red', 'blue', 'green'] as const) {
      const product = catalogue.products.find(
        (one) => one.picture === 'render:1f460' && one.colour === colour,
      );
      const offer = catalogue.offers.find((one) => one.product === product?.id);
      if (!offer) throw new Error(`no ${colour} heels`);
      const found = await caller.query(await caller.upload(await offerPicture(catalogue, offer)));
      expect(offerOf(found.data[0])?.product).toBe(product?.id);
    }
  });

  it('always gives the same order', async () => {
    const again = await caller.query(await caller.upload(photo));
    expect(ids(again)).toEqual(ids(await caller.query(imageId)));
  });

  it('gives pages that fit together', async () => {
    const first = await caller.query(imageId, { pageSize: 7 });
    const second = await caller.query(imageId, { pageSize: 7, beginPage: 2 });
    const long = await caller.query(imageId, { pageSize: 14 });
    expect([...ids(first), ...ids(second)]).toEqual(ids(long));
    expect(second).toMatchObject({ totalRecords: first.totalRecords, pageSize: 7, currentPage: 2 });
    expect(first.totalPage).toBe(Math.ceil(first.totalRecords / 7));
    const last = await caller.query(imageId, { pageSize: 7, beginPage: first.totalPage });
    expect(last.data.length).toBe(first.totalRecords - 7 * (first.totalPage - 1));
    expect((await caller.query(imageId, { beginPage: first.totalPage + 1 })).data).toEqual([]);
  });

  it('sorts by price, sales and repurchase rate, both ways', async () => {
    const sorted = async (sort: Record<string, string>) =>
      (await caller.query(imageId, { sort: JSON.stringify(sort), pageSize: 50 })).data;
    const cheap = (await sorted({ price: 'asc' })).map(fenOf);
    expect(cheap).toEqual(cheap.toSorted((a, b) => a - b));
    const sold = (await sorted({ monthSold: 'desc' })).map(({ monthSold }) => monthSold);
    expect(sold).toEqual(sold.toSorted((a, b) => b - a));
    const rates = (await sorted({ rePurchaseRate: 'desc' })).map((row) => offerOf(row)?.repurchase ?? 0);
    expect(rates).toEqual(rates.toSorted((a, b) => b - a));
  });

  it('keeps within price limits, the limits included', async () => {
    const prices = (await caller.query(imageId, { pageSize: 50 })).data.map(fenOf).sort((a, b) => a - b);
    const [low = 0, high = 0] = [prices[10], prices[30]];
    const limits = { priceStart: (low / 100).toFixed(2), priceEnd: (high / 100).toFixed(2) };
    const within = await caller.query(imageId, { ...limits, sort: '{"price":"asc"}', pageSize: 50 });
    expect(within.data.map(fenOf)[0]).toBe(low);
    expect(Math.max(...within.data.map(fenOf))).toBeLessThanOrEqual(high);
    expect(within.totalRecords).toBeLessThan((await caller.query(imageId)).totalRecords);
  });

  it('keeps to a keyword in either language', async () => {
    for (const keyword of ['heels', '高跟鞋', 'stiletto HEELS']) {
      const { data } = await caller.query(imageId, { keyword, pageSize: 50 });
      expect(data.length).toBeGreaterThan(5);
      for (const { subject } of data) expect(subject).toContain('高跟鞋');
    }
    expect((await caller.query(imageId, { keyword: 'no such thing' })).totalRecords).toBe(0);
  });

  it.each<[string, (offer: OfferRecord) => boolean | undefined]>([
    ['certifiedFactory', ({ supplier }) => catalogue.suppliers[supplier]?.inspected],
    ['shipIn24Hours', ({ shipping }) => shipping === 'shipIn24Hours'],
    ['isOnePsale,isSelect', ({ marks }) => marks.includes('isOnePsale') && marks.includes('isSelect')],
    ['totalEpScoreLv4', ({ supplier }) => (catalogue.suppliers[supplier]?.score ?? 5) < 4],
    ['new30', ({ listed }) => listed >= '2025-12-02'],
  ])('honours the filter %s', async (filter, holds) => {
    const all = await caller.query(imageId, { pageSize: 50 });
    const some = await caller.query(imageId, { filter, pageSize: 50 });
    expect(some.totalRecords).toBeLessThan(all.totalRecords);
    for (const row of some.data) expect(offerOf(row) && holds(offerOf(row) as OfferRecord)).toBe(true);
  });

  it('passes over filters that it does not know', async () => {
    const { totalRecords } = await caller.query(imageId, { filter: 'JPFL,someday' });
    expect(totalRecords).toBe((await caller.query(imageId)).totalRecords);
  });

  it('speaks the language of country; Chinese is the original', async () => {
    const [english] = (await caller.query(imageId)).data;
    expect(english?.subjectTrans).toContain('Heels');
    const [chinese] = (await caller.query(imageId, { country: 'zh' })).data;
    expect(chinese?.subjectTrans).toBe(english?.subject);
  });

  it('says where it looked, and looks where it is told', async () => {
    const sofa = await offerPicture(catalogue, firstOf('photo:leather-sofa-1120584'));
    const heels = await sharp(photo).resize(400, 400).toBuffer();
    const both = await sharp({ create: { width: 1000, height: 400, channels: 3, background: '#ffffff' } })
      .composite([
        { input: heels, left: 0, top: 0 },
        { input: await sharp(sofa).resize(600, 400, { fit: 'fill' }).toBuffer(), left: 400, top: 0 },
      ])
      .jpeg()
      .toBuffer();
    const id = await caller.upload(both);
    const left = await caller.query(id, { region: '0,400,0,400' });
    const right = await caller.query(id, { region: '400,1000,0,400' });
    expect(left.data[0]?.subjectTrans).toContain('Heels');
    expect(right.data[0]?.subjectTrans).toContain('Sofa');
    expect(right.picRegionInfo?.currentRegion).toBe('400,1000,0,400');
    const boxes = (await caller.query(id)).picRegionInfo?.yoloCropRegion.split(';') ?? [];
    expect(boxes.length).toBeGreaterThan(0);
    for (const box of boxes) expect(box).toMatch(/^\d+,\d+,\d+,\d+$/);
    const [x1 = 0, x2 = 0, y1 = 0, y2 = 0] = (
      (await caller.query(imageId)).picRegionInfo?.currentRegion ?? ''
    )
      .split(',')
      .map(Number);
    expect(x1).toBeGreaterThan(50);
    expect(x2).toBeGreaterThan(x1 + 300);
    expect(y2).toBeGreaterThan(y1 + 300);
  });

  it('takes the address of one of its own pictures', async () => {
    const [row] = (await caller.query(imageId)).data;
    const reply = (await caller.result(QUERY, {
      imageAddress: row?.imageUrl,
      beginPage: 1,
      pageSize: 5,
      country: 'en',
    })) as ListingReply;
    expect(offerOf(reply.data[0])?.product).toBe(offerOf(row)?.product);
  });

  it.each([
    ['an unknown image id', { imageId: '1234567890123456789' }, 'imageId does not exist'],
    ['no image', { imageId: undefined }, 'imageId'],
    ['a foreign address', { imageId: undefined, imageAddress: 'https://example.com/a.jpg' }, 'imageAddress'],
    ['more than 50 rows', { pageSize: 51 }, 'pageSize'],
    ['page 0', { beginPage: 0 }, 'beginPage'],
    ['no language', { country: undefined }, 'country'],
    ['a sort that is not one', { sort: 'price' }, 'sort'],
    ['a price that is not one', { priceStart: 'cheap' }, 'priceStart'],
    ['a region outside', { region: '0,5000,0,5000' }, 'region'],
  ])('refuses %s as a business failure', async (_, change, word) => {
    const param = { imageId, beginPage: 1, pageSize: 5, country: 'en', ...change };
    const { status, body } = await caller.call(QUERY, param);
    expect(status).toBe(200);
    expect(body).toEqual({
      result: { success: 'false', code: '400', message: expect.stringContaining(word) },
    });
  });
});

describe('rows', () => {
  it('have the irregularities of the real ones', async () => {
    const { data } = await caller.query(imageId, { pageSize: 50 });
    expect(data.some((row) => !('minOrderQuantity' in row))).toBe(true);
    expect(data.some((row) => 'minOrderQuantity' in row)).toBe(true);
    for (const row of data) {
      expect(row).toMatchObject({
        offerId: expect.any(Number),
        repurchaseRate: expect.stringMatching(/^\d+%$/),
        sellerDataInfo: { repeatPurchasePercent: expect.stringMatching(/^0\.\d{4}$/) },
        priceInfo: { price: expect.stringMatching(/^\d+\.\d\d$/), jxhyPrice: null },
      });
      expect(row).not.toHaveProperty('priceRangeList');
    }
  });

  it('lead to pictures', async () => {
    const [row] = (await caller.query(imageId)).data;
    const response = await fetch(row?.imageUrl ?? '');
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 480 });
    const offer = offerOf(row);
    expect(offer && bytes.equals(await offerPicture(catalogue, offer))).toBe(true);
  });
});

describe('other searches', () => {
  it('finds by words', async () => {
    const found = (await caller.result('product.search.keywordQuery', {
      keyword: 'teapot blue',
      beginPage: 1,
      pageSize: 50,
      country: 'en',
    })) as ListingReply;
    expect(found.totalRecords).toBeGreaterThan(2);
    for (const { subjectTrans } of found.data) expect(subjectTrans).toMatch(/Blue .*Teapot/);
  });

  it('recommends offers like another one, at most ten a page', async () => {
    const offer = firstOf('render:1f460');
    const ask = (pageSize: number) =>
      caller.call('product.related.recommend', {
        offerId: Number(offer.id),
        pageNo: 1,
        pageSize,
        language: 'en',
      });
    const { body } = await ask(10);
    const rows = (body.result as { result: ListingReply['data'] }).result;
    expect(rows).toHaveLength(10);
    expect(offerOf(rows[0])?.product).toBe(offer.product);
    expect(rows.map(({ offerId }) => String(offerId))).not.toContain(offer.id);
    expect((await ask(11)).body).toMatchObject({ result: { success: 'false' } });
  });
});

const firstOf = (picture: string): OfferRecord => {
  const product = catalogue.products.find((one) => one.picture === picture);
  const offer = catalogue.offers.find((one) => one.product === product?.id);
  if (!offer) throw new Error(`no offer of ${picture}`);
  return offer;
};
