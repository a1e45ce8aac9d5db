/** What a workspace takes, as its own answers told: layouts, and pictures from the web. Remembered for a while only: Slack adds kinds of blocks. */
import type { Clock, Store } from '#service';

/** A refused layout is tried again after this time. */
const MEMORY_MS = 24 * 60 * 60 * 1000;

/** Where Slack got none of the pictures that it was told of, it is given them as files for this time. */
const WEB_MS = 60 * 60 * 1000;

/** What is laid out. */
type What = 'layout' | 'window';

/** The memory of layouts. Both reject with the store's errors. */
export interface Layouts {
  /** The best layout that was not refused lately; the first one where nothing is known. */
  remembered<L extends string>(what: What, all: readonly [L, ...L[]]): Promise<L>;
  /** Notes that only this layout, and simpler ones, were taken. */
  remember(what: What, layout: string): Promise<void>;
}

/** Makes the memory of a workspace; `team` tells its id. */
export const createLayouts = (store: Store, team: () => Promise<string>): Layouts => {
  const keyOf = async (what: What): Promise<string> => `slack:${what}:${await team()}`;
  return {
    remembered: async (what, all) => {
      const known = await store.get<string>(await keyOf(what));
      return all.find((layout) => layout === known) ?? all[0];
    },
    remember: async (what, layout) => {
      await store.set(await keyOf(what), layout, MEMORY_MS);
    },
  };
};

/** Whether Slack gets pictures from the web; each process finds out by itself. */
export interface PicturesOfWeb {
  areShown(): boolean;
  /** Notes that it got none of an answer's pictures, though it was asked several times. */
  wereRefused(): void;
}

/** Makes the memory of that. */
export const createPicturesOfWeb = (clock: Pick<Clock, 'now'>): PicturesOfWeb => {
  let notUntilMs = 0;
  return {
    areShown: () => clock.now() >= notUntilMs,
    wereRefused: () => {
      notUntilMs = clock.now() + WEB_MS;
    },
  };
};
