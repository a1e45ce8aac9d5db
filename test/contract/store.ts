/** What every `Store` must do, whatever is behind it. Each implementation's test calls this with its own maker. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedStore, Store } from '../../src/domain/ports.ts';

/** An empty store and the means to let time go by for it. */
export type StoreWorld = { readonly store: Store; readonly pass: (ms: number) => Promise<void> };

/** Declares, beside the suite for every store, what a store must do that lists its keys. */
export const listedStoreContract = (
  name: string,
  make: () => Promise<{ readonly store: ListedStore; readonly pass: StoreWorld['pass'] }>,
): void => {
  describe(`${name} as a list of keys`, () => {
    it('lists the keys that begin so and no others, however they are written', async () => {
      const { store } = await make();
      const inside = ['telegram:-42:a', 'telegram:-42:', 'telegram:-42:b:c', 'telegram:-42:茶*'];
      for (const key of [...inside, 'telegram:-421:a', 'telegram:-4', 'slack:-42:a', 'Telegram:-42:a'])
        await store.set(key, 1);
      expect([...(await store.keysUnder('telegram:-42:'))].sort()).toEqual(inside.toSorted());
      expect(await store.keysUnder('telegram:*')).toEqual([]);
      expect(await store.keysUnder('telegram:[-]42:')).toEqual([]);
    });

    it('leaves out what was deleted and what is over', async () => {
      const { store, pass } = await make();
      await store.set('chat:1', 1, 600_000);
      await store.set('chat:2', 2);
      await store.set('chat:3', 3);
      await store.delete('chat:3');
      await pass(600_001);
      expect(await store.keysUnder('chat:')).toEqual(['chat:2']);
    });
  });
};

/** Declares the suite under `name`. `make` is called in each test. */
export const storeContract = (name: string, make: () => StoreWorld | Promise<StoreWorld>): void => {
  describe(`${name} as a store`, () => {
    it('finds what was set, and nothing under another key', async () => {
      const { store } = await make();
      await store.set('photo:1', { offers: [{ id: '987', title: '保温杯' }], total: null });
      expect(await store.get('photo:1')).toEqual({ offers: [{ id: '987', title: '保温杯' }], total: null });
      expect(await store.get('photo:2')).toBeUndefined();
    });

    it('keeps the last value of a key', async () => {
      const { store } = await make();
      await store.set('key', 'first', 1_000);
      await store.set('key', 'second');
      expect(await store.get('key')).toBe('second');
    });

    it('forgets what was deleted, and says whether there was anything', async () => {
      const { store } = await make();
      await store.set('key', 1);
      expect(await store.delete('key')).toBe(true);
      expect(await store.get('key')).toBeUndefined();
      expect(await store.delete('key')).toBe(false);
    });

    it('forgets a value when its time is over, and not before', async () => {
      const { store, pass } = await make();
      // So long that the time which passes by itself on a server does not count.
      await store.set('short', 'value', 600_000);
      await store.set('long', 'value', 1_000_000);
      await store.set('for ever', 'value');
      await pass(590_000);
      expect(await store.get('short')).toBe('value');
      await pass(10_001);
      expect(await store.get('short')).toBeUndefined();
      expect(await store.get('long')).toBe('value');
      await pass(1_000_000_000);
      expect(await store.get('for ever')).toBe('value');
    });

    it('counts the time to live from the last time the key was set', async () => {
      const { store, pass } = await make();
      await store.set('key', 'old', 600_000);
      await pass(500_000);
      await store.set('key', 'new', 600_000);
      await pass(500_000);
      expect(await store.get('key')).toBe('new');
    });

    it('gives bytes back as a Buffer of the same bytes', async () => {
      const { store } = await make();
      const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 31) % 256));
      await store.set('picture', bytes);
      await store.set('view into a larger one', bytes.subarray(7, 12));
      await store.set('with words', { jpeg: bytes.subarray(0, 64), width: 8 });
      const picture = await store.get<Buffer>('picture');
      expect(Buffer.isBuffer(picture)).toBe(true);
      expect(picture?.equals(bytes)).toBe(true);
      expect(await store.get('view into a larger one')).toEqual(bytes.subarray(7, 12));
      expect(await store.get('with words')).toEqual({ jpeg: bytes.subarray(0, 64), width: 8 });
    });

    it('does not let a change to a value that was set or read reach the store', async () => {
      const { store } = await make();
      const value = { list: [1] };
      await store.set('key', value);
      value.list.push(2);
      (await store.get<{ list: number[] }>('key'))?.list.push(3);
      expect(await store.get('key')).toEqual({ list: [1] });
    });

    it('keeps any JSON value under any key', async () => {
      const { store } = await make();
      const json = fc.jsonValue().filter((value) => !Object.is(value, -0));
      const key = fc.string({ unit: 'grapheme', minLength: 1 });
      await fc.assert(
        fc.asyncProperty(key, json, async (name, value) => {
          await store.set(name, value);
          expect(JSON.stringify(await store.get(name))).toBe(JSON.stringify(value));
        }),
      );
    });
  });
};
