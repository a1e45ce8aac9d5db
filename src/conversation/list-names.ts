/** Which shortlists a chat has, what they are called, and which of them is the current one. */
import type { Platform } from '../domain/chat.ts';
import type { Store } from '../domain/ports.ts';
import type { Exclusively } from '../ops/exclusive.ts';

/** How long a list is kept after its last change. */
export const LIST_KEPT_MS = 180 * 24 * 60 * 60 * 1000;

/** The id of the list that every chat has. */
export const MAIN_LIST = 'main';

/** Lists of a chat at most. */
export const MOST_LISTS = 20;

/** A list's id, and the name that people gave it; null for the one that every chat has, as long as nobody named it. */
export type ListName = { readonly id: string; readonly name: string | null };

type Place = { readonly platform: Platform; readonly id: string };

/** `begun` counts the lists that there ever were, so that a button about one that is gone is never about another. */
type Names = { readonly current: string; readonly lists: readonly ListName[]; readonly begun: number };

/** Changes of which lists there are. Names are bounded by whoever passes them on, and told apart without regard to case. */
export interface NameChanges {
  /** Makes the list of this name the current one; begins it where there is none. `full`: there are `MOST_LISTS`. */
  use(chat: Place, name: string): Promise<'used' | 'begun' | 'full'>;
  /** Makes the list of this id the current one; false where it is gone. */
  switchTo(chat: Place, list: string): Promise<boolean>;
  /** Names the current list; false where another one has this name. */
  rename(chat: Place, name: string): Promise<boolean>;
}

const NONE: Names = { current: MAIN_LIST, lists: [{ id: MAIN_LIST, name: null }], begun: 0 };

const same = (name: string): string => name.normalize('NFKC').toLowerCase();

/** The list that every chat has goes by its id, too. */
const called = ({ lists }: Names, name: string): ListName | undefined =>
  lists.find((one) => one.name !== null && same(one.name) === same(name)) ??
  lists.find(({ id }) => id === MAIN_LIST && id === same(name));

const withUse = (names: Names, name: string): Names => {
  const known = called(names, name);
  if (known) return { ...names, current: known.id };
  if (names.lists.length >= MOST_LISTS) return names;
  const begun = names.begun + 1;
  const id = `n${begun}`;
  return { current: id, lists: [...names.lists, { id, name }], begun };
};

const without = (names: Names, list: string): Names => ({
  ...names,
  current: names.current === list ? MAIN_LIST : names.current,
  lists: names.lists.flatMap((one) =>
    one.id !== list ? [one] : list === MAIN_LIST ? [{ id: MAIN_LIST, name: null }] : [],
  ),
});

/** Keeps them in the store of the lists. */
export const createListNames = ({
  store,
  exclusively,
}: {
  readonly store: Store;
  readonly exclusively: Exclusively;
}) => {
  const keyOf = ({ platform, id }: Place): string => `${platform}:${id}:lists`;
  const of = async (chat: Place): Promise<Names> => (await store.get<Names>(keyOf(chat))) ?? NONE;

  const change = (chat: Place, by: (names: Names) => Names): Promise<{ before: Names; after: Names }> =>
    exclusively(`shortlist:${keyOf(chat)}`, async () => {
      const before = await of(chat);
      const after = by(before);
      if (after !== before) await store.set(keyOf(chat), after, LIST_KEPT_MS);
      return { before, after };
    });

  const changes: NameChanges = {
    use: async (chat, name) => {
      const { before, after } = await change(chat, (names) => withUse(names, name));
      if (after.begun > before.begun) return 'begun';
      return called(after, name) ? 'used' : 'full';
    },
    switchTo: async (chat, list) => {
      const isKnown = ({ lists }: Names): boolean => lists.some(({ id }) => id === list);
      const { after } = await change(chat, (names) => (isKnown(names) ? { ...names, current: list } : names));
      return isKnown(after);
    },
    rename: async (chat, name) => {
      const { after } = await change(chat, (names) => {
        const known = called(names, name);
        if (known && known.id !== names.current) return names;
        const lists = names.lists.map((one) => (one.id === names.current ? { ...one, name } : one));
        return { ...names, lists };
      });
      return called(after, name)?.id === after.current;
    },
  };

  return {
    ...changes,
    of,
    current: async (chat: Place): Promise<string> => (await of(chat)).current,
    /** As long as a list is used, its name stays. */
    keep: async (chat: Place): Promise<void> => {
      const names = await of(chat);
      if (names !== NONE) await change(chat, (now) => (now === NONE ? now : { ...now }));
    },
    /** Takes the list of this id out; false where it is gone. The one that every chat has stays, without a name. */
    drop: async (chat: Place, list: string): Promise<boolean> => {
      const { before } = await change(chat, (names) =>
        names.lists.some(({ id }) => id === list) ? without(names, list) : names,
      );
      return before.lists.some(({ id }) => id === list);
    },
    /** Takes the names along to another id of the chat, unless there are some; tells which lists there were. */
    move: async (from: Place, to: Place): Promise<readonly string[]> => {
      const old = await of(from);
      const { after } = await change(to, (now) => (now === NONE ? old : now));
      const ids = new Set(after.lists.map(({ id }) => id));
      return old.lists.map(({ id }) => id).filter((id) => ids.has(id));
    },
  };
};
