/** Whose turn the work under way has: set where a job is run, read where its calls wait for the marketplace. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { LANES, type Turn } from '../domain/ports.ts';

const turns = new AsyncLocalStorage<Turn>();

/** Somebody waits at a terminal, or for the program itself: before everybody's jobs. */
const FIRST: Turn = { lane: 'interactive', round: 0 };

/** Does the work in this turn: whatever it calls, however late, finds it with `currentTurn`. */
export const inTurn = <T>(turn: Turn, work: () => T): T => turns.run(turn, work);

/** The turn of the work that calls this; the very first for work that is no job. */
export const currentTurn = (): Turn => turns.getStore() ?? FIRST;

/** Below zero when the first turn is the earlier one, zero when they are alike; for sorting. */
export const compareTurns = (one: Turn, other: Turn): number =>
  LANES.indexOf(one.lane) - LANES.indexOf(other.lane) || one.round - other.round;
