/** Messages that hold a list: they stay as they are while the next answer is made. Known to this process only; an edit tells all others. */
import type { MessageRef } from '#service';

/** Messages whose buttons are pressed now and then. */
const MOST = 5_000;

/** The messages that this process knows as lists. */
export interface Lists {
  has(message: MessageRef): boolean;
  /** Notes what a message holds now. */
  note(message: MessageRef, isList: boolean): void;
}

/** Makes an empty note of lists. */
export const createLists = (): Lists => {
  const known = new Set<string>();
  const nameOf = ({ chat, id }: MessageRef): string => `${chat.id} ${id}`;
  return {
    has: (message) => known.has(nameOf(message)),
    note: (message, isList) => {
      known.delete(nameOf(message));
      if (isList) known.add(nameOf(message));
      const [oldest] = known;
      if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    },
  };
};
