import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withParts } from '../../src/backends/parts.ts';
import type { Abilities, Backend, Query } from '../../src/domain/ports.ts';
import { NO_FILTERS, type Part, plainQuestion } from '../../src/domain/query.ts';
import { preparePhoto } from '../../src/images/photo.ts';
import { photoOfTwo } from '../support/flow-photos.ts';
import { type OneSimulator, startOneSimulator } from '../support/one-simulator.ts';

const signal = new AbortController().signal;

let simulator: OneSimulator;
beforeAll(async () => {
  simulator = await startOneSimulator();
});
afterAll(() => simulator.close());

const about = (photo: Extract<Query, { kind: 'photo' }>['photo'], region: Part | null): Query => ({
  kind: 'photo',
  photo,
  question: { ...plainQuestion('en'), filters: { ...NO_FILTERS, region } },
});

/** A backend that only notes what it is asked. */
const noting = (filters: Abilities['filters']) => {
  const asked: Query[] = [];
  const inner = simulator.onebound();
  const backend: Backend = {
    ...inner,
    can: { ...inner.can, filters },
    search: async (query) => {
      asked.push(query);
      const subjects = [{ left: 0, top: 0, right: 9, bottom: 9 }];
      return { backend: 'noting', offers: [], total: 0, dropped: 0, subjects };
    },
  };
  return { backend, asked };
};

describe('a part of a photo', () => {
  const region = { left: 10, top: 20, right: 370, bottom: 420 };

  it('goes to a backend that takes one as it is', () => {
    const { backend } = noting(['region']);
    expect(withParts(backend)).toBe(backend);
  });

  it('is cut out for one that does not, which then has nothing to ignore', async () => {
    const { backend, asked } = noting(['price']);
    const cutting = withParts(backend);
    expect(cutting.can.filters).toEqual(['price', 'region']);
    const page = await cutting.search(about(simulator.photo, region), signal);
    const [query] = asked;
    if (query?.kind !== 'photo') throw new Error('no photo was asked with');
    expect(query.question.filters).toEqual(NO_FILTERS);
    expect(query.photo).toMatchObject({ width: 360, height: 400 });
    expect(await sharp(query.photo.jpeg).metadata()).toMatchObject({ width: 360, height: 400 });
    expect(page.subjects).toBeUndefined();
  });

  it('changes nothing about other questions', async () => {
    const { backend, asked } = noting([]);
    const words: Query = { kind: 'keyword', keyword: 'cup', question: plainQuestion('en') };
    const whole = about(simulator.photo, null);
    for (const query of [words, whole]) await withParts(backend).search(query, signal);
    expect(asked).toEqual([words, whole]);
    expect(asked[1]).toBe(whole);
  });

  it('is what the offers of a reseller match', async () => {
    const { fingerprint: _, ...photo } = await preparePhoto(await photoOfTwo());
    const backend = withParts(simulator.onebound());
    const half = photo.width / 2;
    const firstOf = async (left: number, right: number): Promise<string> => {
      const part = { left, top: 0, right, bottom: photo.height };
      return (await backend.search(about(photo, part), signal)).offers[0]?.title ?? '';
    };
    expect([await firstOf(0, half), await firstOf(half, photo.width)]).toEqual([
      expect.stringContaining('Heels'),
      expect.stringContaining('Teapot'),
    ]);
  });
});
