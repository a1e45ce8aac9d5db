/** The use case: a photo (or words, an offer, a supplier) and a question in, a page of offers out. Chats, the page and the terminal all end up here. */
import type { Match, Offer, OfferDetail } from '../domain/offer.ts';
import type { Backend, Log } from '../domain/ports.ts';
import { type Language, type Question, SEARCH_MODES, type SortOrder } from '../domain/query.ts';
import type { Note, SearchResult } from '../domain/result.ts';
import type { Stretch, StretchOf } from './memory.ts';
import { followedFor, narrow } from './narrow.ts';
import { arrange, withMatch, withoutRepeats } from './rank.ts';
import { createSharing } from './sharing.ts';
import { createAddTiers, createOpenOffer } from './tiers.ts';
import { type About, type Topic, type TopicParts, timed, topicOf } from './topic.ts';

/** A search to be made. `fresh` asks the backend again even when the answer is remembered. */
export type Ask = { readonly about: About; readonly question: Question; readonly fresh: boolean };

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
export type SearchParts = TopicParts & {
  readonly backend: Backend;
  readonly compare: (photo: Float32Array, picture: Float32Array) => Match;
  readonly thumbnail: (url: string, signal: AbortSignal) => Promise<Uint8Array | null>;
  readonly log: Log;
};

type Page = { readonly offers: readonly Offer[]; readonly notes: readonly Note[] };

/**
 * Which stretch of the backend's list holds a page. One call fetches several pages of cards at once
 * (the marketplace allows 50 rows a call), so that turning pages costs no search call.
 */
const stretchFor = ({ page, pageSize }: Question, maxRows: number): StretchOf & { offset: number } => {
  const size = Math.floor(maxRows / pageSize) * pageSize;
  const first = (page - 1) * pageSize;
  return { size, index: Math.floor(first / size), offset: first % size };
};

/** An answer that lacks something or found nothing is worth asking again for. */
const isWorthKeeping = ({ offers, notes }: SearchResult): boolean =>
  offers.length > 0 && !notes.includes('tiers-partial');

/** Makes the use case from its parts. */
export const createSearch = (parts: SearchParts): Search => {
  const { backend, memory, clock, log } = parts;
  const openOffer = createOpenOffer(parts);
  const addTiers = createAddTiers({ ...parts, openOffer });
  const share = createSharing<SearchResult>();

  const time = <T>(topic: Topic, step: 'searchMs' | 'detailsMs' | 'picturesMs', work: () => Promise<T>) =>
    timed({ clock, timings: topic.timings, step }, work);

  const fetchStretch = async (
    topic: Topic,
    { question, of, fresh }: { question: Question; of: StretchOf; fresh: boolean },
    signal: AbortSignal,
  ): Promise<Stretch> => {
    const key = await topic.key(signal);
    // Where the backend knows no modes, every mode has the same list, and need not be asked for again.
    const mode = backend.can.modes?.includes(question.mode) ? question.mode : SEARCH_MODES[0];
    const listed = { ...question, mode };
    const remembered = fresh ? null : await memory.stretch(key, listed, of);
    if (remembered) return remembered;
    const query = await topic.query({ ...listed, page: of.index + 1, pageSize: of.size }, signal);
    const found = await time(topic, 'searchMs', () => backend.search(query, signal));
    const { total, dropped, backend: speaker, can, link } = found;
    if (dropped > 0) log.warn({ dropped, backend: speaker }, 'rows without id or title left out');
    const offers = withoutRepeats(found.offers);
    const modeKnown = (can ?? backend.can).modes?.includes(mode) ?? false;
    const told = { backend: speaker, offers, total, modeKnown, ...(can && { can }), ...(link && { link }) };
    const stretch = { ...told, askedAtMs: clock.now() };
    // That words narrow to nothing is an answer; that a photo matches nothing may be a mood of the marketplace.
    if (offers.length > 0 || question.keyword) await memory.keepStretch(key, listed, of, stretch);
    return stretch;
  };

  /** The rows with their match; a picture that cannot be had or read leaves its row without one. */
  const addMatches = async (
    rows: readonly Offer[],
    topic: Topic,
    signal: AbortSignal,
  ): Promise<readonly Offer[]> => {
    const photo = await topic.look(signal);
    if (!photo) return rows;
    const matched = async (row: Offer): Promise<Offer> => {
      const picture = row.imageUrl ? await parts.thumbnail(row.imageUrl, signal) : null;
      const look = picture ? await parts.describe(picture).catch(() => null) : null;
      return withMatch(row, look ? parts.compare(photo, look) : null);
    };
    return time(topic, 'picturesMs', () => Promise.all(rows.map(matched)));
  };

  const pageOf = async (
    stretch: Stretch,
    { topic, question, offset }: { topic: Topic; question: Question; offset: number },
    signal: AbortSignal,
  ): Promise<Page> => {
    const cut = <T>(rows: readonly T[]): T[] => rows.slice(offset, offset + question.pageSize);
    const withTiers = (rows: readonly Offer[]) =>
      time(topic, 'detailsMs', () => addTiers(rows, question.language, signal));
    if (question.mode === 'similar' && !stretch.modeKnown) {
      const all = await addMatches(stretch.offers, topic, signal);
      return withTiers(cut(arrange(all, question.mode)));
    }
    const rows = cut(stretch.offers);
    const [tiered, matched] = await Promise.all([withTiers(rows), addMatches(rows, topic, signal)]);
    const offers = tiered.offers.map((offer, index) => withMatch(offer, matched[index]?.match ?? null));
    return { ...tiered, offers };
  };

  /** What has to be said about the question that the backend could not follow in full. */
  const notesOn = ({ sort }: Question, sorts: readonly SortOrder[]): Note[] => [
    ...(backend.can.sampleData ? (['sample-data'] as const) : []),
    ...(sorts.includes(sort) ? [] : (['sort-ignored'] as const)),
  ];

  const findAnew = async (topic: Topic, ask: Ask, signal: AbortSignal): Promise<SearchResult> => {
    const { question, fresh } = ask;
    const of = stretchFor(question, backend.can.maxPageSize);
    const stretch = await fetchStretch(topic, { question, of, fresh }, signal);
    const page = await pageOf(stretch, { topic, question, offset: of.offset }, signal);
    const followed = followedFor(ask.about.kind, stretch.can ?? backend.can);
    const narrowed = narrow(page.offers, question, followed);
    const result: SearchResult = {
      backend: stretch.backend,
      about: ask.about.kind,
      question,
      total: stretch.total,
      ...(stretch.link && { link: stretch.link }),
      offers: narrowed.offers,
      notes: [...notesOn(question, followed.sorts), ...narrowed.notes, ...page.notes],
      askedAtMs: stretch.askedAtMs,
      fromMemory: false,
      timings: topic.timings,
    };
    if (isWorthKeeping(result)) await memory.keepAnswer(await topic.key(signal), result);
    return result;
  };

  /** Words beside a photo often describe what no seller's title says: rather the photo's matches than none. */
  const findWithWords = async (topic: Topic, ask: Ask, signal: AbortSignal): Promise<SearchResult> => {
    const result = await findAnew(topic, ask, signal);
    const { question } = ask;
    const narrowedToNothing = result.offers.length === 0 && !result.total && question.keyword !== null;
    if (!narrowedToNothing) return result;
    const wider = await findAnew(topic, { ...ask, question: { ...question, keyword: null } }, signal);
    const answer: SearchResult = { ...wider, question, notes: [...wider.notes, 'keyword-ignored'] };
    if (isWorthKeeping(answer)) await memory.keepAnswer(await topic.key(signal), answer);
    return answer;
  };

  const search = async (asked: Ask, signal: AbortSignal): Promise<SearchResult> => {
    const startedMs = clock.now();
    // No page is longer than what one call of the backend gives.
    const pageSize = Math.min(asked.question.pageSize, backend.can.maxPageSize);
    const ask = { ...asked, question: { ...asked.question, pageSize } };
    const topic = topicOf(ask.about, parts);
    const key = await topic.key(signal);
    const remembered = ask.fresh ? null : await memory.answer(key, ask.question);
    const result = remembered
      ? { ...remembered, fromMemory: true, timings: topic.timings }
      : await share(JSON.stringify([key, ask.question, ask.fresh]), signal, (shared) =>
          findWithWords(topic, ask, shared),
        );
    return { ...result, timings: { ...result.timings, totalMs: Math.round(clock.now() - startedMs) } };
  };

  return { search, offer: openOffer };
};
