/** A folder that all tests of a file share, gone when they are over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** Makes an empty folder before the file's tests; the answer tells its path once they run. */
export const sharedDir = (): (() => string) => {
  let dir = '';
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'tusou-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  return () => dir;
};
