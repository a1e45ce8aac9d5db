/** The official way into 1688: by photo, picture address, words, offer or supplier, and everything about one offer. */
import type { Abilities, Backend } from '../../domain/ports.ts';
import { LIST_ORDERS } from '../../domain/query.ts';
import { openedOnce } from '../../ops/opened-once.ts';
import type { AccessOptions } from './access.ts';
import { MAX_ROWS } from './apis.ts';
import type { Repost } from './repost.ts';

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
 * The official backend, whose calls are loaded for the first of them. Throws `backend-*` errors and, for details and
 * freight, `offer-not-found`; `backend-denied` says that the app is not granted that one call, so a search may succeed where details
 * are denied.
 */
export const createOpenPlatform = (options: OpenPlatformOptions): OpenPlatform => {
  const { name, sampleData } = options;
  const calls = openedOnce(async () => (await import('./calls.ts')).openCalls(options));
  return {
    name,
    can: { ...CAN, sampleData },
    warmUp: async () => void (await calls()),
    search: async (...asked) => ({ backend: name, ...(await (await calls()).rowsFor(...asked)) }),
    offer: async (...asked) => (await calls()).offer(...asked),
    freight: async (...asked) => (await calls()).freight(...asked),
    check: async (...asked) => (await calls()).check(...asked),
    repost: async (...asked) => (await calls()).repost(...asked),
  };
};
