/** Updates that were fetched but not yet confirmed: puts albums together and knows up to where Telegram may be told "got it". */
import type { Update } from 'grammy/types';
import { ALBUM_SIZE, ALBUM_WAIT_MS, albumOf } from './albums.ts';

/** Updates in one fetch at most (core.telegram.org/bots/api#getupdates). A full batch may hide more, so nothing waits then. */
const BATCH_SIZE = 100;

type Group = { readonly updates: Update[]; dueMs: number };

/** Keeps the updates between fetching and confirming. Nothing is stored here: what is not done stays at Telegram. */
export interface Inbox {
  /** Takes a fetched batch; updates that are known already (a waiting album is fetched again) are skipped. */
  take(batch: readonly Update[], nowMs: number): void;
  /** What is to be handled now: single updates at once, an album when it is complete. */
  due(nowMs: number): (readonly Update[])[];
  /** Notes that a group was handled. */
  done(group: readonly Update[]): void;
  /** When the next waiting album falls due, or null when nothing waits. */
  nextDueMs(): number | null;
  /** The `offset` for getUpdates: everything below it is confirmed by passing it. Undefined before the first update. */
  offset(): number | undefined;
}

const groupOf = (update: Update): string => albumOf(update) ?? `:${update.update_id}`;

/** Makes an empty inbox. */
export const createInbox = (): Inbox => {
  const groups = new Map<string, Group>();
  const known = new Set<number>();
  let highest: number | undefined;

  const add = (update: Update, nowMs: number): void => {
    known.add(update.update_id);
    highest = Math.max(highest ?? 0, update.update_id);
    const key = groupOf(update);
    const group = groups.get(key) ?? { updates: [], dueMs: nowMs };
    group.updates.push(update);
    group.dueMs =
      albumOf(update) !== null && group.updates.length < ALBUM_SIZE ? nowMs + ALBUM_WAIT_MS : nowMs;
    groups.set(key, group);
  };

  const offset = (): number | undefined => {
    const open = [...groups.values()].flatMap(({ updates }) => updates.map(({ update_id }) => update_id));
    if (open.length > 0) return Math.min(...open);
    return highest === undefined ? undefined : highest + 1;
  };

  return {
    take: (batch, nowMs) => {
      for (const update of batch) if (!known.has(update.update_id)) add(update, nowMs);
      if (batch.length >= BATCH_SIZE) for (const group of groups.values()) group.dueMs = nowMs;
    },
    due: (nowMs) => [...groups.values()].filter(({ dueMs }) => dueMs <= nowMs).map(({ updates }) => updates),
    done: ([first]) => {
      if (!first) return;
      groups.delete(groupOf(first));
      const confirmed = offset() ?? 0;
      for (const id of known) if (id < confirmed) known.delete(id);
    },
    nextDueMs: () => (groups.size === 0 ? null : Math.min(...[...groups.values()].map(({ dueMs }) => dueMs))),
    offset,
  };
};
