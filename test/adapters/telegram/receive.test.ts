/** Updates in, events out: what concerns us, what does not, and what it says. */
import type { Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { toInbounds } from '../../../adapters/telegram/receive.ts';
import { TEST_BOT } from '../../support/telegram-server.ts';
import { shapeProblems } from '../../support/telegram-spec.ts';
import { readUpdate, updateNames } from '../../support/telegram-updates.ts';

const receiveAll = (...names: string[]) => toInbounds(names.map(readUpdate), TEST_BOT);

/** The only event of an update, or null. */
const receive = (name: string) => {
  const events = receiveAll(name);
  expect(events.length).toBeLessThan(2);
  return events[0] ?? null;
};

const photoIds = (name: string) => {
  const inbound = receive(name);
  return inbound && 'photos' in inbound
    ? inbound.photos.map((photo) => (photo.kind === 'platform' ? photo.fileId : photo.url))
    : null;
};

const SAM = { id: '5000000042', language: 'en' };
const SAMS_CHAT = { platform: 'telegram', id: '5000000042', thread: null, kind: 'private', via: null };
const GROUP = { platform: 'telegram', id: '-1002000000777', thread: null, kind: 'group', via: null };

describe('the fixtures', () => {
  it.each(updateNames())('%s is an update as the Bot API specifies it', (name) => {
    expect(shapeProblems('Update', readUpdate(name))).toEqual([]);
  });
});

describe('a private chat', () => {
  it('takes the smallest size of at least 800 px, and names the photo by its largest', () => {
    expect(receive('private-photo')).toEqual({
      kind: 'photos',
      key: 'tg:5000000042:11',
      chat: SAMS_CHAT,
      from: SAM,
      message: { chat: SAMS_CHAT, id: '11' },
      caption: 'cheaper than 3 dollars?',
      photos: [
        {
          kind: 'platform',
          platform: 'telegram',
          fileId: 'AgACAgIAAxkBAAMAx',
          uniqueId: 'AQADAy',
          name: null,
          bytes: 98120,
        },
      ],
    });
  });

  it('takes the largest size of a small photo', () => {
    expect(photoIds('private-photo-small')).toEqual(['AgACAgIAAxkBAAMBm']);
  });

  it('takes pictures sent as files by their type, or by their name when the type says nothing', () => {
    expect(receive('private-document-heic')).toMatchObject({
      kind: 'photos',
      caption: null,
      photos: [{ fileId: 'BQACAgIAAxkBAAMC', uniqueId: 'AgADC', name: 'IMG_0412.HEIC', bytes: 2400112 }],
    });
    expect(photoIds('private-document-untyped')).toEqual(['BQACAgIAAxkBAAMD']);
  });

  it('takes what is no picture as its words, so that it is answered', () => {
    expect(receive('private-document-pdf')).toMatchObject({ kind: 'text', text: '' });
    expect(receive('private-voice')).toMatchObject({ kind: 'text', text: '' });
    expect(receive('private-unknown-command')).toMatchObject({ kind: 'text', text: '/weather' });
  });

  it('speaks Chinese with people whose Telegram does', () => {
    expect(receive('private-text')).toMatchObject({
      kind: 'text',
      text: 'https://detail.1688.com/offer/610947572360.html',
      from: { id: '5000000043', language: 'zh' },
    });
    expect(receive('private-start')).toMatchObject({ kind: 'command', name: 'start', args: '', photos: [] });
  });

  it('makes one request of an album: its photos in order, its words, and a key that says which photos are there', () => {
    const request = 'tg:5000000042:13800000000000001';
    expect(receiveAll('private-album-2', 'private-album-1')).toMatchObject([
      {
        kind: 'photos',
        key: `${request}:31.32`,
        request,
        caption: 'both of these',
        message: { id: '31' },
        photos: [{ fileId: 'AgACAgIAAxkBAAMHx' }, { fileId: 'AgACAgIAAxkBAAMIx' }],
      },
    ]);
    expect(receiveAll('private-album-2')).toMatchObject([{ key: `${request}:32`, request, caption: null }]);
  });

  it.each(['private-forwarded', 'private-inline', 'private-live-photo'])('takes the photo of %s', (name) => {
    expect(receive(name)).toMatchObject({ kind: 'photos', caption: null, photos: [{ uniqueId: 'AQADAy' }] });
  });

  it('reads a link that stands behind words', () => {
    expect(receive('private-text-link')).toMatchObject({
      kind: 'text',
      text: 'look at this offer https://detail.1688.com/offer/610947572360.html',
    });
  });

  it('takes no edit for a new question: its answer is there, and a new caption can be sent with the photo', () => {
    expect(receive('edited-caption')).toBeNull();
  });

  it('hands on what a link into the chat carries', () => {
    const update = readUpdate('private-start');
    const said = { ...update, message: { ...update.message, text: '/start s-0123456789ab-1aa' } } as Update;
    expect(toInbounds([said], TEST_BOT)).toMatchObject([{ name: 'start', args: 's-0123456789ab-1aa' }]);
  });

  it('knows a message that comes again under another update id', () => {
    const again = { ...readUpdate('private-photo'), update_id: 9_000 };
    expect(toInbounds([again], TEST_BOT)).toEqual(receiveAll('private-photo'));
  });

  it('greets once, also over an album', () => {
    const [first, second] = ['private-album-1', 'private-album-2'].map((name) => {
      const update = readUpdate(name);
      const command = { caption: '/help', caption_entities: [{ type: 'bot_command', offset: 0, length: 5 }] };
      return { ...update, message: { ...update.message, ...(name.endsWith('1') ? command : {}) } };
    }) as [Update, Update];
    expect(toInbounds([first, second], TEST_BOT)).toMatchObject([{ kind: 'command', name: 'help' }]);
  });

  it('does not answer to what is no message', () => {
    expect(receive('private-pinned')).toBeNull();
  });
});

describe('a group', () => {
  it('finds a photo that /find answers, also one from another chat', () => {
    expect(receive('group-find-reply')).toEqual({
      kind: 'command',
      name: 'find',
      args: '',
      key: 'tg:-1002000000777:311',
      chat: GROUP,
      from: SAM,
      message: { chat: GROUP, id: '311' },
      photos: [
        {
          kind: 'platform',
          platform: 'telegram',
          fileId: 'AgACAgIAAxkBAAMGx',
          uniqueId: 'AQADGy',
          name: null,
          bytes: 98120,
        },
      ],
    });
    expect(photoIds('group-find-elsewhere')).toEqual(['AgACAgIAAxkBAAMNx']);
  });

  it('finds a photo that has /find as its caption', () => {
    expect(receive('group-find-caption')).toMatchObject({
      kind: 'command',
      name: 'find',
      args: 'under 20 yuan',
    });
    expect(photoIds('group-find-caption')).toEqual(['AgACAgIAAxkBAAMJx']);
  });

  it('knows /1688 for /find, and its words', () => {
    expect(receive('group-1688-reply')).toMatchObject({ kind: 'command', name: 'find', args: 'red' });
    expect(photoIds('group-1688-reply')).toEqual(['AgACAgIAAxkBAAMGx']);
  });

  it('takes no name of what every object has for a command', () => {
    const update = readUpdate('group-find-alone');
    const text = '/constructor';
    const entities = [{ type: 'bot_command', offset: 0, length: text.length }];
    expect(
      toInbounds([{ ...update, message: { ...update.message, text, entities } } as Update], TEST_BOT),
    ).toEqual([]);
  });

  it('searches for the one photo of an album that /find answers, as no part of that album', () => {
    const inbound = receive('group-find-album-reply');
    expect(inbound).toMatchObject({
      key: 'tg:-1002000000777:332',
      photos: [{ fileId: 'AgACAgIAAxkBAAMGx' }],
    });
    expect(inbound).not.toHaveProperty('request');
  });

  it('takes the words that /find answers where there is no photo: all of them, or those that are quoted', () => {
    const link = '这个 https://detail.1688.com/offer/610947572360.html 怎么样';
    expect(receive('group-find-link-reply')).toMatchObject({ name: 'find', args: link, photos: [] });
    expect(receive('group-find-quote')).toMatchObject({
      name: 'find',
      args: 'red silicone teapots',
      photos: [],
    });
  });

  it('does not search with its own contact sheets', () => {
    expect(receive('group-find-our-sheet')).toMatchObject({ name: 'find', args: '', photos: [] });
  });

  it('hears who writes as a channel', () => {
    expect(receive('group-as-channel')).toMatchObject({ kind: 'command', name: 'find', photos: [{}] });
  });

  it('takes being named for /find', () => {
    expect(receive('group-mention')).toMatchObject({ kind: 'command', name: 'find', args: '这个呢' });
    expect(photoIds('group-mention')).toEqual(['AgACAgIAAxkBAAMGx']);
  });

  it('takes a photo that answers to us, but no words that do', () => {
    expect(receive('group-photo-to-us')).toMatchObject({ kind: 'photos' });
    expect(receive('group-photo-to-us-words')).toMatchObject({ kind: 'photos', caption: 'in red' });
    expect(receive('group-words-to-us')).toBeNull();
  });

  it('hears /find without a photo, to say what it is for', () => {
    expect(receive('group-find-alone')).toMatchObject({ kind: 'command', name: 'find', photos: [] });
  });

  it('hears an admin who hides behind the group', () => {
    expect(receive('group-hidden-admin')).toMatchObject({ kind: 'command', name: 'find' });
  });

  it('passes on photos that are not for us as what they are', () => {
    expect(receive('group-photo')).toMatchObject({ kind: 'photos', addressed: false, caption: '新款水杯' });
    expect(receive('group-photo-to-us')).not.toHaveProperty('addressed');
    expect(receive('group-linked-post')).toMatchObject({ kind: 'photos', addressed: false });
  });

  it('knows an admin who hides behind the group as the group', () => {
    expect(receive('group-hidden-admin')?.from.id).toBe(GROUP.id);
  });

  it('hears of its new id from both sides', () => {
    const [to, from] = [receive('group-moved-to'), receive('group-moved-from')];
    const moved = { kind: 'moved', oldId: '-5000000777', chat: { ...GROUP, kind: 'group' } };
    expect(to).toMatchObject(moved);
    expect(from).toMatchObject(moved);
    expect(to?.key).not.toBe(from?.key);
  });

  it('knows messages that one person alone sees by that person, and their keys by their time', () => {
    expect(receive('group-settings-quiet')).toMatchObject({
      kind: 'command',
      name: 'settings',
      key: 'tg:-1002000000777:e9:1790000330',
      message: { id: 'e5000000042.9' },
    });
  });

  it.each(['group-chatter', 'group-find-other-bot', 'group-other-bot', 'group-joined'])(
    'is silent on %s',
    (name) => {
      expect(receive(name)).toBeNull();
    },
  );

  it('keeps to the topic, but takes no chain of replies for one', () => {
    expect(receive('topic-find')?.chat).toEqual({ ...GROUP, id: '-1002000000888', thread: '77' });
    expect(receive('group-reply-chain')?.chat.thread).toBeNull();
    expect(receive('topic-general')?.chat).toEqual({ ...GROUP, id: '-1002000000888', thread: null });
  });
});

describe('a press', () => {
  it('says which button, on which message, in which topic', () => {
    const chat = { ...GROUP, id: '-1002000000888', thread: '77' };
    expect(receive('press')).toEqual({
      kind: 'press',
      key: 'tg:press:21474836480000001',
      chat,
      from: { id: '5000000043', language: 'zh' },
      message: { chat, id: '41' },
      data: 's:abcd1234efgh:2aa',
      on: { chat, id: '41' },
    });
  });

  it('is heard on messages that Telegram no longer shows to bots', () => {
    expect(receive('press-old')).toMatchObject({ kind: 'press', on: { id: '42' }, chat: SAMS_CHAT });
  });
});
