/** The memory: photos that were seen, lists and offers that the backend gave, answers that were shown. Keyv stores with expiry. */
import { createHash } from 'node:crypto';
import type { Offer, OfferDetail } from '../domain/offer.ts';
import type { Abilities, Store } from '../domain/ports.ts';
import type { Language, Question } from '../domain/query.ts';
import type { SearchResult } from '../domain/result.ts';

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
};

/** Which stretch of the list: rows `index * size` to `(index + 1) * size - 1`. */
export type StretchOf = { readonly size: number; readonly index: number };

/** What was learnt from earlier searches. Everything is forgotten after the time to live. */
export interface Memory {
  /** SHA-256 of the bytes behind a platform's file id, so that a known file needs no download. */
  photo(identity: string): Promise<string | null>;
  keepPhoto(identity: string, sha256: string): Promise<void>;
  /** The photo's features for comparing pictures. */
  look(sha256: string): Promise<Float32Array | null>;
  keepLook(sha256: string, look: Float32Array): Promise<void>;
  answer(sha256: string, question: Question): Promise<SearchResult | null>;
  keepAnswer(sha256: string, result: SearchResult): Promise<void>;
  stretch(sha256: string, question: Question, of: StretchOf): Promise<Stretch | null>;
  keepStretch(sha256: string, question: Question, of: StretchOf, stretch: Stretch): Promise<void>;
  offer(id: string, language: Language): Promise<OfferDetail | null>;
  keepOffer(offer: OfferDetail, language: Language): Promise<void>;
}

/** File ids never change their bytes, so they may be remembered for longer than answers. */
const PHOTO_TTL_MS = 30 * 24 * 60 * 60 * 1000;

const digest = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27);

/** The part of a question that decides the backend's list; the order of the parts must stay as it is. */
const listParts = ({ mode, sort, keyword, minPrice, maxPrice, filters, language }: Question): unknown[] => [
  sort,
  keyword,
  minPrice?.fen ?? null,
  maxPrice?.fen ?? null,
  filters,
  language,
  mode,
];

const answerKey = (backend: string, sha256: string, question: Question): string =>
  `answer:${digest([backend, sha256, ...listParts(question), question.page, question.pageSize])}`;

const stretchKey = (backend: string, sha256: string, question: Question, of: StretchOf): string =>
  `list:${digest([backend, sha256, ...listParts(question), of.size, of.index])}`;

/**
 * A memory for one backend's answers. `ttlMs` is how long lists, offers and answers are good; 0 remembers nothing of them.
 */
export const createMemory = (options: { store: Store; backend: string; ttlMs: number }): Memory => {
  const { store, backend, ttlMs } = options;
  const recall = async <T>(key: string): Promise<T | null> =>
    ttlMs > 0 ? ((await store.get<T>(key)) ?? null) : null;
  const keep = async (key: string, value: unknown): Promise<void> => {
    if (ttlMs > 0) await store.set(key, value, ttlMs);
  };
  const offerKey = (id: string, language: Language) => `offer:${backend}:${language}:${id}`;

  return {
    photo: async (identity) => (await store.get<string>(`photo:${identity}`)) ?? null,
    keepPhoto: async (identity, sha256) => {
      await store.set(`photo:${identity}`, sha256, PHOTO_TTL_MS);
    },
    look: async (sha256) => {
      const numbers = await recall<readonly number[]>(`look:${sha256}`);
      return numbers ? Float32Array.from(numbers, (number) => number / 10_000) : null;
    },
    keepLook: (sha256, look) =>
      keep(
        `look:${sha256}`,
        Array.from(look, (value) => Math.round(value * 10_000)),
      ),
    answer: (sha256, question) => recall(answerKey(backend, sha256, question)),
    keepAnswer: (sha256, result) => keep(answerKey(backend, sha256, result.question), result),
    stretch: (sha256, question, of) => recall(stretchKey(backend, sha256, question, of)),
    keepStretch: (sha256, question, of, stretch) => keep(stretchKey(backend, sha256, question, of), stretch),
    offer: (id, language) => recall(offerKey(id, language)),
    keepOffer: (offer, language) => keep(offerKey(offer.id, language), offer),
  };
};
