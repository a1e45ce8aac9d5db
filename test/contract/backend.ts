/** What every backend promises, as a suite that each one runs through its own protocol. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import { cny, type Money } from '../../src/domain/money.ts';
import { type Offer, offerUrl } from '../../src/domain/offer.ts';
import type { Backend, OfferPage, PreparedPhoto, Query } from '../../src/domain/ports.ts';
import { NO_FILTERS, plainQuestion, type Question, SEARCH_MODES } from '../../src/domain/query.ts';

/**
 * A backend to be tested, with a photo for which it has at least twelve offers. `broken` is the same kind of backend with
 * access that is refused.
 */
export type BackendUnderTest = {
  readonly backend: Backend;
  readonly broken: Backend;
  readonly photo: PreparedPhoto;
  /** For a marketplace that gives Chinese titles to everybody. */
  readonly chineseOnly?: true;
  close(): Promise<void>;
};

const never = new AbortController().signal;
const PAGE_SIZE = 4;

/** Each marketplace has its own mark for suppliers that it calls strong. */
const STRONG = ['power-merchant', 'super-factory', 'inspected-factory'] as const;

const fenOf = (price: Money | null): number => price?.fen ?? Number.NaN;
const idsOf = (offers: readonly Offer[]): string[] => offers.map(({ id }) => id);

const expectWholeOffer = (offer: Offer): void => {
  expect(offer.id).toMatch(/^\d{6,24}$/);
  expect(offer.url).toBe(offerUrl(offer.id));
  expect(offer.title.trim()).not.toBe('');
  expect(offer.title).not.toMatch(/<[a-z/]|&[a-z]+;/i);
  expect(offer.imageUrl).toMatch(/^https?:\/\//);
  expect(Number.isSafeInteger(fenOf(offer.price))).toBe(true);
  expect(offer.moq ?? 1).toBeGreaterThan(0);
  expect(offer.match).toBeNull();
  for (const ratio of [offer.repurchaseRate ?? 0, (offer.supplier.score ?? 0) / 5]) {
    expect(ratio).toBeGreaterThanOrEqual(0);
    expect(ratio).toBeLessThanOrEqual(1);
  }
};

/** Runs the suite. `make` is called once. */
export const backendContract = (name: string, make: () => Promise<BackendUnderTest>): void => {
  describe(`${name} keeps the backend contract`, () => {
    let tested: BackendUnderTest;
    beforeAll(async () => {
      tested = await make();
    });
    afterAll(() => tested.close());

    const search = (change: Partial<Question> = {}, signal = never): Promise<OfferPage> => {
      const question = { ...plainQuestion('en'), pageSize: PAGE_SIZE, ...change };
      return tested.backend.search({ kind: 'photo', photo: tested.photo, question }, signal);
    };

    const ask = (query: Query): Promise<OfferPage> => tested.backend.search(query, never);
    const question: Question = { ...plainQuestion('en'), pageSize: 12 };

    it('finds offers that have everything a card needs', async () => {
      const { offers, total, dropped } = await search();
      expect(offers).toHaveLength(PAGE_SIZE);
      expect(total ?? PAGE_SIZE).toBeGreaterThanOrEqual(PAGE_SIZE);
      expect(dropped).toBe(0);
      for (const offer of offers) expectWholeOffer(offer);
    });

    it('translates titles for an English reader and not for a Chinese one', async () => {
      const english = (await search()).offers;
      const isTranslated = english.some(({ titleTranslated }) => titleTranslated !== null);
      expect(isTranslated).toBe(tested.chineseOnly !== true);
      const chinese = (await search({ language: 'zh' })).offers;
      for (const { title, titleTranslated } of chinese) {
        expect(title).toMatch(/\p{Script=Han}/u);
        expect(titleTranslated).toBeNull();
      }
    });

    it('gives pages that do not overlap and together make the longer page', async () => {
      const pages = [await search(), await search({ page: 2 }), await search({ page: 3 })];
      const ids = pages.flatMap(({ offers }) => idsOf(offers));
      expect(new Set(ids).size).toBe(3 * PAGE_SIZE);
      const long = await search({ pageSize: 3 * PAGE_SIZE });
      expect(idsOf(long.offers)).toEqual(ids);
    });

    it('has nothing after the last page', async () => {
      expect((await search({ page: 500 })).offers).toEqual([]);
    });

    it('gives no more rows than it says it can', async () => {
      const { maxPageSize } = tested.backend.can;
      const { offers } = await search({ pageSize: maxPageSize });
      expect(offers.length).toBeLessThanOrEqual(maxPageSize);
      expect(offers.length).toBeGreaterThan(PAGE_SIZE);
    });

    it('sorts by price and by sales where it can', async () => {
      const { sorts } = tested.backend.can;
      expect(sorts).toContain('relevance');
      if (sorts.includes('price')) {
        const prices = (await search({ sort: 'price', pageSize: 12 })).offers.map(({ price }) =>
          fenOf(price),
        );
        expect(prices).toEqual(prices.toSorted((a, b) => a - b));
      }
      if (sorts.includes('sales')) {
        const sold = (await search({ sort: 'sales', pageSize: 12 })).offers.map(
          (offer) => offer.sold?.count ?? 0,
        );
        expect(sold).toEqual(sold.toSorted((a, b) => b - a));
      }
    });

    it('respects price limits, which are inclusive, or ignores them if it cannot', async () => {
      const all = (await search({ pageSize: 12 })).offers;
      const prices = all.map(({ price }) => fenOf(price)).sort((a, b) => a - b);
      const [low, high] = [prices[3] ?? 0, prices[8] ?? 0];
      const { offers } = await search({ pageSize: 12, minPrice: cny(low), maxPrice: cny(high) });
      if (!tested.backend.can.filters.includes('price')) return expect(idsOf(offers)).toEqual(idsOf(all));
      const within = offers.map(({ price }) => fenOf(price));
      expect(Math.min(...within)).toBeGreaterThanOrEqual(low);
      expect(Math.max(...within)).toBeLessThanOrEqual(high);
      expect(within).toContain(low);
      expect(within).toContain(high);
    });

    it('keeps to a strong supplier and to small orders where it can', async () => {
      const { filters } = tested.backend.can;
      const strong = await search({ pageSize: 12, filters: { ...NO_FILTERS, strongSupplier: true } });
      const all = await search({ pageSize: 12 });
      if (!filters.includes('strongSupplier')) expect(idsOf(strong.offers)).toEqual(idsOf(all.offers));
      else {
        expect(strong.offers.length).toBeGreaterThan(0);
        for (const { supplier } of strong.offers)
          expect(STRONG.some((badge) => supplier.badges.includes(badge))).toBe(true);
      }
      const small = await search({ pageSize: 12, filters: { ...NO_FILTERS, moqAtMost: 2 } });
      if (!filters.includes('moqAtMost')) expect(idsOf(small.offers)).toEqual(idsOf(all.offers));
      else {
        expect(small.offers.length).toBeGreaterThan(0);
        for (const { moq } of small.offers) expect(moq ?? Number.NaN).toBeLessThanOrEqual(2);
      }
    });

    it('tells same from similar where it can, and else gives the same rows', async () => {
      const [same = [], similar = []] = await Promise.all(
        SEARCH_MODES.map(async (mode) => idsOf((await search({ mode, pageSize: 12 })).offers)),
      );
      if (!tested.backend.can.modes?.includes('similar')) return expect(similar).toEqual(same);
      expect(similar.length).toBeGreaterThan(0);
      expect(similar).not.toContain(same[0]);
    });

    it('finds an offer by its own picture and by its own title where it can', async () => {
      const [row] = (await search()).offers;
      if (!row?.imageUrl) throw new Error('no row with a picture');
      const queries: readonly Query[] = [
        { kind: 'picture-url', url: row.imageUrl, question },
        { kind: 'keyword', keyword: row.title, question },
      ];
      for (const query of queries) {
        if (!tested.backend.can.queries.includes(query.kind)) continue;
        expect(idsOf((await ask(query)).offers)).toContain(row.id);
      }
    });

    it('narrows, sorts and pages words as it does a photo, if it knows words', async () => {
      const { queries, sorts } = tested.backend.can;
      if (!queries.includes('keyword')) return;
      const words = (keyword: string, change: Partial<Question> = {}) =>
        ask({ kind: 'keyword', keyword, question: { ...question, pageSize: PAGE_SIZE, ...change } });
      const [row] = (await search()).offers;
      const keyword = row?.title.slice(0, 2) ?? '';
      const pages = [await words(keyword), await words(keyword, { page: 2 })];
      const ids = pages.flatMap(({ offers }) => idsOf(offers));
      expect(new Set(ids).size).toBe(ids.length);
      if (sorts.includes('price')) {
        const prices = (await words(keyword, { sort: 'price' })).offers.map(({ price }) => fenOf(price));
        expect(prices).toEqual(prices.toSorted((a, b) => a - b));
      }
      expect((await words('zzqqxxjjkk')).offers).toEqual([]);
    });

    it('keeps to a category where it can', async () => {
      const { filters, detail } = tested.backend.can;
      if (!filters.includes('categoryId') || !detail) return;
      const [row] = (await search()).offers;
      const { categoryId } = await tested.backend.offer(row?.id ?? '', 'en', never);
      const narrowed = await search({ filters: { ...NO_FILTERS, categoryId } });
      for (const { id } of narrowed.offers)
        expect((await tested.backend.offer(id, 'en', never)).categoryId).toBe(categoryId);
      expect(idsOf(narrowed.offers)).toContain(row?.id);
    });

    it('looks at a part of the photo where it can', async () => {
      if (!tested.backend.can.filters.includes('region')) return;
      const { width, height } = tested.photo;
      const all = { left: 0, top: 0, right: width, bottom: height };
      const found = await search({ filters: { ...NO_FILTERS, region: all } });
      expect(found.offers).toHaveLength(PAGE_SIZE);
    });

    it('finds offers related to another one, which is not among them, if it can', async () => {
      if (!tested.backend.can.queries.includes('related')) return;
      const offerId = (await search()).offers[0]?.id ?? '';
      const related = (change: Partial<Question>) =>
        ask({ kind: 'related', offerId, question: { ...question, ...change } });
      const pages = [await related({ pageSize: 6 }), await related({ pageSize: 6, page: 2 })];
      const ids = pages.flatMap(({ offers }) => idsOf(offers));
      expect(ids).toHaveLength(12);
      expect(new Set([offerId, ...ids]).size).toBe(13);
      expect(idsOf((await related({ pageSize: 12 })).offers)).toEqual(ids);
      for (const page of pages) for (const offer of page.offers) expectWholeOffer(offer);
    });

    it("finds a supplier's other offers by the id that details tell, if it can", async () => {
      if (!tested.backend.can.queries.includes('supplier')) return;
      const row = (await search()).offers[0];
      const { supplier } = await tested.backend.offer(row?.id ?? '', 'en', never);
      const supplierId = supplier.id ?? '';
      expect(supplierId).not.toBe('');
      const { offers } = await ask({ kind: 'supplier', supplierId, question: { ...question, pageSize: 50 } });
      expect(idsOf(offers)).toContain(row?.id);
      expect(new Set(offers.map((offer) => offer.supplier.id))).toEqual(new Set([supplierId]));
      for (const offer of offers) expectWholeOffer(offer);
      const nobody = await ask({ kind: 'supplier', supplierId: 'nobody-at-all', question });
      expect(nobody.offers).toEqual([]);
    });

    it('reckons freight in whole fen, never less for more pieces, if it can', async () => {
      if (!tested.backend.can.freight) return;
      const address = { provinceCode: '330000', cityCode: '330100', districtCode: '330108' };
      for (const { id } of (await search()).offers) {
        const freight = async (quantity: number): Promise<number> =>
          fenOf(await tested.backend.freight({ offerId: id, ...address, quantity }, never));
        const [one, many] = [await freight(1), await freight(500)];
        expect(Number.isSafeInteger(one)).toBe(true);
        expect(many).toBeGreaterThanOrEqual(one);
      }
      const missing = tested.backend.freight({ offerId: '99999999999999', ...address, quantity: 1 }, never);
      await expect(missing).rejects.toMatchObject({ code: 'offer-not-found' });
    });

    it('tells details that do not contradict themselves, if it knows details', async () => {
      if (!tested.backend.can.detail) return;
      for (const { id } of (await search({ pageSize: 8 })).offers) {
        const detail = await tested.backend.offer(id, 'en', never);
        expect(new Set(detail.images).size).toBe(detail.images.length);
        expect(new Set(detail.skus.map((sku) => sku.id)).size).toBe(detail.skus.length);
        for (const { name, stock } of detail.skus) {
          expect(name.trim()).not.toBe('');
          expect(stock ?? 0).toBeGreaterThanOrEqual(0);
        }
        if (detail.skuPrices) expect(detail.tiers).toEqual([]);
        const { shipping, description, promotionPrice } = detail;
        // Nothing in the catalogue is lighter than a gram or heavier than a tonne: grams and kilograms are told apart.
        if (shipping.weightGrams !== null) {
          expect(Number.isSafeInteger(shipping.weightGrams)).toBe(true);
          expect(shipping.weightGrams).toBeLessThan(1_000_000);
        }
        expect(description ?? '').not.toMatch(/<[a-z/]/i);
        if (promotionPrice) expect(promotionPrice.fen).toBeLessThanOrEqual(fenOf(detail.price));
        for (const score of Object.values(detail.supplierScores)) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(5);
        }
      }
    });

    it('refuses what it cannot do', async () => {
      const queries: readonly Query[] = [
        { kind: 'photo', photo: tested.photo, question },
        { kind: 'picture-url', url: 'https://cbu01.alicdn.com/img/ibank/none.jpg', question },
        { kind: 'keyword', keyword: '杯子', question },
        { kind: 'related', offerId: '700000000001', question },
        { kind: 'supplier', supplierId: 'b2b-1', question },
      ];
      const { can } = tested.backend;
      const beyond = queries.filter(({ kind }) => !can.queries.includes(kind));
      const refused: Promise<unknown>[] = beyond.map(ask);
      if (!can.detail) refused.push(tested.backend.offer('700000000001', 'en', never));
      if (!can.freight) {
        const address = { provinceCode: '330000', cityCode: '330100', districtCode: '330108' };
        refused.push(tested.backend.freight({ offerId: '700000000001', ...address, quantity: 1 }, never));
      }
      for (const attempt of await Promise.allSettled(refused))
        expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'backend-unsupported' } });
    });

    it('tells everything about an offer that it found, if it knows details', async () => {
      const [row] = (await search()).offers;
      if (!tested.backend.can.detail) return expect(row?.tiers).toBeDefined();
      const detail = await tested.backend.offer(row?.id ?? '', 'en', never);
      expect(detail).toMatchObject({ id: row?.id, title: row?.title, url: row?.url });
      expect(detail.images.length).toBeGreaterThan(0);
      expect(detail.moq).toBeGreaterThan(0);
      expect(detail.unit).not.toBeNull();
      expect(detail.tiers.length > 0 || detail.skuPrices !== null).toBe(true);
      detail.tiers.forEach((tier, index) => {
        expect(tier.minQuantity).toBeGreaterThan(detail.tiers[index - 1]?.minQuantity ?? 0);
      });
    });

    it('says that an offer does not exist, if it knows details', async () => {
      const { detail } = tested.backend.can;
      await expect(tested.backend.offer('99999999999999', 'en', never)).rejects.toMatchObject({
        name: 'TusouError',
        code: detail ? 'offer-not-found' : 'backend-unsupported',
      });
    });

    it('stops when aborted, before and while it works', async () => {
      const reason = new Error('never mind');
      await expect(search({}, AbortSignal.abort(reason))).rejects.toBe(reason);
      const abort = new AbortController();
      const running = search({ page: 2 }, abort.signal);
      abort.abort(reason);
      await expect(running).rejects.toBe(reason);
      expect((await search()).offers).toHaveLength(PAGE_SIZE);
    });

    it('fails with an error of the house when it has no access', async () => {
      const error = await tested.broken
        .search({ kind: 'photo', photo: tested.photo, question }, never)
        .catch((thrown) => thrown);
      expect(error).toBeInstanceOf(TusouError);
      expect(error.code).toMatch(/^backend-/);
      expect(error.blame).toBe('operator');
    });
  });
};
