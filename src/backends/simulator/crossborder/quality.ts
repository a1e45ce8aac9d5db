/** Figures about an offer's service that follow from its id, so that they need not be stored. */
import type { OfferRecord } from '../catalogue.ts';
import { diceFor } from '../dice.ts';

/** Shares from 0 to 1. */
export type Quality = {
  readonly pickup24: number;
  readonly pickup48: number;
  readonly qualityReturn: number;
  readonly applause: number;
};

const known = new WeakMap<OfferRecord, Quality>();

const roll = (offer: OfferRecord): Quality => {
  const dice = diceFor(`quality ${offer.id}`);
  const pickup24 = dice.between(900, 1_000) / 1_000;
  return {
    pickup24,
    pickup48: Math.min(1, pickup24 + dice.between(0, 40) / 1_000),
    qualityReturn: dice.chance(0.3) ? 0 : dice.between(1, 80) / 1_000,
    applause: dice.between(920, 1_000) / 1_000,
  };
};

/** The figures of an offer, always the same. */
export const qualityOf = (offer: OfferRecord): Quality => {
  const quality = known.get(offer) ?? roll(offer);
  known.set(offer, quality);
  return quality;
};
