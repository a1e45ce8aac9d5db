/** One page of a stretch, made complete: price tiers, and how closely each picture agrees with the photo. */
import type { Match, Offer } from '../domain/offer.ts';
import type { Question } from '../domain/query.ts';
import type { Note } from '../domain/result.ts';
import { arrange, closest, judge, withMatch } from './rank.ts';
import { rescored, scoreOrder } from './score-order.ts';
import type { Found } from './stretches.ts';
import type { AddTiers } from './tiers.ts';
import { againInTurn } from './together.ts';
import { type Topic, type TopicParts, timed } from './topic.ts';

/**
 * What pages are made with. `thumbnail` gives an offer's picture or null, `lookOf` what it looks like (or null) by its address and its
 * bytes, `match` judges a picture by its look for a photo's (null where that cannot be done), `areAlike` says whether two pictures show the same.
 */
export type PageParts = Pick<TopicParts, 'clock'> & {
  readonly addTiers: AddTiers;
  readonly lookOf: (url: string, picture: Uint8Array) => Promise<Float32Array | null>;
  readonly match: (photo: Float32Array, picture: Float32Array) => Promise<Match | null>;
  readonly areAlike: (a: Float32Array, b: Float32Array) => boolean;
  readonly thumbnail: (url: string, signal: AbortSignal) => Promise<Uint8Array | null>;
};

type Compared = { readonly rows: readonly Offer[]; readonly looks: ReadonlyMap<string, Float32Array> };

/** The offers of one page, and what has to be said about them. */
export type Page = { readonly offers: readonly Offer[]; readonly notes: readonly Note[] };

type About = { readonly topic: Topic; readonly question: Question };

/**
 * To put other products first, or the cheapest of those that look like the photo, rows have to be compared before any is shown. They are
 * compared in windows of about this many, so that the first page need not wait for the pictures of eight.
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

  /** The rows with their match, and their pictures' looks by offer; a picture that cannot be had or read leaves its row without both. */
  const addMatches = async (
    rows: readonly Offer[],
    { topic, question }: About,
    signal: AbortSignal,
  ): Promise<Compared> => {
    const pictures = new Map<string, Float32Array>();
    const photos = topic.photos ?? ((await topic.photo(signal)) === null ? [] : [topic]);
    if (photos.length === 0) return { rows, looks: pictures };
    // The pictures are fetched while it may still be found out what the photo looks like.
    const asked = Promise.all(photos.map((one) => one.look(question, signal))).then((found) =>
      found.filter((look) => look !== null),
    );
    const matched = async (row: Offer): Promise<Offer> => {
      const url = row.imageUrl;
      const picture = url ? await parts.thumbnail(url, signal) : null;
      const look = url && picture ? await parts.lookOf(url, picture) : null;
      if (!look) return withMatch(row, null);
      pictures.set(row.id, look);
      const photoLooks = await asked;
      const found = await Promise.all(photoLooks.map((one) => parts.match(one, look)));
      return withMatch(row, closest(found.filter((match) => match !== null)));
    };
    const [matches] = await time(topic, 'picturesMs', () =>
      Promise.all([Promise.all(rows.map(matched)), asked]),
    );
    return { rows: matches, looks: pictures };
  };

  const areAlikeBy = (looks: Compared['looks']) => (a: Offer, b: Offer) => {
    const [one, other] = [looks.get(a.id), looks.get(b.id)];
    return one !== undefined && other !== undefined && parts.areAlike(one, other);
  };

  return async (
    { stretch, offset }: Found,
    { topic, question }: About,
    signal: AbortSignal,
  ): Promise<Page> => {
    const withTiers = (rows: readonly Offer[]) =>
      time(topic, 'detailsMs', () => addTiers(rows, question.language, signal));
    if (question.sort === 'score') {
      const [from, to] = windowAround(offset, question.pageSize);
      const compared = await addMatches(stretch.offers.slice(from, to), { topic, question }, signal);
      const scored = scoreOrder(compared.rows, question, from === 0);
      const at = offset - from;
      const page = await withTiers(scored.offers.slice(at, at + question.pageSize));
      const offers = rescored(page.offers, { matches: scored.matches, from: at }, question);
      return { offers, notes: [...page.notes, ...scored.notes] };
    }
    const isOthersFirst = question.mode === 'similar' && !stretch.modeKnown;
    const isAlikeFirst = question.mode === 'same' && question.sort !== 'relevance';
    if (isOthersFirst || isAlikeFirst) {
      const [from, to] = windowAround(offset, question.pageSize);
      const compared = await addMatches(stretch.offers.slice(from, to), { topic, question }, signal);
      // The whole window is judged: on a page of its own the other products might look like a mistake.
      const judged = againInTurn(judge(compared.rows, question));
      const arranged = isOthersFirst ? arrange(judged.offers, areAlikeBy(compared.looks)) : judged.offers;
      const page = await withTiers(arranged.slice(offset - from, offset - from + question.pageSize));
      return { offers: page.offers, notes: [...page.notes, ...judged.notes] };
    }
    const rows = stretch.offers.slice(offset, offset + question.pageSize);
    // Pictures first: there is more to do once they have come.
    const [matched, tiered] = await Promise.all([
      addMatches(rows, { topic, question }, signal),
      withTiers(rows),
    ]);
    const judged = againInTurn(
      judge(
        tiered.offers.map((offer, index) => withMatch(offer, matched.rows[index]?.match ?? null)),
        question,
      ),
    );
    return { offers: judged.offers, notes: [...tiered.notes, ...judged.notes] };
  };
};
