/** Call slots over a table of them: the shared half of a call budget. docs/decisions/0009 says why it is exact. */
import type { Clock, Log, Pace, Slot, Slots } from '../domain/ports.ts';
import { createOutage } from './outage.ts';

/**
 * How long a slot stays with somebody after it could have been used: long enough for a handshake over a bad line. The slot of a
 * process that died is missed for as long.
 */
export const HOLD_MS = 5_000;

/** Whoever found all slots held keeps its place in the line for so long without asking again. */
export const PLACE_KEPT_MS = 250;

/** A slot that was taken: how long until it may be used, and since when it is free, in the table's own time. */
export type TakenSlot = { readonly waitMs: number; readonly freeAt: number };

/**
 * Where the slots of one budget are written down. Every slot is free from some time on, or held under a token until `HOLD_MS` after
 * that time; one that is still held then may have been used at the last moment, so it is free a window later. Each step is atomic.
 * All may reject with `storage-down`; what comes with a token that holds nothing any more changes nothing.
 */
export type SlotTable = {
  /** Takes the slot that is free soonest, leaving those alone that others who asked before are about to get. */
  take(asker: string, token: string): Promise<TakenSlot | null>;
  /** Makes the slot free a window after this moment. */
  started(token: string): Promise<void>;
  /** Makes the slot free from the time it was free from. */
  giveBack(token: string, freeAt: number): Promise<void>;
};

/** Opens the slots of the budget of this name. Every process opens it with the same pace. */
export type OpenSlots = (name: string, pace: Pace) => Slots;

/** Makes slots. `newId` makes words that nobody else has. */
export const createSlots = (
  table: SlotTable,
  parts: { readonly name: string; readonly clock: Clock; readonly log: Log; readonly newId: () => string },
): Slots => {
  const { name, clock, log, newId } = parts;
  const events = { begins: 'call slots could not be returned', ends: 'call slots are returned again' };
  const outage = createOutage({ clock, log, events, fields: { budget: name } });
  const asker = newId();

  const slotOf = (token: string, { waitMs, freeAt }: TakenSlot): Slot => {
    let isOurs = true;
    const once = async (work: () => Promise<void>): Promise<void> => {
      if (!isOurs) return;
      isOurs = false;
      // A slot that cannot be returned comes back when its hold is over.
      await work().then(outage.worked, outage.failed);
    };
    return {
      waitMs,
      holdMs: HOLD_MS,
      started: () => once(() => table.started(token)),
      giveBack: () => once(() => table.giveBack(token, freeAt)),
    };
  };

  return {
    take: async () => {
      const token = newId();
      const taken = await table.take(asker, token);
      return taken && slotOf(token, taken);
    },
  };
};
