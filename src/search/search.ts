/** The use case: a photo (or words, an offer, a supplier) and a question in, a page of offers out. Chats, the page and the terminal all end up here. */
import type { OfferDetail } from '../domain/offer.ts';
import type { Backend, Log } from '../domain/ports.ts';
import type { Language, Question, SortOrder } from '../domain/query.ts';
import type { Note, SearchResult } from '../domain/result.ts';
import { followedFor, narrow } from './narrow.ts';
import { createMakePage, type PageParts } from './pages.ts';
import { createSharing } from './sharing.ts';
import { createFindStretch } from './stretches.ts';
import { createAddTiers, createOpenOffer } from './tiers.ts';
import { type About, type Topic, type TopicParts, topicOf } from './topic.ts';

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
  Omit<PageParts, 'addTiers'> & { readonly backend: Backend; readonly log: Log };

/** An answer that lacks something or found nothing is worth asking again for. */
const isWorthKeeping = ({ offers, notes }: SearchResult): boolean =>
  offers.length > 0 && !notes.includes('tiers-partial');

/** Makes the use case from its parts. */
export const createSearch = (parts: SearchParts): Search => {
  const { backend, memory, clock } = parts;
  const openOffer = createOpenOffer(parts);
  const findStretch = createFindStretch(parts);
  const makePage = createMakePage({ ...parts, addTiers: createAddTiers({ ...parts, openOffer }) });
  const share = createSharing<SearchResult>();

  /** What has to be said about the question that the backend could not follow in full. */
  const notesOn = ({ sort }: Question, sorts: readonly SortOrder[]): Note[] => [
    ...(backend.can.sampleData ? (['sample-data'] as const) : []),
    ...(sorts.includes(sort) ? [] : (['sort-ignored'] as const)),
  ];

  const findAnew = async (topic: Topic, ask: Ask, signal: AbortSignal): Promise<SearchResult> => {
    const { question } = ask;
    const found = await findStretch(topic, ask, signal);
    const { stretch } = found;
    const page = await makePage(found, { topic, question }, signal);
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
