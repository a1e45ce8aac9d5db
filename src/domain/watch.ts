/** Watching an offer: what of it is compared, what counts as a change, and when a change is worth telling. Pure. */
import type { Money } from './money.ts';
import type { OfferDetail, PriceTier } from './offer.ts';

/**
 * What was seen of a watched offer. `tiers` is the ladder by rising quantity; an offer that is priced by variant has its lowest price
 * as the only one. `available` says whether the stock reaches the smallest order; null where no stock is told. `gone`: the marketplace
 * does not know the offer any more, and the rest is as it was seen last.
 */
export type Seen = {
  readonly tiers: readonly PriceTier[];
  readonly available: boolean | null;
  readonly gone: boolean;
};

/** What was seen from a moment on (ms since the epoch), until the next such point. */
export type SeenPoint = { readonly atMs: number; readonly seen: Seen };

/**
 * One difference. `price` is what a piece costs when so many are bought; null where so few, or so many, cannot be had at a price that
 * is told.
 */
export type Change =
  | { readonly kind: 'gone' | 'back' | 'sold-out' | 'in-stock' }
  | {
      readonly kind: 'price';
      readonly quantity: number;
      readonly from: Money | null;
      readonly to: Money | null;
    };

const ladderOf = ({ tiers, skuPrices, price, moq }: OfferDetail): readonly PriceTier[] => {
  if (tiers.length > 0) return tiers.toSorted((one, other) => one.minQuantity - other.minQuantity);
  const only = skuPrices?.lowest ?? price;
  return only ? [{ minQuantity: Math.max(1, moq ?? 1), price: only }] : [];
};

/** What there is to be seen of an offer that is there. */
export const seenIn = (detail: OfferDetail): Seen => {
  const tiers = ladderOf(detail);
  const least = Math.max(1, detail.moq ?? tiers[0]?.minQuantity ?? 1);
  return { tiers, available: detail.stock === null ? null : detail.stock >= least, gone: false };
};

/** Whether anything is told that could change: neither prices nor stock are nothing to watch. */
export const isWatchable = ({ tiers, available }: Seen): boolean => tiers.length > 0 || available !== null;

/** What was not told this time is as it was seen before. */
export const withUntold = (now: Seen, before: Seen): Seen => ({
  tiers: now.tiers.length > 0 ? now.tiers : before.tiers,
  available: now.available ?? before.available,
  gone: now.gone,
});

/** What a piece costs when so many are bought; null below the smallest order. `tiers` rise in quantity. */
export const priceAt = (tiers: readonly PriceTier[], quantity: number): Money | null =>
  tiers.findLast(({ minQuantity }) => minQuantity <= quantity)?.price ?? null;

const isSamePrice = (one: Money | null, other: Money | null): boolean =>
  one?.fen === other?.fen && one?.currency === other?.currency;

/** Prices only change at the steps of one of the two ladders; of neighbours that change alike the first stands for all. */
const priceChanges = (before: readonly PriceTier[], now: readonly PriceTier[]): Change[] => {
  if (before.length === 0 || now.length === 0) return [];
  const steps = [...new Set([...before, ...now].map(({ minQuantity }) => minQuantity))].sort((a, b) => a - b);
  const differences = steps.map((quantity) => ({
    kind: 'price' as const,
    quantity,
    from: priceAt(before, quantity),
    to: priceAt(now, quantity),
  }));
  return differences.filter(
    ({ from, to }, at) =>
      !isSamePrice(from, to) &&
      !(
        at > 0 &&
        isSamePrice(from, differences[at - 1]?.from ?? null) &&
        isSamePrice(to, differences[at - 1]?.to ?? null)
      ),
  );
};

/**
 * What changed, the weightiest first; empty where nothing did. Of an offer that is gone nothing else is told. What was not told on one
 * of both sides is no change.
 */
export const changesBetween = (before: Seen, now: Seen): readonly Change[] => {
  if (now.gone) return before.gone ? [] : [{ kind: 'gone' }];
  const back: Change[] = before.gone ? [{ kind: 'back' }] : [];
  const isStockTold = before.available !== null && now.available !== null;
  const stock: Change[] =
    isStockTold && before.available !== now.available
      ? [{ kind: now.available ? 'in-stock' : 'sold-out' }]
      : [];
  return [...back, ...stock, ...priceChanges(before.tiers, now.tiers)];
};

/** A state that was told, when last, and how often. */
export type Telling = { readonly state: string; readonly atMs: number; readonly times: number };

/** What a chat knows of an offer: how it was told of it last, and what it was told lately. */
export type Knowledge = { readonly told: Seen; readonly tellings: readonly Telling[] };

/** A state that was told lately is told again after this time at the soonest; each further time it takes twice as long. */
const QUIET_MS = 24 * 60 * 60 * 1000;

/** The longest time for which a state that was told is not told again. */
const QUIET_AT_MOST_MS = 30 * QUIET_MS;

/** A state that was not told for so long counts as a new one. */
const FORGOTTEN_MS = 2 * QUIET_AT_MOST_MS;

/** States that are remembered as told: a value that goes to and fro has two or three. */
const MOST_TELLINGS = 8;

/** The same for states between which nothing changed, where all is told. */
const stateOf = ({ tiers, available, gone }: Seen): string =>
  gone
    ? 'gone'
    : [
        available,
        ...tiers.map(({ minQuantity, price }) => `${minQuantity}:${price.fen}${price.currency}`),
      ].join(' ');

/** What a chat knows that has just been shown this. */
export const knowing = (seen: Seen, nowMs: number): Knowledge => ({
  told: seen,
  tellings: [{ state: stateOf(seen), atMs: nowMs, times: 1 }],
});

const quietMs = ({ times }: Telling): number => Math.min(QUIET_AT_MOST_MS, QUIET_MS * 2 ** (times - 1));

/**
 * Whether what is seen now is to be told, and what is known then; null where nothing is to be told. A state that comes back soon after
 * it was told waits: it is told if it is still there after a while, and each time that takes longer, so that a value that goes to and
 * fro is told a few times and not for ever.
 */
export const judge = (
  { told, tellings }: Knowledge,
  seen: Seen,
  nowMs: number,
): { readonly knowledge: Knowledge; readonly changes: readonly Change[] } | null => {
  const changes = changesBetween(told, seen);
  if (changes.length === 0) return null;
  const state = stateOf(seen);
  const earlier = tellings.find((telling) => telling.state === state);
  const agoMs = earlier ? nowMs - earlier.atMs : Number.POSITIVE_INFINITY;
  if (earlier && agoMs < quietMs(earlier)) return null;
  const times = earlier && agoMs < FORGOTTEN_MS ? earlier.times + 1 : 1;
  const others = tellings.filter((telling) => telling.state !== state).slice(-(MOST_TELLINGS - 1));
  return { knowledge: { told: seen, tellings: [...others, { state, atMs: nowMs, times }] }, changes };
};

/** Points of one offer at most: years of weekly changes, or some months of daily ones. */
const MOST_POINTS = 200;

/** The history with what is seen now. What is older than `keepMs` is left out, but for the state that was left by then. */
export const withPoint = (
  points: readonly SeenPoint[],
  { atMs, seen }: SeenPoint,
  keepMs: number,
): readonly SeenPoint[] => {
  const last = points.at(-1);
  const all = last && stateOf(last.seen) === stateOf(seen) ? points : [...points, { atMs, seen }];
  const firstKept = Math.max(
    0,
    all.findLastIndex((point) => point.atMs <= atMs - keepMs),
  );
  return all.slice(firstKept).slice(-MOST_POINTS);
};

/** Where in each round an offer has its place: 0 to 1, the same for an offer always, and spread evenly over all. */
export type Jitter = (offerId: string) => number;

/** When the latest check of an offer was due, in ms since the epoch: each has its own moment in every span of `everyMs`. */
export const dueSince = (offerId: string, nowMs: number, everyMs: number, jitter: Jitter): number => {
  const offset = Math.floor(jitter(offerId) * everyMs);
  return Math.floor((nowMs - offset) / everyMs) * everyMs + offset;
};
