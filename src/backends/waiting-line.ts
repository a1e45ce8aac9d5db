/** Who waits for a call, in the order in which they go: by turn, and first come first served where turns are alike. */
import type { Turn } from '../domain/ports.ts';
import { compareTurns } from '../ops/turn.ts';

/** A line that is cheap with ten thousand in it: everything takes a logarithm of steps. */
export type WaitingLine<T> = {
  readonly size: number;
  /** Answers with the function by which the newcomer leaves before it is served; more than once does no harm. */
  join(newcomer: T, turn: Turn): () => void;
  /** Serves whoever is first. */
  next(): T | undefined;
};

type Place<T> = { readonly turn: Turn; readonly order: number; who: T | undefined };

const isBefore = <T>(one: Place<T>, other: Place<T>): boolean =>
  (compareTurns(one.turn, other.turn) || one.order - other.order) < 0;

/** Puts a place at the end of a binary heap and lets it rise. */
const push = <T>(heap: Place<T>[], place: Place<T>): void => {
  let at = heap.length;
  heap.push(place);
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (!parent || isBefore(parent, place)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = place;
};

/** Takes the first place off a binary heap and lets the last one sink into the gap. */
const pop = <T>(heap: Place<T>[]): Place<T> | undefined => {
  const first = heap[0];
  const last = heap.pop();
  if (!last || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
    const below = right && left && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
    const child = heap[below];
    if (!child || isBefore(last, child)) break;
    heap[at] = child;
    at = below;
  }
  heap[at] = last;
  return first;
};

/** An empty line. */
export const createWaitingLine = <T>(): WaitingLine<T> => {
  let heap: Place<T>[] = [];
  let size = 0;
  let joined = 0;

  const leave = (place: Place<T>): void => {
    if (place.who === undefined) return;
    place.who = undefined;
    size -= 1;
    // A place that was left stays until it comes to the front, unless most of them are such. A sorted list is a heap.
    if (heap.length > 2 * size + 64)
      heap = heap.filter(({ who }) => who !== undefined).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  };

  return {
    get size() {
      return size;
    },
    join: (who, turn) => {
      const place: Place<T> = { turn, order: joined++, who };
      push(heap, place);
      size += 1;
      return () => leave(place);
    },
    next: () => {
      for (let place = pop(heap); place; place = pop(heap)) {
        const { who } = place;
        if (who === undefined) continue;
        place.who = undefined;
        size -= 1;
        return who;
      }
      return undefined;
    },
  };
};
