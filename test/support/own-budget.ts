/** Call budgets that are shared with nobody, for tests of what makes calls. */
import { type Budget, createBudget } from '../../src/backends/budget.ts';
import type { Clock } from '../../src/domain/ports.ts';
import { openMemoryState } from '../../src/storage/shared-state.ts';
import { silentLog } from './silent-log.ts';

/** Words that differ within a test. */
export const countedIds = (): (() => string) => {
  let made = 0;
  return () => `id-${String(made++).padStart(6, '0')}`;
};

/** A budget of its own for `qps` calls a second. */
export const ownBudget = (qps: number, clock: Clock): Budget => {
  const { slots } = openMemoryState({ clock, log: silentLog, newId: countedIds() });
  return createBudget({ name: 'test', qps, slots, clock, log: silentLog });
};
