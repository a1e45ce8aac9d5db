/** The memory: photos that were seen, lists and offers that the backend gave, answers that were shown. Keyv stores with expiry, and of each kind only so many. */
import { createHash } from 'node:crypto';
import type { Offer, OfferDetail } from '../domain/offer.ts';
import type { Abilities, ClearableStore, Store } from '../domain/ports.ts';
import type { Language, Part, Question } from '../domain/query.ts';
import type { SearchResult } from '../domain/result.ts';
import type { Fingerprint } from '../images/fingerprint.ts';
import { fromBytes, toBytes } from '../images/look-bytes.ts';
import { createNearPhotos } from './near.ts';

/** A stretch of a backend's own list, as it came: several pages of cards from one call. `backend` is the one that spoke. */
export type Stretch = {
  readonly backend: string;
  readonly offers: readonly Offer[];
  readonly total: number | null;
  readonly link?: string;
  /** Whether the backend itself told the question's mode from the others. */
  readonly modeKnown: boolean;
  readonly askedAtMs: number;
  /** What the one that spoke can do, where it is not the very one that was asked. */
  readonly can?: Abilities;
  /** The things in the photo that are worth asking for one by one, each side as a share of the photo's width or height. */
  readonly subjects?: readonly Part[];
};

/** Which stretch of the list: rows `index * size` to `(index + 1) * size - 1`. */
export type StretchOf = { readonly size: number; readonly index: number };

/** How photos were known. Where several processes count at the same moment, some go uncounted. */
const LOOKS = ['byFile', 'byBytes', 'byLook', 'unknown'] as const;
type Look = (typeof LOOKS)[number];

/**
 * How many photos are known, and how many of those that were asked with since the memory began were known by their platform's file id
 * (no download), by their bytes (no decoding), by their look (a copy), or not at all.
 */
export type MemoryStats = { readonly photos: number } & Readonly<Record<Look, number>>;

/** A photo: `own` is the SHA-256 of its bytes, `photo` the id of the photo it is, which its copies share. */
export type Known = { readonly own: string; readonly photo: string };

/** Which photo a look is of. `keep` lists a new one, so that its copies are known from then on: some 20 writes, which nobody need wait for. */
export type Recognised = { readonly photo: string; keep(): Promise<void> };

/** What was learnt from earlier searches. Everything is forgotten after the time to live. `subject` is a photo's id, or what stands for it. */
export interface Memory {
  /** Whether anything is remembered at all. */
  readonly isOn: boolean;
  /** The photo behind a platform's file id, so that a known file needs no download. */
  file(identity: string): Promise<Known | null>;
  keepFile(identity: string, own: string): Promise<void>;
  /** Forgets which photo a file is, and what was learnt about that photo but for its look among all others. */
  forgetFile(identity: string): Promise<void>;
  /** The photo with these bytes, so that known bytes need not be decoded. */
  bytes(own: string): Promise<string | null>;
  /** The photo with this look, or a new one when there is none. */
  recognise(own: string, print: Fingerprint): Promise<Recognised>;
  /** Forgets a photo with all that was learnt about it; false when it is not known. */
  forget(own: string, print: Fingerprint): Promise<boolean>;
  /** Forgets everything. */
  forgetAll(): Promise<void>;
  stats(): Promise<MemoryStats>;
  /** The photo's features for comparing pictures. */
  look(photo: string): Promise<Float32Array | null>;
  keepLook(photo: string, look: Float32Array): Promise<void>;
  /** The photo's outline, by which edited copies are told. */
  outline(photo: string): Promise<Uint8Array | null>;
  keepOutline(photo: string, outline: Uint8Array): Promise<void>;
  answer(subject: string, question: Question): Promise<SearchResult | null>;
  keepAnswer(subject: string, result: SearchResult): Promise<void>;
  stretch(subject: string, question: Question, of: StretchOf): Promise<Stretch | null>;
  keepStretch(subject: string, question: Question, of: StretchOf, stretch: Stretch): Promise<void>;
  offer(id: string, language: Language): Promise<OfferDetail | null>;
  keepOffer(offer: OfferDetail, language: Language): Promise<void>;
}

/** What a photo is never changes, so it may be remembered for longer than answers. */
const PHOTO_TTL_MS = 30 * 24 * 60 * 60 * 1000;

/** As long as the buttons of an answer work: an older search cannot be opened any more. */
export const OUTLINE_TTL_MS = 7 * 24 * 60 * 60 * 1000;

/** Price ladders change more rarely than lists, and each costs a call. */
const OFFER_TTL_FACTOR = 2;

/** How much of each kind is kept at most: something new may then take the place of something else. */
const MOST = {
  file: 2 ** 20,
  bytes: 2 ** 20,
  forgotten: 2 ** 16,
  look: 2 ** 16,
  outline: 2 ** 16,
  answer: 2 ** 16,
  list: 2 ** 14,
  offer: 2 ** 17,
} as const;

type Kind = keyof typeof MOST;

const digest = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27);

/** The part of a question that decides the backend's list; the order of the parts must stay as it is. */
const listParts = ({
  mode,
  sort,
  keyword,
  minPrice,
  maxPrice,
  filters,
  language,
  preparation,
  via,
  quantity,
  weights,
}: Question): unknown[] => [
  sort,
  keyword,
  minPrice?.fen ?? null,
  maxPrice?.fen ?? null,
  filters,
  language,
  mode,
  ...(preparation ? [preparation.crop, preparation.enhance, preparation.removeBackground] : []),
  ...(via ? ['via', via] : []),
  // Only this order depends on them.
  ...(sort === 'score' ? ['for', quantity ?? 0, weights ?? null] : []),
];

/** A kind's entries: each name has one place, which it may have to share. */
const placesIn = (store: Store) => {
  type Entry = { readonly name: string; readonly value: unknown };
  const keyOf = (kind: Kind, name: string): string =>
    `${kind}:${createHash('sha256').update(name).digest().readUInt32BE() % MOST[kind]}`;
  return {
    get: async <T>(kind: Kind, name: string): Promise<T | null> => {
      const entry = await store.get<Entry>(keyOf(kind, name));
      return entry?.name === name ? (entry.value as T) : null;
    },
    set: async (kind: Kind, name: string, value: unknown, ttlMs: number): Promise<void> => {
      await store.set(keyOf(kind, name), { name, value } satisfies Entry, ttlMs);
    },
    delete: async (kind: Kind, name: string): Promise<void> => {
      await store.delete(keyOf(kind, name));
    },
  };
};

type Places = ReturnType<typeof placesIn>;
type Photos = Pick<Memory, 'file' | 'keepFile' | 'forgetFile' | 'bytes' | 'recognise' | 'forget' | 'stats'>;

/** A photo's id is the digest of the bytes it was first seen with, and how often it was forgotten, so that nothing old comes back. */
const idOf = (own: string, generation: number): string => (generation > 0 ? `${own}.${generation}` : own);

const rememberPhotos = (store: Store, places: Places): Photos => {
  const near = createNearPhotos({ store, ttlMs: PHOTO_TTL_MS });
  const generationOf = async (own: string): Promise<number> =>
    (await places.get<number>('forgotten', own)) ?? 0;
  const bytes = async (own: string): Promise<string | null> => {
    const id = await places.get<string>('bytes', own);
    if (!id) return null;
    const [first = ''] = id.split('.');
    return id === idOf(first, await generationOf(first)) ? id : null;
  };
  const counts = async (): Promise<Readonly<Partial<Record<Look, number>>>> =>
    (await store.get<Partial<Record<Look, number>>>('looks')) ?? {};
  /** Nobody waits for it: two counts at once may become one. */
  const count = async (look: Look): Promise<void> => {
    const before = await counts();
    await store.set('looks', { ...before, [look]: (before[look] ?? 0) + 1 });
  };
  return {
    bytes: async (own) => {
      const photo = await bytes(own);
      if (photo) void count('byBytes');
      return photo;
    },
    file: async (identity) => {
      const own = await places.get<string>('file', identity);
      const photo = own && (await bytes(own));
      if (!own || !photo) return null;
      void count('byFile');
      return { own, photo };
    },
    stats: async () => {
      const [photos, counted] = await Promise.all([near.count(), counts()]);
      const looks = Object.fromEntries(LOOKS.map((look) => [look, counted[look] ?? 0]));
      return { photos, ...(looks as Record<Look, number>) };
    },
    keepFile: (identity, own) => places.set('file', identity, own, PHOTO_TTL_MS),
    forgetFile: async (identity) => {
      const own = await places.get<string>('file', identity);
      const photo = own && (await bytes(own));
      if (own) await Promise.all([places.delete('file', identity), places.delete('bytes', own)]);
      if (photo) await Promise.all([places.delete('look', photo), places.delete('outline', photo)]);
    },
    recognise: async (own, print) => {
      const known = await near.find(print);
      const photo = known ?? idOf(own, await generationOf(own));
      void count(known ? 'byLook' : 'unknown');
      await places.set('bytes', own, photo, PHOTO_TTL_MS);
      return { photo, keep: async () => (known ? undefined : near.keep(photo, print)) };
    },
    forget: async (own, print) => {
      const photo = (await bytes(own)) ?? (await near.find(print));
      if (!photo) return false;
      const [first = '', generation = '0'] = photo.split('.');
      await places.set('forgotten', first, Number(generation) + 1, PHOTO_TTL_MS);
      await Promise.all([near.forget(print), places.delete('look', photo), places.delete('outline', photo)]);
      return true;
    },
  };
};

/** Without a memory every photo is a new one. */
const NO_PHOTOS: Photos = {
  file: async () => null,
  keepFile: async () => {},
  forgetFile: async () => {},
  bytes: async () => null,
  recognise: async (own) => ({ photo: own, keep: async () => {} }),
  forget: async () => false,
  stats: async () => ({ photos: 0, byFile: 0, byBytes: 0, byLook: 0, unknown: 0 }),
};

/**
 * A memory for one backend's answers. `ttlMs` is how long lists and answers are good; 0 remembers nothing at all.
 */
export const createMemory = (options: { store: ClearableStore; backend: string; ttlMs: number }): Memory => {
  const { store, backend, ttlMs } = options;
  const places = placesIn(store);
  const recall = async <T>(kind: Kind, name: string): Promise<T | null> =>
    ttlMs > 0 ? places.get<T>(kind, name) : null;
  const keep = async (kind: Kind, name: string, value: unknown, forMs = ttlMs): Promise<void> => {
    if (ttlMs > 0) await places.set(kind, name, value, forMs);
  };
  const answerName = (subject: string, question: Question): string =>
    digest([backend, subject, ...listParts(question), question.page, question.pageSize]);
  const listName = (subject: string, question: Question, { size, index }: StretchOf): string =>
    digest([backend, subject, ...listParts(question), size, index]);
  const offerName = (id: string, language: Language): string => `${backend}:${language}:${id}`;

  return {
    isOn: ttlMs > 0,
    ...(ttlMs > 0 ? rememberPhotos(store, places) : NO_PHOTOS),
    forgetAll: () => store.clear(),
    look: async (photo) => {
      const numbers = await recall<Uint8Array>('look', photo);
      return numbers ? fromBytes(numbers) : null;
    },
    keepLook: (photo, look) => keep('look', photo, Buffer.from(toBytes(look).buffer)),
    outline: (photo) => recall('outline', photo),
    keepOutline: (photo, outline) => keep('outline', photo, Buffer.from(outline), OUTLINE_TTL_MS),
    answer: (subject, question) => recall('answer', answerName(subject, question)),
    keepAnswer: (subject, result) => keep('answer', answerName(subject, result.question), result),
    stretch: (subject, question, of) => recall('list', listName(subject, question, of)),
    keepStretch: (subject, question, of, stretch) => keep('list', listName(subject, question, of), stretch),
    offer: (id, language) => recall('offer', offerName(id, language)),
    keepOffer: (offer, language) =>
      keep('offer', offerName(offer.id, language), offer, OFFER_TTL_FACTOR * ttlMs),
  };
};
