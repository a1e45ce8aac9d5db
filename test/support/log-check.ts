/** Runs around the whole suite: afterwards no log line of any test may hold any secret that any test used. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { DEMO_ACCESS } from '../../src/backends/simulator/demo-access.ts';

declare module 'vitest' {
  interface ProvidedContext {
    logFolder: string;
  }
}

/** Shorter ones are no secrets but made-up stand-ins, and would be found inside other words. */
const SHORTEST_SECRET = 8;

const read = (path: string): string[] => (existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []);

/** Makes the folder that the log collector of every test file writes to, and checks it when all tests are done. */
export const setup = (project: TestProject): (() => void) => {
  const folder = mkdtempSync(join(tmpdir(), 'tusou-logs-'));
  project.provide('logFolder', folder);
  return () => {
    const secrets = new Set([
      ...read(join(folder, 'secrets.txt')),
      DEMO_ACCESS.appSecret,
      DEMO_ACCESS.accessToken,
    ]);
    const lines = read(join(folder, 'lines.log'));
    rmSync(folder, { recursive: true, force: true });
    const long = [...secrets].filter((secret) => secret.length >= SHORTEST_SECRET);
    const leak = lines.find((line) => long.some((secret) => line.includes(secret)));
    if (leak) throw new Error(`a log line holds a secret: ${leak}`);
  };
};
