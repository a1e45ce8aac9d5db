/** Price tiers for the offers that are shown: one detail call each, remembered, and never a reason to fail the answer. */
import { asTusouError } from '../domain/errors.ts';
import type { Offer, OfferDetail } from '../domain/offer.ts';
import type { Backend, Clock, Log } from '../domain/ports.ts';
import type { Language } from '../domain/query.ts';
import type { Note } from '../domain/result.ts';
import type { Memory } from './memory.ts';
import { withDetail } from './rank.ts';

/** Rows with their tiers, and what has to be said about tiers that could not be had. */
export type Tiered = { readonly offers: readonly Offer[]; readonly notes: readonly Note[] };

/** One offer in full, from memory unless `fresh`, else from the backend. Throws the backend's errors. */
export type OpenOffer = (
  id: string,
  language: Language,
  options: { fresh: boolean; signal: AbortSignal },
) => Promise<OfferDetail>;

/** After the marketplace has denied the detail call it is left alone for this long: permission does not come back by asking. */
const DENIED_FOR_MS = 10 * 60 * 1000;

/** Makes the function that opens one offer. */
export const createOpenOffer =
  ({ backend, memory }: { backend: Backend; memory: Memory }): OpenOffer =>
  async (id, language, { fresh, signal }) => {
    const remembered = fresh ? null : await memory.offer(id, language);
    if (remembered) return remembered;
    const detail = await backend.offer(id, language, signal);
    await memory.keepOffer(detail, language);
    return detail;
  };

/** Adds tiers to rows. An aborted signal rejects; any other trouble becomes a note. */
export type AddTiers = (rows: readonly Offer[], language: Language, signal: AbortSignal) => Promise<Tiered>;

/** Makes the step that adds tiers to rows. An aborted signal rejects; any other trouble becomes a note. */
export const createAddTiers = (options: {
  backend: Backend;
  openOffer: OpenOffer;
  clock: Clock;
  log: Log;
}): AddTiers => {
  const { backend, openOffer, clock, log } = options;
  let deniedUntilMs = 0;

  const noteDenial = (error: unknown, stop: AbortController): void => {
    const { code, message } = asTusouError(error);
    if (code !== 'backend-denied') {
      log.warn({ code, cause: message }, 'price tiers of an offer failed');
      return;
    }
    if (deniedUntilMs <= clock.now()) log.warn({ cause: message }, 'price tiers denied by the marketplace');
    deniedUntilMs = clock.now() + DENIED_FOR_MS;
    stop.abort();
  };

  return async (rows, language, signal) => {
    const lacking = rows.filter(({ tiers }) => tiers.length === 0);
    if (lacking.length === 0 || backend.can.tiersInRows) return { offers: rows, notes: [] };
    if (!backend.can.detail || deniedUntilMs > clock.now())
      return { offers: rows, notes: ['tiers-unavailable'] };
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    let failures = 0;

    const tiered = async (row: Offer): Promise<Offer> => {
      if (row.tiers.length > 0) return row;
      try {
        return withDetail(row, await openOffer(row.id, language, { fresh: false, signal: either }));
      } catch (error) {
        signal.throwIfAborted();
        failures += 1;
        if (!stop.signal.aborted) noteDenial(error, stop);
        return row;
      }
    };

    const offers = await Promise.all(rows.map(tiered));
    if (failures === 0) return { offers, notes: [] };
    return { offers, notes: [stop.signal.aborted ? 'tiers-unavailable' : 'tiers-partial'] };
  };
};
