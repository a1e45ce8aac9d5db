/** Archives and workbooks that are sent to the bot, and those that only pass by. */
import type { Message, Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { toInbounds } from '../../../adapters/telegram/receive.ts';
import { readUpdate } from '../../support/telegram-updates.ts';

const SELF = { id: 7_100_000_001, username: 'tusou_test_bot' };
const ARCHIVE = {
  kind: 'platform',
  platform: 'telegram',
  fileId: 'BQACAgIAAxkBAAMF',
  uniqueId: 'AgADF',
  name: 'photos.zip',
  bytes: 90_210,
};

const archive = (over: object = {}): Update => {
  const update = readUpdate('private-archive');
  return { ...update, message: { ...update.message, ...over } as Message & Update.NonChannel };
};
const heard = (over: object = {}) => toInbounds([archive(over)], SELF);
const GROUP = { chat: { id: -1_002_000_000_777, type: 'supergroup', title: 'Sourcing' } };
const command = (text: string) => ({
  caption: text,
  caption_entities: [{ type: 'bot_command', offset: 0, length: 5 }],
});

describe('an archive', () => {
  it('in a private chat is a list, with its words', () => {
    expect(heard()).toMatchObject([
      { kind: 'file', key: 'tg:5000000042:16', file: ARCHIVE, caption: 'red', message: { id: '16' } },
    ]);
  });

  it.each([
    ['prices.XLSX', undefined],
    ['photos', 'application/zip'],
    ['photos', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ])('is told by its name or its type: %s, %s', (file_name, mime_type) => {
    const document = { file_id: 'F', file_unique_id: 'U', file_name, ...(mime_type && { mime_type }) };
    expect(heard({ document, caption: undefined })).toMatchObject([{ kind: 'file', caption: null }]);
  });

  it('in a group is one under a command, our name, or as an answer to us, and else not for us', () => {
    expect(heard(GROUP)).toEqual([]);
    expect(heard({ ...GROUP, ...command('/find top 2') })).toMatchObject([
      { kind: 'file', caption: 'top 2' },
    ]);
    const mention = {
      caption: '@tusou_test_bot red',
      caption_entities: [{ type: 'mention', offset: 0, length: 15 }],
    };
    expect(heard({ ...GROUP, ...mention })).toMatchObject([{ kind: 'file', caption: 'red' }]);
    const ours = { reply_to_message: { message_id: 1, from: { id: SELF.id, is_bot: true } } };
    expect(heard({ ...GROUP, ...ours })).toMatchObject([{ kind: 'file' }]);
  });

  it('of somebody else is asked about by an answer to it', () => {
    const { document } = archive().message as Message;
    const asks = {
      ...GROUP,
      document: undefined,
      caption: undefined,
      text: '/find top 5',
      entities: [{ type: 'bot_command', offset: 0, length: 5 }],
      reply_to_message: { message_id: 9, from: { id: 5, is_bot: false }, document },
    };
    expect(heard(asks)).toMatchObject([{ kind: 'file', file: ARCHIVE, caption: 'top 5' }]);
  });
});
