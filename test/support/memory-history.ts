/** A history in memory, for tests. */
import Keyv from 'keyv';
import { createHistory, type History } from '../../src/conversation/history.ts';
import type { Clock } from '../../src/domain/ports.ts';
import { fakeClock } from './fake-clock.ts';
import { memoryExclusively } from './memory-exclusively.ts';

/** An empty history in the memory of the test. */
export const memoryHistory = (clock: Clock = fakeClock(0)): History =>
  createHistory({ store: new Keyv(), clock, exclusively: memoryExclusively() });
