/** Repeatable chance for the demo catalogue: the same name always rolls the same numbers. */
import { createHash } from 'node:crypto';

/** Rolls that follow from a name alone. `between` gives whole numbers and includes both ends. */
export type Dice = {
  next(): number;
  between(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  chance(share: number): boolean;
};

/** The dice of one thing: roll number n is the head of SHA-256 over its name and n. */
export const diceFor = (name: string): Dice => {
  let rolled = 0;
  const next = () => {
    rolled += 1;
    return createHash('sha256').update(`${name}#${rolled}`).digest().readUInt32BE(0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    pick: <T>(list: readonly T[]) => list[between(0, list.length - 1)] as T,
    chance: (share) => next() < share,
  };
};
