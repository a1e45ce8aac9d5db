/** The photos of a chat: which earlier search an edited copy points to, and that no other chat's is ever told. */
import { Keyv } from 'keyv';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { samplePhoto } from '../../src/backends/simulator/samples.ts';
import type { ChatRef } from '../../src/domain/chat.ts';
import { type Outline, readOutline } from '../../src/images/outline.ts';
import { createEarlierPhotos } from '../../src/search/earlier.ts';
import { fakeClock } from '../support/fake-clock.ts';

const chat = (id: string): ChatRef => ({ platform: 'telegram', id, thread: null, kind: 'group', via: null });

/** A photo, the same photo but brighter, and another one. */
const outlines = async (): Promise<ReadonlyMap<string, Outline>> => {
  const bear = await sharp(await samplePhoto('teddy-bear'))
    .flatten({ background: '#eee' })
    .png()
    .toBuffer();
  const brighter = await sharp(bear).linear(1.1, 0).png().toBuffer();
  return new Map([
    ['bear', await readOutline(bear)],
    ['brighter bear', await readOutline(brighter)],
    ['teapot', await readOutline(await samplePhoto('teapot'))],
  ]);
};

const chats = async () => {
  const known = await outlines();
  const clock = fakeClock();
  const earlier = createEarlierPhotos({
    store: new Keyv(),
    memory: { outline: async (photo) => known.get(photo) ?? null },
    clock,
  });
  return { earlier, clock };
};

describe('an edited copy of a photo that was searched with', () => {
  it('points to that search, also when it is asked again', async () => {
    const { earlier, clock } = await chats();
    const atMs = clock.now();
    expect(await earlier.note(chat('1'), { photo: 'bear', view: 'v1' })).toBeNull();
    await clock.advance(60_000);
    expect(await earlier.note(chat('1'), { photo: 'teapot', view: 'v2' })).toBeNull();
    const hint = { view: 'v1', atMs };
    expect(await earlier.note(chat('1'), { photo: 'brighter bear', view: 'v3' })).toEqual(hint);
    expect(await earlier.note(chat('1'), { photo: 'brighter bear', view: 'v3' })).toEqual(hint);
  });

  it('is told in its own chat only', async () => {
    const { earlier } = await chats();
    await earlier.note(chat('1'), { photo: 'bear', view: 'v1' });
    expect(await earlier.note(chat('2'), { photo: 'brighter bear', view: 'v2' })).toBeNull();
  });

  it('is not what a page of the first search is', async () => {
    const { earlier } = await chats();
    await earlier.note(chat('1'), { photo: 'bear', view: 'v1' });
    await earlier.note(chat('1'), { photo: 'brighter bear', view: 'v2' });
    expect(await earlier.note(chat('1'), { photo: 'bear', view: 'v1' })).toBeNull();
  });

  it('is not the very same photo', async () => {
    const { earlier } = await chats();
    await earlier.note(chat('1'), { photo: 'bear', view: 'v1' });
    expect(await earlier.note(chat('1'), { photo: 'bear', view: 'v2' })).toBeNull();
  });
});
