/** Work on a list that is cut off at any point goes on without searching with anything twice that was done. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Keyv from 'keyv';
import { describe, expect, it } from 'vitest';
import { TusouError } from '../../../src/domain/errors.ts';
import type { Store } from '../../../src/domain/ports.ts';
import { plainQuestion } from '../../../src/domain/query.ts';
import { createBatchShelf } from '../../../src/jobs/batch/shelf.ts';
import { createBatchWork, withMatches } from '../../../src/jobs/batch/work.ts';
import type { Search } from '../../../src/search/search.ts';
import { matchesIn, sheetsOf } from '../../support/batch-files.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import { offer, searchResult } from '../../support/made-up.ts';
import { sharedDir } from '../../support/shared-dir.ts';
import { zipOf } from '../../support/zip.ts';

const dir = sharedDir();
const NEVER = new AbortController().signal;
const question = withMatches(plainQuestion('en'), 2);
const bytesOf = (picture: number): Buffer => Buffer.from(`picture ${picture}`);
const shaOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

let lists = 0;

/** A list of these pictures; the same number is the same picture. */
const listOf = (pictures: readonly number[]) => {
  lists += 1;
  const path = join(dir(), `list-${lists}.zip`);
  writeFileSync(path, zipOf(pictures.map((one, at) => ({ name: `${at}.jpg`, bytes: bytesOf(one) }))));
  return { id: `list-${lists}`, path: async () => path, question };
};

/** A process that works on lists in this store. `searched` has the pictures in the order in which they were searched with. */
const processOn = (kept: Store, answer: (sha: string) => Promise<void> = async () => {}) => {
  const keys = new Set<string>();
  const store = {
    get: <T>(key: string) => kept.get<T>(key),
    delete: (key: string) => kept.delete(key),
    set: (key: string, value: unknown, ttlMs?: number) => {
      keys.add(key);
      return kept.set(key, value, ttlMs);
    },
    keysUnder: async (prefix: string) => [...keys].filter((key) => key.startsWith(prefix)),
  };
  const searched: string[] = [];
  const search: Search = {
    search: async ({ about }) => {
      if (about.kind !== 'photo') throw new Error('no photo');
      const sha = shaOf(await about.photo.load(NEVER));
      searched.push(sha);
      await answer(sha);
      return searchResult([offer(`7000000000${searched.length}`), offer(`7100000000${searched.length}`)]);
    },
    offer: () => Promise.reject(new Error('nobody asked')),
  };
  const work = createBatchWork({
    search,
    shelf: createBatchShelf(store),
    clock: fakeClock(),
    thumbnail: async () => null,
    shrink: () => Promise.reject(new TusouError('photo-broken')),
    download: () => Promise.reject(new TusouError('url-not-found')),
  });
  return { work, searched };
};

const part = (over: Partial<Parameters<ReturnType<typeof processOn>['work']['goOn']>[1]> = {}) => ({
  untilMs: Number.MAX_SAFE_INTEGER,
  signal: NEVER,
  isStopped: async () => false,
  ...over,
});

describe('a list', () => {
  it('of pictures that come again is searched once for each, and tells of all of them', async () => {
    const { work, searched } = processOn(new Keyv());
    const batch = listOf([1, 2, 1, 3, 1, 2]);
    expect(await work.goOn(batch, part())).toMatchObject({ done: 6, total: 6 });
    expect(searched).toHaveLength(3);
    const { bytes, found, failed } = await work.result(batch, null);
    expect({ found, failed }).toEqual({ found: 6, failed: 0 });
    expect(Object.values(await matchesIn(bytes))).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'whose process dies at its write number %i is gone on with by another',
    async (last) => {
      const kept = new Keyv();
      let writes = 0;
      const dying: Store = {
        get: (key) => kept.get(key),
        delete: (key) => kept.delete(key),
        set: async (key, value) => {
          writes += 1;
          if (writes > last) throw new TusouError('storage-down');
          return kept.set(key, value);
        },
      };
      const batch = listOf([1, 2, 3, 4, 5]);
      const first = processOn(dying);
      await expect(first.work.goOn(batch, part())).rejects.toMatchObject({ code: 'storage-down' });
      const done = await Promise.all(
        first.searched.map(async (sha) => ((await kept.get(`${batch.id}:found:${sha}`)) ? sha : null)),
      );
      const second = processOn(kept);
      expect(await second.work.goOn(batch, part())).toMatchObject({ done: 5, total: 5 });
      expect(second.searched.filter((sha) => done.includes(sha))).toEqual([]);
      expect(new Set([...first.searched, ...second.searched]).size).toBe(5);
      expect((await second.work.result(batch, null)).found).toBe(5);
    },
  );

  it('keeps what is wrong with a picture, and goes on; what is wrong with 1688 ends the part', async () => {
    const bad = [shaOf(bytesOf(2)), shaOf(bytesOf(6))];
    const codes = ['photo-blank', 'backend-down'] as const;
    const store = new Keyv();
    const { work } = processOn(store, async (sha) => {
      const code = codes[bad.indexOf(sha)];
      if (code) throw new TusouError(code);
    });
    const batch = listOf([1, 2, 3, 4, 5, 6, 7, 8]);
    await expect(work.goOn(batch, part())).rejects.toMatchObject({ code: 'backend-down' });
    const { bytes, found, failed } = await work.result(batch, null);
    expect({ found, failed }).toEqual({ found: 6, failed: 2 });
    expect((await sheetsOf(bytes))[1]?.rows).toEqual([
      [2, '1.jpg', expect.stringContaining('hardly anything to see')],
      [6, '5.jpg', expect.stringContaining('Not searched with')],
    ]);
    expect([await work.trouble(batch), await work.trouble(batch)]).toEqual([1, 2]);
    const healed = processOn(store);
    expect(await healed.work.goOn(batch, part())).toMatchObject({ done: 8 });
    expect(healed.searched).toEqual([bad[1]]);
    expect(await healed.work.trouble(batch)).toBe(1);
  });

  it('leaves nothing behind of a list that is to be forgotten, and all of the others', async () => {
    const kept = new Map<string, unknown>();
    const store: Store = {
      get: async <T>(key: string) => kept.get(key) as T | undefined,
      set: async (key, value) => kept.set(key, value).size > 0,
      delete: async (key) => kept.delete(key),
    };
    const { work } = processOn(store);
    const [mine, other] = [listOf([1, 2, 3]), listOf([4])];
    for (const batch of [mine, other]) await work.goOn(batch, part());
    await work.forget(mine);
    expect([...kept.keys()].filter((key) => !key.startsWith(`${other.id}:`))).toEqual([]);
    expect((await work.result(other, null)).found).toBe(1);
  });

  it('ends its part when somebody stops it, when its time is over, and when the process stops', async () => {
    const { work, searched } = processOn(new Keyv());
    const batch = listOf([1, 2, 3, 4, 5, 6]);
    expect(await work.goOn(batch, part({ isStopped: async () => true }))).toMatchObject({ done: 0 });
    expect(await work.goOn(batch, part({ untilMs: 0 }))).toMatchObject({ done: 0 });
    await expect(work.goOn(batch, part({ signal: AbortSignal.abort(new Error('bye')) }))).rejects.toThrow(
      'bye',
    );
    expect(searched).toEqual([]);
  });
});
