/** Stores in which nothing is kept for longer than the operator wants. */
import type { ListedStore } from '../domain/ports.ts';
import type { Stores } from './keyv-sqlite.ts';

const bounded = (store: ListedStore, longestMs: number): ListedStore => ({
  get: (key) => store.get(key),
  set: (key, value, ttlMs) => store.set(key, value, ttlMs === undefined ? ttlMs : Math.min(ttlMs, longestMs)),
  delete: (key) => store.delete(key),
  clear: () => store.clear(),
  keysUnder: (prefix) => store.keysUnder(prefix),
});

/** The same stores; what is set with an end gets it after `longestMs` at the latest. What is set without one stays. */
export const boundedStores =
  (stores: Stores, longestMs: number): Stores =>
  (namespace, connection) =>
    bounded(stores(namespace, connection), longestMs);
