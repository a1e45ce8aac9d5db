/** The watches of chats: bounded, the same however often something is done, and taken along by a group that gets another id. */
import { describe, expect, test } from 'vitest';
import { MOST_WATCHES } from '../../src/conversation/watches.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { chat, offerDetail } from '../support/made-up.ts';
import { memoryWatches, otherChat, wish } from '../support/memory-watches.ts';

const clock = fakeClock();
const detail = offerDetail('620100');

describe('the watches of a chat', () => {
  test('hold an offer once, and the offer each chat once', async () => {
    const watches = memoryWatches();
    expect(await watches.start(detail, wish(clock))).toBe('started');
    expect(await watches.start(detail, wish(clock))).toBe('known');
    expect(await watches.start(detail, wish(clock, otherChat))).toBe('started');
    expect(await watches.of(chat)).toHaveLength(1);
    expect((await watches.offer('620100'))?.chats.map(({ id }) => id)).toEqual(['42', '43']);
    expect(await watches.all()).toEqual(['620100']);
  });

  test('end one by one; the last one takes the offer along', async () => {
    const watches = memoryWatches();
    await watches.start(detail, wish(clock));
    await watches.start(detail, wish(clock, otherChat));
    await watches.stop(chat, '620100');
    await watches.stop(chat, '620100');
    expect([await watches.of(chat), await watches.all()]).toEqual([[], ['620100']]);
    await watches.stop(otherChat, '620100');
    expect([await watches.offer('620100'), await watches.all()]).toEqual([null, []]);
  });

  test('are so many at most, and nothing that tells neither price nor stock', async () => {
    const watches = memoryWatches();
    for (let at = 0; at < MOST_WATCHES; at += 1)
      await watches.start(offerDetail(String(620_100 + at)), wish(clock));
    expect(await watches.start(offerDetail('999999'), wish(clock))).toBe('full');
    expect(await watches.offer('999999')).toBeNull();
    const silent = offerDetail('888888', { tiers: [], price: null, stock: null });
    expect(await watches.start(silent, wish(clock, otherChat))).toBe('unwatchable');
  });

  test('never keep a return address, which is void by the time of an alert', async () => {
    const watches = memoryWatches();
    await watches.start(detail, wish(clock, { ...chat, via: 'https://hooks.example/1' }));
    expect(JSON.stringify(await watches.of(chat))).not.toContain('hooks.example');
  });

  test('that was paused wants nothing, unless another chat does', async () => {
    const watches = memoryWatches();
    await watches.start(detail, wish(clock));
    expect(await watches.pause(chat, '620100', true)).toBe(true);
    expect(await watches.isWanted('620100')).toBe(false);
    await watches.start(detail, wish(clock, otherChat));
    expect(await watches.isWanted('620100')).toBe(true);
    expect(await watches.pause(chat, '1', true)).toBe(false);
  });

  test('go along to the new id of a group, where alerts then go, and doing it again changes nothing', async () => {
    const watches = memoryWatches();
    await watches.start(detail, wish(clock));
    const moved = { platform: 'telegram', oldId: '42', id: '-10042' } as const;
    await watches.move(moved);
    await watches.move(moved);
    expect(await watches.of(chat)).toEqual([]);
    const [watch] = await watches.of({ ...chat, id: '-10042' });
    expect(watch?.chat.id).toBe('-10042');
    expect((await watches.offer('620100'))?.chats).toEqual([{ platform: 'telegram', id: '-10042' }]);
  });

  test('that a store cannot write are not begun', async () => {
    const watches = memoryWatches({
      get: async () => undefined,
      set: async () => false,
      delete: async () => false,
    });
    await expect(watches.start(detail, wish(clock))).rejects.toMatchObject({ code: 'storage-down' });
  });
});
