/** What `npm run doctor` says about exchange rates: from which day they are, and what to do where there are none. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checksOf } from '../../src/commands/checks.ts';
import { parseConfig } from '../../src/config.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { ER_API, FRANKFURTER, startRatesServer } from '../support/rates-server.ts';
import { silentLog } from '../support/silent-log.ts';

let server: Awaited<ReturnType<typeof startRatesServer>>;
beforeAll(async () => {
  server = await startRatesServer(FRANKFURTER);
});
afterAll(() => server.close());

const clock = fakeClock(Date.UTC(2026, 10, 26));

/** The findings of the part that is about rates; null where there is no such part. */
const found = async (env: Readonly<Record<string, string>>) => {
  const parts = checksOf({ config: parseConfig(env), clock, log: silentLog });
  const rates = parts.find(({ part }) => part === 'Exchange rates');
  return rates ? rates.check(new AbortController().signal) : null;
};

describe('exchange rates', () => {
  it('are not looked at where nobody wants any', async () => {
    expect(await found({})).toBeNull();
  });

  it('that can be had are told with their day, and that of the currency', async () => {
    server.answer(FRANKFURTER);
    expect(await found({ RATES_URL: server.url, CURRENCY: 'USD' })).toEqual([
      { what: 'RATES_URL', ok: true, says: 'rates of 2026-11-24 for 5 currencies', cure: null },
      { what: 'CURRENCY', ok: true, says: '1 USD = 7.19 CNY, 24 Nov', cure: null },
    ]);
    server.answer(ER_API);
    expect(await found({ RATES_URL: server.url })).toMatchObject([{ ok: true }]);
  });

  it('that lack the currency say where it can be had', async () => {
    server.answer(FRANKFURTER);
    const [source, currency] = (await found({ RATES_URL: server.url, CURRENCY: 'RUB' })) ?? [];
    expect(source).toMatchObject({ ok: true });
    expect(currency).toMatchObject({ what: 'CURRENCY', ok: false, says: 'the source has no rate for RUB' });
    expect(currency?.cure).toContain('https://api.frankfurter.dev/v2/rates?base=CNY');
  });

  it.each([
    ['a refusal', { error: 'no key' }, 'its answer holds no rates'],
    [
      'old ones',
      { ...FRANKFURTER, date: '2019-11-24' },
      'its rates are of 2019-11-24, which is too long ago',
    ],
  ])('that cannot be had are a problem: %s', async (_, answer, says) => {
    server.answer(answer);
    const findings = await found({ RATES_URL: `${server.url}&key=hunter2` });
    expect(findings).toMatchObject([{ what: 'RATES_URL', ok: false, says: expect.stringContaining(says) }]);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });
});
