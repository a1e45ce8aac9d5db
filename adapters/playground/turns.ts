/** The conversations of the page: for each session its last turns, kept in the store, with a wake-up for who watches them. */
import type { Adjustment, Clock, DetailsCard, NoticeCard, ResultCard, Store } from '#service';
import type { KeptFile } from './uploads.ts';
import { createWakeups, oneAtATime } from './wakeups.ts';

/** What somebody asked: a photo by the name of its stored bytes, with what was done to it by hand; or a text. */
export type Asked =
  | {
      readonly kind: 'photo';
      readonly photo: string;
      readonly name: string | null;
      readonly adjustment?: Adjustment;
    }
  | { readonly kind: 'text'; readonly text: string };

/**
 * What was answered: a reply without its pictures, which the page fetches by itself. A notice's `picture` is the name of its stored
 * bytes.
 */
export type Answer =
  | { readonly kind: 'result'; readonly card: ResultCard }
  | { readonly kind: 'details'; readonly card: DetailsCard }
  | { readonly kind: 'notice'; readonly card: NoticeCard; readonly picture?: string | null }
  | { readonly kind: 'file'; readonly card: NoticeCard; readonly file: KeptFile };

/**
 * A question and its one answer, which is changed in place. `pending` while another answer is being worked out, with
 * `working` as the sentence about it. `presses` are the keys of the latest presses on it. Every change gives a new `revision`.
 */
export type Turn = {
  readonly id: string;
  readonly revision: string;
  readonly askedAtMs: number;
  readonly asked: Asked | null;
  readonly pending: boolean;
  readonly working: string | null;
  readonly answer: Answer | null;
  readonly presses: readonly string[];
};

/** How long conversations and uploads are kept after their last change. */
export const KEPT_MS = 24 * 60 * 60 * 1000;

/** Turns kept for one session; older ones are forgotten. */
const TURNS_KEPT = 12;

/** What the turns are kept with. `newId` makes ids that are never the same. */
export type TurnsParts = { readonly store: Store; readonly clock: Clock; readonly newId: () => string };

const EMPTY = { asked: null, pending: false, working: null, answer: null, presses: [] } as const;

/** The stored form: one entry lists a session's turns, oldest first, and each turn has its own. */
const createShelf = (store: Store) => {
  const listKey = (session: string): string => `turns:${session}`;
  const turnKey = (session: string, id: string): string => `turn:${session}:${id}`;

  const list = async (session: string): Promise<readonly string[]> =>
    (await store.get<string[]>(listKey(session))) ?? [];

  const find = async (session: string, id: string): Promise<Turn | null> =>
    (await store.get<Turn>(turnKey(session, id))) ?? null;

  const keepList = async (session: string, ids: readonly string[]): Promise<void> => {
    await store.set(listKey(session), ids.slice(-TURNS_KEPT), KEPT_MS);
    await Promise.all(ids.slice(0, -TURNS_KEPT).map((id) => store.delete(turnKey(session, id))));
  };

  const keep = async (session: string, turn: Turn): Promise<void> => {
    await store.set(turnKey(session, turn.id), turn, KEPT_MS);
    const ids = await list(session);
    await keepList(session, ids.includes(turn.id) ? ids : [...ids, turn.id]);
  };

  const drop = async (session: string, id: string): Promise<void> => {
    const ids = await list(session);
    await keepList(
      session,
      ids.filter((other) => other !== id),
    );
    await store.delete(turnKey(session, id));
  };
  return { list, find, keep, drop };
};

/** Keeps conversations. Several processes may share the store; changes made by another one show when the store is read. */
export const createTurns = ({ store, clock, newId }: TurnsParts) => {
  const shelf = createShelf(store);
  const inOrder = oneAtATime();
  const { watch, tell } = createWakeups(clock);

  /** Changes a turn, or begins one when there is none with this id. */
  const change = (session: string, id: string, changes: Partial<Turn>): Promise<void> =>
    inOrder(session, async () => {
      const now = (await shelf.find(session, id)) ?? { ...EMPTY, askedAtMs: clock.now() };
      await shelf.keep(session, { ...now, ...changes, id, revision: newId() });
      tell(session, id);
    });

  /** Takes a turn back, as if it had never been asked. */
  const forget = (session: string, id: string): Promise<void> =>
    inOrder(session, () => shelf.drop(session, id));

  return { list: shelf.list, find: shelf.find, change, forget, watch };
};

/** The kept conversations. */
export type Turns = ReturnType<typeof createTurns>;
