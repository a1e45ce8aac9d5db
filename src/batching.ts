/** Working lists of pictures through, put together: for chats and for the command line alike. */
import { join } from 'node:path';
import { createBatchShelf } from './jobs/batch/shelf.ts';
import { createSpool } from './jobs/batch/spool.ts';
import { type BatchParts, createBatchWork } from './jobs/batch/work.ts';
import type { Stores } from './storage/keyv-sqlite.ts';

/** What a search desk has that lists are worked through with. */
export type BatchDesk = Omit<BatchParts, 'shelf' | 'shrink'> & { readonly stores: Stores };

/** The work on lists. */
export const openBatchWork = (desk: BatchDesk) =>
  createBatchWork({
    ...desk,
    shelf: createBatchShelf(desk.stores('batches', 'lasting')),
    shrink: async (...asked) => (await import('./images/small-picture.ts')).smallPicture(...asked),
  });

/** The work on lists, and the files of those that came from chats, in a folder below `dataDir`. */
export const openBatching = (desk: BatchDesk, dataDir: string) => ({
  work: openBatchWork(desk),
  spool: createSpool(join(dataDir, 'lists'), desk.clock.now),
});
