/** Which messages of votes may not show all votes yet: noted where a restart does not lose it, so that the next process brings them up to date. */
import type { ChatRef, MessageRef } from '../domain/chat.ts';
import type { Store } from '../domain/ports.ts';
import type { Language } from '../domain/query.ts';
import type { Exclusively } from '../ops/exclusive.ts';

/** A message with a vote, and how the vote is to be read. */
export type ShownVote = {
  readonly chat: ChatRef;
  readonly on: MessageRef;
  readonly vote: string;
  readonly language: Language;
};

/** `mark` is another one whenever somebody votes: what was shown before that does not count. */
type Note = { readonly shown: ShownVote; readonly mark: string };

type Notes = Readonly<Record<string, Note>>;

const KEY = 'unshown-votes';

/** A vote that nobody brought up to date for so long is over in all but name. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** Messages that are noted at most; the latest ones. */
const MOST = 200;

/** Names the message of a vote. */
export const nameOfVote = ({ on }: ShownVote): string => `ballot:${on.chat.platform}:${on.chat.id}:${on.id}`;

/** The notes. All reject with `storage-down`. */
export interface UnshownVotes {
  add(shown: ShownVote, mark: string): Promise<void>;
  /** The mark of a message that is not up to date; null for one that is. */
  markOf(shown: ShownVote): Promise<string | null>;
  /** Takes the note away, unless somebody has voted since it had this mark. */
  remove(shown: ShownVote, mark: string): Promise<void>;
  all(): Promise<readonly ShownVote[]>;
}

/** Keeps the notes in a store that all processes share. */
export const createUnshownVotes = ({
  store,
  exclusively,
}: {
  readonly store: Store;
  readonly exclusively: Exclusively;
}): UnshownVotes => {
  const read = async (): Promise<Notes> => (await store.get<Notes>(KEY)) ?? {};
  const change = (by: (notes: Notes) => Notes): Promise<void> =>
    exclusively(KEY, async () => {
      await store.set(KEY, by(await read()), KEPT_MS);
    });
  return {
    add: (shown, mark) =>
      change((notes) => {
        const { [nameOfVote(shown)]: _, ...others } = notes;
        const latest = Object.fromEntries(Object.entries(others).slice(1 - MOST));
        return { ...latest, [nameOfVote(shown)]: { shown, mark } };
      }),
    markOf: async (shown) => (await read())[nameOfVote(shown)]?.mark ?? null,
    remove: async (shown, mark) => {
      if ((await read())[nameOfVote(shown)]?.mark !== mark) return;
      await change((notes) => {
        const { [nameOfVote(shown)]: note, ...others } = notes;
        return note?.mark === mark ? others : notes;
      });
    },
    all: async () => Object.values(await read()).map(({ shown }) => shown),
  };
};
