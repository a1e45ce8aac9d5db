/** Several backends as one: who is asked when, who is set aside, and what is told. */
import { describe, expect, it } from 'vitest';
import { createChain } from '../../src/backends/chain.ts';
import { type ErrorCode, TusouError } from '../../src/domain/errors.ts';
import { cny } from '../../src/domain/money.ts';
import type { Abilities, Backend, OfferPage, Query } from '../../src/domain/ports.ts';
import { NO_FILTERS, plainQuestion, type Question, SORT_ORDERS } from '../../src/domain/query.ts';
import { type BackendUnderTest, backendContract } from '../contract/backend.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { offer, offerDetail } from '../support/made-up.ts';
import { startOneSimulator } from '../support/one-simulator.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { silentLog } from '../support/silent-log.ts';

const never = new AbortController().signal;
const MINUTE = 60_000;

const CAN: Abilities = {
  queries: ['photo', 'keyword'],
  detail: true,
  freight: false,
  sorts: SORT_ORDERS,
  filters: ['price', 'keyword'],
  maxPageSize: 50,
  tiersInRows: false,
  sampleData: false,
};

/** A backend that does what its script says: fail with a code, find these offers, or hang until aborted. */
type Script = { now: ErrorCode | TusouError | readonly string[] | 'hang' };

const backendOf = (name: string, script: Script, can: Partial<Abilities> = {}) => {
  const asked: string[] = [];
  const act = async <T>(what: string, answer: (ids: readonly string[]) => T, signal: AbortSignal) => {
    asked.push(what);
    const { now } = script;
    if (now === 'hang')
      return new Promise<T>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    if (typeof now === 'string') throw new TusouError(now, { detail: `${name} says so` });
    if (now instanceof TusouError) throw now;
    return answer(now);
  };
  const pageOf = (ids: readonly string[]): OfferPage => ({
    backend: name,
    offers: ids.map((id) => offer(id, { supplier: { ...offer(id).supplier, id: `${name}-seller` } })),
    total: ids.length,
    dropped: 0,
  });
  const backend: Backend = {
    name,
    can: { ...CAN, ...can },
    search: ({ kind }, signal) => act(kind, pageOf, signal),
    offer: (id, _, signal) => act(`offer ${id}`, () => offerDetail(id), signal),
    freight: (_, signal) => act('freight', () => cny(100), signal),
  };
  return Object.assign(backend, { asked, script });
};

const chainOf = (...backends: ReturnType<typeof backendOf>[]) => {
  const clock = fakeClock();
  const log = recordedLog();
  return { chain: createChain({ backends, clock, log }), clock, log };
};

const photo = { sha256: 'a'.repeat(64), jpeg: Buffer.from('jpeg'), width: 1, height: 1 };
const byPhoto = (change: Partial<Question> = {}): Query => ({
  kind: 'photo',
  photo,
  question: { ...plainQuestion('en'), ...change },
});
const byWords = (keyword = 'mug'): Query => ({ kind: 'keyword', keyword, question: plainQuestion('en') });
const failureOf = (work: Promise<unknown>): Promise<TusouError> =>
  work.then(
    () => Promise.reject(new Error('it did not fail')),
    (error) => error,
  );

const A = { now: ['100001'] } as Script;
const warnings = (log: ReturnType<typeof recordedLog>) => log.lines.filter(({ level }) => level === 'warn');

describe('a chain', () => {
  it('asks the first, and says who spoke', async () => {
    const [a, b] = [backendOf('a', { ...A }), backendOf('b', { now: ['100002'] }, { filters: [] })];
    const { chain } = chainOf(a, b);
    expect(await chain.search(byPhoto(), never)).toMatchObject({ backend: 'a', can: a.can });
    expect(b.asked).toEqual([]);
    a.script.now = 'backend-down';
    const page = await chain.search(byPhoto(), never);
    expect(page).toMatchObject({ backend: 'b', can: { filters: [] }, offers: [{ id: '100002' }] });
  });

  it('can what one of them can, with pages that all of them can make', () => {
    const { chain } = chainOf(
      backendOf('a', A, { queries: ['photo'], freight: true, tiersInRows: true }),
      backendOf('b', A, { filters: ['categoryId'], maxPageSize: 20, sorts: ['relevance'] }),
    );
    expect(chain.name).toBe('a+b');
    expect(chain.can).toMatchObject({
      queries: ['photo', 'keyword'],
      filters: ['price', 'keyword', 'categoryId'],
      sorts: SORT_ORDERS,
      maxPageSize: 20,
      freight: true,
      tiersInRows: false,
    });
  });

  it('asks only those that can do it', async () => {
    const [a, b] = [backendOf('a', A, { queries: ['photo'] }), backendOf('b', A)];
    const { chain } = chainOf(a, b);
    expect((await chain.search(byWords(), never)).backend).toBe('b');
    expect(a.asked).toEqual([]);
    const related: Query = { kind: 'related', offerId: '1', question: plainQuestion('en') };
    expect(await failureOf(chain.search(related, never))).toMatchObject({ code: 'backend-unsupported' });
  });

  it.each([
    'backend-rate',
    'backend-down',
    'backend-blocked',
    'backend-quota',
    'backend-auth',
    'backend-denied',
    'backend-config',
    'backend-image-refused',
    'backend-unsupported',
    'internal',
  ] as const)('asks the next after %s', async (code) => {
    const { chain } = chainOf(backendOf('a', { now: code }), backendOf('b', A));
    expect((await chain.search(byPhoto(), never)).backend).toBe('b');
  });

  it('asks the next for an offer that the first does not know', async () => {
    const { chain } = chainOf(backendOf('a', { now: 'offer-not-found' }), backendOf('b', A));
    expect((await chain.offer('100009', 'en', never)).id).toBe('100009');
  });

  it('stops when aborted, and holds that against nobody', async () => {
    const [a, b] = [backendOf('a', { now: 'hang' }), backendOf('b', A)];
    const { chain } = chainOf(a, b);
    const reason = new Error('never mind');
    for (let times = 0; times < 4; times += 1) {
      const abort = new AbortController();
      const running = chain.search(byPhoto(), abort.signal);
      abort.abort(reason);
      expect(await failureOf(running)).toBe(reason);
    }
    expect(b.asked).toEqual([]);
    a.script.now = ['100001'];
    expect((await chain.search(byPhoto(), never)).backend).toBe('a');
  });
});

describe('setting aside', () => {
  it('leaves a blocked backend alone for its time, and tells the operator once', async () => {
    const [a, b] = [backendOf('a', { now: 'backend-blocked' }), backendOf('b', A)];
    const { chain, clock, log } = chainOf(a, b);
    for (let times = 0; times < 5; times += 1) await chain.search(byPhoto(), never);
    await clock.advance(15 * MINUTE - 1);
    await chain.search(byWords(), never);
    await chain.offer('100009', 'en', never);
    expect(a.asked).toEqual(['photo']);
    expect(warnings(log)).toEqual([
      {
        level: 'warn',
        event: 'backend set aside',
        fields: {
          backend: 'a',
          task: 'photo',
          code: 'backend-blocked',
          cause: 'backend-blocked: a says so',
          forMs: 15 * MINUTE,
        },
      },
    ]);
  });

  it('probes it with one question when the time is over, and takes it back when that works', async () => {
    const [a, b] = [backendOf('a', { now: 'backend-quota' }), backendOf('b', A)];
    const { chain, clock, log } = chainOf(a, b);
    await chain.search(byPhoto(), never);
    await clock.advance(60 * MINUTE);
    a.script.now = 'hang';
    const abort = new AbortController();
    const probe = chain.search(byPhoto(), abort.signal);
    expect((await chain.search(byWords(), never)).backend).toBe('b');
    abort.abort();
    await failureOf(probe);
    expect(a.asked).toEqual(['photo', 'photo']);
    a.script.now = ['100001'];
    await clock.advance(30_000);
    expect((await chain.search(byPhoto(), never)).backend).toBe('a');
    expect(log.lines.filter(({ event }) => event === 'backend is in use again')).toHaveLength(1);
  });

  it('waits longer after a failed probe, without telling the same again', async () => {
    const [a, b] = [backendOf('a', { now: 'backend-auth' }), backendOf('b', A)];
    const { chain, clock, log } = chainOf(a, b);
    await chain.search(byPhoto(), never);
    await clock.advance(10 * MINUTE);
    await chain.search(byPhoto(), never);
    await clock.advance(20 * MINUTE - 1);
    await chain.search(byPhoto(), never);
    expect(a.asked).toHaveLength(2);
    expect(warnings(log)).toHaveLength(1);
    a.script.now = 'backend-quota';
    await clock.advance(1);
    await chain.search(byPhoto(), never);
    expect(warnings(log)).toHaveLength(2);
  });

  it('bears two failures that often pass, and not a third in a row', async () => {
    const [a, b] = [backendOf('a', { now: 'backend-down' }), backendOf('b', A)];
    const { chain } = chainOf(a, b);
    await chain.search(byPhoto(), never);
    await chain.search(byPhoto(), never);
    a.script.now = ['100001'];
    await chain.search(byPhoto(), never);
    a.script.now = 'backend-down';
    for (let times = 0; times < 5; times += 1) await chain.search(byPhoto(), never);
    expect(a.asked).toHaveLength(6);
  });

  it('counts failures at the same moment as one', async () => {
    const [a, b] = [backendOf('a', { now: 'backend-down' }), backendOf('b', A)];
    const { chain, log } = chainOf(a, b);
    await Promise.all(Array.from({ length: 6 }, () => chain.search(byPhoto(), never)));
    expect(warnings(log)).toEqual([]);
    expect(a.asked).toHaveLength(6);
  });

  it('a denied call concerns that call alone', async () => {
    const a = backendOf('a', { now: ['100001'] });
    const { chain, log } = chainOf(a, backendOf('b', A));
    await chain.search(byPhoto(), never);
    a.script.now = 'backend-denied';
    await chain.offer('100001', 'en', never);
    await chain.offer('100001', 'en', never);
    a.script.now = ['100001'];
    expect((await chain.search(byPhoto(), never)).backend).toBe('a');
    expect(a.asked).toEqual(['photo', 'offer 100001', 'photo']);
    expect(warnings(log)).toMatchObject([{ fields: { task: 'offer', code: 'backend-denied' } }]);
  });
});

describe('an empty list', () => {
  const empty = (): Script => ({ now: [] });

  it('for a plain photo is doubted, and another backend’s offers are taken', async () => {
    const a = backendOf('a', empty());
    const { chain, log } = chainOf(a, backendOf('b', A));
    for (let times = 0; times < 3; times += 1)
      expect((await chain.search(byPhoto(), never)).backend).toBe('b');
    expect(warnings(log)).toMatchObject([{ fields: { backend: 'a', code: 'backend-down' } }]);
    await chain.search(byPhoto(), never);
    expect(a.asked).toHaveLength(3);
  });

  it.each([
    ['b is empty too', [] as const],
    ['b fails', 'backend-down' as const],
  ])('is believed when nobody knows better: %s', async (_, now) => {
    const { chain, log } = chainOf(backendOf('a', empty()), backendOf('b', { now }));
    for (let times = 0; times < 4; times += 1)
      expect(await chain.search(byPhoto(), never)).toMatchObject({ backend: 'a', offers: [] });
    expect(warnings(log).filter(({ fields }) => 'backend' in fields && fields.backend === 'a')).toEqual([]);
  });

  it.each([
    ['a later page', byPhoto({ page: 2 })],
    ['words beside the photo', byPhoto({ keyword: 'red' })],
    ['a price limit', byPhoto({ maxPrice: cny(100) })],
    ['a filter', byPhoto({ filters: { ...NO_FILTERS, freeShipping: true } })],
    ['words alone', byWords()],
  ])('is believed for %s', async (_, query) => {
    const b = backendOf('b', A);
    const { chain } = chainOf(backendOf('a', empty()), b);
    expect((await chain.search(query, never)).backend).toBe('a');
    expect(b.asked).toEqual([]);
  });
});

describe('who began goes on', () => {
  it('an offer is opened by the backend that found it', async () => {
    const [a, b] = [backendOf('a', { now: 'backend-down' }), backendOf('b', { now: ['100002'] })];
    const { chain, clock } = chainOf(a, b);
    await chain.search(byPhoto(), never);
    a.script.now = ['100001'];
    await chain.offer('100002', 'en', never);
    await chain.offer('100001', 'en', never);
    expect(b.asked).toEqual(['photo', 'offer 100002']);
    expect(a.asked).toEqual(['photo', 'offer 100001']);
    b.script.now = 'backend-down';
    expect((await chain.offer('100002', 'en', never)).id).toBe('100002');
    await clock.advance(121 * MINUTE);
    await chain.offer('100002', 'en', never);
    expect(b.asked).toHaveLength(3);
  });

  it('a list goes on where it began, and a new one begins in order', async () => {
    const [a, b] = [backendOf('a', { now: 'backend-down' }), backendOf('b', { now: ['100002'] })];
    const { chain } = chainOf(a, b);
    await chain.search(byPhoto(), never);
    a.script.now = ['100001'];
    expect((await chain.search(byPhoto({ page: 2 }), never)).backend).toBe('b');
    expect((await chain.search(byPhoto({ page: 2, sort: 'price' }), never)).backend).toBe('a');
    expect((await chain.search(byPhoto(), never)).backend).toBe('a');
    expect((await chain.search(byPhoto({ page: 2 }), never)).backend).toBe('a');
  });

  it('a supplier is asked for only where its id is known', async () => {
    const can = { queries: ['photo', 'supplier'] } as const;
    const a = backendOf('a', { now: 'backend-down' }, can);
    const b = backendOf('b', { now: ['100002'] }, can);
    const { chain } = chainOf(a, b);
    await chain.search(byPhoto(), never);
    a.script.now = ['100001'];
    const supplier: Query = { kind: 'supplier', supplierId: 'b-seller', question: plainQuestion('en') };
    expect((await chain.search(supplier, never)).backend).toBe('b');
    b.script.now = 'backend-down';
    expect(await failureOf(chain.search(supplier, never))).toMatchObject({ code: 'backend-down' });
    expect(a.asked).toEqual(['photo']);
  });
});

describe('when all fail', () => {
  it.each([
    ['backend-quota', 'backend-image-refused', 'backend-image-refused'],
    ['backend-image-refused', 'backend-down', 'backend-image-refused'],
    ['backend-config', 'backend-down', 'backend-down'],
    ['backend-blocked', 'backend-quota', 'backend-blocked'],
    ['backend-config', 'backend-auth', 'backend-auth'],
    ['internal', 'backend-denied', 'backend-denied'],
  ] as const)('%s and %s are told as %s', async (first, second, told) => {
    const { chain } = chainOf(backendOf('a', { now: first }), backendOf('b', { now: second }));
    const error = await failureOf(chain.search(byPhoto(), never));
    expect(error.code).toBe(told);
    expect(error.detail).toContain('a: ');
    expect(error.detail).toContain('b: ');
  });

  it('those that are set aside are told with the reason and the time to come', async () => {
    const { chain, clock } = chainOf(backendOf('a', { now: 'backend-blocked' }));
    await failureOf(chain.search(byPhoto(), never));
    await clock.advance(5 * MINUTE);
    const error = await failureOf(chain.search(byPhoto(), never));
    expect(error).toMatchObject({ code: 'backend-blocked', retryAfterMs: 10 * MINUTE });
    expect(error.detail).toContain('set aside after backend-blocked: a says so');
  });

  it('keeps the values for the sentence', async () => {
    const limit = new TusouError('backend-image-refused', { args: { limit: 3 } });
    const { chain } = chainOf(backendOf('a', { now: limit }), backendOf('b', { now: 'internal' }));
    expect((await failureOf(chain.search(byPhoto(), never))).args).toEqual({ limit: 3 });
  });
});

backendContract('a chain of two', async (): Promise<BackendUnderTest> => {
  const { photo, openPlatform, onebound, close } = await startOneSimulator();
  const chain = (broken: boolean) =>
    createChain({
      backends: [openPlatform(broken), onebound(broken)],
      clock: fakeClock(),
      log: silentLog,
    });
  return { backend: chain(false), broken: chain(true), photo, close };
});

backendContract('a chain whose first backend has no access', async (): Promise<BackendUnderTest> => {
  const { photo, openPlatform, onebound, close } = await startOneSimulator();
  const chain = (broken: boolean) =>
    createChain({ backends: [onebound(true), openPlatform(broken)], clock: fakeClock(), log: silentLog });
  return { backend: chain(false), broken: chain(true), photo, close };
});

describe('on the simulator', () => {
  it('a quota that is used up is told once, and the reseller answers with details of its own', async () => {
    const { photo, openPlatform, onebound, requests, fault, close } = await startOneSimulator();
    const log = recordedLog();
    const chain = createChain({ backends: [openPlatform(), onebound()], clock: fakeClock(), log });
    await fault('quota', 'product.image.upload');
    const pages = [await chain.search({ ...byPhoto(), photo } as Query, never)];
    pages.push(await chain.search({ ...byPhoto({ page: 2 }), photo } as Query, never));
    const [row] = pages[0]?.offers ?? [];
    const detail = await chain.offer(row?.id ?? '', 'en', never);
    await close();
    expect(pages.map(({ backend }) => backend)).toEqual(['onebound', 'onebound']);
    expect(detail.id).toBe(row?.id);
    expect(requests()).toEqual([
      'product.image.upload',
      'upload_img',
      'item_search_img',
      'item_search_img',
      'item_get',
    ]);
    expect(warnings(log)).toMatchObject([{ fields: { backend: 'open-platform', code: 'backend-quota' } }]);
  });
});
