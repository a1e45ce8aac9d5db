/** What was searched with in a chat before: whether a photo looks like an edited copy of one of those, and which answer that was. */
import type { ChatRef } from '../domain/chat.ts';
import type { ClearableStore, Clock } from '../domain/ports.ts';
import type { Earlier } from '../domain/result.ts';
import { isEditedCopy } from '../images/outline.ts';
import { type Memory, OUTLINE_TTL_MS } from './memory.ts';

/** Photos of a chat that are known, the newest first: enough for some days in a busy group. About 100 bytes each. */
const MOST_PHOTOS = 100;

type Searched = Earlier & { readonly photo: string };

/** The photos of chats. They are only ever compared with photos of the same chat. */
export interface EarlierPhotos {
  /** Forgets the photos of all chats. */
  forgetAll(): Promise<void>;
  /**
   * Notes that a view of the chat is about this photo, and answers with the earlier search whose photo it seems to be an edited copy
   * of; null when there is none. The very same photo is no edited copy. Asking again for a view changes nothing.
   */
  note(chat: ChatRef, search: { readonly photo: string; readonly view: string }): Promise<Earlier | null>;
}

/** Keeps the photos of chats in a store; `memory` has their outlines. */
export const createEarlierPhotos = (options: {
  readonly store: ClearableStore;
  readonly memory: Pick<Memory, 'outline'>;
  readonly clock: Clock;
}): EarlierPhotos => {
  const { store, memory, clock } = options;

  /** The newest of these whose photo the photo was made from. */
  const findOriginal = async (photo: string, searches: readonly Searched[]): Promise<Earlier | null> => {
    const [mine, ...others] = await Promise.all(
      [photo, ...searches.map((search) => search.photo)].map((id) => memory.outline(id)),
    );
    const original = mine && searches.find((_, at) => isEditedCopy(mine, others[at] ?? new Uint8Array()));
    return original ? { view: original.view, atMs: original.atMs } : null;
  };

  return {
    forgetAll: () => store.clear(),
    note: async ({ platform, id }, { photo, view }) => {
      const key = `${platform}:${id}`;
      const searches = (await store.get<readonly Searched[]>(key)) ?? [];
      const own = searches.findIndex((search) => search.view === view);
      const older = searches.slice(own + 1).filter((search) => search.photo !== photo);
      if (own === -1) {
        // A photo that was sent again belongs to its latest answer.
        const others = searches.filter((search) => search.photo !== photo).slice(0, MOST_PHOTOS - 1);
        await store.set(key, [{ photo, view, atMs: clock.now() }, ...others], OUTLINE_TTL_MS);
      }
      return findOriginal(photo, older);
    },
  };
};
