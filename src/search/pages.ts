/** One page of a stretch, made complete: price tiers, and how closely each picture agrees with the photo. */
import type { Match, Offer } from '../domain/offer.ts';
import type { Clock } from '../domain/ports.ts';
import type { Question } from '../domain/query.ts';
import type { Note } from '../domain/result.ts';
import { arrange, withMatch } from './rank.ts';
import type { Found } from './stretches.ts';
import type { AddTiers } from './tiers.ts';
import { type Topic, timed } from './topic.ts';

/** What pages are made with. `compare` judges two pictures by their features, `thumbnail` gives an offer's picture or null. */
export type PageParts = {
  readonly addTiers: AddTiers;
  readonly describe: (picture: Uint8Array) => Promise<Float32Array>;
  readonly compare: (photo: Float32Array, picture: Float32Array) => Match;
  readonly thumbnail: (url: string, signal: AbortSignal) => Promise<Uint8Array | null>;
  readonly clock: Clock;
};

/** The offers of one page, and what has to be said about them. */
export type Page = { readonly offers: readonly Offer[]; readonly notes: readonly Note[] };

/** Makes the step that completes a page. Tiers and pictures are fetched side by side. */
export const createMakePage = (parts: PageParts) => {
  const { addTiers, clock } = parts;
  const time = <T>(topic: Topic, step: 'detailsMs' | 'picturesMs', work: () => Promise<T>) =>
    timed({ clock, timings: topic.timings, step }, work);

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

  return async (
    { stretch, offset }: Found,
    { topic, question }: { topic: Topic; question: Question },
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
};
