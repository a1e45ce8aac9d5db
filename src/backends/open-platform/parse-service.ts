/** How an offer's goods are sent and how its supplier serves, as `product.search.queryProductDetail` tells it. */
import type { Shipping, SupplierScores } from '../../domain/offer.ts';
import { at, readList, readPlainText, readRatio, readScore, readText } from '../values.ts';

const grams = (value: unknown, perUnit: number): number | null => {
  const text = readText(value) ?? '';
  const weight = /^\d+(?:\.\d+)?$/.test(text) ? Math.round(Number(text) * perUnit) : 0;
  return weight > 0 ? weight : null;
};

/** The heaviest of the variants, so that nobody counts on too little freight. */
const heaviest = (weights: readonly (number | null)[]): number | null => {
  const known = weights.filter((weight) => weight !== null);
  return known.length > 0 ? Math.max(...known) : null;
};

const KG = 1000;

/**
 * Weights are kilograms, except in `skuShippingInfoList`, where they are grams. What 1688 has measured itself goes before what the
 * seller wrote, and both before an estimate.
 */
const parseWeight = (info: unknown): number | null => {
  const details = readList(at(info, 'skuShippingDetails'));
  const inKg = (member: string): number | null => heaviest(details.map((sku) => grams(at(sku, member), KG)));
  return (
    grams(at(info, 'officialWeight'), KG) ??
    grams(at(info, 'weight'), KG) ??
    inKg('officialWeight') ??
    inKg('weight') ??
    heaviest(readList(at(info, 'skuShippingInfoList')).map((sku) => grams(at(sku, 'weight'), 1))) ??
    inKg('aiWeight')
  );
};

/** Sides are centimetres (`width`, `length`, `height`); a piece without one of them has no volume. */
const parseVolume = (info: unknown): number | null => {
  const sides = ['width', 'length', 'height'].map((side) => {
    const text = readText(at(info, side)) ?? '';
    return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  });
  const volume = Math.round(sides.reduce((product, side) => product * side, 1));
  return volume > 0 && Number.isSafeInteger(volume) ? volume : null;
};

/** Reads `productShippingInfo`. Whether sending is free depends on the address, so only a freight estimate knows. */
export const parseShipping = (info: unknown): Shipping => {
  const hours = /^shipIn(\d{1,3})Hours$/.exec(readText(at(info, 'shippingTimeGuarantee')) ?? '')?.[1];
  return {
    from: readPlainText(at(info, 'sendGoodsAddressText')),
    weightGrams: parseWeight(info),
    volumeCm3: parseVolume(info),
    withinHours: hours ? Number(hours) : null,
    free: null,
  };
};

/** Reads `sellerDataInfo`: texts from 0 to 5, and one ratio. Figures that are not told are left out. */
export const parseSupplierScores = (data: unknown): SupplierScores => {
  const scores: Readonly<Record<keyof SupplierScores, number | null>> = {
    service: readScore(at(data, 'compositeServiceScore')),
    logistics: readScore(at(data, 'logisticsExperienceScore')),
    disputes: readScore(at(data, 'disputeComplaintScore')),
    goods: readScore(at(data, 'offerExperienceScore')),
    afterSales: readScore(at(data, 'afterSalesExperienceScore')),
    consultation: readScore(at(data, 'consultingExperienceScore')),
    repurchaseRatio: readRatio(at(data, 'repeatPurchasePercent')),
  };
  return Object.fromEntries(Object.entries(scores).filter(([, score]) => score !== null));
};
