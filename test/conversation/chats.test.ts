/** The store of chat settings: for good, for each chat, moved along, and cheap to ask about a group's photos. */
import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import { createChats } from '../../src/conversation/chats.ts';
import type { ChatRef } from '../../src/domain/chat.ts';
import { DEFAULT_CHAT_SETTINGS } from '../../src/domain/chat-settings.ts';
import type { Store } from '../../src/domain/ports.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { chat } from '../support/made-up.ts';

const group: ChatRef = { ...chat, id: '-5', kind: 'group' };
const supergroup: ChatRef = { ...group, id: '-1005' };
const MOVE = { platform: 'telegram', oldId: '-5', id: '-1005' } as const;
const NINE = { name: 'results', value: '9' } as const;

const set = () => {
  const store: Store = new Keyv();
  const clock = fakeClock();
  let reads = 0;
  const counted: Store = {
    get: <T>(key: string) => {
      reads += 1;
      return store.get<T>(key);
    },
    set: (key, value) => store.set(key, value),
    delete: (key) => store.delete(key),
  };
  return { store, clock, chats: createChats({ store: counted, clock }), reads: () => reads };
};

describe('settings of chats', () => {
  it('are the defaults until somebody changes them, and each chat has its own', async () => {
    const { chats } = set();
    expect(await chats.of(group)).toEqual(DEFAULT_CHAT_SETTINGS);
    expect(await chats.change(group, NINE)).toMatchObject({ pageSize: 9 });
    expect(await chats.of(group)).toMatchObject({ pageSize: 9 });
    expect(await chats.of({ ...group, platform: 'slack' })).toEqual(DEFAULT_CHAT_SETTINGS);
    expect(await chats.change(group, { ...NINE, value: '7' })).toBeNull();
  });

  it('are not said to be changed when they could not be written', async () => {
    const { clock } = set();
    const broken: Store = { get: async () => undefined, set: async () => false, delete: async () => false };
    const chats = createChats({ store: broken, clock });
    await expect(chats.change(group, NINE)).rejects.toMatchObject({ code: 'storage-down' });
    await expect(chats.of(group)).resolves.toEqual(DEFAULT_CHAT_SETTINGS);
  });
});

describe('asking whether every photo is answered', () => {
  it('reads once for a burst of photos, and again after some seconds', async () => {
    const { chats, clock, reads, store } = set();
    for (let photo = 0; photo < 50; photo += 1) expect(await chats.answersEveryPhoto(group)).toBe(false);
    expect(reads()).toBe(1);
    await createChats({ store, clock }).change(group, { name: 'auto', value: 'on' });
    await clock.advance(5_000);
    expect(await chats.answersEveryPhoto(group)).toBe(true);
    expect(reads()).toBe(2);
  });

  it('knows at once what was set here', async () => {
    const { chats } = set();
    expect(await chats.answersEveryPhoto(group)).toBe(false);
    await chats.change(group, { name: 'auto', value: 'on' });
    expect(await chats.answersEveryPhoto(group)).toBe(true);
  });
});

describe('a chat that gets another id', () => {
  it('takes its settings along, however often it is told, and is known by its old id too', async () => {
    const { chats } = set();
    await chats.change(group, NINE);
    await chats.move(MOVE);
    await chats.change(supergroup, { name: 'mode', value: 'similar' });
    await chats.move(MOVE);
    const moved = { pageSize: 9, mode: 'similar' };
    expect(await chats.of(supergroup)).toMatchObject(moved);
    expect(await chats.of(group)).toMatchObject(moved);
    await chats.change(group, { name: 'results', value: '3' });
    expect(await chats.of(supergroup)).toMatchObject({ pageSize: 3 });
  });

  it('keeps what was set under the new id first', async () => {
    const { chats } = set();
    await chats.change(group, NINE);
    await chats.change(supergroup, { name: 'results', value: '3' });
    await chats.move(MOVE);
    expect(await chats.of(supergroup)).toMatchObject({ pageSize: 3 });
  });

  it('is found also where moves go round in a circle', async () => {
    const { chats } = set();
    await chats.move(MOVE);
    await chats.move({ platform: 'telegram', oldId: '-1005', id: '-5' });
    expect(await chats.of(group)).toEqual(DEFAULT_CHAT_SETTINGS);
  });
});
