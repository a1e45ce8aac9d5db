/** What a landed cost needs beside the offer: the team's rates, and what the goods' way within China costs. Used by `answer`. */
import type { Landing } from '../cards/landed-lines.ts';
import { hasRates, type TeamRates, type Unknown } from '../domain/landed.ts';
import { cny, type Money } from '../domain/money.ts';
import { lotsOf, type OfferDetail } from '../domain/offer.ts';
import type { Backend } from '../domain/ports.ts';
import { quote } from '../domain/pricing.ts';

/** Makes the function that tells it; null where no rates are set. It rejects only with the signal's reason. */
export const createLanding = (backend: Pick<Backend, 'can' | 'freight'> | undefined) => {
  const domesticOf = async (
    detail: OfferDetail,
    { quantity, rates }: { readonly quantity: number; readonly rates: TeamRates },
    signal: AbortSignal,
  ): Promise<Money | Unknown> => {
    if (detail.shipping.free === true) return cny(0);
    if (!rates.to) return 'no-address';
    if (!backend?.can.freight) return 'not-told';
    const { pieces } = quote({ ...detail, ...lotsOf(detail) }, quantity);
    try {
      return await backend.freight({ offerId: detail.id, ...rates.to, quantity: pieces }, signal);
    } catch {
      // Without it the cost is told as "at least".
      signal.throwIfAborted();
      return 'not-told';
    }
  };

  return async (
    detail: OfferDetail,
    asked: { readonly quantity: number | undefined; readonly rates: TeamRates },
    signal: AbortSignal,
  ): Promise<Landing | null> => {
    const { quantity, rates } = asked;
    if (!quantity || !hasRates(rates)) return null;
    return { rates, domestic: await domesticOf(detail, { quantity, rates }, signal) };
  };
};
