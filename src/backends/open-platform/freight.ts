/** What sending an offer's goods to an address in China costs. */
import { TusouError } from '../../domain/errors.ts';
import { cny, type Money, parseMoney } from '../../domain/money.ts';
import type { FreightRequest } from '../../domain/ports.ts';
import { at, readFlag, readText } from '../values.ts';
import { FREIGHT } from './apis.ts';
import type { Call, Params } from './client.ts';
import { isDenied, type OpenDetail, offerRefused } from './details.ts';
import { idParam } from './queries.ts';

/** Estimates freight. Throws `offer-not-found` and the `backend-*` errors of a call. */
export type EstimateFreight = (request: FreightRequest, signal: AbortSignal) => Promise<Money>;

/** Freight is reckoned by variant; any will do for an estimate. Where details are denied the gateway decides by itself. */
const firstSku = async (id: string, openDetail: OpenDetail, signal: AbortSignal): Promise<string | null> => {
  try {
    return (await openDetail(id, 'en', signal)).skus[0]?.id ?? null;
  } catch (error) {
    if (isDenied(error)) return null;
    throw error;
  }
};

const paramsFor = (request: FreightRequest, skuId: string | null): Params => ({
  offerId: idParam(request.offerId),
  toProvinceCode: request.provinceCode,
  toCityCode: request.cityCode,
  // The gateway's own name for the district.
  toCountryCode: request.districtCode,
  totalNum: request.quantity,
  logisticsSkuNumModels: skuId ? [{ skuId, number: request.quantity }] : [],
});

/** Makes the function that estimates freight. */
export const createEstimateFreight =
  (call: Call, openDetail: OpenDetail): EstimateFreight =>
  async (request, signal) => {
    const skuId = await firstSku(request.offerId, openDetail, signal);
    const reply = await call(FREIGHT, paramsFor(request, skuId), signal);
    if (!reply.ok) throw offerRefused(reply);
    if (readFlag(at(reply.payload, 'freePostage')) === true) return cny(0);
    const money = parseMoney(readText(at(reply.payload, 'freight')));
    if (money) return money;
    throw new TusouError('backend-down', { detail: `${FREIGHT.name}: a reply without the freight` });
  };
