/** Searching without a picture: by words, by another offer, in a supplier's shop. */
import { TusouError } from '../../domain/errors.ts';
import type { Query } from '../../domain/ports.ts';
import type { Question } from '../../domain/query.ts';
import { type Api, KEYWORD_QUERY, MAX_RELATED_ROWS, MAX_ROWS, RELATED, SELLER_OFFERS } from './apis.ts';
import type { Call, Params } from './client.ts';
import { askInPages } from './pages.ts';
import { parseOfferPage, parseRelated, type Rows } from './parse.ts';
import { keywordParams, listingParams, relatedParams } from './queries.ts';

/** A query that needs no picture. */
export type ListQuery = Extract<Query, { kind: 'keyword' | 'related' | 'supplier' }>;

/** Finds the rows for a query. Throws the `backend-*` errors of a call. */
export type FindList = (asked: ListQuery, signal: AbortSignal) => Promise<Rows>;

type List = {
  readonly api: Api;
  readonly cap: number;
  readonly params: (question: Question) => Params;
  readonly read: (payload: unknown, question: Question) => Rows;
};

/** Rows of a supplier's shop do not say whose they are. */
const ownedBy = (rows: Rows, id: string): Rows => ({
  ...rows,
  offers: rows.offers.map((offer) => ({ ...offer, supplier: { ...offer.supplier, id } })),
});

const listFor = (asked: ListQuery): List => {
  if (asked.kind === 'keyword') {
    const params = (question: Question): Params => keywordParams(asked.keyword, question);
    return { api: KEYWORD_QUERY, cap: MAX_ROWS, params, read: parseOfferPage };
  }
  if (asked.kind === 'related') {
    const params = (question: Question): Params => relatedParams(asked.offerId, question);
    return { api: RELATED, cap: MAX_RELATED_ROWS, params, read: parseRelated };
  }
  const { supplierId } = asked;
  return {
    api: SELLER_OFFERS,
    cap: MAX_ROWS,
    params: (question) => ({ ...listingParams(question), sellerOpenId: supplierId }),
    read: (payload, question) => ownedBy(parseOfferPage(payload, question), supplierId),
  };
};

/** Makes the search. */
export const createFindList =
  (call: Call): FindList =>
  (asked, signal) => {
    const { api, cap, params, read } = listFor(asked);
    return askInPages(asked.question, cap, async (question) => {
      const reply = await call(api, params(question), signal);
      if (!reply.ok) throw new TusouError('backend-config', { detail: reply.detail });
      return read(reply.payload, question);
    });
  };
