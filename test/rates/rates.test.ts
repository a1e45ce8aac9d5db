/** Rates over time: fresh for a day, good for a week, one request for many, and no answer that waits long. */
import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/domain/ports.ts';
import { CURRENCIES, type Rate } from '../../src/domain/rates.ts';
import type { SourceAnswer } from '../../src/rates/rate-source.ts';
import { createRates } from '../../src/rates/rates.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const DOWN: SourceAnswer = { kind: 'trouble', says: 'it is down' };
const URL = 'https://rates.example/?key=hunter2';

const answerOf = (perYuan: Record<string, number>, day = '2026-01-01'): SourceAnswer => ({
  kind: 'rates',
  rates: { day, perYuan },
});

/** Rates with a source in the test's hands. `open` makes those of another process with the same storage. */
const set = (first: SourceAnswer | Promise<SourceAnswer>, store: Store = new Keyv()) => {
  const clock = fakeClock(Date.UTC(2026, 0, 1, 12));
  const log = recordedLog();
  let [answer, asked] = [first, 0];
  const source = async () => {
    asked += 1;
    return answer;
  };
  const open = () => createRates({ url: URL, source, store, clock, log });
  return {
    rates: open(),
    open,
    clock,
    log,
    asked: () => asked,
    answer: (next: typeof first) => {
      answer = next;
    },
  };
};

const USD: Rate = { currency: 'USD', perYuan: 0.139, day: '2026-01-01' };

/** What comes once the clock has gone on for up to a second. */
const soon = async <T>(clock: { advance(ms: number): Promise<void> }, work: Promise<T>): Promise<T> => {
  await clock.advance(1_000);
  return work;
};

describe('rates', () => {
  it('are asked for when somebody needs one, once for many, and again after a day', async () => {
    const { rates, clock, asked, answer } = set(answerOf({ USD: 0.139, EUR: 0.12 }));
    expect(asked()).toBe(0);
    const [dollar, euro, rouble] = await Promise.all([rates.of('USD'), rates.of('EUR'), rates.of('RUB')]);
    expect([dollar, euro?.perYuan, rouble]).toEqual([USD, 0.12, null]);
    await clock.advance(DAY_MS - 1);
    await rates.of('USD');
    expect(asked()).toBe(1);
    answer(answerOf({ USD: 0.14 }, '2026-01-02'));
    await clock.advance(1);
    expect(await rates.of('USD')).toEqual({ currency: 'USD', perYuan: 0.14, day: '2026-01-02' });
    expect(asked()).toBe(2);
  });

  it('are known to other processes, and after a restart', async () => {
    const { rates, open, asked } = set(answerOf({ USD: 0.139 }));
    await rates.of('USD');
    expect(await open().of('USD')).toEqual(USD);
    expect(asked()).toBe(1);
  });

  it('are used for a week when the source is down, and then there are none', async () => {
    const { rates, clock, answer, log } = set(answerOf({ USD: 0.139 }));
    await rates.of('USD');
    answer(DOWN);
    await clock.advance(7 * DAY_MS - 1);
    expect(await rates.of('USD')).toEqual(USD);
    await clock.advance(1);
    expect(await rates.of('USD')).toBeNull();
    expect(JSON.stringify(log.lines)).toContain('it is down');
    expect(JSON.stringify(log.lines)).not.toContain('hunter2');
  });

  it('are not asked for at every answer while the source is down', async () => {
    const { rates, clock, asked, answer } = set(DOWN);
    for (let times = 0; times < 20; times += 1) expect(await rates.of('USD')).toBeNull();
    expect(asked()).toBe(1);
    answer(answerOf({ USD: 0.139 }));
    await clock.advance(5 * 60 * 1000);
    expect(await rates.of('USD')).toEqual(USD);
    expect(asked()).toBe(2);
  });

  it('keep nobody waiting for longer than a second, and are there when they come', async () => {
    const { promise, resolve } = Promise.withResolvers<SourceAnswer>();
    const { rates, clock, asked } = set(promise);
    let isOver = false;
    const waiting = rates.of('USD').finally(() => {
      isOver = true;
    });
    await clock.advance(999);
    expect(isOver).toBe(false);
    expect(await soon(clock, waiting)).toBeNull();
    resolve(answerOf({ USD: 0.139 }));
    await clock.advance(0);
    expect(await rates.of('USD')).toEqual(USD);
    expect(asked()).toBe(1);
  });

  it('of yesterday are shown while those of today are slow', async () => {
    const { rates, clock, answer } = set(answerOf({ USD: 0.139 }));
    await rates.of('USD');
    await clock.advance(DAY_MS);
    answer(new Promise(() => {}));
    expect(await soon(clock, rates.of('USD'))).toEqual(USD);
  });

  it('that are old or from the future when they are new are refused', async () => {
    for (const [day, isGood] of [
      ['2025-12-22', false],
      ['2025-12-23', true],
      ['2026-01-02', true],
      ['2026-01-03', false],
    ] as const) {
      const { rates } = set(answerOf({ USD: 0.139 }, day));
      expect([day, (await rates.of('USD')) !== null]).toEqual([day, isGood]);
    }
  });

  it('do without the store where it is down', async () => {
    const broken: Store = {
      get: () => Promise.reject(new Error('down')),
      set: () => Promise.reject(new Error('down')),
      delete: async () => false,
    };
    const { rates, asked } = set(answerOf({ USD: 0.139 }), broken);
    expect(await rates.of('USD')).toEqual(USD);
    expect(await rates.of('USD')).toEqual(USD);
    expect(asked()).toBe(1);
  });

  it('tell which currencies there are: those of the source, all while it tells nothing', async () => {
    expect(await set(answerOf({ EUR: 0.12, USD: 0.139, XAU: 0.00003 })).rates.currencies()).toEqual([
      'USD',
      'EUR',
    ]);
    expect(await set(DOWN).rates.currencies()).toEqual(CURRENCIES);
  });
});
