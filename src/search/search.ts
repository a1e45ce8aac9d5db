/** The use case: a photo (or words, an offer, a supplier) and a question in, a page of offers out. Chats, the page and the terminal all end up here. */
import { asTusouError } from '../domain/errors.ts';
import type { OfferDetail } from '../domain/offer.ts';
import type { Backend, Log } from '../domain/ports.ts';
import type { Language, Question, SortOrder } from '../domain/query.ts';
import type { Album, Note, SearchResult } from '../domain/result.ts';
import { type Meter, NO_METER } from '../ops/meter.ts';
import type { Across } from './across.ts';
import { pickPhotos } from './album.ts';
import { tellSteps } from './counted.ts';
import { followedFor, narrow } from './narrow.ts';
import { createMakePage, type PageParts } from './pages.ts';
import { createSharing } from './sharing.ts';
import { createFindStretch } from './stretches.ts';
import { createPlaceSubject } from './subjects.ts';
import { createAddTiers, createOpenOffer } from './tiers.ts';
import { createFindTogether, type FoundTogether, type ShowSame } from './together.ts';
import { type About, queryKindOf, type Topic, type TopicParts, topicOf } from './topic.ts';

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
export type SearchParts = TopicParts &
  Omit<PageParts, 'addTiers'> & {
    readonly backend: Backend;
    /** Shares the work with other processes. */
    readonly across: Across<SearchResult>;
    readonly log: Log;
    readonly meter?: Meter;
  };

/** An answer that lacks something or found nothing is worth asking again for. */
const isWorthKeeping = ({ offers, notes, album }: SearchResult): boolean =>
  offers.length > 0 && !album && !notes.includes('tiers-partial') && !notes.includes('background-failed');

/** What the marketplace refused while the photos of an album were searched with. It is on its way into the whole album. */
const refusedIn = ({ refused = [] }: FoundTogether, { photos = [] }: Topic): { album?: Album } =>
  refused.length > 0 ? { album: { photos: photos.length, broken: refused } } : {};

/** Makes the use case from its parts. */
export const createSearch = (parts: SearchParts): Search => {
  const { backend, memory, clock, log, meter = NO_METER } = parts;
  const openOffer = createOpenOffer(parts);
  const findOne = createFindStretch(parts);
  const showSame: ShowSame = async (a, b) =>
    parts.areAlike(a, b) || (await parts.match(a, b))?.level === 'same';
  const findStretch = createFindTogether({ findStretch: findOne, showSame });
  const placeSubject = createPlaceSubject({ findStretch: findOne });
  const makePage = createMakePage({ ...parts, addTiers: createAddTiers({ ...parts, openOffer }) });
  const share = createSharing<SearchResult>();

  /** What has to be said about the question that the backend could not follow in full. */
  const notesOn = ({ sort }: Question, sorts: readonly SortOrder[]): Note[] => [
    ...(backend.can.sampleData ? (['sample-data'] as const) : []),
    ...(sort === 'score' || sorts.includes(sort) ? [] : (['sort-ignored'] as const)),
  ];

  /** A photo without an outline costs a hint, never an answer. */
  const notePhoto = (topic: Topic, signal: AbortSignal): Promise<void> =>
    topic.keepPhoto(signal).catch((error) => {
      log.debug({ code: asTusouError(error).code }, 'no outline of a photo');
    });

  /** What the photo looks like is found out while the marketplace searches; whoever needs it hears then of what went wrong. */
  const lookAhead = (topic: Topic, question: Question, signal: AbortSignal): void => {
    // A part is looked at anew each time, so a look ahead would be for nothing.
    if (question.filters.region) return;
    for (const one of topic.photos ?? [topic]) one.look(question, signal).catch(() => {});
  };

  const findAnew = async (topic: Topic, ask: Ask, signal: AbortSignal): Promise<SearchResult> => {
    const { question } = ask;
    const finding = findStretch(topic, ask, signal);
    lookAhead(topic, question, signal);
    const [found] = await Promise.all([finding, notePhoto(topic, signal)]);
    const { stretch } = found;
    const page = await makePage(found, { topic, question }, signal);
    const followed = followedFor(queryKindOf(ask.about), stretch.can ?? backend.can);
    const narrowed = narrow(page.offers, question, followed);
    const result: SearchResult = {
      backend: stretch.backend,
      about: queryKindOf(ask.about),
      question,
      total: stretch.total,
      ...(stretch.link && { link: stretch.link }),
      ...(stretch.subjects && { subjects: stretch.subjects.length }),
      ...refusedIn(found, topic),
      offers: narrowed.offers,
      notes: [
        ...topic.hints(),
        ...(found.notes ?? []),
        ...notesOn(question, followed.sorts),
        ...narrowed.notes,
        ...page.notes,
      ],
      askedAtMs: stretch.askedAtMs,
      fromMemory: false,
      timings: topic.timings,
    };
    if (isWorthKeeping(result)) await memory.keepAnswer(await topic.key(question, signal), result);
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
    if (isWorthKeeping(answer)) await memory.keepAnswer(await topic.key(question, signal), answer);
    return answer;
  };

  const remembered = async (topic: Topic, { question, fresh }: Ask, signal: AbortSignal) => {
    const answer = fresh ? null : await memory.answer(await topic.key(question, signal), question);
    return answer && { ...answer, fromMemory: true, timings: topic.timings };
  };

  /** One search for all who ask for it at this moment, here and in other processes; one that has just ended is remembered. */
  const find = (topic: Topic, ask: Ask, name: string, signal: AbortSignal): Promise<SearchResult> =>
    share(name, signal, (shared) =>
      parts.across(
        name,
        shared,
        async (waited) =>
          (waited ? await remembered(topic, ask, shared) : null) ?? findWithWords(topic, ask, shared),
      ),
    );

  const answer = async (asked: Ask, topic: Topic, signal: AbortSignal): Promise<SearchResult> => {
    const { question, subjects } = await placeSubject(topic, asked.question, signal);
    const ask = { ...asked, question };
    const key = await topic.key(ask.question, signal);
    const name = JSON.stringify([key, ask.question, ask.fresh]);
    const found = (await remembered(topic, ask, signal)) ?? (await find(topic, ask, name, signal));
    const ways = backend.ways && { ways: backend.ways };
    return { ...found, ...ways, ...(subjects > 0 && { question, subjects }) };
  };

  /** Of an album, answers tell the photos by number; one of them alone offers no things in it, which have numbers too. */
  const withAlbum = (found: SearchResult, album: Album, question: Question): SearchResult => {
    const { subjects: _, album: refused, ...result } = found;
    const broken = [...album.broken, ...(refused?.broken ?? [])].sort((a, b) => a.photo - b.photo);
    const isOfOne = question.subject !== undefined && question.subject <= album.photos;
    const { subject: __, ...ofAll } = question;
    return { ...result, question: isOfOne ? question : ofAll, album: { ...album, broken } };
  };

  const withPhoto = async (
    result: SearchResult,
    topic: Topic,
    signal: AbortSignal,
  ): Promise<SearchResult> => {
    const known = await topic.photo(signal);
    return known ? { ...result, photo: known.photo, copied: known.own !== known.photo } : result;
  };

  const search = async (ask: Ask, signal: AbortSignal): Promise<SearchResult> => {
    const startedMs = clock.now();
    let topic = topicOf(ask.about, parts);
    // No page is longer than what one call of the backend gives.
    const pageSize = Math.min(ask.question.pageSize, backend.can.maxPageSize);
    // How many pieces prices are told for changes no list but one by score, so that telling them anew calls nobody.
    const { quantity, weights, ...plain } = ask.question;
    const asked = { ...(plain.sort === 'score' ? ask.question : plain), pageSize };
    const tookMs = (): number => Math.round(clock.now() - startedMs);
    try {
      const picked = await pickPhotos(topic, asked, signal);
      topic = picked.topic;
      const found = await answer({ ...ask, question: picked.question }, topic, signal);
      const result = picked.album
        ? withAlbum(found, picked.album, asked)
        : await withPhoto(found, topic, signal);
      const told = { ...result.question, ...(quantity && { quantity }) };
      return { ...result, question: told, timings: { ...result.timings, totalMs: tookMs() } };
    } finally {
      // The topic's own times: what many share is told by the one whose search it was.
      tellSteps({ ...topic.timings, totalMs: tookMs() }, meter);
    }
  };

  return { search, offer: openOffer };
};
