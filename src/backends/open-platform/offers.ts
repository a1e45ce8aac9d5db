/** One offer in full, what sending it costs, and listing one's own anew. */
import { TusouError } from '../../domain/errors.ts';
import { cny, type Money, parseMoney } from '../../domain/money.ts';
import type { OfferDetail } from '../../domain/offer.ts';
import type { Clock, FreightRequest, Log } from '../../domain/ports.ts';
import type { Language } from '../../domain/query.ts';
import { at, readFlag, readList, readOfferId, readPlainText, readText } from '../values.ts';
import { FREIGHT, OFFER_DETAIL, PRODUCT_GET, PRODUCT_REPOST } from './apis.ts';
import type { Call } from './client.ts';
import { parseOfferDetail } from './parse-detail.ts';
import { parseProduct } from './parse-product.ts';
import { COUNTRY, idParam } from './queries.ts';
import type { Refusal } from './reply.ts';

/** What became of a product that was to be listed anew. `reason` is in the marketplace's own words. */
export type Reposted = { readonly id: string; readonly done: boolean; readonly reason: string | null };

/** All throw the `backend-*` errors of a call; `detail` and `freight` also `offer-not-found`. */
export type OfferCalls = {
  detail(id: string, language: Language, signal: AbortSignal): Promise<OfferDetail>;
  freight(request: FreightRequest, signal: AbortSignal): Promise<Money>;
  /** Lists products of the account's own shop anew. */
  repost(ids: readonly string[], signal: AbortSignal): Promise<readonly Reposted[]>;
};

/** The calls are made with `call`; pictures without a host are on 1688's own, or beside a gateway that is not 1688's. */
export type OfferParts = {
  readonly call: Call;
  readonly gatewayUrl: string;
  readonly clock: Clock;
  readonly log: Log;
};

/** Words with which the gateway says that an offer is gone or its id wrong. Their codes are not documented. */
const NO_SUCH_OFFER =
  /not (?:exist|found)|no such|invalid|offline|deleted|expired|不存在|下架|删除|过期|无效/i;

const refused = ({ message, detail }: Refusal): TusouError =>
  new TusouError(NO_SUCH_OFFER.test(message) ? 'offer-not-found' : 'backend-config', { detail });

/** A call that was denied is left alone for this long: permission does not come back by asking. */
const DENIED_FOR_MS = 10 * 60 * 1000;

const isDenied = (error: unknown): error is TusouError =>
  error instanceof TusouError && error.code === 'backend-denied';

const WEB_SITE = '1688';

/** Makes the calls. Where the detail call is denied, the product call of document 003 stands in for as long as it may be used. */
export const createOfferCalls = ({ call, gatewayUrl, clock, log }: OfferParts): OfferCalls => {
  const { hostname, origin } = new URL(gatewayUrl);
  const pictureRoot = /(?:^|\.)1688\.com$/.test(hostname) ? 'https://cbu01.alicdn.com/' : `${origin}/`;
  let denial: { readonly error: TusouError; readonly untilMs: number } | null = null;

  const official = async (id: string, language: Language, signal: AbortSignal): Promise<OfferDetail> => {
    const params = { offerId: idParam(id), country: COUNTRY[language] };
    const reply = await call(OFFER_DETAIL, params, signal);
    if (!reply.ok) throw refused(reply);
    return found(parseOfferDetail(reply.payload, language), OFFER_DETAIL.name);
  };

  const standIn = async (id: string, signal: AbortSignal): Promise<OfferDetail> => {
    const reply = await call(PRODUCT_GET, { productID: id, webSite: WEB_SITE }, signal);
    if (!reply.ok) throw refused(reply);
    return found(parseProduct(reply.payload, pictureRoot), PRODUCT_GET.name);
  };

  /** The stand-in knows one's own products; whatever it says of another's, the truth is that the detail call is denied. */
  const insteadOf = async (denied: TusouError, id: string, signal: AbortSignal): Promise<OfferDetail> => {
    try {
      return await standIn(id, signal);
    } catch (error) {
      signal.throwIfAborted();
      log.debug({ api: PRODUCT_GET.name }, 'stand-in for the detail call failed');
      if (error instanceof TusouError && error.retryable) throw error;
      throw denied;
    }
  };

  const detail: OfferCalls['detail'] = async (id, language, signal) => {
    if (denial && denial.untilMs > clock.now()) return insteadOf(denial.error, id, signal);
    try {
      return await official(id, language, signal);
    } catch (error) {
      if (!isDenied(error)) throw error;
      denial = { error, untilMs: clock.now() + DENIED_FOR_MS };
      return insteadOf(error, id, signal);
    }
  };

  /** Freight is reckoned by variant; any will do for an estimate. Without the detail call the gateway decides by itself. */
  const firstSku = async (id: string, signal: AbortSignal): Promise<string | null> => {
    try {
      return (await detail(id, 'en', signal)).skus[0]?.id ?? null;
    } catch (error) {
      if (isDenied(error)) return null;
      throw error;
    }
  };

  const freight: OfferCalls['freight'] = async (request, signal) => {
    const skuId = await firstSku(request.offerId, signal);
    const params = {
      offerId: idParam(request.offerId),
      toProvinceCode: request.provinceCode,
      toCityCode: request.cityCode,
      // The gateway's own name for the district.
      toCountryCode: request.districtCode,
      totalNum: request.quantity,
      logisticsSkuNumModels: skuId ? [{ skuId, number: request.quantity }] : [],
    };
    const reply = await call(FREIGHT, params, signal);
    if (!reply.ok) throw refused(reply);
    if (readFlag(at(reply.payload, 'freePostage')) === true) return cny(0);
    const money = parseMoney(readText(at(reply.payload, 'freight')));
    if (money) return money;
    throw new TusouError('backend-down', { detail: `${FREIGHT.name}: a reply without the freight` });
  };

  const repost: OfferCalls['repost'] = async (ids, signal) => {
    const params = { productIds: ids.map(idParam), webSite: WEB_SITE };
    const reply = await call(PRODUCT_REPOST, params, signal);
    if (!reply.ok) throw refused(reply);
    const told = new Map(
      readList(at(reply.payload, 'result')).map((one) => [readOfferId(at(one, 'productId')), one]),
    );
    return ids.map((id) => ({
      id,
      done: readFlag(at(told.get(id), 'result')) === true,
      reason: readPlainText(at(told.get(id), 'desc')) ?? readPlainText(at(told.get(id), 'code')),
    }));
  };

  return { detail, freight, repost };
};

const found = <T>(value: T | null, api: string): T => {
  if (value === null)
    throw new TusouError('offer-not-found', { detail: `${api}: nothing about it in the reply` });
  return value;
};
