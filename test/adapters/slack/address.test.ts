/** Ids of two workspaces that are alike never meet: what goes out of one comes back into that one. */
import { describe, expect, it } from 'vitest';
import {
  inward,
  inwardPlace,
  outward,
  outwardRef,
  storeOf,
  teamIn,
} from '../../../adapters/slack/address.ts';
import type { Inbound } from '../../../src/domain/chat.ts';
import { mapStore } from '../../support/slack-adapter.ts';

const chat = { platform: 'slack', id: 'C1', thread: '1.5', kind: 'group', via: null } as const;
const photo = {
  kind: 'platform',
  platform: 'slack',
  fileId: 'F1',
  uniqueId: 'F1',
  name: 'a/b.jpg',
  bytes: 5,
} as const;
const inbound: Inbound = {
  kind: 'photos',
  key: 'slack:C1:1.5',
  request: 'slack:request:1.5',
  chat,
  from: { id: 'U1', language: 'en' },
  message: { chat, id: '1.5' },
  photos: [photo, { kind: 'url', url: 'https://example.com/T9/a.jpg' }],
  caption: 'red/blue',
};

describe('ids', () => {
  it('of the workspace of the token stay as they are', () => {
    expect(outward(inbound, null)).toBe(inbound);
    expect(outwardRef({ chat, id: '1.5' }, null)).toEqual({ chat, id: '1.5' });
    expect(teamIn('C1')).toBeNull();
  });

  it('of another one bear its team wherever they are, and nothing else does', () => {
    const out = outward(inbound, 'T9');
    const there = { ...chat, id: 'T9/C1' };
    expect(out).toEqual({
      ...inbound,
      key: 'slack:T9/C1:1.5',
      request: 'slack:T9/request:1.5',
      chat: there,
      from: { id: 'T9/U1', language: 'en' },
      message: { chat: there, id: '1.5' },
      photos: [
        { ...photo, fileId: 'T9/F1', uniqueId: 'T9/F1' },
        { kind: 'url', url: 'https://example.com/T9/a.jpg' },
      ],
    });
    expect(teamIn(out.chat.id)).toBe('T9');
  });

  it('come back as the workspace knows them', () => {
    const { chat: there, message, key, from } = outward(inbound, 'T9');
    expect(inward(there)).toEqual(chat);
    expect(inwardPlace({ replaces: message, answers: null })).toEqual({
      replaces: { chat, id: '1.5' },
      answers: null,
    });
    expect(
      inwardPlace({ replaces: null, answers: message, onlyFor: { userId: from.id, event: key } }),
    ).toEqual({
      replaces: null,
      answers: { chat, id: '1.5' },
      onlyFor: { userId: 'U1', event: 'slack:C1:1.5' },
    });
  });
});

describe('a store', () => {
  it('holds what is alike in two workspaces twice', async () => {
    const store = mapStore();
    await storeOf(store, null).set('slack:file:F1', 'home');
    await storeOf(store, 'T9').set('slack:file:F1', 'there');
    expect(await storeOf(store, null).get('slack:file:F1')).toBe('home');
    expect(await storeOf(store, 'T9').get('slack:file:F1')).toBe('there');
    expect(await storeOf(store, 'T9').delete('slack:file:F1')).toBe(true);
    expect([...store.entries.keys()]).toEqual(['slack:file:F1']);
  });
});
