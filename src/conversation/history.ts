/** What was searched lately, for each chat and for each person: enough to show it and to have it searched again. Kept as long as its buttons work. */
import type { ChatRef, PhotoRef, Platform } from '../domain/chat.ts';
import type { AnswerJob, Clock, SearchSubject, Store } from '../domain/ports.ts';
import type { Exclusively } from '../ops/exclusive.ts';
import { VIEW_TTL_MS, viewIdFor } from './views.ts';

/**
 * A search as it is remembered: one entry for one subject, however often it was asked. `about` names the subject. `view` is the stored view by which it is shown or asked again, in `chat` alone (`views.find`), elsewhere
 * by a share. `by` is the id of who asked first, `words` what was searched for in words, `photos` how many there were, `best` the
 * title of the first offer (a seller's words, untrusted); null where there was none.
 */
export type Searched = {
  readonly view: string;
  readonly chat: ChatRef;
  readonly by: string;
  readonly subject: SearchSubject['kind'];
  readonly about: string;
  readonly photos: number;
  readonly words: string | null;
  readonly best: string | null;
  readonly atMs: number;
};

/** Searches that are remembered of one chat or person at most: the oldest one makes room for a new one. */
export const MOST_SEARCHES = 20;

/** Chats in which somebody did something that are remembered at most. */
export const MOST_PLACES = 10;

/** A chat in which somebody searched, picked or voted, and when they last did. */
type PlaceOf = { readonly chat: ChatRef; readonly atMs: number };

/** What was searched lately, newest first. Reading and noting never reject: where the storage does not answer, nothing is remembered. */
export interface History {
  /** Notes that a search was answered; the same view again moves to the front, and keeps who asked first. `best` is the first offer's title. */
  note(
    job: Pick<AnswerJob, 'chat' | 'from' | 'view'>,
    subject: SearchSubject,
    best: string | null,
  ): Promise<void>;
  /** Notes that somebody did something else in a chat, so that its shortlist is one of theirs. */
  wasIn(chat: ChatRef, userId: string): Promise<void>;
  ofChat(chat: ChatRef): Promise<readonly Searched[]>;
  /** What this person asked first, wherever that was. */
  ofPerson(platform: Platform, userId: string): Promise<readonly Searched[]>;
  /** The groups in which this person did something lately, the latest first. Whether they still may see them is not known here. */
  placesOf(platform: Platform, userId: string): Promise<readonly ChatRef[]>;
  /** Forgets what was searched in a chat, also for those who asked there. */
  forget(chat: { readonly platform: Platform; readonly id: string }): Promise<void>;
  /** Takes what was searched in a group along when it gets another id. */
  move(chat: { readonly platform: Platform; readonly oldId: string; readonly id: string }): Promise<void>;
}

const photosIn = (subject: SearchSubject): number =>
  subject.kind === 'photos' ? subject.photos.length : subject.kind === 'photo' ? 1 : 0;

const photoName = (photo: PhotoRef): string =>
  photo.kind === 'url' ? photo.url : `${photo.platform}:${photo.uniqueId}`;

/** The same for the same subject; tells nothing about it. */
const nameOf = (subject: SearchSubject): string => {
  switch (subject.kind) {
    case 'photo':
      return viewIdFor(photoName(subject.photo));
    case 'photos':
      return viewIdFor(subject.photos.map(photoName).join(' '));
    case 'offer-picture':
      return viewIdFor(`offer ${subject.offerId}`);
    case 'keyword':
      return viewIdFor(`words ${subject.keyword.toLowerCase()}`);
  }
};

/** Return addresses are soon void, and nobody's business. */
const lasting = (chat: ChatRef): ChatRef => ({ ...chat, via: null });

const inFront = (searches: readonly Searched[], search: Searched): readonly Searched[] => {
  const known = searches.find(({ view }) => view === search.view);
  const others = searches.filter((one) => one !== known && one.about !== search.about);
  return [{ ...search, by: known?.by ?? search.by }, ...others].slice(0, MOST_SEARCHES);
};

/** Keeps it in a store that all processes share. */
export const createHistory = ({
  store,
  exclusively,
  clock,
}: {
  readonly store: Store;
  readonly exclusively: Exclusively;
  readonly clock: Clock;
}): History => {
  const chatKey = (platform: Platform, id: string): string => `chat:${platform}:${id}`;
  const personKey = (platform: Platform, id: string): string => `person:${platform}:${id}`;
  const placesKey = (platform: Platform, id: string): string => `places:${platform}:${id}`;

  const read = async <T extends { readonly atMs: number }>(key: string): Promise<readonly T[]> => {
    const all = (await store.get<readonly T[]>(key).catch(() => undefined)) ?? [];
    return all.filter(({ atMs }) => atMs + VIEW_TTL_MS > clock.now());
  };

  /** A courtesy: nobody's answer waits or fails for it. */
  const change = async <T extends { readonly atMs: number }>(
    key: string,
    by: (all: readonly T[]) => readonly T[],
  ): Promise<void> => {
    const written = exclusively(`history:${key}`, async () => {
      await store.set(key, by(await read<T>(key)), VIEW_TTL_MS);
    });
    await written.catch(() => undefined);
  };

  const wasIn = async (chat: ChatRef, userId: string): Promise<void> => {
    if (chat.kind === 'private') return;
    const place: PlaceOf = { chat: lasting(chat), atMs: clock.now() };
    await change<PlaceOf>(placesKey(chat.platform, userId), (all) =>
      [place, ...all.filter((one) => one.chat.id !== chat.id)].slice(0, MOST_PLACES),
    );
  };

  return {
    wasIn,
    note: async ({ chat, from, view }, subject, best) => {
      const { platform, id } = chat;
      const here = await read<Searched>(chatKey(platform, id));
      // Whoever presses a button under somebody's answer has not asked: it stays the search of that person.
      const by = here.find((one) => one.view === view)?.by ?? from.id;
      const search: Searched = {
        view,
        chat: lasting(chat),
        by,
        subject: subject.kind,
        about: nameOf(subject),
        photos: photosIn(subject),
        words: subject.kind === 'keyword' ? subject.keyword : null,
        best,
        atMs: clock.now(),
      };
      const noted = (all: readonly Searched[]): readonly Searched[] => inFront(all, search);
      await Promise.all([
        change<Searched>(chatKey(platform, id), noted),
        change<Searched>(personKey(platform, by), noted),
        wasIn(chat, from.id),
      ]);
    },
    ofChat: ({ platform, id }) => read<Searched>(chatKey(platform, id)),
    ofPerson: (platform, userId) => read<Searched>(personKey(platform, userId)),
    placesOf: async (platform, userId) =>
      (await read<PlaceOf>(placesKey(platform, userId))).map(({ chat }) => chat),
    forget: async ({ platform, id }) => {
      const here = await read<Searched>(chatKey(platform, id));
      const others = <T extends { readonly chat: ChatRef }>(all: readonly T[]): readonly T[] =>
        all.filter(({ chat }) => chat.id !== id);
      for (const by of new Set(here.map((search) => search.by))) {
        await change<Searched>(personKey(platform, by), others);
        await change<PlaceOf>(placesKey(platform, by), others);
      }
      await store.delete(chatKey(platform, id));
    },
    move: async ({ platform, oldId, id }) => {
      const old = await read<Searched>(chatKey(platform, oldId));
      if (old.length === 0) return;
      await change<Searched>(chatKey(platform, id), (all) => {
        const moved = old.map((search) => ({ ...search, chat: { ...search.chat, id } }));
        const known = new Set(all.map(({ view }) => view));
        return [...all, ...moved.filter(({ view }) => !known.has(view))].slice(0, MOST_SEARCHES);
      });
    },
  };
};
