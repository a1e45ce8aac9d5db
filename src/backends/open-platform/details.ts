/** One offer in full: by the official detail call, or by the product call of document 003 where that one is denied. */
import { TusouError } from '../../domain/errors.ts';
import type { OfferDetail } from '../../domain/offer.ts';
import type { Clock, Log } from '../../domain/ports.ts';
import type { Language } from '../../domain/query.ts';
import { OFFER_DETAIL, PRODUCT_GET } from './apis.ts';
import type { Call } from './client.ts';
import { parseOfferDetail } from './parse-detail.ts';
import { parseProduct } from './parse-product.ts';
import { COUNTRY, idParam, WEB_SITE } from './queries.ts';
import type { Refusal } from './reply.ts';

/** Opens an offer. Throws `offer-not-found` and the `backend-*` errors of a call. */
export type OpenDetail = (id: string, language: Language, signal: AbortSignal) => Promise<OfferDetail>;

/** What details are opened with. */
export type DetailParts = {
  readonly call: Call;
  readonly gatewayUrl: string;
  readonly clock: Clock;
  readonly log: Log;
};

/** Words with which the gateway says that an offer is gone or its id wrong. Their codes are not documented. */
const NO_SUCH_OFFER =
  /not (?:exist|found)|no such|invalid|offline|deleted|expired|不存在|下架|删除|过期|无效/i;

/** What a refused question about one offer means. */
export const offerRefused = ({ message, detail }: Refusal): TusouError =>
  new TusouError(NO_SUCH_OFFER.test(message) ? 'offer-not-found' : 'backend-config', { detail });

/** Whether a call is denied to the app. */
export const isDenied = (error: unknown): error is TusouError =>
  error instanceof TusouError && error.code === 'backend-denied';

/** A call that was denied is left alone for this long: permission does not come back by asking. */
const DENIED_FOR_MS = 10 * 60 * 1000;

const found = (detail: OfferDetail | null, api: string): OfferDetail => {
  if (detail) return detail;
  throw new TusouError('offer-not-found', { detail: `${api}: no offer in the reply` });
};

const official =
  ({ call }: DetailParts): OpenDetail =>
  async (id, language, signal) => {
    const reply = await call(OFFER_DETAIL, { offerId: idParam(id), country: COUNTRY[language] }, signal);
    if (!reply.ok) throw offerRefused(reply);
    return found(parseOfferDetail(reply.payload, language), OFFER_DETAIL.name);
  };

/** Pictures without a host are on 1688's own, or beside a gateway that is not 1688's. */
const pictureRootOf = (gatewayUrl: string): string => {
  const { hostname, origin } = new URL(gatewayUrl);
  return /(?:^|\.)1688\.com$/.test(hostname) ? 'https://cbu01.alicdn.com/' : `${origin}/`;
};

const standIn = ({ call, gatewayUrl }: DetailParts) => {
  const pictureRoot = pictureRootOf(gatewayUrl);
  return async (id: string, signal: AbortSignal): Promise<OfferDetail> => {
    const reply = await call(PRODUCT_GET, { productID: id, webSite: WEB_SITE }, signal);
    if (!reply.ok) throw offerRefused(reply);
    return found(parseProduct(reply.payload, pictureRoot), PRODUCT_GET.name);
  };
};

/** Makes the function that opens offers. */
export const createOpenDetail = (parts: DetailParts): OpenDetail => {
  const { clock, log } = parts;
  const [byDetail, byProduct] = [official(parts), standIn(parts)];
  let denial: { readonly error: TusouError; readonly untilMs: number } | null = null;

  /** The stand-in knows one's own products; whatever it says of another's, the truth is that the detail call is denied. */
  const insteadOf = async (denied: TusouError, id: string, signal: AbortSignal): Promise<OfferDetail> => {
    try {
      return await byProduct(id, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TusouError && error.retryable) throw error;
      log.debug({ api: PRODUCT_GET.name }, 'nothing stands in for the detail call');
      throw denied;
    }
  };

  return async (id, language, signal) => {
    if (denial && denial.untilMs > clock.now()) return insteadOf(denial.error, id, signal);
    try {
      return await byDetail(id, language, signal);
    } catch (error) {
      if (!isDenied(error)) throw error;
      denial = { error, untilMs: clock.now() + DENIED_FOR_MS };
      return insteadOf(error, id, signal);
    }
  };
};
