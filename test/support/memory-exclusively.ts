/** Changes one after the other in the memory of the test, as locks make them in a program. */
import type { Exclusively } from '../../src/ops/exclusive.ts';

/** Makes the function; names are in line with themselves alone. */
export const memoryExclusively = (): Exclusively => {
  const lines = new Map<string, Promise<unknown>>();
  return (name, change) => {
    const mine = (lines.get(name) ?? Promise.resolve()).then(change);
    lines.set(
      name,
      mine.catch(() => {}),
    );
    return mine;
  };
};
