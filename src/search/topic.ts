/** What a search is about, on its way through: a photo is downloaded, prepared and described at most once, and only when something needs it. */
import { createHash } from 'node:crypto';
import { TusouError } from '../domain/errors.ts';
import type { Clock, PreparedPhoto, Query } from '../domain/ports.ts';
import type { Filters, Question } from '../domain/query.ts';
import type { Timings } from '../domain/result.ts';
import type { Memory } from './memory.ts';

/** Where the photo's bytes come from. `identity` is the same for the same file (a platform's unique file id), or null. */
export type PhotoSource = {
  readonly identity: string | null;
  load(signal: AbortSignal): Promise<Uint8Array>;
};

/** What to search with: a photo, the address of a picture that is public by nature and that the marketplace fetches itself, words, an offer that others are to resemble, or a supplier. */
export type About =
  | { readonly kind: 'photo'; readonly photo: PhotoSource }
  | { readonly kind: 'picture-url'; readonly url: string }
  | { readonly kind: 'keyword'; readonly keyword: string }
  | { readonly kind: 'related'; readonly offerId: string }
  | { readonly kind: 'supplier'; readonly supplierId: string };

/** What topics are made with. `describe` gives the features of a picture, or of a part of it, for comparing offers' pictures with the photo. */
export type TopicParts = {
  readonly memory: Memory;
  readonly prepare: (bytes: Uint8Array, signal: AbortSignal) => Promise<PreparedPhoto>;
  readonly describe: (picture: Uint8Array, part: Filters['region']) => Promise<Float32Array>;
  readonly clock: Clock;
};

/** The subject of one search. `timings` fills up as steps are done. */
export type Topic = {
  /** Names the subject in the memory: of a photo, the SHA-256 of its bytes. */
  key(signal: AbortSignal): Promise<string>;
  query(question: Question, signal: AbortSignal): Promise<Query>;
  /** The features of the photo, or of the part that was asked about; null where there is no picture to compare with. */
  look(question: Question, signal: AbortSignal): Promise<Float32Array | null>;
  readonly timings: Timings;
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

const requirePartInside = (part: Filters['region'], { width, height }: PreparedPhoto): void => {
  if (!part || (part.right <= width && part.bottom <= height)) return;
  const reason = `The part lies outside of the photo, which is searched with as ${width} x ${height} pixels.`;
  throw new TusouError('input-invalid', { detail: 'part outside of the photo', args: { reason } });
};

const photoTopic = (photo: PhotoSource, { memory, prepare, describe, clock }: TopicParts): Topic => {
  const timings: Timings = {};
  const bytes = once((signal) => timed({ clock, timings, step: 'downloadMs' }, () => photo.load(signal)));
  const digest = async (signal: AbortSignal): Promise<string> => {
    const sha256 = createHash('sha256')
      .update(await bytes(signal))
      .digest('hex');
    if (photo.identity) await memory.keepPhoto(photo.identity, sha256);
    return sha256;
  };
  const key = once(async (signal) => {
    const known = photo.identity ? await memory.photo(photo.identity) : null;
    return known ?? digest(signal);
  });
  const prepared = once(async (signal) => {
    const loaded = await bytes(signal);
    return timed({ clock, timings, step: 'prepareMs' }, () => prepare(loaded, signal));
  });
  const wholeLook = once(async (signal) => {
    const sha256 = await key(signal);
    const known = await memory.look(sha256);
    if (known) return known;
    const features = await describe((await prepared(signal)).jpeg, null);
    await memory.keepLook(sha256, features);
    return features;
  });
  const look = async ({ filters: { region } }: Question, signal: AbortSignal): Promise<Float32Array> =>
    region ? describe((await prepared(signal)).jpeg, region) : wholeLook(signal);
  const query = async (question: Question, signal: AbortSignal): Promise<Query> => {
    const ready = await prepared(signal);
    requirePartInside(question.filters.region, ready);
    return { kind: 'photo', photo: ready, question };
  };
  return { key, query, look, timings };
};

/** A subject without a picture names itself. */
const plainTopic = (about: Exclude<About, { kind: 'photo' }>): Topic => ({
  key: async () => JSON.stringify(about),
  query: async (question) => ({ ...about, question }),
  look: async () => null,
  timings: {},
});

/** Makes the topic of a search. */
export const topicOf = (about: About, parts: TopicParts): Topic =>
  about.kind === 'photo' ? photoTopic(about.photo, parts) : plainTopic(about);
