/** The official way into 1688: by photo, picture address, words, offer or supplier, and everything about one offer. */
import type { Abilities, Backend, OfferPage, Query } from '../../domain/ports.ts';
import { LIST_ORDERS } from '../../domain/query.ts';
import { type AccessOptions, createTokens } from './access.ts';
import { MAX_ROWS } from './apis.ts';
import { createCheck } from './check.ts';
import { createClient } from './client.ts';
import { createOpenDetail } from './details.ts';
import { createEstimateFreight } from './freight.ts';
import { createFindList } from './lists.ts';
import type { Rows } from './parse.ts';
import { createPictureSearch } from './pictures.ts';
import { createRepost, type Repost } from './repost.ts';

/** The access, the name to show, and whether the gateway is one whose offers are made up. */
export type OpenPlatformOptions = AccessOptions & { readonly name: string; readonly sampleData: boolean };

const CAN: Omit<Abilities, 'sampleData'> = {
  queries: ['photo', 'picture-url', 'keyword', 'related', 'supplier'],
  detail: true,
  freight: true,
  sorts: LIST_ORDERS,
  filters: ['price', 'keyword', 'categoryId', 'strongSupplier', 'region'],
  maxPageSize: MAX_ROWS,
  // The official advice when an upload comes back without an id; a hard limit is not known.
  uploadBytes: 100_000,
  tiersInRows: false,
};

/** The official backend, and what those do with it who sell on 1688 themselves. */
export type OpenPlatform = Backend & { readonly repost: Repost };

/**
 * The official backend. Throws `backend-*` errors and, for details and
 * freight, `offer-not-found`; `backend-denied` says that the app is not granted that one call, so a search may succeed where details
 * are denied.
 */
export const createOpenPlatform = (options: OpenPlatformOptions): OpenPlatform => {
  const { name, sampleData } = options;
  const call = createClient({ ...options, tokens: createTokens(options) });
  const offer = createOpenDetail({ ...options, call });
  const freight = createEstimateFreight(call, offer);
  const repost = createRepost(call);
  const { byPhoto, byUrl } = createPictureSearch(call, options);
  const findList = createFindList(call);
  const check = createCheck({ ...options, call });

  const rowsFor = (asked: Query, signal: AbortSignal): Promise<Rows> => {
    if (asked.kind === 'photo') return byPhoto(asked.photo, asked.question, signal);
    if (asked.kind === 'picture-url') return byUrl(asked.url, asked.question, signal);
    return findList(asked, signal);
  };
  const search = async (asked: Query, signal: AbortSignal): Promise<OfferPage> => ({
    backend: name,
    ...(await rowsFor(asked, signal)),
  });

  return { name, can: { ...CAN, sampleData }, search, offer, freight, check, repost };
};
