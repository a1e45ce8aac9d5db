/** The stores in the SQLite file: the store contract, and what the file adds to it. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Keyv } from 'keyv';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createStores } from '../../src/storage/keyv-sqlite.ts';
import { type Connection, openDatabase } from '../../src/storage/sqlite.ts';
import { listedStoreContract, storeContract } from '../contract/store.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { tempDir } from '../support/temp-dir.ts';

const storesIn = (dir: string, clock = fakeClock()) => {
  const db = openDatabase(dir);
  onTestFinished(() => db.close());
  const log = recordedLog();
  return { db, clock, log, storeOf: createStores({ db, clock, log }) };
};

/** Looks into the file the way an operator would, past our own code. */
const peek = (dir: string, sql: string): unknown => {
  const file = new DatabaseSync(join(dir, 'tusou.sqlite'));
  try {
    return Object.values(file.prepare(sql).get() ?? {})[0];
  } finally {
    file.close();
  }
};

storeContract('Keyv on SQLite', () => {
  const { storeOf, clock } = storesIn(tempDir());
  return { store: storeOf('test'), pass: clock.advance };
});

listedStoreContract('Keyv on SQLite', async () => {
  const { storeOf, clock } = storesIn(tempDir());
  return { store: storeOf('test'), pass: clock.advance };
});

describe('plain Keyv', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());
  storeContract('Keyv in memory', () => ({
    store: new Keyv(),
    pass: async (ms) => void vi.setSystemTime(Date.now() + ms),
  }));
});

describe('stores in the file', () => {
  it('keep namespaces apart, also where a key looks like another namespace', async () => {
    const { storeOf } = storesIn(tempDir());
    await storeOf('views').set('memory:1', 'a view');
    await storeOf('views').set('views:1', 'another view');
    expect(await storeOf('memory').get('1')).toBeUndefined();
    expect(await storeOf('views').get('1')).toBeUndefined();
    expect(await storeOf('views').get('views:1')).toBe('another view');
  });

  it('share what they hold with other processes and keep it when the file is opened again', async () => {
    const dir = tempDir();
    const first = storesIn(dir);
    const second = storesIn(dir);
    await first.storeOf('views').set('1', 'a view', 60_000);
    expect(await second.storeOf('views').get('1')).toBe('a view');
    first.db.close();
    second.db.close();
    expect(await storesIn(dir).storeOf('views').get('1')).toBe('a view');
  });

  it('store bytes as they are, without blowing them up', async () => {
    const dir = tempDir();
    await storesIn(dir).storeOf('thumbnails').set('1', Buffer.alloc(10_000, 7));
    expect(peek(dir, 'SELECT length(body) FROM entries')).toBeLessThan(10_020);
  });

  it('give back the room of expired entries as new ones are written', async () => {
    const dir = tempDir();
    const { storeOf, clock } = storesIn(dir);
    const store = storeOf('memory');
    for (let index = 0; index < 1_200; index++) await store.set(`short ${index}`, index, 1_000);
    await store.set('for ever', 1);
    await clock.advance(60_000);
    for (let index = 0; index < 3; index++) await store.set(`new ${index}`, index, 1_000);
    expect(peek(dir, 'SELECT count(*) FROM entries')).toBe(4);
  });

  it('that must not lose anything wait for the disk, and share what they hold with those that do not', async () => {
    const { db, clock, log, storeOf } = storesIn(tempDir());
    const broken = (): never => {
      throw new Error('not this connection');
    };
    const passing: Connection = { prepare: () => ({ get: broken, all: broken, run: broken }) };
    const store = createStores({ db: { ...db, passing }, clock, log })('tokens', 'lasting');
    expect(await store.set('1', 'a token')).toBe(true);
    expect(await storeOf('tokens').get('1')).toBe('a token');
    expect(await store.get('1')).toBe('a token');
    expect(await store.delete('1')).toBe(true);
    expect(log.lines).toEqual([]);
  });

  it('take an unreadable entry for a missing one and tell the operator', async () => {
    const dir = tempDir();
    const { storeOf, log } = storesIn(dir);
    await storeOf('views').set('1', 'a view');
    peek(dir, `UPDATE entries SET body = x'ff' RETURNING 1`);
    expect(await storeOf('views').get('1')).toBeUndefined();
    expect(log.lines).toMatchObject([
      { level: 'error', event: 'store failed', fields: { namespace: 'views' } },
    ]);
  });

  it('go on without memory when the file fails, and tell the operator once', async () => {
    const { db, storeOf, log } = storesIn(tempDir());
    const store = storeOf('memory');
    db.close();
    expect(await store.set('1', 'value')).toBe(false);
    expect(await store.get('1')).toBeUndefined();
    expect(await store.delete('1')).toBe(false);
    expect(log.lines.map(({ event }) => event)).toEqual(['store failed']);
  });
});
