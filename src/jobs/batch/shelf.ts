/** Where a list of pictures is kept while it is worked through: what is in it, what was found with each, and how far it has come. */
import type { BatchFailure, BatchFound, BatchItem } from '../../domain/batch.ts';
import { TusouError } from '../../domain/errors.ts';
import type { ListedStore, Store } from '../../domain/ports.ts';

/** A list that nobody goes on with is forgotten after this time. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** How far a list has come: the number of the first picture that may still be open, and since when it is worked on. */
export type BatchPace = { readonly cursor: number; readonly startedMs: number; readonly troubles: number };

/** What became of a picture: the name of its bytes, under which what was found is kept, or why there is nothing. */
export type BatchMark = { readonly sha256: string } | { readonly failure: BatchFailure };

/** The kept lists. Writing rejects with `storage-down` where nothing was kept. */
export const createBatchShelf = (store: Store & Pick<ListedStore, 'keysUnder'>) => {
  const write = async (key: string, value: unknown): Promise<void> => {
    const isKept = await store.set(key, value, KEPT_MS);
    if (isKept === false) throw new TusouError('storage-down', { detail: 'a list was not kept' });
  };
  return {
    items: (id: string) => store.get<readonly BatchItem[]>(`${id}:items`),
    keepItems: (id: string, items: readonly BatchItem[]) => write(`${id}:items`, items),
    pace: (id: string) => store.get<BatchPace>(`${id}:pace`),
    keepPace: (id: string, pace: BatchPace) => write(`${id}:pace`, pace),
    mark: (id: string, number: number) => store.get<BatchMark>(`${id}:mark:${number}`),
    keepMark: (id: string, number: number, mark: BatchMark) => write(`${id}:mark:${number}`, mark),
    found: (id: string, sha256: string) => store.get<BatchFound>(`${id}:found:${sha256}`),
    keepFound: (id: string, sha256: string, found: BatchFound) => write(`${id}:found:${sha256}`, found),
    /** Takes a list away with all that was found. */
    forget: async (id: string): Promise<void> => {
      for (const key of await store.keysUnder(`${id}:`)) await store.delete(key);
    },
  };
};

/** The kept lists. */
export type BatchShelf = ReturnType<typeof createBatchShelf>;
