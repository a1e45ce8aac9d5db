/** Memories that count: what passes through them is the same, and every look is told. */
import { Keyv } from 'keyv';
import { expect, it } from 'vitest';
import { plainQuestion } from '../../src/domain/query.ts';
import { fingerprintOf } from '../../src/images/fingerprint.ts';
import type { LookKind } from '../../src/ops/meter.ts';
import { countedMemory, countedStore, tellSteps } from '../../src/search/counted.ts';
import { createMemory } from '../../src/search/memory.ts';

/** A photo of one even grey. */
const print = fingerprintOf({ pixels: new Uint8Array(64 * 64 * 3).fill(128), width: 64, height: 64 });

const recorder = () => {
  const told: string[] = [];
  return {
    told,
    look: (kind: LookKind, isHit: boolean) => void told.push(`${kind} ${isHit ? 'hit' : 'miss'}`),
    step: (step: string, tookMs: number) => void told.push(`${step} ${tookMs}`),
  };
};

it('tells every kind of look into the memory, and remembers as before', async () => {
  const meter = recorder();
  const memory = countedMemory(
    createMemory({ store: new Keyv(), backend: 'simulator', ttlMs: 60_000 }),
    meter,
  );
  const question = plainQuestion('en');
  const of = { size: 48, index: 0 };
  expect(await memory.file('telegram:1')).toBeNull();
  expect(await memory.bytes('abc')).toBeNull();
  expect(await memory.recognise('abc', print)).toMatchObject({ photo: 'abc' });
  await memory.keepFile('telegram:1', 'abc');
  expect(await memory.file('telegram:1')).toEqual({ own: 'abc', photo: 'abc' });
  await memory.keepLook('abc', Float32Array.of(1));
  expect(await memory.look('abc')).toEqual(Float32Array.of(1));
  expect(await memory.answer('abc', question)).toBeNull();
  expect(await memory.stretch('abc', question, of)).toBeNull();
  expect(await memory.offer('1', 'en')).toBeNull();
  expect(meter.told).toEqual([
    'file miss',
    'bytes miss',
    'near miss',
    'file hit',
    'features hit',
    'answer miss',
    'list miss',
    'offer miss',
  ]);
});

it('tells looks into a store, and hands everything on', async () => {
  const meter = recorder();
  const store = countedStore(new Keyv(), 'picture', meter);
  expect(await store.get('a')).toBeUndefined();
  await store.set('a', 1, 60_000);
  expect(await store.get('a')).toBe(1);
  expect(await store.delete('a')).toBe(true);
  expect(await store.get('a')).toBeUndefined();
  expect(meter.told).toEqual(['picture miss', 'picture hit', 'picture miss']);
});

it('tells the steps that were done, and none that was skipped', () => {
  const meter = recorder();
  tellSteps({ downloadMs: 0, searchMs: 120, totalMs: 130 }, meter);
  expect(meter.told).toEqual(['download 0', 'search 120', 'total 130']);
});
