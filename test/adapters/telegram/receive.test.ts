/** Updates in, events out: what concerns us, what does not, and what it says. */
import { describe, expect, it } from 'vitest';
import { toInbound } from '../../../adapters/telegram/receive.ts';
import { TEST_BOT } from '../../support/telegram-server.ts';
import { shapeProblems } from '../../support/telegram-spec.ts';
import { readUpdate, updateNames } from '../../support/telegram-updates.ts';

const receive = (...names: string[]) => toInbound(names.map(readUpdate), TEST_BOT);

const photoIds = (...names: string[]) => {
  const inbound = receive(...names);
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
      key: 'tg:100',
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
    expect(receive('private-unknown-command')).toMatchObject({ kind: 'text', text: '/settings' });
  });

  it('speaks Chinese with people whose Telegram does', () => {
    expect(receive('private-text')).toMatchObject({
      kind: 'text',
      text: 'https://detail.1688.com/offer/610947572360.html',
      from: { id: '5000000043', language: 'zh' },
    });
    expect(receive('private-start')).toMatchObject({ kind: 'command', name: 'start', args: '', photos: [] });
  });

  it('makes one request of an album, under the key of its first photo', () => {
    expect(receive('private-album-2', 'private-album-1')).toMatchObject({
      kind: 'photos',
      key: 'tg:121',
      caption: 'both of these',
      message: { id: '31' },
    });
    expect(photoIds('private-album-2', 'private-album-1')).toEqual([
      'AgACAgIAAxkBAAMHx',
      'AgACAgIAAxkBAAMIx',
    ]);
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
      key: 'tg:131',
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

  it('takes being named for /find', () => {
    expect(receive('group-mention')).toMatchObject({ kind: 'command', name: 'find', args: '这个呢' });
    expect(photoIds('group-mention')).toEqual(['AgACAgIAAxkBAAMGx']);
  });

  it('takes a photo that answers to us, but no words that do', () => {
    expect(receive('group-photo-to-us')).toMatchObject({ kind: 'photos' });
    expect(receive('group-words-to-us')).toBeNull();
  });

  it('hears /find without a photo, to say what it is for', () => {
    expect(receive('group-find-alone')).toMatchObject({ kind: 'command', name: 'find', photos: [] });
  });

  it('hears an admin who hides behind the group', () => {
    expect(receive('group-hidden-admin')).toMatchObject({ kind: 'command', name: 'find' });
  });

  it.each(['group-photo', 'group-chatter', 'group-find-other-bot', 'group-other-bot', 'group-joined'])(
    'is silent on %s',
    (name) => {
      expect(receive(name)).toBeNull();
    },
  );

  it('keeps to the topic, but takes no chain of replies for one', () => {
    expect(receive('topic-find')?.chat).toEqual({ ...GROUP, id: '-1002000000888', thread: '77' });
    expect(receive('group-reply-chain')?.chat.thread).toBeNull();
  });
});

describe('a press', () => {
  it('says which button, on which message, in which topic', () => {
    const chat = { ...GROUP, id: '-1002000000888', thread: '77' };
    expect(receive('press')).toEqual({
      kind: 'press',
      key: 'tg:150',
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
