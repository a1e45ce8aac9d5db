/** Answers reach people whatever Slack refuses: over HTTP against a double of Slack, every message checked against Block Kit's limits. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatRef, Reply } from '../../../src/domain/chat.ts';
import { type AdapterUnderTest, startAdapter } from '../../support/slack-adapter.ts';
import { details, notice, resultOfThree } from '../../support/slack-cards.ts';
import { type Call, type SlackDouble, startSlack } from '../../support/slack-wire.ts';

const SHEET = new Uint8Array([255, 216, 255, 1, 2, 3]);
const WORKING: Reply = { kind: 'working', text: 'Looking at your photo and searching 1688…' };

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

const result = (over: Parameters<typeof resultOfThree>[0] = {}, sheet: Uint8Array | null = null): Reply => ({
  kind: 'result',
  card: resultOfThree(over),
  sheet,
});

const NOWHERE = { replaces: null, answers: null };

const answer = async (reply: Reply, chat = chatIn(slack.channel)) => {
  const working = await adapter.adapter.send(chat, WORKING, NOWHERE);
  return { working, shown: await adapter.adapter.send(chat, reply, { replaces: working, answers: null }) };
};

const kindsIn = ({ args }: Call): string[] => (args.blocks as { type: string }[]).map(({ type }) => type);

const refuseBlocks = (when: (call: Call) => boolean, ...errors: string[]): void =>
  slack.answerWith((call) => {
    const writes = call.method.startsWith('chat.') || call.method === 'hook';
    if (!writes || !when(call)) return undefined;
    return { body: { ok: false, error: 'invalid_blocks', errors, response_metadata: { messages: errors } } };
  });

const has = (text: string) => (call: Call) => JSON.stringify(call.args.blocks ?? []).includes(text);

describe('an answer', () => {
  it('is one message in the thread, first "searching", then the cards', async () => {
    const { ts } = await slack.sharePhoto(slack.channel, Buffer.from(SHEET));
    const { working, shown } = await answer(result(), chatIn(slack.channel, { thread: ts }));
    expect(shown.id).toBe(working.id);
    const { messages = [] } = await slack.person.conversations.replies({ channel: slack.channel, ts });
    expect(messages).toHaveLength(2);
    expect(messages[1]).toMatchObject({
      ts: shown.id,
      thread_ts: ts,
      text: expect.stringMatching(/^3 matching offers/),
    });
    expect(messages[1]?.blocks?.map(({ type }) => type)).toContain('carousel');
    expect(slack.sent('chat.postMessage')[0]?.args).toMatchObject({
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
  });

  it('is turned into details and back', async () => {
    const { shown } = await answer(result());
    const place = { replaces: shown, answers: null };
    await adapter.adapter.send(shown.chat, { kind: 'details', card: details(), picture: null }, place);
    const back = await adapter.adapter.send(shown.chat, result(), place);
    expect(back.id).toBe(shown.id);
    expect(slack.sent('chat.postMessage')).toHaveLength(1);
    expect(slack.sent('chat.update').map(kindsIn)[1]).toEqual([
      'section',
      'image',
      'section',
      'section',
      'actions',
    ]);
  });

  it('is written anew when the message it should replace is gone', async () => {
    const gone = { chat: chatIn(slack.channel), id: '1.000001' };
    const shown = await adapter.adapter.send(
      gone.chat,
      { kind: 'notice', card: notice('Sorry.') },
      { replaces: gone, answers: null },
    );
    expect(shown.id).not.toBe(gone.id);
  });
});

describe('pictures that are not on the public web', () => {
  const hidden = { imageUrl: 'http://127.0.0.1:4010/pictures/1.jpg' };

  it('are asked for as a sheet, like those of a form that Slack does not show', () => {
    const { sheet } = adapter.adapter;
    const urls = [hidden.imageUrl, 'https://cbu01.alicdn.com/1.webp', 'https://cbu01.alicdn.com/1.jpg'];
    expect(typeof sheet === 'object' && urls.map(sheet.unless)).toEqual([false, false, true]);
  });

  it('are shown as one uploaded sheet, uploaded once', async () => {
    const { shown } = await answer(result(hidden, SHEET));
    await adapter.adapter.send(shown.chat, result(hidden, SHEET), { replaces: shown, answers: null });
    expect(slack.sent('files.completeUploadExternal')).toHaveLength(1);
    const update = slack.sent('chat.update')[0];
    expect(update && kindsIn(update)).toEqual([
      'header',
      'context',
      'context',
      'image',
      'carousel',
      'actions',
      'actions',
    ]);
    expect(JSON.stringify(slack.calls)).not.toContain('127.0.0.1:4010');
    const id = JSON.stringify(update?.args.blocks).match(/"slack_file":\{"id":"(\w+)"/)?.[1];
    expect(
      await adapter.adapter.download(
        { kind: 'platform', platform: 'slack', fileId: id ?? '', uniqueId: '', name: null, bytes: null },
        AbortSignal.timeout(5000),
      ),
    ).toEqual(Buffer.from(SHEET));
  });

  it('wait until Slack has taken the sheet in', async () => {
    let asked = 0;
    slack.answerWith(({ method, args }) => {
      if (method !== 'files.info') return undefined;
      asked += 1;
      return { body: { ok: true, file: { id: args.file, mimetype: asked < 3 ? '' : 'image/jpeg' } } };
    });
    await answer(result(hidden, SHEET));
    expect(
      slack.calls.map(({ method }) => method).filter((method) => /files.info|update/.test(method)),
    ).toEqual(['files.info', 'files.info', 'files.info', 'chat.update']);
  });

  it('are left out when the upload fails, and the operator reads why', async () => {
    slack.answerWith(({ method }) =>
      method === 'files.getUploadURLExternal'
        ? { body: { ok: false, error: 'missing_scope', needed: 'files:write', provided: 'chat:write' } }
        : undefined,
    );
    await answer(result(hidden, SHEET));
    const update = slack.sent('chat.update')[0];
    expect(update && kindsIn(update)).not.toContain('image');
    expect(adapter.lines.join('')).toMatch(/"scope":"files:write".*reinstall the app/);
  });

  it('are left out when Slack does not show the sheet, which is then uploaded anew', async () => {
    refuseBlocks(has('slack_file'), 'invalid slack file [json-pointer:/blocks/3/slack_file]');
    const { shown } = await answer(result(hidden, SHEET));
    slack.answerWith(() => undefined);
    await adapter.adapter.send(shown.chat, result(hidden, SHEET), { replaces: shown, answers: null });
    expect(
      slack
        .sent('chat.update')
        .map(kindsIn)
        .map((kinds) => kinds.includes('image')),
    ).toEqual([true, false, true]);
    expect(slack.sent('files.completeUploadExternal')).toHaveLength(2);
  });
});

describe('when Slack refuses', () => {
  it('a picture, only that picture is left out', async () => {
    refuseBlocks(
      has('lamp2'),
      'downloading image failed [json-pointer:/blocks/3/elements/1/hero_image/image_url]',
    );
    await answer(result());
    const [, second] = slack.sent('chat.update');
    expect(slack.sent('chat.update')).toHaveLength(2);
    expect(second && has('lamp1')(second) && has('lamp3')(second) && !has('lamp2')(second)).toBe(true);
    expect(adapter.store.entries.has('slack:layout:T000000001')).toBe(false);
  });

  it('picture after picture, all are left out and the offers stay', async () => {
    refuseBlocks(has('image_url'), 'downloading image failed [json-pointer:/blocks/3]');
    await answer(result());
    const last = slack.sent('chat.update').at(-1);
    expect(last && kindsIn(last)).toContain('carousel');
    expect(last && has('image_url')(last)).toBe(false);
  });

  it('carousels, it gets sections, now and the next time', async () => {
    refuseBlocks(has('carousel'), 'unsupported type: carousel [json-pointer:/blocks/3/type]');
    await answer(result());
    await answer(result());
    expect(slack.sent('chat.update').map((call) => has('carousel')(call))).toEqual([true, false, false]);
  });

  it('one answer for its words, the next one has carousels again', async () => {
    refuseBlocks(has('carousel'), 'must be shorter [json-pointer:/blocks/3/elements/0/title/text]');
    await answer(result());
    slack.answerWith(() => undefined);
    await answer(result());
    expect(slack.sent('chat.update').map((call) => has('carousel')(call))).toEqual([true, false, true]);
  });

  it('all blocks, the answer is text', async () => {
    refuseBlocks((call) => (call.args.blocks as unknown[]).length > 0);
    await answer({ kind: 'notice', card: notice('Nothing found.') });
    const last = slack.sent('chat.update').at(-1);
    expect(last?.args).toMatchObject({ text: 'Nothing found.', blocks: [] });
  });

  it('even text, the trouble is ours to tell', async () => {
    refuseBlocks(() => true);
    await expect(adapter.adapter.send(chatIn(slack.channel), WORKING, NOWHERE)).rejects.toMatchObject({
      code: 'internal',
    });
  });
});

describe('where the bot is not a member', () => {
  it('the answer goes through the return address, for its asker alone', async () => {
    const { working, shown } = await answer(result(), chatIn(slack.foreignChannel, { via: slack.hookUrl }));
    expect([working.id, shown.id]).toEqual(['private', 'private']);
    expect(slack.sent('hook').map(({ args }) => [args.response_type, args.replace_original])).toEqual([
      ['ephemeral', true],
      ['ephemeral', true],
    ]);
    expect(slack.sent('chat.postMessage')).toHaveLength(1);
  });

  it('a refused carousel falls back there too', async () => {
    slack.answerWith((call) =>
      call.method === 'hook' && has('carousel')(call) ? { status: 400, body: 'invalid_blocks' } : undefined,
    );
    await answer(result(), chatIn(slack.foreignChannel, { via: slack.hookUrl }));
    expect(slack.sent('hook').map((call) => has('carousel')(call))).toEqual([false, true, false]);
  });

  it('and nothing leads there, that is said', async () => {
    await expect(adapter.adapter.send(chatIn(slack.foreignChannel), WORKING, NOWHERE)).rejects.toMatchObject({
      code: 'chat-forbidden',
    });
  });

  it('a used-up return address is gone', async () => {
    slack.answerWith(({ method }) =>
      method === 'hook' ? { status: 404, body: { ok: false, error: 'used_url' } } : undefined,
    );
    const chat = chatIn(slack.foreignChannel, { via: slack.hookUrl });
    await expect(adapter.adapter.send(chat, WORKING, NOWHERE)).rejects.toMatchObject({ code: 'chat-gone' });
  });
});

describe('a busy Slack', () => {
  it('is given the time it asks for', async () => {
    let calls = 0;
    slack.answerWith(({ method }) => {
      if (method !== 'chat.postMessage') return undefined;
      calls += 1;
      return calls === 1 ? { status: 429, body: '', headers: { 'retry-after': '0' } } : undefined;
    });
    await adapter.adapter.send(chatIn(slack.channel), WORKING, NOWHERE);
    expect(calls).toBe(2);
  });
});
