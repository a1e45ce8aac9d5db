/** What Slack sends becomes plain tagged data, from recorded payloads. */
import { describe, expect, it } from 'vitest';
import { filesAmong, readCommand, readMessage } from '../../../adapters/slack/payloads.ts';
import {
  fromCommand,
  fromMessage,
  fromPress,
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
  });

  it.each([
    ['our own message', 'message-im-from-bot', {}],
    ['an edit', 'message-im-edited', {}],
    ['another bot', 'message-im-text', { bot_id: 'B1' }],
    ['a message nearby', 'message-im-text', { channel: 'C07SOURCE01', channel_type: 'channel' }],
    ['somebody joining', 'message-im-text', { subtype: 'channel_join' }],
  ])('%s is no business of ours', (_, name, over) => {
    expect(receive(name, over)).toBeNull();
  });
});

describe('a mention without a photo', () => {
  const message = readMessage(payload('app-mention-in-thread').event);
  const files = [{ id: 'F1' }];

  it('is worth a second look, unless it holds a link', () => {
    expect(message && lacksPhoto(message)).toBe(true);
    expect(message && lacksPhoto({ ...message, text: '<@U07TUSOU001> <https://a.example/b.jpg>' })).toBe(
      false,
    );
  });

  it('takes its own files, else those of the message that began the thread', () => {
    if (!message) throw new Error('the recording is no message');
    const parent = { ts: '1795348800.123459', files: [{ id: 'F2' }] };
    expect(filesAmong([parent, { ts: message.ts, files }], message)).toMatchObject(files);
    expect(filesAmong([parent, { ts: message.ts }], message)).toMatchObject(parent.files);
    expect(filesAmong('nonsense', message)).toEqual([]);
  });
});

describe('commands, modals, presses', () => {
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
    expect(command('help')).toMatchObject({ kind: 'command', name: 'help' });
  });

  it('a command alone wants the modal', () => {
    expect(command('  ')).toBeNull();
  });

  it('a submitted modal is its photo, for the channel it was opened in', () => {
    expect(fromSubmission(payload('view-submission'), KNOWN)).toMatchObject({
      kind: 'photos',
      key: 'slack:view:V07MODAL001',
      chat: { id: 'C07SOURCE01', via: 'https://hooks.slack.com/commands/T07TEAM0001/1/abc' },
      photos: [LAMP],
    });
    const view = { ...(payload('view-submission').view as Payload), private_metadata: 'not ours' };
    expect(fromSubmission({ ...payload('view-submission'), view }, KNOWN)).toBeNull();
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

  it('a message that only the asker sees has no id to change it by', () => {
    expect(fromPress(payload('block-action-private'), KNOWN)).toMatchObject({
      on: { id: 'private', chat: { via: 'https://hooks.slack.com/actions/T07TEAM0001/2/def' } },
    });
  });

  it('nonsense is null', () => {
    for (const nonsense of [null, 7, 'x', {}, { user: 7 }, []]) {
      expect(readMessage(nonsense)).toBeNull();
      expect(readCommand(nonsense)).toBeNull();
      expect(fromSubmission(nonsense, KNOWN)).toBeNull();
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
