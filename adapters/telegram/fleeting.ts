/** Messages that go away by themselves after a while: what concerned one person and had to be said before all. */
import type { Api } from 'grammy';
import type { Clock, Log, MessageRef, Store } from '#service';
import { chatError } from './client.ts';

/** Messages that wait at once at most; beyond that the one that has waited longest stays where it is. */
const MOST = 1_000;

/** Telegram lets bots delete their messages for 48 hours (core.telegram.org/bots/api#deletemessage). */
const KEPT_MS = 24 * 60 * 60 * 1000;

const KEPT = 'telegram:fleeting';

/** A message and when it is to go, in ms since the epoch. */
type Entry = { readonly chatId: string; readonly id: string; dueMs: number };

type FleetingParts = {
  readonly api: Api;
  readonly log: Log;
  readonly clock: Clock;
  readonly store: Store;
};

/**
 * Keeps the time of such messages in this process. What is left when it stops is noted, and the next process that starts goes on with
 * it; only a process that is killed leaves its messages standing. Nothing here rejects.
 */
export const createFleeting = ({ api, log, clock, store }: FleetingParts) => {
  const entries = new Map<string, Entry>();
  const waits = new Set<Promise<void>>();
  const stopping = new AbortController();
  const { signal } = stopping;

  const remove = async ({ chatId, id }: Entry): Promise<void> => {
    await api
      .deleteMessage(Number(chatId), Number(id))
      .catch((error: unknown) =>
        log.debug({ reason: chatError(error).message }, 'telegram fleeting message stays'),
      );
  };

  const wait = async (name: string, entry: Entry): Promise<void> => {
    while (!signal.aborted && clock.now() < entry.dueMs)
      await clock.sleep(entry.dueMs - clock.now(), signal).catch(() => undefined);
    if (signal.aborted || entries.get(name) !== entry) return;
    entries.delete(name);
    await remove(entry);
  };

  const keep = (entry: Entry): void => {
    const name = `${entry.chatId} ${entry.id}`;
    const known = entries.get(name);
    if (known) {
      known.dueMs = Math.max(known.dueMs, entry.dueMs);
      return;
    }
    const [longest] = entries.keys();
    if (entries.size >= MOST && longest !== undefined) entries.delete(longest);
    entries.set(name, entry);
    const waited = wait(name, entry).finally(() => waits.delete(waited));
    waits.add(waited);
  };

  return {
    /** Has a message go away after so many milliseconds; one that is added again stays until the later time. */
    add: ({ chat, id }: MessageRef, ms: number): void =>
      keep({ chatId: chat.id, id, dueMs: clock.now() + ms }),
    /** Goes on with what an earlier process left. */
    resume: async (): Promise<void> => {
      const left = (await store.get<readonly Entry[]>(KEPT)) ?? [];
      if (left.length > 0) await store.delete(KEPT);
      for (const entry of left) keep({ ...entry });
    },
    stop: async (): Promise<void> => {
      stopping.abort();
      await Promise.all(waits);
      if (entries.size === 0) return;
      const others = (await store.get<readonly Entry[]>(KEPT)) ?? [];
      await store.set(KEPT, [...others, ...entries.values()].slice(-MOST), KEPT_MS);
    },
  };
};
