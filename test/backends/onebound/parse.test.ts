/** OneBound's payloads in all their odd forms. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseImageName, parseOfferDetail, parseOfferPage } from '../../../src/backends/onebound/parse.ts';
import { readQuota } from '../../../src/backends/onebound/quota.ts';
import { cny } from '../../../src/domain/money.ts';

const ROW = { num_iid: '700000000001', title: '示例水壶' };
const pageOf = (item: unknown, more: object = {}) => parseOfferPage({ items: { item, ...more } }, 'zh');
const rowOf = (change: object) => pageOf([{ ...ROW, ...change }]).offers[0];

describe('a row', () => {
  it('becomes an offer', () => {
    const offer = rowOf({
      num_iid: 700000000001,
      title: '<font color=red>示例</font>水壶',
      pic_url: '//cbu01.alicdn.com/img/ibank/demo.jpg',
      price: '12.50',
      promotion_price: '11.00',
      price_range: [
        ['2~99', '12.5'],
        ['≥100', '11.8'],
      ],
      sales: '340',
      turn_head: '15%',
      seller_nick: '示例厂',
      sid: 'b2b-1',
      area: '浙江 义乌',
      detail_url: 'https://detail.1688.com/offer/700000000001.html',
      anything_new: { at: 'all' },
    });
    expect(offer).toEqual({
      id: '700000000001',
      title: '示例水壶',
      titleTranslated: null,
      url: 'https://detail.1688.com/offer/700000000001.html',
      imageUrl: 'https://cbu01.alicdn.com/img/ibank/demo.jpg',
      price: cny(1250),
      tiers: [
        { minQuantity: 2, price: cny(1250) },
        { minQuantity: 100, price: cny(1180) },
      ],
      skuPrices: null,
      moq: 2,
      unit: null,
      sold: { count: 340, period: 'total' },
      repurchaseRate: 0.15,
      supplier: { id: 'b2b-1', name: '示例厂', badges: [], years: null, location: '浙江 义乌', score: null },
      match: null,
    });
  });

  it('of the least form has nulls', () => {
    expect(rowOf({})).toMatchObject({ price: null, tiers: [], moq: null, sold: null, repurchaseRate: null });
  });

  it.each([
    ['a number', { price: 12.5 }, 1250],
    ['only a promotion', { price: '', promotion_price: 9 }, 900],
    ['only a ladder', { price: '0.00', price_range: [['≥3', '8']] }, 800],
  ])('has a price from %s', (_, change, fen) => {
    expect(rowOf(change)?.price).toEqual(cny(fen));
  });

  it.each([
    ['camel case', { turnHead: '13%' }, 0.13],
    ['a ratio', { turn_head: '0.4666' }, 0.4666],
    ['nothing', { turn_head: '' }, null],
  ])('has a repurchase rate in %s', (_, change, rate) => {
    expect(rowOf(change)?.repurchaseRate).toBe(rate);
  });

  it.each(['', null, 'x', {}, [[]], [['a', 'b']]])('has no ladder in %j', (price_range) => {
    expect(rowOf({ price_range })?.tiers).toEqual([]);
  });

  it('says that its title is a translation when an English reader gets one without Chinese', () => {
    const titles = ['Steel bottle', '示例水壶'].map(
      (title) => parseOfferPage({ items: { item: [{ ...ROW, title }] } }, 'en').offers[0]?.titleTranslated,
    );
    expect(titles).toEqual(['Steel bottle', null]);
    expect(rowOf({ title: 'iPhone' })?.titleTranslated).toBeNull();
  });

  it.each([
    'https://detailp4p.1688.com/buyer/offerdetail/700000000001.html',
    '//detailp4p.1688.com/buyer/offerdetail/700000000001.html',
  ])('that is an advertisement is left out: %s', (detail_url) => {
    expect(pageOf([{ ...ROW, detail_url }, ROW])).toMatchObject({
      offers: [{ title: '示例水壶' }],
      dropped: 0,
    });
  });
});

describe('a page', () => {
  it('counts rows without an id or a title', () => {
    const page = pageOf([ROW, { ...ROW, title: ' ' }, { title: 'x' }, null, 'row']);
    expect(page.offers).toHaveLength(1);
    expect(page.dropped).toBe(4);
  });

  it('may have one row in place of a list of one', () => {
    expect(pageOf(ROW).offers).toHaveLength(1);
  });

  it.each([
    [{ real_total_results: 40, total_results: '2000' }, 40],
    [{ total_results: '2000' }, 2000],
    [{ total_results: 0 }, null],
    [{}, null],
  ])('counts all matches in %j', (more, total) => {
    expect(pageOf([ROW], more).total).toBe(total);
  });

  it('is read whatever it holds', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (row, items) => {
        expect(() => [pageOf([row]), parseOfferPage({ items }, 'en')]).not.toThrow();
        expect(() => parseOfferDetail({ item: row }, 'en')).not.toThrow();
      }),
    );
  });
});

describe('an item', () => {
  const ITEM = {
    ...ROW,
    price: '12.50',
    orginal_price: '12.50',
    min_num: '2',
    num: '2191',
    pic_url: '//cbu01.alicdn.com/img/a.jpg',
    item_imgs: [{ url: '//cbu01.alicdn.com/img/a.jpg' }, { url: 'https://cbu01.alicdn.com/img/b.jpg' }],
    desc: '<p>好用的<b>水壶</b></p>',
    cid: 124264005,
    sellUnit: '个',
    location: '浙江义乌',
    total_sold: '1.2万',
    priceRange: [
      [100, '11.80'],
      [2, '12.50'],
    ],
    props: [{ name: '材质', value: '304' }, { name: '空' }],
    skus: {
      sku: [
        {
          sku_id: 1,
          properties: '0:0;1:1',
          properties_name: '0:0:颜色:红色;1:1:尺码:XL',
          price: 12.5,
          quantity: 7,
        },
        { sku_id: '2', properties: '0:1', properties_name: '颜色:蓝色', price: '', quantity: '' },
        { properties_name: '0:2:颜色:绿色' },
      ],
    },
    prop_imgs: { prop_img: [{ properties: '0:1', url: '//cbu01.alicdn.com/img/blue.jpg' }] },
    seller_info: {
      shop_name: '示例店',
      sid: 'b2b-1',
      composite_score: '4.5',
      zhuy: 'https://shop.1688.com/',
    },
    sales_info: { comment_num: '' },
  };

  it('becomes an offer in full', () => {
    expect(parseOfferDetail({ item: ITEM, error: '' }, 'zh')).toMatchObject({
      id: '700000000001',
      imageUrl: 'https://cbu01.alicdn.com/img/a.jpg',
      images: ['https://cbu01.alicdn.com/img/a.jpg', 'https://cbu01.alicdn.com/img/b.jpg'],
      tiers: [
        { minQuantity: 2, price: cny(1250) },
        { minQuantity: 100, price: cny(1180) },
      ],
      skuPrices: null,
      moq: 2,
      unit: '个',
      stock: 2191,
      sold: { count: 12_000, period: 'total' },
      attributes: [{ name: '材质', value: '304' }],
      categoryId: '124264005',
      description: '好用的水壶',
      shipping: { from: '浙江义乌' },
      supplier: { id: 'b2b-1', name: '示例店', score: 4.5, location: '浙江义乌' },
      skus: [
        { id: '1', name: '红色 / XL', price: cny(1250), stock: 7, imageUrl: null },
        {
          id: '2',
          name: '蓝色',
          price: null,
          stock: null,
          imageUrl: 'https://cbu01.alicdn.com/img/blue.jpg',
        },
      ],
    });
  });

  it('without a ladder shows the range of its variants', () => {
    const sku = [
      { sku_id: '1', properties_name: '颜色:红色', price: '15' },
      { sku_id: '2', properties_name: '颜色:蓝色', price: '12' },
    ];
    const detail = parseOfferDetail({ item: { ...ITEM, priceRange: [], skus: { sku } } }, 'zh');
    expect(detail?.skuPrices).toEqual({ lowest: cny(1200), highest: cny(1500) });
  });

  it('never takes the address in `zhuy` for a name', () => {
    const detail = parseOfferDetail({ item: { ...ROW, seller_info: { zhuy: 'https://shop' } } }, 'zh');
    expect(detail?.supplier.name).toBeNull();
  });
});

describe('the name of an uploaded picture', () => {
  it.each([
    [{ items: { item: { name: 'https://img.alicdn.com/a.jpg' } } }, 'https://img.alicdn.com/a.jpg'],
    [{ items: { item: { name: 'short-name' } } }, 'short-name'],
    [{ items: { item: { name: null } } }, null],
    [{ items: { item: { name: '' } } }, null],
    [null, null],
  ])('in %j is %j', (reply, name) => {
    expect(parseImageName(reply)).toBe(name);
  });
});

describe('the quota', () => {
  it.each([
    ['today:7 max:10000 all[7=7+0+0];expires:2030-12-31', { used: 7, limit: 10_000 }],
    ['today: 7 max: 100', { used: 7, limit: 100 }],
    ['today:7 max:0', null],
    ['', null],
    ['unlimited', null],
  ])('in %j', (apiInfo, quota) => {
    expect(readQuota(apiInfo)).toEqual(quota);
  });
});
