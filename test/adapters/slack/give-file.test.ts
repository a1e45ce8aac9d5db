/** Files in Slack: shared into the thread once, whatever is cut off, and with their asker alone where the app may not share them. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatRef, MessageRef, Reply } from '../../../src/domain/chat.ts';
import { fileReply } from '../../support/made-up-file.ts';
import { type AdapterUnderTest, startAdapter } from '../../support/slack-adapter.ts';
import { type SlackDouble, startSlack } from '../../support/slack-wire.ts';

const WORKING: Reply = { kind: 'working', text: 'Making the file…' };
const BYTES = new Uint8Array([0x50, 0x4b, 3, 4, 5]);

let slack: SlackDouble;
let adapter: AdapterUnderTest;

beforeAll(async () => {
  slack = await startSlack();
});
afterAll(() => slack.close());
beforeEach(async () => {
  adapter = await startAdapter(slack);
  slack.clear();
});
afterEach(async () => {
  await adapter.close();
  expect(slack.faults).toEqual([]);
});

const chatIn = (id: string, over: Partial<ChatRef> = {}): ChatRef => ({
  platform: 'slack',
  id,
  thread: null,
  kind: 'group',
  via: null,
  ...over,
});

/** The files that the bot shared in a thread. */
const filesIn = async (channel: string, ts: string) => {
  const { messages = [] } = await slack.person.conversations.replies({ channel, ts });
  return messages.filter(({ user }) => user === slack.bot).flatMap(({ files = [] }) => files);
};

const inNewThread = async () => {
  const { ts } = await slack.sharePhoto(slack.channel, Buffer.from(BYTES));
  const chat = chatIn(slack.channel, { thread: ts });
  const sign = await adapter.adapter.send(chat, WORKING, { replaces: null, answers: null });
  return { ts, chat, sign };
};

const give = (chat: ChatRef, sign: MessageRef) =>
  adapter.adapter.send(chat, fileReply(BYTES, slack.user), { replaces: sign, answers: null });

describe('a file', () => {
  it('is shared in the thread, and the sign becomes the sentence about it', async () => {
    const { ts, chat, sign } = await inNewThread();
    expect((await give(chat, sign)).id).toBe(sign.id);
    const [file, ...others] = await filesIn(slack.channel, ts);
    expect(file).toMatchObject({ name: 'offers.xlsx', size: BYTES.length });
    expect(others).toEqual([]);
    expect(slack.sent('chat.update').at(-1)?.args).toMatchObject({ text: 'Six offers as a table.' });
  });

  it('comes once, also when the process died after it was shared', async () => {
    const { ts, chat, sign } = await inNewThread();
    slack.answerWith(({ method }) =>
      method === 'chat.update' ? { body: { ok: false, error: 'internal_error' } } : undefined,
    );
    await expect(give(chat, sign)).rejects.toMatchObject({ code: 'chat-down' });
    slack.answerWith(() => undefined);
    await give(chat, sign);
    expect(await filesIn(slack.channel, ts)).toHaveLength(1);
  });

  it('that was uploaded and not shared is shared by the next run', async () => {
    const { ts, chat, sign } = await inNewThread();
    slack.answerWith(({ method }) =>
      method === 'files.completeUploadExternal'
        ? { body: { ok: false, error: 'internal_error' } }
        : undefined,
    );
    await expect(give(chat, sign)).rejects.toMatchObject({ code: 'chat-down' });
    expect(await filesIn(slack.channel, ts)).toHaveLength(0);
    slack.answerWith(() => undefined);
    await give(chat, sign);
    expect(await filesIn(slack.channel, ts)).toHaveLength(1);
  });

  it('for a list that one person sees goes to that person alone', async () => {
    const chat = chatIn(slack.foreignChannel, { via: slack.hookUrl });
    const shown = await give(chat, { chat, id: 'private' });
    expect(shown.id).toBe('private');
    const [asked] = slack.sent('chat.postMessage');
    expect(asked?.args).toMatchObject({ channel: slack.user, text: 'Six offers as a table.' });
    const { messages = [] } = await slack.person.conversations.history({ channel: slack.direct, limit: 1 });
    expect(messages[0]?.files).toHaveLength(1);
    expect(JSON.stringify(slack.sent('hook').at(-1)?.args)).toContain('in your direct messages');
  });
});

describe('how far long work has come', () => {
  const progress: Reply = {
    kind: 'progress',
    card: { language: 'en', tone: 'info', text: '5 of 9 pictures are done.', actions: [] },
  };

  it('is told in the message that told it before, and not where only few posts are allowed', async () => {
    const { chat, sign } = await inNewThread();
    expect((await adapter.adapter.send(chat, progress, { replaces: sign, answers: null })).id).toBe(sign.id);
    expect(slack.sent('chat.update').at(-1)?.args).toMatchObject({ text: '5 of 9 pictures are done.' });
    const alone = { ...chat, via: slack.hookUrl };
    const replaces = { chat: alone, id: 'private' };
    expect(await adapter.adapter.send(alone, progress, { replaces, answers: null })).toEqual(replaces);
    expect(slack.sent('hook')).toEqual([]);
  });
});
