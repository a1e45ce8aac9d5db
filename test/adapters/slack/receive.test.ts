/** What Slack sends becomes plain tagged data, from recorded payloads. */
import { describe, expect, it } from 'vitest';
import { readSubmission } from '../../../adapters/slack/form.ts';
import { readCommand, readMessage, readPress, readShortcut } from '../../../adapters/slack/payloads.ts';
import {
  fromCommand,
  fromMessage,
  fromOffered,
  fromPress,
  fromShortcut,
  fromSubmission,
  type Known,
  lacksPhoto,
  plainText,
} from '../../../adapters/slack/receive.ts';
import type { Inbound } from '../../../src/domain/chat.ts';
import { eventPayload, type Payload, payload } from '../../support/slack-payload.ts';

const KNOWN: Known = { botUserId: 'U07TUSOU001', language: 'zh' };

const receive = (name: string, over: Payload = {}): Inbound | null => {
  const message = readMessage(eventPayload(name, over).event);
  return message && fromMessage(message, KNOWN);
};

const API = 'https://slack.com/api/';

const LAMP = {
  kind: 'platform',
  platform: 'slack',
  fileId: 'F07LAMP0001',
  uniqueId: 'F07LAMP0001',
  name: 'lamp.jpg',
  bytes: 482133,
};

describe('messages', () => {
  it('a mention with a photo is answered in its thread', () => {
    const chat = {
      platform: 'slack',
      id: 'C07SOURCE01',
      thread: '1795348800.123459',
      kind: 'group',
      via: null,
    };
    expect(receive('app-mention-photo')).toEqual({
      kind: 'photos',
      key: 'slack:C07SOURCE01:1795348800.123459',
      chat,
      from: { id: 'U07BUYER001', language: 'zh' },
      message: { chat, id: '1795348800.123459' },
      photos: [LAMP],
      caption: '100 pieces & a spare',
    });
  });

  it('a photo in the thread below a message of ours is for us; words there, and photos below others, are not', () => {
    const below = {
      type: 'message',
      text: 'red',
      thread_ts: '1795348700.1',
      parent_user_id: KNOWN.botUserId,
    };
    const answered = receive('app-mention-photo', { ...below, subtype: 'file_share' });
    expect(answered).toMatchObject({ kind: 'photos', photos: [LAMP], caption: 'red' });
    expect(answered).not.toHaveProperty('addressed');
    expect(receive('app-mention-photo', { ...below, files: [] })).toBeNull();
    expect(receive('app-mention-photo', { ...below, parent_user_id: 'U07OTHER001' })).toMatchObject({
      addressed: false,
    });
  });

  it('the same message as a plain message event has the same key', () => {
    const again = receive('app-mention-photo', {
      type: 'message',
      subtype: 'file_share',
      channel_type: 'channel',
    });
    expect(again).toEqual(receive('app-mention-photo'));
  });

  it('a photo in a direct message is answered beside it', () => {
    expect(receive('message-im-photo')).toMatchObject({
      kind: 'photos',
      chat: { id: 'D07DIRECT01', kind: 'private', thread: null },
      caption: null,
    });
  });

  it('a link is read as it was pasted', () => {
    expect(receive('message-im-text')).toMatchObject({
      kind: 'text',
      text: 'like this https://detail.1688.com/offer/673456789012.html?a=1&b=2 in red',
    });
  });

  it('a file from another workspace is a photo until it is opened', () => {
    expect(receive('message-im-connect-stub')).toMatchObject({
      photos: [{ fileId: 'F07STUB0001', bytes: null }],
    });
  });

  it('a lone document is passed on, so that its sender hears that it is no picture', () => {
    const files = [{ id: 'F1', name: 'a.pdf', mimetype: 'application/pdf' }];
    expect(receive('message-im-photo', { files })).toMatchObject({ photos: [{ fileId: 'F1' }] });
    const both = [...files, { id: 'F2', mimetype: 'image/png' }, { id: 'F3', mode: 'tombstone' }];
    expect(receive('message-im-photo', { files: both })).toMatchObject({ photos: [{ fileId: 'F2' }] });
  });

  it('the word help asks for help', () => {
    expect(receive('message-im-text', { text: 'Help' })).toMatchObject({ kind: 'command', name: 'help' });
    expect(receive('app-mention-in-thread', { text: '<@U07TUSOU001> help' })).toMatchObject({ name: 'help' });
    const about = (words: string) =>
      receive('app-mention-in-thread', { text: `<@U07TUSOU001> shortlist ${words}` });
    expect(about('tag 2 red')).toMatchObject({ kind: 'command', name: 'shortlist', args: 'tag 2 red' });
    expect(about('frame')).toMatchObject({ kind: 'text', text: 'shortlist frame' });
  });

  it.each([
    ['our own message', 'message-im-from-bot', {}],
    ['an edit', 'message-im-edited', {}],
    [
      'a mention that Slack tells anew after an edit',
      'app-mention-photo',
      { edited: { user: 'U1', ts: '2' } },
    ],
    ['a deleted message', 'message-im-text', { subtype: 'message_deleted' }],
    ['what another bot says', 'message-im-text', { subtype: 'bot_message' }],
    ['another bot', 'message-im-text', { bot_id: 'B1' }],
    ['a message nearby', 'message-im-text', { channel: 'C07SOURCE01', channel_type: 'channel' }],
    ['somebody joining', 'message-im-text', { subtype: 'channel_join' }],
  ])('%s is no business of ours', (_, name, over) => {
    expect(receive(name, over)).toBeNull();
  });
});

describe('a message without a photo', () => {
  const lacks = (name: string, over: Payload = {}): boolean => {
    const message = readMessage(eventPayload(name, over).event);
    if (!message) throw new Error('the recording is no message');
    return lacksPhoto(message, KNOWN.botUserId);
  };

  it('is worth a second look when it names us or stands in a thread', () => {
    expect(lacks('app-mention-in-thread')).toBe(true);
    expect(lacks('app-mention-in-thread', { type: 'message' })).toBe(true);
    expect(lacks('message-im-text', { text: 'similar', thread_ts: '1795348800.123459' })).toBe(true);
  });

  it.each([
    ['a link', '<@U07TUSOU001> <https://a.example/b.jpg>'],
    ['a command', '<@U07TUSOU001> settings'],
  ])('is whole with %s', (_, text) => {
    expect(lacks('app-mention-in-thread', { text })).toBe(false);
  });

  it('is whole in a direct message: nothing stands above it', () => {
    expect(lacks('message-im-text', { text: 'red lamp' })).toBe(false);
  });
});

describe('pictures that were not sent to us', () => {
  const near = { type: 'message', subtype: 'file_share', channel_type: 'channel', text: 'red lamp' };

  it('come as such, to be answered in their thread where the channel wants it', () => {
    expect(receive('app-mention-photo', near)).toMatchObject({
      kind: 'photos',
      addressed: false,
      key: 'slack:C07SOURCE01:1795348800.123459',
      chat: { thread: '1795348800.123459' },
      photos: [LAMP],
      caption: 'red lamp',
    });
    expect(receive('app-mention-photo')).not.toHaveProperty('addressed');
  });

  it('are pictures alone: other people’s documents are no business of ours', () => {
    const files = [{ id: 'F1', mimetype: 'application/pdf' }];
    expect(receive('app-mention-photo', { ...near, files })).toBeNull();
    const both = [...files, { id: 'F2', mimetype: 'image/png' }];
    expect(receive('app-mention-photo', { ...near, files: both })).toMatchObject({
      photos: [{ fileId: 'F2' }],
    });
  });

  it('are sent to us under the command, which carries no file', () => {
    const typed = receive('app-mention-photo', { ...near, text: '/1688 red lamp' });
    expect(typed).toMatchObject({ kind: 'photos', caption: 'red lamp' });
    expect(typed).not.toHaveProperty('addressed');
    expect(receive('app-mention-photo', { ...near, text: '/16881' })).toHaveProperty('addressed', false);
    expect(receive('app-mention-photo', { ...near, text: '/1688', files: [] })).toBeNull();
  });
});

describe('commands, modals, presses', () => {
  const submitted = (over: Payload = {}) => {
    const whole = payload('view-submission');
    const read = readSubmission({ ...whole, view: { ...(whole.view as Payload), ...over } }, API);
    if (!read) throw new Error('the recording is no submission');
    return read;
  };

  const command = (text: string) => {
    const typed = readCommand({ ...payload('slash-command'), text });
    return typed && fromCommand(typed, KNOWN);
  };

  it('a command with a link is text, to be answered in the channel or through its return address', () => {
    expect(command(String(payload('slash-command').text))).toEqual({
      kind: 'text',
      text: 'https://cbu01.alicdn.com/img/a.jpg?x=1&y=2',
      key: 'slack:command:1111111111.2222222222.0123456789abcdef',
      chat: {
        platform: 'slack',
        id: 'C07SOURCE01',
        thread: null,
        kind: 'group',
        via: 'https://hooks.slack.com/commands/T07TEAM0001/1/abc',
      },
      from: { id: 'U07BUYER001', language: 'zh' },
      message: null,
    });
    for (const name of ['help', 'settings', 'shortlist'])
      expect(command(name)).toMatchObject({ kind: 'command', name });
    expect(command('shortlist note 2 ask for samples')).toMatchObject({
      kind: 'command',
      name: 'shortlist',
      args: 'note 2 ask for samples',
    });
    expect(command('find')).toMatchObject({ kind: 'text' });
    expect(command('settings lamp')).toMatchObject({ kind: 'text', text: 'settings lamp' });
  });

  it('a command alone wants the modal', () => {
    expect(command('  ')).toBeNull();
  });

  it('a submitted modal is its photo, for the channel it was opened in', () => {
    const submission = submitted();
    expect(fromSubmission(submission, KNOWN)).toEqual({
      from: { id: 'U07BUYER001', language: 'zh' },
      message: null,
      caption: null,
      kind: 'photos',
      key: 'slack:view:V07MODAL001',
      chat: {
        platform: 'slack',
        id: 'C07SOURCE01',
        thread: null,
        kind: 'group',
        via: 'https://hooks.slack.com/commands/T07TEAM0001/1/abc',
      },
      photos: [LAMP],
    });
    expect(fromSubmission(submitted({ private_metadata: 'not ours' }), KNOWN)).toBeNull();
  });

  it('the fields of a modal are wishes beside its words', () => {
    const { view } = payload('block-action-modal') as { view: Payload };
    expect(fromSubmission(submitted({ state: view.state }), KNOWN)).toMatchObject({
      kind: 'text',
      text: 'desk lamp',
      wishes: { mode: 'similar', maxPrice: { fen: 6000, currency: 'CNY' } },
    });
  });

  it('a press on the offered picture is one request of its own, with the fields as they are', () => {
    const pressed = readSubmission(payload('block-action-modal'), API);
    const picture = { kind: 'url', url: 'https://a.example/b.jpg' } as const;
    expect(pressed && fromOffered(pressed, picture, KNOWN)).toMatchObject({
      key: 'slack:view:V07MODAL001:offered',
      kind: 'photos',
      photos: [picture],
      caption: 'desk lamp',
      wishes: { mode: 'similar' },
    });
  });

  const shortcut = (message: Payload = {}): Inbound | null => {
    const whole = payload('message-shortcut');
    const chosen = readShortcut({ ...whole, message: { ...(whole.message as Payload), ...message } });
    return chosen && fromShortcut(chosen, KNOWN);
  };

  it('the shortcut searches for the pictures of the message, in its thread, and not for its author’s words', () => {
    const chat = {
      platform: 'slack',
      id: 'C07SOURCE01',
      thread: '1795348800.123459',
      kind: 'group',
      via: 'https://hooks.slack.com/app/T07TEAM0001/3/ghi',
    };
    expect(shortcut()).toEqual({
      kind: 'photos',
      key: 'slack:shortcut:C07SOURCE01:1795348800.123459:U07BUYER001:1795348890.512345',
      chat,
      from: { id: 'U07BUYER001', language: 'zh' },
      message: { chat, id: '1795348800.123459' },
      photos: [LAMP],
      caption: null,
    });
    expect(shortcut({ thread_ts: '1795348000.000100' })).toMatchObject({
      chat: { thread: '1795348000.000100' },
      message: { id: '1795348800.123459' },
    });
  });

  it('the shortcut takes a picture that a message shows, or what its link leads to', () => {
    const attachments = [{ title: 'a lamp', image_url: 'https://a.example/lamp.jpg' }];
    expect(shortcut({ files: [], attachments })).toMatchObject({
      photos: [{ kind: 'url', url: 'https://a.example/lamp.jpg' }],
    });
    const text = 'this: <https://detail.1688.com/offer/673456789012.html?a=1&amp;b=2|lamp>';
    expect(shortcut({ files: [], text })).toMatchObject({
      kind: 'text',
      text: 'https://detail.1688.com/offer/673456789012.html?a=1&b=2',
    });
  });

  it.each([
    ['only words', { files: [] }],
    ['a document', { files: [{ id: 'F1', mimetype: 'application/pdf' }] }],
    ['a deleted picture', { files: [{ id: 'F1', mode: 'tombstone' }] }],
    ['a picture at an odd address', { files: [], attachments: [{ image_url: 'file:///etc/passwd' }] }],
  ])('the shortcut finds nothing in %s', (_, message) => {
    expect(shortcut(message)).toBeNull();
  });

  it('a press says which button of which message', () => {
    expect(fromPress(payload('block-action'), KNOWN)).toMatchObject({
      kind: 'press',
      key: 'slack:press:C07SOURCE01:1795348870.000300:U07BUYER001:1795348875.512345',
      data: 's:Ab3dE6gH:2aa',
      chat: { thread: '1795348800.123459' },
      on: { id: '1795348870.000300' },
    });
  });

  it('a choice of a menu is read as the press of a button is', () => {
    const choice = { type: 'static_select', action_ts: '1.1', selected_option: { value: 's:Ab3dE6gH:1ab' } };
    expect(fromPress({ ...payload('block-action'), actions: [choice] }, KNOWN)).toMatchObject({
      kind: 'press',
      data: 's:Ab3dE6gH:1ab',
    });
  });

  it('a message that only the asker sees has no id to change it by', () => {
    expect(fromPress(payload('block-action-private'), KNOWN)).toMatchObject({
      on: { id: 'private', chat: { via: 'https://hooks.slack.com/actions/T07TEAM0001/2/def' } },
    });
  });

  it('nonsense is null', () => {
    for (const nonsense of [null, 7, 'x', {}, { user: 7 }, []]) {
      expect(readMessage(nonsense)).toBeNull();
      expect(readCommand(nonsense)).toBeNull();
      expect(readSubmission(nonsense, API)).toBeNull();
      expect(readShortcut(nonsense)).toBeNull();
      expect(readPress(nonsense)).toBeNull();
      expect(fromPress(nonsense, KNOWN)).toBeNull();
    }
  });
});

describe('text', () => {
  it.each([
    ['<https://a.example/b?c=1&amp;d=2|a.example/b>', 'https://a.example/b?c=1&d=2'],
    ['<https://a.example/b.jpg>', 'https://a.example/b.jpg'],
    ['https://a.example/b?c=1&amp;d=2', 'https://a.example/b?c=1&d=2'],
    ['1 &lt; 2 &amp;amp; <#C07SOURCE01|sourcing>', '1 < 2 &amp; #sourcing'],
  ])('%s', (sent, typed) => {
    expect(plainText(sent)).toBe(typed);
  });

  it.each(['<http:', '<#A|', '<'])('is done with a hostile text at once: many times %j', (sign) => {
    const text = sign.repeat(200_000);
    expect(plainText(text)).toBe(text);
  });
});
