/** An offer with what else is known around it: other offers of its supplier, and what sending it costs. */
import { asTusouError, TusouError } from '../domain/errors.ts';
import type { Money } from '../domain/money.ts';
import type { Offer, OfferDetail } from '../domain/offer.ts';
import type { Backend, FreightRequest } from '../domain/ports.ts';
import { type Language, plainQuestion } from '../domain/query.ts';
import type { Search } from './search.ts';

/** Parts of a dossier that take calls of their own. */
export type DossierPart = 'supplier-offers' | 'freight';

/** What is known about one offer. A part is null where it was not asked for, is not known, or failed; `failures` says which and why. */
export type Dossier = {
  readonly detail: OfferDetail;
  /** The supplier's other offers. */
  readonly supplierOffers: readonly Offer[] | null;
  readonly freight: Money | null;
  readonly failures: readonly { readonly part: DossierPart; readonly error: TusouError }[];
};

/** Which offer, and what to ask for beside its details. */
export type DossierAsk = {
  readonly id: string;
  readonly language: Language;
  readonly fresh: boolean;
  readonly supplierOffers: boolean;
  readonly freightTo: Omit<FreightRequest, 'offerId'> | null;
};

type Attempt<T> = { readonly value: T | null; readonly failures: Dossier['failures'] };

const NOT_ASKED = { value: null, failures: [] };

/** One call for the supplier's offers: enough to see what else it sells. */
const SUPPLIER_OFFERS = 20;

/** Makes the function that opens a dossier. It throws only what opening the offer itself throws, or the signal's reason. */
export const createDossiers = ({ search, backend }: { search: Search; backend: Backend }) => {
  const attempt = async <T>(
    part: DossierPart,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<Attempt<T>> => {
    try {
      return { value: await work(), failures: [] };
    } catch (error) {
      signal.throwIfAborted();
      return { value: null, failures: [{ part, error: asTusouError(error) }] };
    }
  };

  const offersOf = async (
    { id, supplier }: OfferDetail,
    { language, fresh }: DossierAsk,
    signal: AbortSignal,
  ): Promise<readonly Offer[] | null> => {
    if (!backend.can.queries.includes('supplier'))
      throw new TusouError('backend-unsupported', { detail: 'offers of a supplier' });
    if (supplier.id === null) return null;
    const question = { ...plainQuestion(language), pageSize: SUPPLIER_OFFERS };
    const about = { kind: 'supplier', supplierId: supplier.id } as const;
    const { offers } = await search.search({ about, question, fresh }, signal);
    return offers.filter((offer) => offer.id !== id);
  };

  return async (ask: DossierAsk, signal: AbortSignal): Promise<Dossier> => {
    const { id, language, fresh, freightTo } = ask;
    const detail = await search.offer(id, language, { fresh, signal });
    const [others, freight] = await Promise.all([
      ask.supplierOffers
        ? attempt('supplier-offers', signal, () => offersOf(detail, ask, signal))
        : NOT_ASKED,
      freightTo
        ? attempt('freight', signal, () => backend.freight({ offerId: id, ...freightTo }, signal))
        : NOT_ASKED,
    ]);
    return {
      detail,
      supplierOffers: others.value,
      freight: freight.value,
      failures: [...others.failures, ...freight.failures],
    };
  };
};
