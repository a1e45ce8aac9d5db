import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import type { Offer, OfferDetail } from '../../src/domain/offer.ts';
import type { Backend, Query } from '../../src/domain/ports.ts';
import { plainQuestion, type Question, SEARCH_MODES, type SearchMode } from '../../src/domain/query.ts';
import { createMemory } from '../../src/search/memory.ts';
import { createSearch } from '../../src/search/search.ts';
import type { PhotoSource } from '../../src/search/topic.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { offer, offerDetail } from '../support/made-up.ts';
import { madeUpPrint } from '../support/made-up-print.ts';
import { silentLog } from '../support/silent-log.ts';

const signal = new AbortController().signal;
const question = plainQuestion('en');
const ids = Array.from({ length: 60 }, (_, index) => String(700000000001 + index));

/** Photos whose texts differ only in digits look alike. */
const looksLike = (bytes: Uint8Array): string => Buffer.from(bytes).toString().replace(/\d/g, '');

type Fakes = {
  rows?: readonly Offer[];
  detail?: (id: string) => Promise<OfferDetail>;
  ttlMs?: number;
  search?: (query: Query) => Promise<never>;
  modes?: readonly SearchMode[];
  /** The likeness that cannot be told. */
  incomparable?: number;
};

/** A search over a made-up backend, with counters of what was asked of it. */
const desk = (fakes: Fakes = {}) => {
  const { rows = ids.map((id) => offer(id)), detail, ttlMs = 3_600_000, search, modes } = fakes;
  const calls = { search: 0, offer: 0, load: 0, prepare: 0, outline: 0, pictures: 0 };
  const queries: Question[] = [];
  const parts: Question['filters']['region'][] = [];
  const clock = fakeClock();
  const backend: Backend = {
    name: 'open-platform',
    can: {
      queries: ['photo'],
      detail: true,
      freight: false,
      sorts: ['relevance', 'price'],
      filters: ['price', 'keyword'],
      maxPageSize: 50,
      ...(modes && { modes }),
      tiersInRows: false,
      sampleData: false,
    },
    freight: async () => {
      throw new TusouError('backend-unsupported');
    },
    search: async (query) => {
      calls.search += 1;
      queries.push(query.question);
      if (search) return search(query);
      const from = (query.question.page - 1) * query.question.pageSize;
      return {
        backend: backend.name,
        offers: rows.slice(from, from + query.question.pageSize),
        total: rows.length,
        dropped: 0,
      };
    },
    offer: async (id) => {
      calls.offer += 1;
      return detail ? detail(id) : offerDetail(id);
    },
  };
  const memory = createMemory({ store: new Keyv(), backend: backend.name, ttlMs });
  const made = createSearch({
    across: (_, __, work) => work(false),
    backend,
    memory,
    clock,
    log: silentLog,
    prepare: async (bytes, { sha256 }) => {
      calls.prepare += 1;
      return { sha256, jpeg: bytes, width: 60, height: 40, fingerprint: madeUpPrint(looksLike(bytes)) };
    },
    treat: async (photo) => ({ photo, notes: [] }),
    outline: async () => {
      calls.outline += 1;
      return new Uint8Array();
    },
    describe: async (picture, part) => {
      parts.push(part);
      return Float32Array.from(picture);
    },
    lookOf: async (_, picture) => Float32Array.from(picture),
    areAlike: () => false,
    match: async (_, [likeness = 0]) =>
      likeness === fakes.incomparable
        ? null
        : { score: likeness / 100, level: likeness >= 90 ? 'same' : 'similar' },
    thumbnail: async (url) => {
      calls.pictures += 1;
      return Uint8Array.of(url.endsWith('1-0-cib.jpg') ? 99 : 50);
    },
  });
  const photo = (identity: string | null, bytes = 'photo'): PhotoSource => ({
    identity,
    load: async () => {
      calls.load += 1;
      return Buffer.from(bytes);
    },
  });
  const ask = (change: Partial<Question> = {}, source = photo('telegram:u1'), fresh = false) =>
    made.search(
      { about: { kind: 'photo', photo: source }, question: { ...question, ...change }, fresh },
      signal,
    );
  return { ask, photo, calls, parts, queries, clock, search: made };
};

describe('a search', () => {
  it('gives a page of offers with tiers and match', async () => {
    const { ask, calls } = desk();
    const result = await ask();
    expect(result.offers.map(({ id }) => id)).toEqual(ids.slice(0, 6));
    expect(result.offers[0]?.tiers).toHaveLength(2);
    expect(result.offers[0]?.match).toEqual({ score: 0.99, level: 'same' });
    expect(result).toMatchObject({ total: 60, backend: 'open-platform', fromMemory: false, notes: [] });
    expect(calls).toMatchObject({ search: 1, offer: 6, load: 1, prepare: 1 });
  });

  it('keeps offers whose pictures cannot be compared, without a match', async () => {
    const result = await desk({ incomparable: 50 }).ask();
    expect(result.offers).toHaveLength(6);
    expect(result.offers.map(({ match }) => match)).toContain(null);
    expect(result.offers.map(({ match }) => match?.level)).toContain('same');
  });

  it('turns pages without searching again, until the list that it fetched is used up', async () => {
    const { ask, calls, queries } = desk();
    await ask();
    expect((await ask({ page: 8 })).offers.map(({ id }) => id)).toEqual(ids.slice(42, 48));
    expect(calls.search).toBe(1);
    const ninth = (await ask({ page: 9 })).offers.map(({ id }) => id);
    expect(ninth.toSorted()).toEqual(ids.slice(48, 54));
    // The one whose picture shows the very product goes first.
    expect(ninth[0]).toBe(ids[50]);
    expect(queries.map(({ page, pageSize }) => [page, pageSize])).toEqual([
      [1, 48],
      [2, 48],
    ]);
  });

  it('makes no page longer than what one call gives', async () => {
    const { ask, queries } = desk();
    const result = await ask({ pageSize: 200, page: 2 });
    expect(result.question.pageSize).toBe(50);
    expect(result.offers.map(({ id }) => id)).toEqual(ids.slice(50, 60));
    expect(queries.map(({ page, pageSize }) => [page, pageSize])).toEqual([[2, 50]]);
  });

  it('shows offers once, also when the backend lists them twice', async () => {
    const { ask } = desk({ rows: [offer('700000000001'), offer('700000000001'), offer('700000000002')] });
    expect((await ask()).offers.map(({ id }) => id)).toEqual(['700000000001', '700000000002']);
  });

  it('leaves modes to a backend that knows them, and asks it for each', async () => {
    const { ask, queries } = desk({ modes: SEARCH_MODES });
    await ask({ mode: 'same' });
    const shown = (await ask({ mode: 'similar' })).offers.map(({ id }) => id);
    expect(shown).toEqual(ids.slice(0, 6));
    expect(queries.map(({ mode }) => mode)).toEqual(['same', 'similar']);
    const other = desk();
    await other.ask({ mode: 'similar' });
    await other.ask({ mode: 'same' });
    expect(other.queries).toHaveLength(1);
  });

  it('puts other products first in similar mode and loses none', async () => {
    const { ask } = desk({ rows: ids.slice(0, 6).map((id) => offer(id)) });
    const shown = (await ask({ mode: 'similar' })).offers.map(({ id }) => id);
    expect(shown).toEqual([...ids.slice(1, 6), ids[0]]);
  });

  it('compares with the part of the photo that was asked about', async () => {
    const { ask, parts } = desk();
    const region = { left: 1, top: 2, right: 30, bottom: 40 };
    await ask({ filters: { ...question.filters, region } });
    expect(parts).toEqual([region]);
  });

  it('finds out which pixels a part is that was drawn by hand', async () => {
    const { ask, parts, queries } = desk();
    const result = await ask({ part: { left: 0.1, top: 0.25, right: 0.5, bottom: 1 } });
    const region = { left: 6, top: 10, right: 30, bottom: 40 };
    expect(parts).toEqual([region]);
    expect(queries.map(({ filters }) => filters.region)).toEqual([region]);
    expect(result.question.filters.region).toEqual(region);
  });

  it('says how large the photo is when the part lies outside of it', async () => {
    const region = { left: 1, top: 2, right: 61, bottom: 40 };
    const refused = desk().ask({ filters: { ...question.filters, region } });
    await expect(refused).rejects.toMatchObject({
      code: 'input-invalid',
      args: { reason: expect.stringContaining('60 x 40') },
    });
  });

  it('compares only the pictures around a page in similar mode', async () => {
    const { ask, calls } = desk();
    const [first, second] = [await ask({ mode: 'similar' }), await ask({ mode: 'similar', page: 5 })];
    expect(calls.pictures).toBe(48);
    expect(first.offers.map(({ id }) => id)).not.toContain(ids[0]);
    expect(second.offers.map(({ id }) => id)).toEqual(expect.arrayContaining([ids[24]]));
  });

  it('says when the backend cannot sort that way', async () => {
    expect((await desk().ask({ sort: 'sales' })).notes).toEqual(['sort-ignored']);
  });
});

describe('the memory', () => {
  it('answers the same file without download, preparation or call', async () => {
    const { ask, calls, photo, clock } = desk();
    await ask();
    await clock.advance(5 * 60_000);
    const again = await ask({}, photo('telegram:u1'));
    expect(again).toMatchObject({ fromMemory: true, askedAtMs: clock.now() - 5 * 60_000 });
    expect(calls).toMatchObject({ search: 1, offer: 6, load: 1, prepare: 1 });
  });

  it('answers the same bytes under another file id after a download, without a call', async () => {
    const { ask, calls, photo } = desk();
    await ask();
    expect((await ask({}, photo('slack:other'))).fromMemory).toBe(true);
    expect((await ask({}, photo(null))).fromMemory).toBe(true);
    expect(calls).toMatchObject({ search: 1, offer: 6, load: 3, prepare: 1 });
  });

  it('answers a copy that looks the same after decoding it, without a call, and says that it is one', async () => {
    const { ask, calls, photo } = desk();
    const first = await ask({}, photo('telegram:u1', 'photo 1'));
    const copy = await ask({}, photo('telegram:u2', 'photo 2'));
    expect(first.copied).toBe(false);
    expect(copy).toMatchObject({ fromMemory: true, copied: true, photo: first.photo });
    await ask({}, photo('telegram:u2', 'photo 2'));
    expect(calls).toMatchObject({ search: 1, load: 2, prepare: 2, outline: 1 });
  });

  it('knows copies of each of several photos of one product', async () => {
    const { ask, photo, search } = desk();
    const photos = [photo('telegram:u1', 'photo 1'), photo('telegram:u2', 'chair 1')];
    await search.search({ about: { kind: 'photos', photos }, question, fresh: false }, signal);
    expect(await ask({}, photo('telegram:u3', 'photo 2'))).toMatchObject({ copied: true });
    expect(await ask({}, photo('telegram:u4', 'chair 2'))).toMatchObject({ copied: true });
  });

  it('keeps parts of copies apart, because they are told in pixels', async () => {
    const { ask, calls, photo } = desk();
    const region = { left: 1, top: 2, right: 30, bottom: 40 };
    const filters = { ...question.filters, region };
    await ask({ filters }, photo(null, 'photo 1'));
    expect((await ask({ filters }, photo(null, 'photo 2'))).fromMemory).toBe(false);
    expect((await ask({ filters }, photo(null, 'photo 2'))).fromMemory).toBe(true);
    expect(calls.search).toBe(2);
  });

  it('never takes the answer to a part for that to the whole or to another part', async () => {
    const { ask, calls } = desk();
    const part = { left: 0, top: 0, right: 0.5, bottom: 0.5 };
    const answers = [await ask({ part }), await ask(), await ask({ part: { ...part, right: 0.6 } })];
    expect(answers.map(({ fromMemory }) => fromMemory)).toEqual([false, false, false]);
    expect(calls.search).toBe(3);
    expect((await ask({ part, page: 2 })).offers.map(({ id }) => id).toSorted()).toEqual(ids.slice(6, 12));
    expect((await ask({ part })).fromMemory).toBe(true);
    expect(calls.search).toBe(3);
  });

  it('keeps no answer without offers', async () => {
    const { ask, calls } = desk({ rows: [] });
    await ask();
    expect((await ask()).fromMemory).toBe(false);
    expect(calls.search).toBe(2);
  });

  it('does not mix up photos or questions', async () => {
    const { ask, photo } = desk();
    await ask();
    expect((await ask({}, photo(null, 'another photo'))).fromMemory).toBe(false);
    expect((await ask({ sort: 'price' })).fromMemory).toBe(false);
    expect((await ask({ language: 'zh' })).fromMemory).toBe(false);
  });

  it('asks again on demand, and when it may not remember', async () => {
    const first = desk();
    await first.ask();
    expect((await first.ask({}, first.photo('telegram:u1'), true)).fromMemory).toBe(false);
    expect(first.calls.search).toBe(2);
    const forgetful = desk({ ttlMs: 0 });
    await forgetful.ask();
    await forgetful.ask();
    expect(forgetful.calls.search).toBe(2);
  });

  it('makes one search of many at the same moment', async () => {
    const { ask, calls, photo } = desk();
    const results = await Promise.all([1, 2, 3, 4, 5].map((n) => ask({}, photo(`telegram:u${n}`))));
    expect(calls.search).toBe(1);
    expect(new Set(results.map(({ offers }) => offers[0]?.id))).toEqual(new Set([ids[0]]));
  });
});

describe('trouble with price tiers', () => {
  it('shows list prices when the marketplace denies the detail call, and stops asking for a while', async () => {
    const denied = async () => {
      throw new TusouError('backend-denied');
    };
    const { ask, calls, clock } = desk({ detail: denied });
    const result = await ask();
    expect(result.notes).toEqual(['tiers-unavailable']);
    expect(result.offers[0]?.price?.fen).toBe(1250);
    const asked = calls.offer;
    await ask({ page: 2 });
    expect(calls.offer).toBe(asked);
    await clock.advance(11 * 60_000);
    await ask({ page: 3 });
    expect(calls.offer).toBeGreaterThan(asked);
  });

  it('shows the other tiers when one call fails, and does not remember that answer', async () => {
    let failing = true;
    const detail = async (id: string) => {
      if (failing && id === ids[2]) throw new TusouError('backend-down');
      return offerDetail(id);
    };
    const { ask } = desk({ detail });
    const result = await ask();
    expect(result.notes).toEqual(['tiers-partial']);
    expect(result.offers.map(({ tiers }) => tiers.length)).toEqual([2, 2, 0, 2, 2, 2]);
    failing = false;
    const again = await ask();
    expect(again.fromMemory).toBe(false);
    expect(again.notes).toEqual([]);
  });
});

describe('words', () => {
  it('beside a photo narrow the answer, and are dropped and said so when nothing matches them', async () => {
    const { ask, queries } = desk({
      search: async ({ question: { keyword } }) =>
        ({
          backend: 'open-platform',
          offers: keyword ? [] : [offer('700000000001')],
          total: keyword ? 0 : 1,
          dropped: 0,
        }) as never,
    });
    const result = await ask({ keyword: 'red' });
    expect(queries.map(({ keyword }) => keyword)).toEqual(['red', null]);
    expect(result.offers).toHaveLength(1);
    expect(result.notes).toEqual(['keyword-ignored']);
  });

  it('alone are searched for without a picture to compare with', async () => {
    const { search, calls } = desk();
    const ask = { about: { kind: 'keyword', keyword: '水壶' }, question, fresh: false } as const;
    const result = await search.search(ask, signal);
    expect(result.about).toBe('keyword');
    expect(result.offers[0]?.match).toBeNull();
    expect(calls).toMatchObject({ load: 0, prepare: 0 });
    expect((await search.search(ask, signal)).fromMemory).toBe(true);
  });
});

describe('a search that fails', () => {
  it('passes the error on, remembers nothing, and works the next time', async () => {
    let down = true;
    const { ask } = desk({
      search: async () => {
        if (down) throw new TusouError('backend-down');
        return { backend: 'open-platform', offers: [offer(ids[0] ?? '')], total: 1, dropped: 0 } as never;
      },
    });
    await expect(ask()).rejects.toMatchObject({ code: 'backend-down' });
    down = false;
    expect((await ask()).offers).toHaveLength(1);
  });

  it('does not remember an empty answer', async () => {
    const { ask, calls } = desk({ rows: [] });
    expect((await ask()).offers).toEqual([]);
    await ask();
    expect(calls.search).toBe(2);
  });
});

describe('a preparation', () => {
  const preparation = { crop: 'auto', enhance: false, removeBackground: false } as const;

  it('is another question: it has an answer of its own, which is remembered', async () => {
    const { ask, calls } = desk();
    await ask();
    expect((await ask({ preparation })).fromMemory).toBe(false);
    expect((await ask({ preparation })).fromMemory).toBe(true);
    expect((await ask()).fromMemory).toBe(true);
    expect(calls.search).toBe(2);
  });
});
