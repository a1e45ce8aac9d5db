/** Rights in memory, in a test's hands: adapters that share them are the processes of one installation. */
import { TusouError } from '../../src/domain/errors.ts';
import type { Locks } from '../../src/domain/ports.ts';

/** Locks that a test can take away, as when their holder could not renew them, or switch off, as when the storage is down. */
export type MemoryLocks = Locks & {
  /** Whether somebody has the right. */
  isTaken(name: string): boolean;
  /** Takes a right away from its holder and keeps it, until `free`. */
  steal(name: string): void;
  free(name: string): void;
  /** While true, asking for a right fails. */
  down: boolean;
};

/** Makes locks that nobody has. */
export const memoryLocks = (): MemoryLocks => {
  const holders = new Map<string, AbortController>();
  return {
    down: false,
    isTaken: (name) => holders.has(name),
    steal: (name) => {
      holders.get(name)?.abort();
      holders.set(name, new AbortController());
    },
    free: (name) => void holders.delete(name),
    async take(name) {
      if (this.down) throw new TusouError('storage-down');
      if (holders.has(name)) return null;
      const holder = new AbortController();
      holders.set(name, holder);
      const release = async (): Promise<void> => {
        if (holders.get(name) === holder) holders.delete(name);
      };
      return { lost: holder.signal, release };
    },
  };
};
