/** What may be confirmed to Telegram, and when an album is complete. */
import type { Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { createInbox } from '../../../adapters/telegram/inbox.ts';
import { readUpdate } from '../../support/telegram-updates.ts';

const single = (update_id: number): Update => ({ ...readUpdate('private-photo'), update_id });
const inAlbum = (update_id: number): Update => ({ ...readUpdate('private-album-1'), update_id });
const idsOf = (groups: (readonly Update[])[]) =>
  groups.map((group) => group.map(({ update_id }) => update_id));

describe('the inbox', () => {
  it('confirms nothing before the first update', () => {
    expect(createInbox().offset()).toBeUndefined();
  });

  it('confirms an update only when it is done', () => {
    const inbox = createInbox();
    inbox.take([single(1), single(2)], 0);
    expect(inbox.offset()).toBe(1);
    const [first, second] = inbox.due(0);
    inbox.done(first ?? []);
    expect(inbox.offset()).toBe(2);
    inbox.done(second ?? []);
    expect(inbox.offset()).toBe(3);
  });

  it('holds an album for a second after its last photo, fetched again or not, and lets the others pass', () => {
    const inbox = createInbox();
    inbox.take([inAlbum(1), single(2)], 0);
    expect(idsOf(inbox.due(0))).toEqual([[2]]);
    inbox.done(inbox.due(0)[0] ?? []);
    inbox.take([inAlbum(1), single(2), inAlbum(3)], 600);
    expect(idsOf(inbox.due(1599))).toEqual([]);
    expect(inbox.offset()).toBe(1);
    expect(inbox.nextDueMs()).toBe(1600);
    expect(idsOf(inbox.due(1600))).toEqual([[1, 3]]);
    inbox.done(inbox.due(1600)[0] ?? []);
    expect(inbox.offset()).toBe(4);
    expect(inbox.nextDueMs()).toBeNull();
  });

  it('does not wait for an eleventh photo', () => {
    const inbox = createInbox();
    inbox.take(
      Array.from({ length: 10 }, (_, at) => inAlbum(at + 1)),
      0,
    );
    expect(inbox.due(0)).toHaveLength(1);
  });

  it('hands on a photo that comes too late for its album by itself', () => {
    const inbox = createInbox();
    inbox.take([inAlbum(1)], 0);
    inbox.done(inbox.due(1000)[0] ?? []);
    inbox.take([inAlbum(2)], 5000);
    expect(idsOf(inbox.due(6000))).toEqual([[2]]);
  });

  it('waits for no album when a full batch may hide other people behind it', () => {
    const inbox = createInbox();
    inbox.take([inAlbum(1), ...Array.from({ length: 99 }, (_, at) => single(at + 2))], 0);
    expect(inbox.due(0)).toHaveLength(100);
  });
});
