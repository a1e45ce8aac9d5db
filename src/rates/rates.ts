/** The rates of lately: asked for when somebody needs them, kept in the store, and done without while there are none. */
import { createHash } from 'node:crypto';
import type { Clock, Log, Store } from '../domain/ports.ts';
import { CURRENCIES, type Currency, type DayRates, type Rates } from '../domain/rates.ts';
import { within } from '../ops/within.ts';
import type { RateSource, SourceAnswer } from './rate-source.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Sources have a new day's rates once a day. */
const FRESH_MS = DAY_MS;

/** Older than this they are no price any more. */
const USABLE_MS = 7 * DAY_MS;

/** What a source gives as new may be older: over Easter the European Central Bank tells none for five days. */
const MOST_BEHIND_MS = 10 * DAY_MS;

/** What is a courtesy to an answer is worth this much waiting. */
const PATIENCE_MS = 1_000;

/** A source that gave nothing is left alone for this long. */
const REST_MS = 5 * 60 * 1000;

/** What rates are made with. Rates of another `url` are other rates. */
export type RatesParts = {
  readonly url: string;
  readonly source: RateSource;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
};

type Kept = { readonly rates: DayRates; readonly gotAtMs: number };

/** What is wrong with rates that a source gives now; null when they are of these days. */
export const ageTrouble = ({ day }: DayRates, nowMs: number): string | null => {
  const behindMs = nowMs - Date.parse(`${day}T00:00:00Z`);
  if (behindMs > MOST_BEHIND_MS) return `its rates are of ${day}, which is too long ago`;
  return behindMs < -DAY_MS ? `its rates are of ${day}, which is yet to come` : null;
};

/** Keeps rates in a store, one entry for each source. */
export const createRates = ({ url, source, store, clock, log }: RatesParts): Rates => {
  const key = createHash('sha256').update(url).digest('base64url').slice(0, 22);
  let known: Kept | null = null;
  let asking: Promise<void> | null = null;
  let restsUntilMs = 0;

  const isYounger = (kept: Kept | null, limitMs: number): kept is Kept =>
    kept !== null && clock.now() - kept.gotAtMs < limitMs;

  const accept = (answer: SourceAnswer): void => {
    const says = answer.kind === 'rates' ? ageTrouble(answer.rates, clock.now()) : answer.says;
    if (answer.kind === 'trouble' || says !== null) {
      restsUntilMs = clock.now() + REST_MS;
      log.warn({ reason: says }, 'no exchange rates from their source');
      return;
    }
    known = { rates: answer.rates, gotAtMs: clock.now() };
    log.info({ day: known.rates.day }, 'new exchange rates');
    // Nobody waits for it: what is not kept is asked for again after a restart.
    store.set(key, known, USABLE_MS).catch(() => {});
  };

  /** Another process may have asked the source already. */
  const ask = async (): Promise<void> => {
    const stored = await store.get<Kept>(key).catch(() => undefined);
    if (stored && stored.gotAtMs > (known?.gotAtMs ?? 0)) known = stored;
    if (isYounger(known, FRESH_MS) || clock.now() < restsUntilMs) return;
    accept(await source());
  };

  const lately = async (): Promise<DayRates | null> => {
    if (!isYounger(known, FRESH_MS)) {
      asking ??= ask().finally(() => {
        asking = null;
      });
      await within(asking, PATIENCE_MS, clock);
    }
    return isYounger(known, USABLE_MS) ? known.rates : null;
  };

  const perYuan = (rates: DayRates | null, currency: Currency): number | undefined =>
    rates?.perYuan[currency];

  return {
    of: async (currency) => {
      const rates = await lately();
      const figure = perYuan(rates, currency);
      return rates && figure !== undefined ? { currency, perYuan: figure, day: rates.day } : null;
    },
    currencies: async () => {
      const rates = await lately();
      return rates ? CURRENCIES.filter((currency) => perYuan(rates, currency) !== undefined) : CURRENCIES;
    },
  };
};
