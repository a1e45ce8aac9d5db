/** Looks of offers' pictures: made once, kept, and never a reason for an answer to fail. */
import { describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import type { Store } from '../../src/domain/ports.ts';
import { createPictureLooks } from '../../src/images/picture-looks.ts';
import { silentLog } from '../support/silent-log.ts';

const memoryStore = (): { store: Store; kept: Map<string, unknown> } => {
  const kept = new Map<string, unknown>();
  const store: Store = {
    get: async <T>(key: string) => kept.get(key) as T | undefined,
    set: async (key, value) => kept.set(key, value),
    delete: async (key) => kept.delete(key),
  };
  return { store, kept };
};

const setUp = (store: Store, look = Float32Array.of(0, 0.2, 1)) => {
  const described: Uint8Array[] = [];
  const describePicture = async (picture: Uint8Array) => {
    described.push(picture);
    if (picture.length === 0) throw new TusouError('photo-broken');
    return look;
  };
  return {
    described,
    lookOf: createPictureLooks({ describe: describePicture, store, ttlMs: 1000, log: silentLog }),
  };
};

const picture = Uint8Array.of(1, 2, 3);

describe('the look of a picture', () => {
  it('is made once, also for those who ask at the same moment, and kept without the address', async () => {
    const { store, kept } = memoryStore();
    const { lookOf, described } = setUp(store);
    const looks = await Promise.all([1, 2].map(() => lookOf('https://shop.example/a.jpg', picture)));
    looks.push(await setUp(store).lookOf('https://shop.example/a.jpg', picture));
    expect(described).toHaveLength(1);
    for (const look of looks)
      expect([...(look ?? [])].map((value) => value.toFixed(2))).toEqual(['0.00', '0.20', '1.00']);
    expect([...kept.keys()].join()).not.toContain('shop');
  });

  it('is another one behind another address', async () => {
    const { lookOf, described } = setUp(memoryStore().store);
    await lookOf('https://shop.example/a.jpg', picture);
    await lookOf('https://shop.example/b.jpg', picture);
    expect(described).toHaveLength(2);
  });

  it('is null for what cannot be read', async () => {
    const { store, kept } = memoryStore();
    expect(await setUp(store).lookOf('https://shop.example/a.jpg', new Uint8Array())).toBeNull();
    expect(kept.size).toBe(0);
  });

  it('does without a store that fails', async () => {
    const down = () => Promise.reject(new TusouError('storage-down'));
    const { lookOf } = setUp({ get: down, set: down, delete: down });
    expect(await lookOf('https://shop.example/a.jpg', picture)).toHaveLength(3);
  });
});
