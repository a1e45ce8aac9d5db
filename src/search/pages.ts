/** One page of a stretch, made complete: price tiers, and how closely each picture agrees with the photo. */
import type { Match, Offer } from '../domain/offer.ts';
import type { Question } from '../domain/query.ts';
import type { Note } from '../domain/result.ts';
import { arrange, withMatch } from './rank.ts';
import type { Found } from './stretches.ts';
import type { AddTiers } from './tiers.ts';
import { type Topic, type TopicParts, timed } from './topic.ts';

/** What pages are made with. `compare` judges two pictures by their features, `thumbnail` gives an offer's picture or null. */
export type PageParts = Pick<TopicParts, 'describe' | 'clock'> & {
  readonly addTiers: AddTiers;
  readonly compare: (photo: Float32Array, picture: Float32Array) => Match;
  readonly thumbnail: (url: string, signal: AbortSignal) => Promise<Uint8Array | null>;
};

/** The offers of one page, and what has to be said about them. */
export type Page = { readonly offers: readonly Offer[]; readonly notes: readonly Note[] };

type About = { readonly topic: Topic; readonly question: Question };

/**
 * To put other products first, rows have to be compared before any is shown. They are compared in windows of about this many,
 * so that the first page need not wait for the pictures of eight.
 */
const WINDOW_ROWS = 24;

/** Where the window around a row begins and ends; windows hold whole pages. */
const windowAround = (offset: number, pageSize: number): [from: number, to: number] => {
  const rows = Math.max(1, Math.floor(WINDOW_ROWS / pageSize)) * pageSize;
  const from = Math.floor(offset / rows) * rows;
  return [from, from + rows];
};

/** Makes the step that completes a page. Tiers and pictures are fetched side by side. */
export const createMakePage = (parts: PageParts) => {
  const { addTiers, clock } = parts;
  const time = <T>(topic: Topic, step: 'detailsMs' | 'picturesMs', work: () => Promise<T>) =>
    timed({ clock, timings: topic.timings, step }, work);

  /** The rows with their match; a picture that cannot be had or read leaves its row without one. */
  const addMatches = async (
    rows: readonly Offer[],
    { topic, question }: About,
    signal: AbortSignal,
  ): Promise<readonly Offer[]> => {
    const photo = await topic.look(question, signal);
    if (!photo) return rows;
    const matched = async (row: Offer): Promise<Offer> => {
      const picture = row.imageUrl ? await parts.thumbnail(row.imageUrl, signal) : null;
      const look = picture ? await parts.describe(picture, null).catch(() => null) : null;
      return withMatch(row, look ? parts.compare(photo, look) : null);
    };
    return time(topic, 'picturesMs', () => Promise.all(rows.map(matched)));
  };

  return async (
    { stretch, offset }: Found,
    { topic, question }: About,
    signal: AbortSignal,
  ): Promise<Page> => {
    const withTiers = (rows: readonly Offer[]) =>
      time(topic, 'detailsMs', () => addTiers(rows, question.language, signal));
    if (question.mode === 'similar' && !stretch.modeKnown) {
      const [from, to] = windowAround(offset, question.pageSize);
      const compared = await addMatches(stretch.offers.slice(from, to), { topic, question }, signal);
      const arranged = arrange(compared, question.mode);
      return withTiers(arranged.slice(offset - from, offset - from + question.pageSize));
    }
    const rows = stretch.offers.slice(offset, offset + question.pageSize);
    const [tiered, matched] = await Promise.all([
      withTiers(rows),
      addMatches(rows, { topic, question }, signal),
    ]);
    const offers = tiered.offers.map((offer, index) => withMatch(offer, matched[index]?.match ?? null));
    return { ...tiered, offers };
  };
};
