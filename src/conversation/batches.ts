/** The lists of pictures that chats have under way: how many, and which of them somebody has stopped. */
import type { ChatRef } from '../domain/chat.ts';
import type { Clock, Store } from '../domain/ports.ts';
import type { Exclusively } from '../ops/exclusive.ts';

/** Lists of one chat at a time: each takes its turn in the background, and more only wait for one another. */
export const MOST_BATCHES = 3;

/** As long as a list is kept that nobody goes on with. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** A list that nobody went on with for so long has ended in a way that nobody noted. */
const SILENT_MS = 2 * 60 * 60 * 1000;

/** The lists under way, by the ids of their views. */
export interface Batches {
  /** Notes that a list begins or goes on; false where the chat has as many as it may. */
  begin(chat: ChatRef, id: string): Promise<boolean>;
  end(chat: ChatRef, id: string): Promise<void>;
  /** Somebody wants no more of it: what is there is told at the next turn. */
  stop(id: string): Promise<void>;
  isStopped(id: string): Promise<boolean>;
  /** Stops all lists of a chat, and has them leave nothing behind: not even what is there is told. */
  discard(chat: Place): Promise<void>;
  isDiscarded(id: string): Promise<boolean>;
}

type Place = Pick<ChatRef, 'platform' | 'id'>;

type Open = Readonly<Record<string, number>>;
type Stopped = true | 'discarded';

/** Keeps the notes in a store that all processes share. */
export const createBatches = ({
  store,
  exclusively,
  clock,
}: {
  readonly store: Store;
  readonly exclusively: Exclusively;
  readonly clock: Pick<Clock, 'now'>;
}): Batches => {
  const openKey = ({ platform, id }: Place): string => `open:${platform}:${id}`;
  const stopKey = (id: string): string => `stop:${id}`;

  /** `open` has the lists of a chat, with the time when each was last worked on. */
  const change = (chat: Place, by: (open: Open) => Open): Promise<Open> =>
    exclusively(openKey(chat), async () => {
      const known = Object.entries((await store.get<Open>(openKey(chat))) ?? {});
      const after = by(Object.fromEntries(known.filter(([, atMs]) => atMs > clock.now() - SILENT_MS)));
      if (Object.keys(after).length > 0) await store.set(openKey(chat), after, KEPT_MS);
      else await store.delete(openKey(chat));
      return after;
    });

  return {
    begin: async (chat, id) => {
      const open = await change(chat, (lists) =>
        id in lists || Object.keys(lists).length < MOST_BATCHES ? { ...lists, [id]: clock.now() } : lists,
      );
      return id in open;
    },
    end: async (chat, id) => {
      await change(chat, ({ [id]: _, ...others }) => others);
    },
    stop: async (id) => {
      await store.set(stopKey(id), true, KEPT_MS);
    },
    isStopped: async (id) => (await store.get<Stopped>(stopKey(id))) !== undefined,
    discard: async (chat) => {
      const open = Object.keys((await store.get<Open>(openKey(chat))) ?? {});
      for (const id of open) await store.set(stopKey(id), 'discarded' satisfies Stopped, KEPT_MS);
      await store.delete(openKey(chat));
    },
    isDiscarded: async (id) => (await store.get<Stopped>(stopKey(id))) === 'discarded',
  };
};
