/** What a search is about, on its way through: a photo is downloaded, prepared and described at most once, and only when something needs it. */
import { createHash } from 'node:crypto';
import { TusouError } from '../domain/errors.ts';
import type { Clock, PhotoHint, PreparedPhoto, Query } from '../domain/ports.ts';
import type { Filters, Question } from '../domain/query.ts';
import type { Note, Timings } from '../domain/result.ts';
import type { TakenPhoto } from '../images/photo.ts';
import type { Treat, Treated } from '../images/preparation.ts';
import type { Known, Memory } from './memory.ts';

/** Where the photo's bytes come from. `identity` is the same for the same file (a platform's unique file id), or null. */
export type PhotoSource = {
  readonly identity: string | null;
  load(signal: AbortSignal): Promise<Uint8Array>;
};

/** What to search with: a photo, several photos that were sent together, the address of a picture that is public by nature and that the marketplace fetches itself, words, an offer that others are to resemble, or a supplier. */
export type About =
  | { readonly kind: 'photo'; readonly photo: PhotoSource }
  | { readonly kind: 'photos'; readonly photos: readonly PhotoSource[] }
  | { readonly kind: 'picture-url'; readonly url: string }
  | { readonly kind: 'keyword'; readonly keyword: string }
  | { readonly kind: 'related'; readonly offerId: string }
  | { readonly kind: 'supplier'; readonly supplierId: string };

/**
 * What topics are made with. `describe` gives the features of a picture, or of a part of it, for comparing offers' pictures with the
 * photo; `outline` is what edited copies are told by.
 */
export type TopicParts = {
  readonly memory: Memory;
  readonly prepare: (
    bytes: Uint8Array,
    options: { readonly signal: AbortSignal; readonly sha256: string },
  ) => Promise<TakenPhoto>;
  readonly describe: (picture: Uint8Array, part: Filters['region']) => Promise<Float32Array>;
  readonly outline: (picture: Uint8Array) => Promise<Uint8Array>;
  /** Does to a prepared photo what a question asks for. */
  readonly treat: Treat;
  readonly clock: Clock;
};

/** The subject of one search. `timings` fills up as steps are done. */
export type Topic = {
  /** Names the subject in the memory: of a photo, the id that it shares with its copies. */
  key(question: Question, signal: AbortSignal): Promise<string>;
  /** Which photo it is; null where there is none. */
  photo(signal: AbortSignal): Promise<Known | null>;
  query(question: Question, signal: AbortSignal): Promise<Query>;
  /** The features of the photo, or of the part that was asked about; null where there is no picture to compare with. */
  look(question: Question, signal: AbortSignal): Promise<Float32Array | null>;
  /** What there is to tell about the photo, once it was prepared. */
  hints(): readonly Note[];
  /** Remembers a new photo and its outline, so that copies of it are known later, and edited ones told. Best done while others are waited for. */
  keepPhoto(signal: AbortSignal): Promise<void>;
  readonly timings: Timings;
  /** The photos that were sent together, each a topic of its own; absent where there is one subject. */
  readonly photos?: readonly Topic[];
  /** Which of the photos that were sent together this is, from 1. */
  readonly number?: number;
};

/** Runs a step and notes how long it took; steps that run side by side each note their own time. */
export const timed = async <T>(
  { clock, timings, step }: { clock: Clock; timings: Timings; step: keyof Timings },
  work: () => Promise<T>,
): Promise<T> => {
  const startedMs = clock.now();
  try {
    return await work();
  } finally {
    timings[step] = Math.round(clock.now() - startedMs);
  }
};

const once = <T>(make: (signal: AbortSignal) => Promise<T>): ((signal: AbortSignal) => Promise<T>) => {
  let made: Promise<T> | null = null;
  return (signal) => {
    made ??= make(signal);
    return made;
  };
};

/** One search has one preparation, so what was done to the photo once is done for all its steps. */
const treatingOnce = (treat: Treat): Treat => {
  let treated: Promise<Treated> | null = null;
  return (...of) => {
    treated ??= treat(...of);
    return treated;
  };
};

const requirePartInside = (part: Filters['region'], { width, height }: PreparedPhoto): void => {
  if (!part || (part.right <= width && part.bottom <= height)) return;
  const reason = `The part lies outside of the photo, which is searched with as ${width} x ${height} pixels.`;
  throw new TusouError('input-invalid', { detail: 'part outside of the photo', args: { reason } });
};

const photoTopic = (photo: PhotoSource, parts: TopicParts): Topic => {
  const { memory, prepare, describe, outline, clock } = parts;
  const timings: Timings = {};
  const bytes = once((signal) => timed({ clock, timings, step: 'downloadMs' }, () => photo.load(signal)));
  const own = once(async (signal) =>
    createHash('sha256')
      .update(await bytes(signal))
      .digest('hex'),
  );
  const taken = once(async (signal) => {
    const [loaded, sha256] = [await bytes(signal), await own(signal)];
    return timed({ clock, timings, step: 'prepareMs' }, () => prepare(loaded, { signal, sha256 }));
  });
  let keepAsNew = async (): Promise<void> => {};
  const recognise = async (sha256: string, signal: AbortSignal): Promise<string> => {
    const recognised = await memory.recognise(sha256, (await taken(signal)).fingerprint);
    keepAsNew = recognised.keep;
    return recognised.photo;
  };
  // The cheapest look first: a file id needs no download, bytes need no decoding.
  const known = once(async (signal): Promise<Known> => {
    const file = photo.identity ? await memory.file(photo.identity) : null;
    if (file) return file;
    const sha256 = await own(signal);
    const found = (await memory.bytes(sha256)) ?? (await recognise(sha256, signal));
    if (photo.identity) await memory.keepFile(photo.identity, sha256);
    return { own: sha256, photo: found };
  });
  /** A part is told in pixels of this very file, so its answers are no other copy's. */
  const key = async ({ filters: { region } }: Question, signal: AbortSignal): Promise<string> => {
    const { own: file, photo: id } = await known(signal);
    return region ? file : id;
  };
  const wholeLook = once(async (signal) => {
    const { photo: id } = await known(signal);
    const remembered = await memory.look(id);
    if (remembered) return remembered;
    const features = await describe((await taken(signal)).jpeg, null);
    await memory.keepLook(id, features);
    return features;
  });
  const treatOnce = treatingOnce(parts.treat);
  const readyFor = async ({ preparation }: Question, signal: AbortSignal): Promise<Treated> => {
    const { fingerprint: _, ...photo } = await taken(signal);
    return preparation ? treatOnce(photo, preparation, signal) : { photo, notes: [] };
  };
  const look = async (question: Question, signal: AbortSignal): Promise<Float32Array> => {
    const { filters, preparation } = question;
    if (!filters.region && !preparation) return wholeLook(signal);
    return describe((await readyFor(question, signal)).photo.jpeg, filters.region);
  };
  let hints: readonly Note[] = [];
  const query = async (question: Question, signal: AbortSignal): Promise<Query> => {
    const { photo: ready, notes } = await readyFor(question, signal);
    hints = [...(question.filters.region ? [] : (ready.hints ?? [])), ...notes];
    requirePartInside(question.filters.region, ready);
    return { kind: 'photo', photo: ready, question };
  };
  const keepPhoto = async (signal: AbortSignal): Promise<void> => {
    if (!memory.isOn) return;
    const { photo: id } = await known(signal);
    try {
      if (!(await memory.outline(id)))
        await memory.keepOutline(id, await outline((await taken(signal)).jpeg));
    } finally {
      await keepAsNew();
    }
  };
  return { key, photo: known, query, look, hints: () => hints, keepPhoto, timings };
};

/** A subject without a picture names itself. */
const plainTopic = (about: Exclude<About, { kind: 'photo' | 'photos' }>): Topic => ({
  key: async () => JSON.stringify(about),
  photo: async () => null,
  query: async (question) => ({ ...about, question }),
  look: async () => null,
  hints: () => [],
  keepPhoto: async () => {},
  timings: {},
});

/** What is told of one photo would be said of them all. */
const OF_ONE_PHOTO: readonly Note[] = ['photo-blurred', 'photo-several'] satisfies PhotoHint[];

/** The topic of these photos together, the first of which is shown for all. Answers tell photos by number, so the key has the numbers. */
export const together = (topics: readonly Topic[]): Topic => {
  const [first] = topics;
  if (!first)
    throw new TusouError('input-invalid', { args: { reason: 'There is no photo to search with.' } });
  const key = async (question: Question, signal: AbortSignal): Promise<string> =>
    JSON.stringify(
      await Promise.all(topics.map(async (topic) => [topic.number, await topic.key(question, signal)])),
    );
  const hints = (): readonly Note[] => {
    const all = new Set(topics.flatMap((topic) => topic.hints()));
    return [...all].filter((note) => !OF_ONE_PHOTO.includes(note));
  };
  const keepPhoto = async (signal: AbortSignal): Promise<void> => {
    // One after the other: of two that are listed at the same moment only one would be known again.
    for (const topic of topics) await topic.keepPhoto(signal);
  };
  const { number: _, ...shown } = first;
  // Which photo it is would be said of one of them alone.
  return { ...shown, key, photo: async () => null, hints, keepPhoto, photos: topics };
};

const photosTopic = (photos: readonly PhotoSource[], parts: TopicParts): Topic =>
  together(photos.map((photo, index) => ({ ...photoTopic(photo, parts), number: index + 1 })));

/** Makes the topic of a search. */
export const topicOf = (about: About, parts: TopicParts): Topic => {
  if (about.kind === 'photo') return photoTopic(about.photo, parts);
  return about.kind === 'photos' ? photosTopic(about.photos, parts) : plainTopic(about);
};

/** What a backend is asked for it: several photos are asked one by one. */
export const queryKindOf = ({ kind }: About): Query['kind'] => (kind === 'photos' ? 'photo' : kind);
