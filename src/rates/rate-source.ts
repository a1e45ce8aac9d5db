/** Gets exchange rates from a public source: one bounded request that tells nothing of anybody. */
import type { DayRates } from '../domain/rates.ts';
import { discard, failureCode, open, readBody } from '../images/http-get.ts';
import { readRates } from './read-rates.ts';

const TIME_LIMIT_MS = 5_000;

/** What sources send is below 30 kB. */
const MAX_REPLY_BYTES = 256 * 1024;

const HEADERS = { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'Tusou' };

/** What a source gave: rates, or a phrase that says why it gave none. The phrase holds nothing of the address, which may hold a key. */
export type SourceAnswer =
  | { readonly kind: 'rates'; readonly rates: DayRates }
  | { readonly kind: 'trouble'; readonly says: string };

/** Asks a source. Never rejects. */
export type RateSource = () => Promise<SourceAnswer>;

const trouble = (says: string): SourceAnswer => ({ kind: 'trouble', says });

const ELSEWHERE = 'it leads to another host, where nobody follows it';
const ENDLESS = 'its answer is too long to be rates';

/** An end of ours, told from those that the network has. */
class Refused extends Error {}

const bodyOf = async (address: URL, signal: AbortSignal): Promise<string> => {
  const response = await open({
    start: address,
    next: (location, from) => new URL(location, from),
    signal,
    admit: ({ origin }) => {
      if (origin !== address.origin) throw new Refused(ELSEWHERE);
      return { headers: HEADERS };
    },
  });
  if (response.statusCode !== 200) {
    discard(response);
    throw new Refused(`it answers with HTTP ${response.statusCode}`);
  }
  const body = await readBody(response, { maxBytes: MAX_REPLY_BYTES }).catch((error: unknown) => {
    throw failureCode(error) === 'photo-too-large' ? new Refused(ENDLESS) : error;
  });
  return body.toString('utf8');
};

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused('its answer is no JSON');
  }
};

/** Makes a source from its address. Redirects are followed at the same origin only. */
export const createRateSource = (url: string, timeLimitMs: number = TIME_LIMIT_MS): RateSource => {
  const address = new URL(url);
  return async () => {
    const signal = AbortSignal.timeout(timeLimitMs);
    try {
      const rates = readRates(jsonIn(await bodyOf(address, signal)));
      return rates
        ? { kind: 'rates', rates }
        : trouble('its answer holds no rates of the yuan with their day');
    } catch (error) {
      if (error instanceof Refused) return trouble(error.message);
      if (signal.aborted) return trouble(`it does not answer within ${timeLimitMs / 1000} seconds`);
      return trouble(`it cannot be reached: ${failureCode(error)}`);
    }
  };
};
