/** Several photos that were sent together: each is searched by itself, and what more of them found comes first. */
import type { Offer } from '../domain/offer.ts';
import type { Question } from '../domain/query.ts';
import type { BrokenPhoto, Note } from '../domain/result.ts';
import { brokenIn, tryEach } from './album.ts';
import { spread, withoutRepeats } from './rank.ts';
import type { Found } from './stretches.ts';
import type { Topic } from './topic.ts';

/**
 * How little a place near the top counts more than one below it (reciprocal rank fusion, Cormack, Clarke and Buettcher, SIGIR 2009,
 * with the constant of that paper): among offers that equally many photos found, those that all of them rank high go first.
 */
const RANK_OFFSET = 60;

type Fused = { readonly offer: Offer; readonly photos: number; readonly score: number };

/** One list out of one per photo: offers found by more of them first, then by their places. Each says how many found it. */
export const fuse = (lists: readonly (readonly Offer[])[]): Offer[] => {
  const fused = new Map<string, Fused>();
  for (const list of lists)
    for (const [place, offer] of list.entries()) {
      const known = fused.get(offer.id) ?? { offer, photos: 0, score: 0 };
      const score = known.score + 1 / (RANK_OFFSET + place + 1);
      fused.set(offer.id, { offer: known.offer, photos: known.photos + 1, score });
    }
  return [...fused.values()]
    .sort((a, b) => b.photos - a.photos || b.score - a.score)
    .map(({ offer, photos }) => ({ ...offer, foundBy: { photos, of: lists.length } }));
};

/** What one photo found: the photo's number, its list, and what it looks like where that is known. */
export type PhotoList = {
  readonly number: number;
  readonly offers: readonly Offer[];
  readonly look: Float32Array | null;
};

/** Whether two photos show the same, by their looks. */
export type ShowSame = (a: Float32Array, b: Float32Array) => Promise<boolean>;

type AreSame = (a: Float32Array, b: Float32Array) => boolean;

/** Compares each look with each other, so that what is the same of them can be asked at once. */
const compared = async (looks: readonly Float32Array[], showSame: ShowSame): Promise<AreSame> => {
  const same = new Map(looks.map((look) => [look, new Set<Float32Array>()]));
  const pairs = looks.flatMap((a, at) => looks.slice(at + 1).map((b) => [a, b] as const));
  await Promise.all(
    pairs.map(async ([a, b]) => {
      if (!(await showSame(a, b))) return;
      same.get(a)?.add(b);
      same.get(b)?.add(a);
    }),
  );
  return (a, b) => same.get(a)?.has(b) ?? false;
};

/** An offer this near the top of two lists says that their photos show one product, as front and back do, which look different. */
const TELLING_ROWS = 6;

const shareAnOffer = (a: PhotoList, b: PhotoList): boolean => {
  const top = new Set(a.offers.slice(0, TELLING_ROWS).map(({ id }) => id));
  return b.offers.slice(0, TELLING_ROWS).some(({ id }) => top.has(id));
};

/** The lists by product: photos that look the same, or whose lists agree at the top, belong together, also through a third one. */
export const byProduct = (lists: readonly PhotoList[], areSame: AreSame): readonly PhotoList[][] => {
  const isOfOne = (a: PhotoList, b: PhotoList): boolean =>
    (a.look !== null && b.look !== null && areSame(a.look, b.look)) || shareAnOffer(a, b);
  let products: PhotoList[][] = [];
  for (const list of lists) {
    const same = products.filter((product) => product.some((other) => isOfOne(other, list)));
    const others = products.filter((product) => !same.includes(product));
    products = [...others, [...same.flat(), list]];
  }
  const sorted = products.map((product) => product.toSorted((a, b) => a.number - b.number));
  return sorted.sort(([a], [b]) => (a?.number ?? 0) - (b?.number ?? 0));
};

const isOfSameProduct = (a: Offer, b: Offer): boolean =>
  a.foundBy?.which?.join() === b.foundBy?.which?.join();

/** The best of each product, then the second ones, and so on, each offer once and with the numbers of the photos of its product. */
export const inTurn = (products: readonly (readonly PhotoList[])[]): Offer[] => {
  const offers = products.flatMap((product) => {
    const which = product.map(({ number }) => number);
    const fused = fuse(product.map((list) => list.offers));
    return fused.map((offer) => ({ ...offer, foundBy: { photos: 0, of: 0, ...offer.foundBy, which } }));
  });
  return withoutRepeats(spread(offers, isOfSameProduct));
};

/** A page where different products stood in turn, so that they do again after it was judged as a whole. */
export const againInTurn = <T extends { readonly offers: readonly Offer[]; readonly notes: readonly Note[] }>(
  page: T,
): Pick<T, 'offers' | 'notes'> =>
  page.offers.some(({ foundBy }) => foundBy?.which)
    ? {
        offers: spread(page.offers, isOfSameProduct),
        notes: page.notes.filter((note) => note !== 'unrelated-last'),
      }
    : page;

type FindStretch = (
  topic: Topic,
  asked: { question: Question; fresh: boolean },
  signal: AbortSignal,
) => Promise<Found>;

/** A page's list, what there is to tell of it, and the photos that the marketplace did not take. */
export type FoundTogether = Found & {
  readonly notes?: readonly Note[];
  readonly refused?: readonly BrokenPhoto[];
};

/**
 * Makes the step that finds a page for one photo or for several. For several, the first stretch of each is fused into one, which has
 * all pages that there are; its rows are as many as were found, not as the marketplace counts.
 */
export const createFindTogether =
  ({ findStretch, showSame }: { readonly findStretch: FindStretch; readonly showSame: ShowSame }) =>
  async (...[topic, asked, signal]: Parameters<FindStretch>): Promise<FoundTogether> => {
    const { photos } = topic;
    if (!photos) return findStretch(topic, asked, signal);
    const { question, fresh } = asked;
    const first = { question: { ...question, page: 1 }, fresh };
    const tried = await tryEach(photos, async (photo) => {
      const { stretch } = await findStretch(photo, first, signal);
      return { stretch, look: await photo.look(question, signal) };
    });
    const founds = tried.flatMap((one) => ('found' in one ? [{ ...one.found, photo: one.photo }] : []));
    const [one] = founds;
    if (!one) return findStretch(topic, asked, signal);
    const lists = founds.map(({ stretch: { offers }, look, photo }) => {
      return { number: photo.number ?? 1, offers, look };
    });
    const looks = lists.flatMap(({ look }) => (look ? [look] : []));
    const products = byProduct(lists, await compared(looks, showSame));
    const differ = products.length > 1;
    const offers = differ ? inTurn(products) : fuse(lists.map((list) => list.offers));
    const { link: _, subjects: __, ...told } = one.stretch;
    const askedAtMs = Math.min(...founds.map(({ stretch }) => stretch.askedAtMs));
    return {
      stretch: { ...told, offers, total: offers.length, askedAtMs },
      offset: (question.page - 1) * question.pageSize,
      notes: differ ? ['photos-differ'] : [],
      refused: brokenIn(tried),
    };
  };
