/** Files of lists that are being worked through, on this machine's disk: fetched once by each process that needs them, never held in memory. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a process that died has left behind goes after this time. */
const LEFT_BEHIND_MS = 2 * 24 * 60 * 60 * 1000;

/** The files on the disk. */
export interface Spool {
  /** The path of a list's file, which is fetched where it is not there yet. Rejects as `fetch` does. */
  path(id: string, fetch: () => Promise<Uint8Array>): Promise<string>;
  drop(id: string): Promise<void>;
}

/** Makes the spool in a folder, which is made when it is needed and which several processes may share. */
export const createSpool = (dir: string, now: () => number): Spool => {
  const underWay = new Map<string, Promise<string>>();
  const pathOf = (id: string): string =>
    join(dir, `list-${createHash('sha256').update(id).digest('hex').slice(0, 32)}`);

  const sweep = async (): Promise<void> => {
    for (const name of await readdir(dir)) {
      const seen = await stat(join(dir, name)).catch(() => null);
      if (seen && seen.mtimeMs < now() - LEFT_BEHIND_MS) await rm(join(dir, name), { force: true });
    }
  };

  const fetched = async (id: string, fetch: () => Promise<Uint8Array>): Promise<string> => {
    const path = pathOf(id);
    if (await stat(path).catch(() => null)) return path;
    const bytes = await fetch();
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await sweep();
    // Whole or not at all, whoever else writes the same file.
    const part = `${path}.${randomUUID()}`;
    await writeFile(part, bytes, { mode: 0o600 });
    await rename(part, path);
    return path;
  };

  return {
    path: (id, fetch) => {
      const getting = underWay.get(id) ?? fetched(id, fetch).finally(() => underWay.delete(id));
      underWay.set(id, getting);
      return getting;
    },
    drop: (id) => rm(pathOf(id), { force: true }),
  };
};
