/** The use case: a photo and a question in, a page of offers out. Chats, the page and the terminal all end up here. */
import { createHash } from 'node:crypto';
import type { Match, Offer, OfferDetail } from '../domain/offer.ts';
import type { Backend, Clock, Log, PreparedPhoto } from '../domain/ports.ts';
import type { Language, Question } from '../domain/query.ts';
import type { Note, SearchResult, Timings } from '../domain/result.ts';
import type { Memory, Stretch, StretchOf } from './memory.ts';
import { arrange, withMatch, withoutRepeats } from './rank.ts';
import { createSharing } from './sharing.ts';
import { createAddTiers, createOpenOffer } from './tiers.ts';

/** Where the photo's bytes come from. `identity` is the same for the same file (a platform's unique file id), or null. */
export type PhotoSource = {
  readonly identity: string | null;
  load(signal: AbortSignal): Promise<Uint8Array>;
};

/** A search to be made. `fresh` asks the backend again even when the answer is remembered. */
export type Ask = { readonly photo: PhotoSource; readonly question: Question; readonly fresh: boolean };

/** Searching and looking offers up. Both throw `TusouError`s of the photo, url and backend codes. */
export interface Search {
  search(ask: Ask, signal: AbortSignal): Promise<SearchResult>;
  offer(
    id: string,
    language: Language,
    options: { fresh: boolean; signal: AbortSignal },
  ): Promise<OfferDetail>;
}

/** What the steps are done with. */
export type SearchParts = {
  readonly backend: Backend;
  readonly memory: Memory;
  readonly prepare: (bytes: Uint8Array, signal: AbortSignal) => Promise<PreparedPhoto>;
  /** Features of a picture, for comparing the offers' pictures with the photo. */
  readonly describe: (picture: Uint8Array) => Promise<Float32Array>;
  readonly compare: (photo: Float32Array, picture: Float32Array) => Match;
  readonly thumbnail: (url: string, signal: AbortSignal) => Promise<Uint8Array | null>;
  readonly clock: Clock;
  readonly log: Log;
};

/** A photo on its way through: downloaded and prepared at most once, and only when something needs it. */
type Hand = {
  sha256(signal: AbortSignal): Promise<string>;
  prepared(signal: AbortSignal): Promise<PreparedPhoto>;
  readonly timings: Timings;
};

/** Runs a step and notes how long it took; steps that run side by side each note their own time. */
const timed = async <T>(
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

const takeInHand = (photo: PhotoSource, { memory, prepare, clock }: SearchParts): Hand => {
  const timings: Timings = {};
  const bytes = once((signal) => timed({ clock, timings, step: 'downloadMs' }, () => photo.load(signal)));
  const digest = async (signal: AbortSignal): Promise<string> => {
    const sha256 = createHash('sha256')
      .update(await bytes(signal))
      .digest('hex');
    if (photo.identity) await memory.keepPhoto(photo.identity, sha256);
    return sha256;
  };
  return {
    timings,
    sha256: once(async (signal) => {
      const known = photo.identity ? await memory.photo(photo.identity) : null;
      return known ?? digest(signal);
    }),
    prepared: once(async (signal) => {
      const loaded = await bytes(signal);
      return timed({ clock, timings, step: 'prepareMs' }, () => prepare(loaded, signal));
    }),
  };
};

/**
 * Which stretch of the backend's list holds a page. One call fetches several pages of cards at once
 * (the marketplace allows 50 rows a call), so that turning pages costs no search call.
 */
const stretchFor = ({ page, pageSize }: Question, maxRows: number): StretchOf & { offset: number } => {
  const size = Math.max(pageSize, Math.floor(maxRows / pageSize) * pageSize);
  const first = (page - 1) * pageSize;
  return { size, index: Math.floor(first / size), offset: first % size };
};

/** Makes the use case from its parts. */
export const createSearch = (parts: SearchParts): Search => {
  const { backend, memory, clock } = parts;
  const openOffer = createOpenOffer(parts);
  const addTiers = createAddTiers({ ...parts, openOffer });
  const share = createSharing<SearchResult>();

  const fetchStretch = async (
    hand: Hand,
    { question, of, fresh }: { question: Question; of: StretchOf; fresh: boolean },
    signal: AbortSignal,
  ): Promise<Stretch> => {
    const sha256 = await hand.sha256(signal);
    const remembered = fresh ? null : await memory.stretch(sha256, question, of);
    if (remembered) return remembered;
    const photo = await hand.prepared(signal);
    const listed = { ...question, page: of.index + 1, pageSize: of.size };
    const found = await timed({ clock, timings: hand.timings, step: 'searchMs' }, () =>
      backend.search({ kind: 'photo', photo, question: listed }, signal),
    );
    if (found.dropped > 0) parts.log.warn({ dropped: found.dropped }, 'rows without id or title left out');
    const stretch = { offers: withoutRepeats(found.offers), total: found.total, askedAtMs: clock.now() };
    if (stretch.offers.length > 0) await memory.keepStretch(sha256, question, of, stretch);
    return stretch;
  };

  const lookOf = async (hand: Hand, signal: AbortSignal): Promise<Float32Array> => {
    const sha256 = await hand.sha256(signal);
    const known = await memory.look(sha256);
    if (known) return known;
    const look = await parts.describe((await hand.prepared(signal)).jpeg);
    await memory.keepLook(sha256, look);
    return look;
  };

  /** The rows with their match; a picture that cannot be had or read leaves its row without one. */
  const addMatches = async (rows: readonly Offer[], hand: Hand, signal: AbortSignal): Promise<Offer[]> => {
    const photo = await lookOf(hand, signal);
    const matched = async (row: Offer): Promise<Offer> => {
      const picture = row.imageUrl ? await parts.thumbnail(row.imageUrl, signal) : null;
      const look = picture ? await parts.describe(picture).catch(() => null) : null;
      return withMatch(row, look ? parts.compare(photo, look) : null);
    };
    return timed({ clock, timings: hand.timings, step: 'picturesMs' }, () => Promise.all(rows.map(matched)));
  };

  const pageOf = async (
    stretch: Stretch,
    { hand, question, offset }: { hand: Hand; question: Question; offset: number },
    signal: AbortSignal,
  ): Promise<{ offers: Offer[]; note: Note | null }> => {
    const cut = <T>(rows: readonly T[]): T[] => rows.slice(offset, offset + question.pageSize);
    const withTiers = (rows: readonly Offer[]) =>
      timed({ clock, timings: hand.timings, step: 'detailsMs' }, () =>
        addTiers(rows, question.language, signal),
      );
    if (question.mode === 'similar') {
      const rows = cut(arrange(await addMatches(stretch.offers, hand, signal), question.mode));
      const { offers, note } = await withTiers(rows);
      return { offers: [...offers], note };
    }
    const rows = cut(stretch.offers);
    const [tiered, matched] = await Promise.all([withTiers(rows), addMatches(rows, hand, signal)]);
    const offers = tiered.offers.map((offer, index) => withMatch(offer, matched[index]?.match ?? null));
    return { offers, note: tiered.note };
  };

  const findAnew = async (
    hand: Hand,
    { question, fresh }: Ask,
    signal: AbortSignal,
  ): Promise<SearchResult> => {
    const of = stretchFor(question, backend.can.maxPageSize);
    const stretch = await fetchStretch(hand, { question, of, fresh }, signal);
    const page = await pageOf(stretch, { hand, question, offset: of.offset }, signal);
    const notes: Note[] = [];
    if (backend.can.sampleData) notes.push('sample-data');
    if (!backend.can.sorts.includes(question.sort)) notes.push('sort-ignored');
    if (page.note) notes.push(page.note);
    const result: SearchResult = {
      backend: backend.name,
      question,
      total: stretch.total,
      offers: page.offers,
      notes,
      askedAtMs: stretch.askedAtMs,
      fromMemory: false,
      timings: hand.timings,
    };
    // An answer that lacks something or found nothing is worth asking again for.
    if (page.offers.length > 0 && page.note !== 'tiers-partial')
      await memory.keepAnswer(await hand.sha256(signal), result);
    return result;
  };

  const search = async (ask: Ask, signal: AbortSignal): Promise<SearchResult> => {
    const startedMs = clock.now();
    const hand = takeInHand(ask.photo, parts);
    const sha256 = await hand.sha256(signal);
    const remembered = ask.fresh ? null : await memory.answer(sha256, ask.question);
    const result = remembered
      ? { ...remembered, fromMemory: true, timings: hand.timings }
      : await share(JSON.stringify([sha256, ask.question, ask.fresh]), signal, (shared) =>
          findAnew(hand, ask, shared),
        );
    return { ...result, timings: { ...result.timings, totalMs: Math.round(clock.now() - startedMs) } };
  };

  return { search, offer: openOffer };
};
