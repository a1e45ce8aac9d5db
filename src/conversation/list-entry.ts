/** A shortlist as it is kept, and each change of it: who did what is noted beside it. Pure. */
import { LIST_LIMITS } from '../domain/list-task.ts';
import type { Offer } from '../domain/offer.ts';

/** What somebody noted on an offer: their words, untrusted. */
export type Note = { readonly text: string; readonly by: string; readonly atMs: number };

/** An offer on the list, as it was when `by` (a person's id) put it there, with what was noted on it since. */
export type Pick = {
  readonly offer: Offer;
  readonly by: string;
  readonly atMs: number;
  readonly note?: Note;
  readonly tags?: readonly string[];
};

/**
 * Something that was done to a list. `title` is that of the offer, a seller's words, and cut; `text` what was noted, or the tags. `key`
 * is that of the event that asked for it: it is done once.
 */
export type ListEvent = {
  readonly what: 'added' | 'removed' | 'noted' | 'unnoted' | 'tagged' | 'untagged' | 'won';
  readonly title: string;
  readonly by: string | null;
  readonly atMs: number;
  readonly key?: string;
  readonly text?: string;
};

/**
 * A vote on some of the offers. `ballots` has the choice of each person by their id: one a person. `by` began it. `presses` are the keys of
 * each person's latest presses: one that comes again is not a new one. `isOver`: nothing is counted any more.
 */
export type Vote = {
  readonly id: string;
  readonly offerIds: readonly string[];
  readonly ballots: Readonly<Record<string, string>>;
  readonly by?: string;
  readonly presses?: Readonly<Record<string, readonly string[]>>;
  readonly isOver?: boolean;
};

/**
 * A chat's list, in the order in which offers were added, its latest vote, and what was done to it lately, oldest first. `takenOff` has when
 * offers were taken off last, by their ids.
 */
export type Shortlist = {
  readonly picks: readonly Pick[];
  readonly vote: Vote | null;
  readonly takenOff?: Readonly<Record<string, number>>;
  readonly events?: readonly ListEvent[];
};

/** Who does something, when, and the key of the event that asked for it. */
export type Doer = { readonly by: string; readonly atMs: number; readonly key?: string };

/** What is done about the offer in this place of the list, from 1. An empty `text` takes the note away, no tags all of them. */
export type PlaceChange =
  | { readonly verb: 'note'; readonly place: number; readonly text: string }
  | { readonly verb: 'tag' | 'untag'; readonly place: number; readonly tags: readonly string[] }
  | { readonly verb: 'remove'; readonly place: number };

/** What was done lately that a list tells. */
export const MOST_EVENTS = 50;

/** Offers on a list at most: the oldest one makes room for a new one. */
export const MOST_PICKS = 60;

const TITLE = 80;

const titleOf = ({ titleTranslated, title }: Offer): string =>
  [...(titleTranslated ?? title).replace(/\s+/g, ' ').trim()].slice(0, TITLE).join('');

const noted = (list: Shortlist, offer: Offer, event: Omit<ListEvent, 'title'>): Shortlist => ({
  ...list,
  events: [...(list.events ?? []), { ...event, title: titleOf(offer) }].slice(-MOST_EVENTS),
});

/**
 * The list without this offer, which is noted also where it is not there yet: putting one on may take longer than taking it off again. The
 * list itself where somebody put it on later, or that is known.
 */
export const without = (list: Shortlist, offerId: string, doer: Doer): Shortlist => {
  const { [offerId]: knownMs, ...others } = list.takenOff ?? {};
  const gone = list.picks.find(({ offer }) => offer.id === offerId);
  const isPickedLater = gone !== undefined && gone.atMs > doer.atMs;
  if (isPickedLater || (knownMs !== undefined && knownMs >= doer.atMs)) return list;
  const latest = Object.entries(others).slice(1 - MOST_PICKS);
  const takenOff = { ...Object.fromEntries(latest), [offerId]: doer.atMs };
  const rest = { ...list, picks: list.picks.filter((pick) => pick !== gone), takenOff };
  return gone ? noted(rest, gone.offer, { what: 'removed', ...doer }) : rest;
};

/** The list with this offer; the list itself where it is there already, or was taken off by a later press. */
export const withPick = (list: Shortlist, pick: Pick): Shortlist => {
  const takenOffMs = list.takenOff?.[pick.offer.id] ?? Number.NEGATIVE_INFINITY;
  const isOn = list.picks.some(({ offer }) => offer.id === pick.offer.id);
  if (isOn || takenOffMs >= pick.atMs) return list;
  const { by, atMs } = pick;
  const [oldest, ...others] = list.picks;
  const room =
    oldest && list.picks.length >= MOST_PICKS
      ? noted({ ...list, picks: others }, oldest.offer, { what: 'removed', by, atMs })
      : list;
  return noted({ ...room, picks: [...room.picks, pick] }, pick.offer, { what: 'added', by, atMs });
};

type Told = { readonly what: ListEvent['what']; readonly text?: string };

/** The pick as it is then, and what is told of it. */
const changed = (
  pick: Pick,
  change: Exclude<PlaceChange, { verb: 'remove' }>,
  { by, atMs }: Doer,
): { pick: Pick; event: Told } => {
  const { note: _, tags = [], ...bare } = pick;
  if (change.verb === 'note') {
    const { text } = change;
    const rest = { ...bare, ...(pick.tags && { tags: pick.tags }) };
    return text === ''
      ? { pick: rest, event: { what: 'unnoted' } }
      : { pick: { ...rest, note: { text, by, atMs } }, event: { what: 'noted', text } };
  }
  const isGone = (tag: string): boolean => change.tags.length === 0 || change.tags.includes(tag);
  const left =
    change.verb === 'tag'
      ? [...new Set([...tags, ...change.tags])].slice(0, LIST_LIMITS.tags)
      : tags.filter((tag) => !isGone(tag));
  const told = change.tags.length > 0 ? change.tags : tags;
  const event = {
    what: change.verb === 'tag' ? 'tagged' : 'untagged',
    text: told.map((tag) => `#${tag}`).join(' '),
  } as const;
  return { pick: { ...bare, ...(pick.note && { note: pick.note }), tags: left }, event };
};

/** The list after it; the list itself where that was done already, or there is no such place. */
export const withChange = (list: Shortlist, change: PlaceChange, doer: Doer): Shortlist => {
  const pick = list.picks[change.place - 1];
  if (!pick || list.events?.some(({ key }) => key !== undefined && key === doer.key)) return list;
  if (change.verb === 'remove') return without(list, pick.offer.id, doer);
  const { pick: after, event } = changed(pick, change, doer);
  const picks = list.picks.map((one) => (one === pick ? after : one));
  return noted({ ...list, picks }, pick.offer, { ...event, ...doer });
};

/** How many people chose each offer of the latest vote, by the offer's id; empty where there was none. */
export const votesOf = ({ vote }: { readonly vote: Vote | null }): ReadonlyMap<string, number> => {
  const votes = new Map(vote?.offerIds.map((id) => [id, 0]));
  for (const choice of Object.values(vote?.ballots ?? {})) votes.set(choice, (votes.get(choice) ?? 0) + 1);
  return votes;
};

/** The offers that most people chose, by their ids, once the latest vote is over; none where nobody voted. */
export const winnersOf = (list: Shortlist): readonly string[] => {
  if (!list.vote?.isOver) return [];
  const onList = new Set(list.picks.map(({ offer }) => offer.id));
  const votes = [...votesOf(list)].filter(([id]) => onList.has(id));
  const most = Math.max(0, ...votes.map(([, count]) => count));
  return most === 0 ? [] : votes.filter(([, count]) => count === most).map(([id]) => id);
};

/** The list with this vote ended, and who won told; the list itself where it is another vote, or over. */
export const withVoteOver = (list: Shortlist, id: string, atMs: number): Shortlist => {
  if (list.vote?.id !== id || list.vote.isOver) return list;
  const over: Shortlist = { ...list, vote: { ...list.vote, isOver: true } };
  const winners = winnersOf(over);
  return over.picks
    .filter(({ offer }) => winners.includes(offer.id))
    .reduce<Shortlist>((so, { offer }) => noted(so, offer, { what: 'won', by: null, atMs }), over);
};
