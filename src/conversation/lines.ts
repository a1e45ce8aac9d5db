/** Work of each chat one after the other, beside everything else: what was asked for last is also done last. */

/** Work that waits in one line at most: whoever presses faster than that sees that the earlier presses are still under way. */
const MOST_IN_LINE = 20;

/** The lines. `join` answers false, and does nothing, when the line is full; work must not reject. */
export interface Lines {
  join(name: string, work: () => Promise<void>): boolean;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

/** Makes empty lines. */
export const createLines = (): Lines => {
  const lines = new Map<string, { last: Promise<void>; length: number }>();
  return {
    join: (name, work) => {
      const line = lines.get(name) ?? { last: Promise.resolve(), length: 0 };
      if (line.length >= MOST_IN_LINE) return false;
      lines.set(name, line);
      line.length += 1;
      line.last = line.last.then(work).then(() => {
        line.length -= 1;
        if (line.length === 0) lines.delete(name);
      });
      return true;
    },
    settled: async () => {
      await Promise.all([...lines.values()].map(({ last }) => last));
    },
  };
};
