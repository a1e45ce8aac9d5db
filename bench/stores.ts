/** The stores in the SQLite file beside Keyv in memory: values as the product stores them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keyv } from 'keyv';
import type { Store } from '../src/domain/ports.ts';
import { systemClock } from '../src/ops/clock.ts';
import { createStores } from '../src/storage/keyv-sqlite.ts';
import { openDatabase } from '../src/storage/sqlite.ts';
import { offer, searchResult } from '../test/support/made-up.ts';
import { silentLog } from '../test/support/silent-log.ts';
import type { Figure } from './index.ts';

const HOUR_MS = 3_600_000;
const answer = searchResult(Array.from({ length: 6 }, (_, index) => offer(`62010000${index}`)));
const values = [
  { what: 'an answer of 6 offers', value: answer, rounds: 3_000 },
  { what: 'a picture of 20 kB', value: Buffer.alloc(20_000, 7), rounds: 3_000 },
  { what: 'a picture of 10 MB', value: Buffer.alloc(10_000_000, 7), rounds: 10 },
];

const millis = async (rounds: number, step: (round: number) => Promise<unknown>): Promise<number> => {
  const startMs = performance.now();
  for (let round = 0; round < rounds; round++) await step(round);
  return Number(((performance.now() - startMs) / rounds).toFixed(3));
};

const measure = async (name: string, store: Store): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const { what, value, rounds } of values) {
    const set = await millis(rounds, (round) => store.set(`${what} ${round}`, value, HOUR_MS));
    const get = await millis(rounds, (round) => store.get(`${what} ${round}`));
    figures.push({ name: `${name}: set ${what}`, value: set, unit: 'ms' });
    figures.push({ name: `${name}: get ${what}`, value: get, unit: 'ms' });
  }
  return figures;
};

/** Measures on this machine's temporary folder. */
export const run = async (): Promise<readonly Figure[]> => {
  const dir = mkdtempSync(join(tmpdir(), 'tusou-bench-'));
  const db = openDatabase(dir);
  try {
    const store = createStores({ db, clock: systemClock, log: silentLog })('bench');
    return [...(await measure('file', store)), ...(await measure('memory', new Keyv()))];
  } finally {
    db.close();
    rmSync(dir, { recursive: true });
  }
};
