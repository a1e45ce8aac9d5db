/** Shortlists: the offers that a chat has put aside, and the vote on them. Several people may change one at once, and a chat may have several. */
import type { ChatRef, Platform } from '../domain/chat.ts';
import type { Store } from '../domain/ports.ts';
import type { Exclusively } from '../ops/exclusive.ts';
import {
  type Doer,
  type ListEvent,
  type Pick,
  type PlaceChange,
  type Shortlist,
  type Vote,
  withChange,
  without,
  withPick,
  withVoteOver,
} from './list-entry.ts';
import { createListNames, LIST_KEPT_MS, type ListName, MAIN_LIST, type NameChanges } from './list-names.ts';

/** What somebody chose in a vote; null takes the choice back. */
export type Ballot = { readonly vote: string; readonly voter: string; readonly choice: string | null };

/** Somebody pressed the button of an offer in a vote; `key` tells this press from the next. */
export type BallotPress = {
  readonly vote: string;
  readonly voter: string;
  readonly choice: string;
  readonly key: string;
};

/** A press that a platform delivers again comes soon after; meanwhile nobody presses more often than this. */
const PRESSES_KNOWN = 5;

const EMPTY: Shortlist = { picks: [], vote: null };

type Place = { readonly platform: Platform; readonly id: string };

/** One of a chat's lists: its name (people's words; null for the one that every chat has), and how many offers it has. */
export type ListOfChat = ListName & { readonly count: number; readonly isCurrent: boolean };

/**
 * The chats' lists. Where none is named it is the chat's current list, and a vote is found on whichever list it is. Each change answers
 * with the list as it is then, and doing it twice changes nothing more. Of two presses on one offer the later one counts, whichever is done
 * first: times are when people pressed.
 */
export interface Shortlists extends NameChanges {
  of(chat: Place): Promise<Shortlist>;
  add(chat: ChatRef, pick: Pick): Promise<Shortlist>;
  remove(chat: ChatRef, offerId: string, doer: Doer): Promise<Shortlist>;
  /** Does it, and tells what was done; null where the list has no such place. */
  change(
    chat: ChatRef,
    change: PlaceChange,
    doer: Doer & { readonly key: string },
  ): Promise<ListEvent | null>;
  /** All lists of a chat, the one that every chat has first. */
  lists(chat: Place): Promise<readonly ListOfChat[]>;
  /** Deletes a list with all that is on it; the one that every chat has is empty then. False where it is gone. */
  erase(chat: Place, list: string): Promise<boolean>;
  /** The list with the vote of this id, else the current one. */
  withVote(chat: ChatRef, id: string): Promise<Shortlist>;
  /** Begins a vote, which ends the one before; one with this id goes on as it is. */
  openVote(chat: ChatRef, vote: Omit<Vote, 'ballots' | 'presses' | 'isOver'>): Promise<Shortlist>;
  /** Counts a press: the first chooses, one on another offer moves the choice, one on the same takes it back. As with `cast` for other votes. */
  press(chat: ChatRef, press: BallotPress): Promise<Shortlist>;
  /** Ends this vote, if it is the latest one of its list. */
  closeVote(chat: ChatRef, id: string, atMs: number): Promise<Shortlist>;
  /** Counts a choice; one that belongs to another vote, or names no offer of it, changes nothing. */
  cast(chat: ChatRef, ballot: Ballot): Promise<Shortlist>;
  /** Takes the lists of a group along when it becomes a supergroup and gets another id; what is on the new one already stays. */
  move(chat: { readonly platform: Platform; readonly oldId: string; readonly id: string }): Promise<void>;
}

const cast = (list: Shortlist, { vote: id, voter, choice }: Ballot): Shortlist => {
  const { vote } = list;
  if (vote?.id !== id || vote.isOver || (choice !== null && !vote.offerIds.includes(choice))) return list;
  const { [voter]: _, ...others } = vote.ballots;
  return { ...list, vote: { ...vote, ballots: choice === null ? others : { ...others, [voter]: choice } } };
};

const press = (list: Shortlist, { key, ...ballot }: BallotPress): Shortlist => {
  const { voter } = ballot;
  const known = list.vote?.presses?.[voter] ?? [];
  if (known.includes(key)) return list;
  const isSame = list.vote?.ballots[voter] === ballot.choice;
  const { vote, ...rest } = cast(list, isSame ? { ...ballot, choice: null } : ballot);
  if (!vote || vote === list.vote) return list;
  const presses = { ...vote.presses, [voter]: [...known, key].slice(-PRESSES_KNOWN) };
  return { ...rest, vote: { ...vote, presses } };
};

type Parts = { readonly store: Store; readonly exclusively: Exclusively };

/** The lists' entries, each by the id of its list. */
const createEntries = ({ store, exclusively }: Parts) => {
  const keyOf = ({ platform, id }: Place, list: string): string =>
    list === MAIN_LIST ? `${platform}:${id}` : `${platform}:${id}:list:${list}`;
  const read = async (chat: Place, list: string): Promise<Shortlist> =>
    (await store.get<Shortlist>(keyOf(chat, list))) ?? EMPTY;
  return {
    read,
    change: (chat: Place, list: string, by: (list: Shortlist) => Shortlist): Promise<Shortlist> =>
      exclusively(`shortlist:${keyOf(chat, list)}`, async () => {
        const before = await read(chat, list);
        const after = by(before);
        if (after !== before) await store.set(keyOf(chat, list), after, LIST_KEPT_MS);
        return after;
      }),
    erase: (chat: Place, list: string): Promise<void> =>
      exclusively(`shortlist:${keyOf(chat, list)}`, async () => {
        await store.delete(keyOf(chat, list));
      }),
  };
};

/** Keeps the lists in a store that all processes share. */
export const createShortlists = (parts: Parts): Shortlists => {
  const entries = createEntries(parts);
  const names = createListNames(parts);

  const change = async (chat: Place, by: (list: Shortlist) => Shortlist): Promise<Shortlist> => {
    const after = await entries.change(chat, await names.current(chat), by);
    await names.keep(chat);
    return after;
  };

  /** The list on which this vote is: mostly the current one. */
  const listOfVote = async (chat: Place, id: string): Promise<string> => {
    const { current, lists } = await names.of(chat);
    for (const list of [current, ...lists.map((one) => one.id).filter((one) => one !== current)])
      if ((await entries.read(chat, list)).vote?.id === id) return list;
    return current;
  };

  const changeVote = async (
    chat: Place,
    id: string,
    by: (list: Shortlist) => Shortlist,
  ): Promise<Shortlist> => entries.change(chat, await listOfVote(chat, id), by);

  return {
    ...names,
    of: async (chat) => entries.read(chat, await names.current(chat)),
    add: (chat, pick) => change(chat, (list) => withPick(list, pick)),
    remove: (chat, offerId, doer) => change(chat, (list) => without(list, offerId, doer)),
    change: async (chat, wanted, doer) => {
      const { events = [] } = await change(chat, (list) => withChange(list, wanted, doer));
      return events.findLast(({ key }) => key === doer.key) ?? null;
    },
    lists: async (chat) => {
      const { current, lists } = await names.of(chat);
      const counted = lists.map(async (one) => {
        const { picks } = await entries.read(chat, one.id);
        return { ...one, count: picks.length, isCurrent: one.id === current };
      });
      return Promise.all(counted);
    },
    erase: async (chat, list) => {
      const isThere = await names.drop(chat, list);
      if (isThere) await entries.erase(chat, list);
      return isThere;
    },
    withVote: async (chat, id) => entries.read(chat, await listOfVote(chat, id)),
    openVote: (chat, vote) =>
      changeVote(chat, vote.id, (list) =>
        list.vote?.id === vote.id ? list : { ...list, vote: { ...vote, ballots: {} } },
      ),
    press: (chat, one) => changeVote(chat, one.vote, (list) => press(list, one)),
    closeVote: (chat, id, atMs) => changeVote(chat, id, (list) => withVoteOver(list, id, atMs)),
    cast: (chat, ballot) => changeVote(chat, ballot.vote, (list) => cast(list, ballot)),
    move: async ({ platform, oldId, id }) => {
      const from = { platform, id: oldId };
      const to = { platform, id };
      for (const list of await names.move(from, to)) {
        const old = await entries.read(from, list);
        await entries.change(to, list, (now) => (now === EMPTY && old.picks.length > 0 ? old : now));
      }
    },
  };
};
