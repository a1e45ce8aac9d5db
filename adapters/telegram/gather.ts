/** Puts the albums together whose photos come as requests of their own: all of them wait for the same outcome. */
import type { Update } from 'grammy/types';
import type { Clock } from '#service';
import { ALBUM_SIZE, ALBUM_WAIT_MS, albumOf } from './albums.ts';

/** What an update or an album came to: whether it may be confirmed. */
export type Handle = (group: readonly Update[]) => Promise<boolean>;

type Album = { readonly updates: Update[]; dueMs: number; readonly full: AbortController };

type GatherParts = { readonly handle: Handle; readonly clock: Clock; readonly signal: AbortSignal };

/**
 * Makes the function that handles an update: at once, or with its album when that has had no new photo for a second. A photo that
 * comes after that is handled by itself. False, and nothing handled, when stopping came before the album was complete.
 */
export const createGather = ({ handle, clock, signal }: GatherParts) => {
  const open = new Map<string, { readonly album: Album; readonly outcome: Promise<boolean> }>();

  const isComplete = async (album: Album): Promise<boolean> => {
    const woken = AbortSignal.any([signal, album.full.signal]);
    for (let ms = ALBUM_WAIT_MS; ms > 0 && !woken.aborted; ms = album.dueMs - clock.now())
      await clock.sleep(ms, woken).catch(() => undefined);
    return !signal.aborted;
  };

  const begin = (name: string): Album => {
    const album: Album = { updates: [], dueMs: 0, full: new AbortController() };
    const outcome = isComplete(album).then((complete) => {
      open.delete(name);
      return complete && handle(album.updates);
    });
    open.set(name, { album, outcome });
    return album;
  };

  const add = ({ updates, full }: Album, update: Update): void => {
    // An answer that got lost brings a photo a second time while its album still waits.
    if (updates.every(({ update_id }) => update_id !== update.update_id)) updates.push(update);
    if (updates.length >= ALBUM_SIZE) full.abort();
  };

  return (update: Update): Promise<boolean> => {
    const name = albumOf(update);
    if (name === null) return handle([update]);
    const album = open.get(name)?.album ?? begin(name);
    album.dueMs = clock.now() + ALBUM_WAIT_MS;
    add(album, update);
    return open.get(name)?.outcome ?? Promise.resolve(false);
  };
};
