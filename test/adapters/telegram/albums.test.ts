/** Albums whose photos arrive late, again, in parts and at several processes. */
import type { Update } from 'grammy/types';
import Keyv from 'keyv';
import { describe, expect, it } from 'vitest';
import { createAlbums } from '../../../adapters/telegram/albums.ts';
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts';
import { memoryLocks } from '../../support/memory-locks.ts';
import { TEST_BOT } from '../../support/telegram-server.ts';
import { readUpdate } from '../../support/telegram-updates.ts';

const PHOTOS = [1, 2, 3].map((number) => readUpdate(`private-album-${number}`)) as [Update, Update, Update];
const [FIRST, SECOND, THIRD] = PHOTOS;
const ALBUM = 'tg:5000000042:13800000000000001';

const inGroup = ({ message, ...update }: Update, caption?: string): Update => {
  const { caption: _, ...photo } = message as NonNullable<typeof message>;
  const chat = { id: -1002000000777, type: 'supergroup', title: 'Sourcing' };
  const words = caption && { caption, caption_entities: [{ type: 'bot_command', offset: 0, length: 5 }] };
  return { ...update, message: { ...photo, chat, ...words } } as Update;
};

const installation = () => {
  const [store, locks, clock] = [new Keyv(), memoryLocks(), fakeClock()];
  const startProcess = () => createAlbums({ store, locks, clock });
  return { store, locks, clock, startProcess };
};

const to = { self: TEST_BOT, signal: new AbortController().signal };

/** Lets processes that wait for one another go on until this is over. */
const inTime = async <T>(work: Promise<T>, clock: FakeClock): Promise<T> => {
  let isOver = false;
  void work.then(() => {
    isOver = true;
  });
  while (!isOver) await clock.advance(50);
  return work;
};

describe('an album', () => {
  it('says each time all that came so far, under the message that it was answered under at first', async () => {
    const albums = installation().startProcess();
    expect(await albums.said([SECOND], to)).toMatchObject([{ key: `${ALBUM}:32`, message: { id: '32' } }]);
    expect(await albums.said([FIRST, THIRD], to)).toMatchObject([
      {
        key: `${ALBUM}:31.32.33`,
        request: ALBUM,
        caption: 'both of these',
        message: { id: '32' },
        photos: [
          { fileId: 'AgACAgIAAxkBAAMHx' },
          { fileId: 'AgACAgIAAxkBAAMIx' },
          { fileId: 'AgACAgIAAxkBAAMOx' },
        ],
      },
    ]);
  });

  it.each([
    ['photo by photo', [[FIRST], [SECOND], [THIRD]]],
    ['in another order', [[THIRD, FIRST], [SECOND]]],
    ['under other update ids', [PHOTOS.map((update) => ({ ...update, update_id: update.update_id + 500 }))]],
  ])('that comes again %s is the same request', async (_, groups) => {
    const { startProcess } = installation();
    const [whole] = await startProcess().said(PHOTOS, to);
    for (const group of groups) expect(await startProcess().said(group, to)).toEqual([whole]);
  });

  it('that comes to three processes at once loses no photo', async () => {
    const { startProcess, clock } = installation();
    const noted = PHOTOS.map((photo) => startProcess().note([photo], to));
    await inTime(Promise.all(noted), clock);
    expect(await startProcess().said([SECOND], to)).toMatchObject([{ key: `${ALBUM}:31.32.33` }]);
  });

  it('in a group is heard with all its photos once the one that names us is there, the first one or the last', async () => {
    for (const named of [0, 2]) {
      const albums = installation().startProcess();
      const updates = PHOTOS.map((update, at) => inGroup(update, at === named ? '/find red' : undefined));
      const heard = [];
      for (const update of updates) heard.push((await albums.said([update], to))[0]?.kind);
      const [shown, said] = ['photos', 'command'];
      expect(heard).toEqual(named === 0 ? [said, said, said] : [shown, shown, said]);
      expect(await albums.said([updates[1] as Update], to)).toMatchObject([
        { kind: 'command', name: 'find', args: 'red', photos: [{}, {}, {}] },
      ]);
    }
  });

  it('keeps no names, and no words that were not said to us', async () => {
    const { startProcess, store } = installation();
    const said = { ...inGroup(SECOND, '/find red') };
    const other = inGroup(FIRST);
    const update = { ...other, message: { ...other.message, caption: 'our margin is 40 %' } } as Update;
    await startProcess().said([update, THIRD, said], to);
    const kept = JSON.stringify(await store.get('telegram:album:-1002000000777:13800000000000001'));
    expect(kept).toContain('/find red');
    expect(kept).not.toMatch(/margin|Sam|sam_sources/);
  });

  it('is not taken in while the storage is down', async () => {
    const { startProcess, locks } = installation();
    locks.down = true;
    await expect(startProcess().said([FIRST], to)).rejects.toMatchObject({ code: 'storage-down' });
  });
});
