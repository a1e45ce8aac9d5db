/** What every backend promises, as a suite that each one runs through its own protocol. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import { cny, type Money } from '../../src/domain/money.ts';
import { type Offer, offerUrl } from '../../src/domain/offer.ts';
import type { Backend, OfferPage, PreparedPhoto } from '../../src/domain/ports.ts';
import { plainQuestion, type Question } from '../../src/domain/query.ts';

/**
 * A backend to be tested, with a photo for which it has at least twelve offers. `broken` is the same kind of backend with
 * access that is refused.
 */
export type BackendUnderTest = {
  readonly backend: Backend;
  readonly broken: Backend;
  readonly photo: PreparedPhoto;
  close(): Promise<void>;
};

const never = new AbortController().signal;
const PAGE_SIZE = 4;

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

    it('finds offers that have everything a card needs', async () => {
      const { offers, total, dropped } = await search();
      expect(offers).toHaveLength(PAGE_SIZE);
      expect(total).toBeGreaterThanOrEqual(PAGE_SIZE);
      expect(dropped).toBe(0);
      for (const offer of offers) expectWholeOffer(offer);
    });

    it('translates titles for an English reader and not for a Chinese one', async () => {
      const english = (await search()).offers;
      expect(english.some(({ titleTranslated }) => titleTranslated !== null)).toBe(true);
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

    it('respects price limits, which are inclusive', async () => {
      const prices = (await search({ pageSize: 12 })).offers
        .map(({ price }) => fenOf(price))
        .sort((a, b) => a - b);
      const [low, high] = [prices[3] ?? 0, prices[8] ?? 0];
      const { offers } = await search({ pageSize: 12, minPrice: cny(low), maxPrice: cny(high) });
      const within = offers.map(({ price }) => fenOf(price));
      expect(Math.min(...within)).toBeGreaterThanOrEqual(low);
      expect(Math.max(...within)).toBeLessThanOrEqual(high);
      expect(within).toContain(low);
      expect(within).toContain(high);
    });

    it('tells everything about an offer that it found', async () => {
      const [row] = (await search()).offers;
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

    it('says that an offer does not exist', async () => {
      await expect(tested.backend.offer('99999999999999', 'en', never)).rejects.toMatchObject({
        name: 'TusouError',
        code: 'offer-not-found',
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
      const question = plainQuestion('en');
      const error = await tested.broken
        .search({ kind: 'photo', photo: tested.photo, question }, never)
        .catch((thrown) => thrown);
      expect(error).toBeInstanceOf(TusouError);
      expect(error.code).toMatch(/^backend-/);
      expect(error.blame).toBe('operator');
    });
  });
};
