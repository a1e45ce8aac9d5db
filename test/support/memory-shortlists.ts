/** Shortlists and notes of lists that nobody else changes at the same moment, for tests. */
import Keyv from 'keyv';
import { type Batches, createBatches } from '../../src/conversation/batches.ts';
import { createShortlists, type Shortlists } from '../../src/conversation/shortlists.ts';
import type { Clock } from '../../src/domain/ports.ts';
import { memoryExclusively } from './memory-exclusively.ts';

/** Empty lists in the memory of the test. */
export const memoryShortlists = (): Shortlists =>
  createShortlists({ store: new Keyv(), exclusively: memoryExclusively() });

/** No lists under way. */
export const memoryBatches = (clock: Pick<Clock, 'now'> = { now: () => 0 }): Batches =>
  createBatches({ store: new Keyv(), exclusively: memoryExclusively(), clock });
