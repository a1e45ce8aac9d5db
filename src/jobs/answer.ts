/** Turns a job into the reply that answers it: search or look up, then card and contact sheet. Used by the worker. */
import { detailsCard } from '../cards/details-card.ts';
import { errorNotice, nothingNotice } from '../cards/notice-card.ts';
import { resultCard } from '../cards/result-card.ts';
import type { Facet } from '../domain/action.ts';
import type { ResultCard } from '../domain/card.ts';
import type { PhotoRef, Reply } from '../domain/chat.ts';
import { asTusouError } from '../domain/errors.ts';
import type { OfferDetail } from '../domain/offer.ts';
import type { AnswerJob, ChatAdapter, Clock, SearchSubject } from '../domain/ports.ts';
import type { SearchResult } from '../domain/result.ts';
import type { Tile } from '../images/contact-sheet.ts';
import type { Search } from '../search/search.ts';
import type { About, PhotoSource } from '../search/topic.ts';

/** What answering needs. `source` tells where a photo's bytes come from, `thumbnail` gives an offer's picture. */
export type AnswerParts = {
  readonly search: Search;
  readonly source: (photo: PhotoRef) => PhotoSource;
  readonly thumbnail: (url: string, signal: AbortSignal) => Promise<Uint8Array | null>;
  readonly drawSheet: (tiles: readonly Tile[]) => Promise<Uint8Array>;
  readonly clock: Clock;
};

type Task<K extends AnswerJob['task']['kind']> = Extract<AnswerJob['task'], { kind: K }>;

/** The language in which a job is answered. */
export const languageOfJob = ({ task }: AnswerJob) =>
  task.kind === 'search' ? task.question.language : task.language;

/** The facet to ask again with when a job failed: the one that was asked for, or the list behind the offer. */
const retryFacet = ({ task }: AnswerJob): Facet | null => {
  if (task.kind === 'offer') return task.back;
  const { page, mode, sort } = task.question;
  return { page, mode, sort };
};

/** The reply that tells the asker that the job failed and what to do next. */
export const failureReply = (job: AnswerJob, error: unknown): Reply => {
  const facet = retryFacet(job);
  const retry = facet ? { view: job.view, facet } : null;
  return { kind: 'notice', card: errorNotice(asTusouError(error), languageOfJob(job), retry) };
};

/** A contact sheet holds all offers of a page, so one picture that the chat cannot show is enough to want it. */
const wantsSheet = ({ sheet }: ChatAdapter, { offers }: ResultCard): boolean =>
  typeof sheet === 'string'
    ? sheet === 'always'
    : offers.some(({ imageUrl }) => imageUrl !== null && !sheet.unless(imageUrl));

/** Of an offer one picture is shown, so one that the chat can show is enough. */
const wantsPicture = ({ sheet }: ChatAdapter, { images, imageUrl }: OfferDetail): boolean =>
  typeof sheet === 'string'
    ? sheet === 'always'
    : ![...images, imageUrl].some((url) => url !== null && sheet.unless(url));

/** Makes the function that answers a job for an adapter. It throws `TusouError`s; the worker turns them into `failureReply`. */
export const createAnswer = ({ search, source, thumbnail, drawSheet, clock }: AnswerParts) => {
  const aboutOf = (subject: SearchSubject): About =>
    subject.kind === 'photo' ? { kind: 'photo', photo: source(subject.photo) } : subject;

  const sheetOf = async (card: ResultCard, result: SearchResult, signal: AbortSignal) => {
    const tiles = card.offers.map(async ({ number, imageUrl, price }, index) => ({
      number,
      picture: imageUrl ? await thumbnail(imageUrl, signal) : null,
      price,
      moq: result.offers[index]?.moq ?? null,
    }));
    return drawSheet(await Promise.all(tiles));
  };

  const answerSearch = async (job: AnswerJob, task: Task<'search'>, by: Run): Promise<Reply> => {
    const { question, subject, fresh } = task;
    const result = await search.search({ about: aboutOf(subject), question, fresh }, by.signal);
    if (result.offers.length === 0) return { kind: 'notice', card: nothingNotice(result, job.view) };
    const card = resultCard(result, { view: job.view, nowMs: clock.now() });
    const sheet = wantsSheet(by.adapter, card) ? await sheetOf(card, result, by.signal) : null;
    return { kind: 'result', card, sheet };
  };

  const answerOffer = async (job: AnswerJob, task: Task<'offer'>, by: Run): Promise<Reply> => {
    const { offerId, language, back } = task;
    const detail = await search.offer(offerId, language, { fresh: false, signal: by.signal });
    const card = detailsCard(detail, { view: job.view, language, back });
    const wanted = wantsPicture(by.adapter, detail) ? detail.imageUrl : null;
    const picture = wanted ? await thumbnail(wanted, by.signal) : null;
    return { kind: 'details', card, picture };
  };

  return (job: AnswerJob, by: Run): Promise<Reply> =>
    job.task.kind === 'search' ? answerSearch(job, job.task, by) : answerOffer(job, job.task, by);
};

type Run = { readonly adapter: ChatAdapter; readonly signal: AbortSignal };
