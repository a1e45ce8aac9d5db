/** A folder of its own for each test, gone when the test is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Makes an empty folder for the running test and answers with its path. */
export const tempDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'tusou-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};
