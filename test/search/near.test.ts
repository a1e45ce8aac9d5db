/** Finding a photo among all that were seen: by every hash that is near enough, however many there are, and whatever a store holds. */
import fc from 'fast-check';
import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import { bandsOf, createNearPhotos, eachListed, withEntry } from '../../src/search/near.ts';
import { madeUpPrint, withFlipped } from '../support/made-up-print.ts';

const TTL_MS = 60_000;
const numbersIn = (list: unknown): number[] => {
  const numbers: number[] = [];
  eachListed(list, (number) => numbers.push(number));
  return numbers;
};
const bits = (most: number) => fc.uniqueArray(fc.integer({ min: 0, max: 255 }), { maxLength: most });

describe('the bands of a hash', () => {
  it('have one in common when at most 15 bits differ', () => {
    fc.assert(
      fc.property(fc.string(), bits(15), (name, flipped) => {
        const print = madeUpPrint(name);
        const copy = bandsOf(withFlipped(print, flipped).hash);
        expect(bandsOf(print.hash).some((value, band) => value === copy[band])).toBe(true);
      }),
    );
  });

  it('hold each bit once', () => {
    const empty = { ...madeUpPrint(''), hash: new Uint8Array(32) };
    const set = Array.from({ length: 256 }, (_, bit) => bandsOf(withFlipped(empty, [bit]).hash));
    expect(set.every((bands) => bands.filter((value) => value !== 0).length === 1)).toBe(true);
    expect(new Set(set.map((bands) => bands.join())).size).toBe(256);
  });
});

describe('a list', () => {
  it('has the newest first and never grows beyond its bound', () => {
    let list: unknown;
    for (let number = 1; number <= 100; number += 1)
      list = withEntry(list, { number, sketch: new Uint8Array(16) });
    expect(numbersIn(list)).toEqual(Array.from({ length: 32 }, (_, at) => 100 - at));
  });

  it('is read from any bytes without harm', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 2_000 }),
        (bytes) => numbersIn(bytes).length === Math.floor(bytes.length / 20),
      ),
    );
    expect([numbersIn(undefined), numbersIn('text'), numbersIn({})]).toEqual([[], [], []]);
  });
});

describe('the photos that were seen', () => {
  it('are found again by their copies, and by nothing else', async () => {
    const near = createNearPhotos({ store: new Keyv(), ttlMs: TTL_MS });
    for (let at = 0; at < 300; at += 1) await near.keep(`photo ${at}`, madeUpPrint(`photo ${at}`));
    const copy = withFlipped(madeUpPrint('photo 7'), [1, 20, 33, 64, 99, 130, 201, 255]);
    expect(await near.find(copy)).toBe('photo 7');
    expect(await near.find(madeUpPrint('another'))).toBeNull();
    expect(await near.count()).toBe(300);
  });

  it('are told apart where only their colours differ', async () => {
    const near = createNearPhotos({ store: new Keyv(), ttlMs: TTL_MS });
    const red = madeUpPrint('shirt');
    await near.keep('red', red);
    expect(await near.find({ ...red, cb: madeUpPrint('other colour').cb })).toBeNull();
  });

  it('make room for new ones when there are too many', async () => {
    const near = createNearPhotos({ store: new Keyv(), ttlMs: TTL_MS, mostPhotos: 3 });
    for (const name of ['a', 'b', 'c', 'd']) await near.keep(name, madeUpPrint(name));
    const found = await Promise.all(['a', 'b', 'c', 'd'].map((name) => near.find(madeUpPrint(name))));
    expect(found).toEqual([null, 'b', 'c', 'd']);
    expect(await near.count()).toBe(3);
  });

  it('are gone when they were forgotten', async () => {
    const near = createNearPhotos({ store: new Keyv(), ttlMs: TTL_MS });
    await near.keep('a', madeUpPrint('a'));
    await near.forget(withFlipped(madeUpPrint('a'), [5]));
    expect(await near.find(madeUpPrint('a'))).toBeNull();
  });
});
