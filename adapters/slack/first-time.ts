/** Says a thing once: Slack sends some events several times, and people try again at a door that stays closed. */
import type { Store } from '#service';

/** Makes the function that tells whether a thing is said for the first time in `forMs`. Of several askers at once, one is the first. */
export const createFirstTime = (store: Store) => {
  const underway = new Set<string>();
  return async (name: string, forMs: number): Promise<boolean> => {
    const key = `slack:told:${name}`;
    if (underway.has(key)) return false;
    underway.add(key);
    try {
      if (await store.get<true>(key)) return false;
      await store.set(key, true, forMs);
      return true;
    } finally {
      underway.delete(key);
    }
  };
};
