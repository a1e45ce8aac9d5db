/** `product.freight.estimate`: what sending so many pieces to an address in China costs. */
import { shipsFree } from '../dialects/shelf.ts';
import { diceFor } from '../dice.ts';
import type { Marketplace } from '../marketplace.ts';
import type { Answer } from '../protocol.ts';
import { gramsOf } from './facts.ts';
import { freightParams, readParams } from './params.ts';
import { BadParam, booleanSuccess } from './replies.ts';
import { wholeOf } from './rows.ts';
import { skuInfos } from './skus.ts';

/** The first kilogram costs more than each further one. */
const feesOf = (offerId: string) => {
  const dice = diceFor(`freight ${offerId}`);
  return { first: dice.between(30, 90) / 10, next: dice.between(5, 30) / 10 };
};

/** Answers with the estimate. Offers with variants need to hear which ones. */
export const freightEstimate = async (param: string, marketplace: Marketplace): Promise<Answer> => {
  const asked = readParams(freightParams, param);
  const offer = marketplace.catalogue.byId.get(asked.offerId);
  if (!offer) throw new BadParam('offer does not exist');
  const whole = wholeOf(marketplace, offer);
  const known = skuInfos(marketplace, whole).map(({ skuId }) => String(skuId));
  const chosen = asked.logisticsSkuNumModels;
  if (known.length > 0 && chosen.length === 0) throw new BadParam('logisticsSkuNumModels: is required');
  if (chosen.some(({ skuId }) => !known.includes(skuId))) throw new BadParam('skuId does not exist');
  const { first, next } = feesOf(offer.id);
  const kilograms = Math.max(1, Math.ceil((gramsOf(whole) * asked.totalNum) / 1000));
  const freePostage = shipsFree(offer);
  const total = freePostage ? 0 : first + next * (kilograms - 1);
  return booleanSuccess({
    offerId: Number(offer.id),
    // One decimal, as the documentation's example has it.
    freight: total.toFixed(1),
    templateId: 121133,
    singleProductWeight: gramsOf(whole) / 1000,
    templateType: freePostage ? 1 : 2,
    firstFee: String(first),
    firstUnit: '1',
    nextFee: String(next),
    nextUnit: '1',
    discount: '',
    chargeType: '0',
    freePostage,
    productFreightSkuInfoModels: [],
    sizeValueType: 1,
  });
};
