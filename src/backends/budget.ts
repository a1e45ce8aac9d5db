/**
 * The call budget: who may call 1688, and when, so that its rate limit is never met. All processes that share a storage share one
 * budget of each name; docs/decisions/0009 says how, and why it is one for an account and not one for each API.
 */
import type { Clock, Log, Pace, Slot } from '../domain/ports.ts';
import { currentTurn } from '../ops/turn.ts';
import { createOutage } from '../storage/outage.ts';
import type { OpenSlots } from '../storage/slots.ts';
import { createWaitingLine } from './waiting-line.ts';

/** The right to make calls, one at a time. */
export interface Budget {
  /**
   * Resolves when one call may start, in the order of the callers' turns (see `currentTurn`), with a function to call just before it goes
   * onto the wire: from then on its second counts, so that a slow handshake cannot push it into the next one. It answers false
   * when the call must not go any more, after so long a handshake that others may count on the time. Call it in any case (more than
   * once does no harm): a slot that never starts is missed for some seconds. Rejects with the signal's reason when aborted
   * while waiting, which uses up nothing. While the storage is down, callers wait.
   */
  acquire(signal: AbortSignal): Promise<() => unknown>;
}

/**
 * Kept between a call and the one that takes its place, on top of the full second. Calls travel with varying delay, so two
 * that start exactly a second apart may arrive closer. 15 ms leaves 98.5 % of the budget in use, and room
 * for late timers above 97 %.
 */
const ARRIVAL_GUARD_MS = 15;

/** The pace for `qps` calls a second. Below one it is one call in so many seconds; a fraction above one is rounded down. */
export const paceOf = (qps: number): Pace => ({
  limit: Math.max(1, Math.floor(qps)),
  windowMs: Math.ceil(1000 / Math.min(1, qps)) + ARRIVAL_GUARD_MS,
});

/**
 * How many slots a process takes before they are free: one, so that they are shared out evenly and evenly late, and more only where calls
 * are so many that taking them one by one would be too slow.
 */
const aheadOf = ({ limit }: Pace): number => Math.min(Math.ceil(limit / 20), 50);

/** Pauses before asking again: when all slots are held (a step in the storage takes below a millisecond), and when the storage is down. */
const HELD_PAUSE_MS = 20;
const DOWN_PAUSE_MS = 500;

/** A slot whose wait is over; after `untilMs` no call may start with it. */
type ReadySlot = { readonly slot: Slot; readonly untilMs: number };

type SlotSource = { readonly take: () => Promise<Slot | null>; readonly clock: Clock };

/** Brings the next slot once it is free, however long the storage is down; null when it is not wanted any more. */
const nextReady = async ({ take, clock }: SlotSource, unwanted: AbortSignal): Promise<ReadySlot | null> => {
  while (!unwanted.aborted) {
    // What the storage counts began after this moment, so our own time for the call ends first.
    const askedMs = clock.now();
    const slot = await take();
    if (!slot) continue;
    try {
      if (slot.waitMs > 0) await clock.sleep(slot.waitMs, unwanted);
      return { slot, untilMs: askedMs + slot.waitMs + slot.holdMs };
    } catch {
      void slot.giveBack();
    }
  }
  return null;
};

/** What a budget is made of. `name` is the same in all processes that share it; `qps` must be above zero. */
export type BudgetParts = {
  readonly name: string;
  readonly qps: number;
  readonly slots: OpenSlots;
  readonly clock: Clock;
  readonly log: Log;
};

/** Takes slots, and pauses where there are none to take; null after a pause. */
const takerFrom = ({ name, qps, slots: open, clock, log }: BudgetParts) => {
  const slots = open(name, paceOf(qps));
  const events = { begins: 'calls wait for the storage', ends: 'calls go on' };
  const outage = createOutage({ clock, log, events, fields: { budget: name } });
  return async (unwanted: AbortSignal): Promise<Slot | null> => {
    let pauseMs = HELD_PAUSE_MS;
    try {
      const slot = await slots.take();
      outage.worked();
      if (slot) return slot;
    } catch (error) {
      outage.failed(error);
      pauseMs = DOWN_PAUSE_MS;
    }
    await clock.sleep(pauseMs, unwanted).catch(() => {});
    return null;
  };
};

/** Opens the budget of this name. */
export const createBudget = (parts: BudgetParts): Budget => {
  const { qps, clock } = parts;
  if (!(qps > 0 && Number.isFinite(qps))) throw new RangeError('qps must be a positive number');
  const ahead = aheadOf(paceOf(qps));
  const take = takerFrom(parts);
  const line = createWaitingLine<(ready: ReadySlot) => void>();
  const underWay = new Set<AbortController>();

  /** Only now is it said who gets the slot: whoever came meanwhile with an earlier turn goes first. */
  const handOut = (ready: ReadySlot): void => {
    // Too late where the process hung: the slot comes back by itself, and another one is brought.
    if (clock.now() > ready.untilMs) return;
    const serve = line.next();
    if (serve) serve(ready);
    else void ready.slot.giveBack();
  };

  const bring = async (unwanted: AbortController): Promise<void> => {
    const ready = await nextReady({ take: () => take(unwanted.signal), clock }, unwanted.signal);
    if (ready) handOut(ready);
    underWay.delete(unwanted);
    match();
  };

  /** Keeps as many slots under way as there are callers for, and no more than a few. */
  const match = (): void => {
    const wanted = Math.min(ahead, line.size);
    if (underWay.size > wanted) for (const surplus of [...underWay].slice(wanted)) surplus.abort();
    while (underWay.size < wanted) {
      const unwanted = new AbortController();
      underWay.add(unwanted);
      void bring(unwanted);
    }
  };

  const starterOf = ({ slot, untilMs }: ReadySlot): (() => boolean) => {
    let isIn: boolean | null = null;
    return () => {
      if (isIn === null) {
        isIn = clock.now() <= untilMs;
        if (isIn) void slot.started();
      }
      return isIn;
    };
  };

  const acquire = (signal: AbortSignal): Promise<() => unknown> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const serve = (ready: ReadySlot): void => {
        signal.removeEventListener('abort', give);
        resolve(starterOf(ready));
      };
      const leave = line.join(serve, currentTurn());
      const give = (): void => {
        leave();
        reject(signal.reason);
        match();
      };
      signal.addEventListener('abort', give, { once: true });
      match();
    });

  return { acquire };
};
