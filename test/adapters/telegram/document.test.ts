/** Files in Telegram chats: in place of the sign of work, so that they come once, or by themselves. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/domain/chat.ts';
import type { ChatAdapter } from '../../../src/domain/ports.ts';
import { fileReply } from '../../support/made-up-file.ts';
import { refusal, telegramChat, telegramInstallation } from '../../support/telegram-adapter.ts';
import { startTelegramServer, type TelegramServer } from '../../support/telegram-server.ts';

const SAM = telegramChat(42);
const GROUP = telegramChat(-1_002_000_000_778, '7');
const NOWHERE = { replaces: null, answers: null };
const FILE = fileReply();
const working: Reply = { kind: 'working', text: 'Making the file…' };

let server: TelegramServer;
let adapter: ChatAdapter;

beforeEach(async () => {
  server = await startTelegramServer();
  adapter = telegramInstallation(server).start();
});
afterEach(async () => {
  await adapter.stop();
  await server.close();
  expect(server.violations()).toEqual([]);
});

const inChat = ({ id }: typeof SAM) => server.seenIn(Number(id));
const seen = (document = FILE.file) => ({
  html: 'Six offers as a table.',
  document: { name: document.name, bytes: document.bytes },
});

describe('a file', () => {
  it('takes the place of the sign of work, and stays one message when it is sent twice', async () => {
    const sign = await adapter.send(SAM, working, NOWHERE);
    const first = await adapter.send(SAM, FILE, { replaces: sign, answers: null });
    // As after a crash between sending and noting: the same job once more.
    const again = await adapter.send(SAM, FILE, { replaces: sign, answers: null });
    expect([first.id, again.id]).toEqual([sign.id, sign.id]);
    expect(inChat(SAM)).toMatchObject([seen()]);
    expect(server.calls('sendDocument')).toHaveLength(0);
  });

  it('is a message of its own where there is no sign, in the topic that it was asked for in', async () => {
    await adapter.send(GROUP, FILE, NOWHERE);
    expect(inChat(GROUP)).toMatchObject([{ ...seen(), threadId: 7 }]);
  });

  it('is sent anew where the sign is gone, or the server of an older version cannot make it a file', async () => {
    const sign = await adapter.send(SAM, working, NOWHERE);
    server.remove(Number(sign.id));
    const shown = await adapter.send(SAM, FILE, { replaces: sign, answers: null });
    expect(shown.id).not.toBe(sign.id);
    const old = await adapter.send(GROUP, working, NOWHERE);
    server.fail('editMessageMedia', refusal(400, 'Bad Request: there is no media in the message to edit'));
    await adapter.send(GROUP, FILE, { replaces: old, answers: null });
    expect(inChat(SAM)).toMatchObject([seen()]);
    expect(inChat(GROUP)).toMatchObject([seen()]);
  });

  it('that a group does not take is the operator’s concern, and is not tried again', async () => {
    server.fail('sendDocument', refusal(400, 'Bad Request: not enough rights to send documents to the chat'));
    const error = await adapter.send(GROUP, FILE, NOWHERE).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'chat-forbidden', retryable: false });
  });
});

describe('how far long work has come', () => {
  const progress: Reply = {
    kind: 'progress',
    card: { language: 'en', tone: 'info', text: '5 of 9 pictures are done.', actions: [] },
  };

  it('is told in the message that told it before, and left out where the chat bears no more', async () => {
    const at = await adapter.send(SAM, progress, NOWHERE);
    const tell = () => adapter.send(SAM, progress, { replaces: at, answers: null });
    for (let told = 0; told < 70; told += 1) expect((await tell()).id).toBe(at.id);
    expect(server.calls('editMessageText').length).toBeLessThan(50);
    expect(inChat(SAM)).toMatchObject([{ html: '5 of 9 pictures are done.' }]);
  });
});
