/** Listing products of one's own shop anew (document 003). */
import { at, readFlag, readList, readOfferId, readPlainText } from '../values.ts';
import { PRODUCT_REPOST } from './apis.ts';
import type { Call } from './client.ts';
import { offerRefused } from './details.ts';
import { idParam, WEB_SITE } from './queries.ts';

/** What became of a product that was to be listed anew. `reason` is in the marketplace's own words. */
export type Reposted = { readonly id: string; readonly done: boolean; readonly reason: string | null };

/** Lists products anew; the answer is in the order asked. Throws the `backend-*` errors of a call. */
export type Repost = (ids: readonly string[], signal: AbortSignal) => Promise<readonly Reposted[]>;

/** Makes the function that lists products anew. */
export const createRepost =
  (call: Call): Repost =>
  async (ids, signal) => {
    const reply = await call(PRODUCT_REPOST, { productIds: ids.map(idParam), webSite: WEB_SITE }, signal);
    if (!reply.ok) throw offerRefused(reply);
    const rows = readList(at(reply.payload, 'result'));
    const told = new Map(rows.map((row) => [readOfferId(at(row, 'productId')), row]));
    return ids.map((id) => ({
      id,
      done: readFlag(at(told.get(id), 'result')) === true,
      reason: readPlainText(at(told.get(id), 'desc')) ?? readPlainText(at(told.get(id), 'code')),
    }));
  };
