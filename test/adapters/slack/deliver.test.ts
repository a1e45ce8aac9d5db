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
  it('a picture in both of its forms, only that picture is left out', async () => {
    refuseBlocks(
      has('lamp2'),
      'downloading image failed [json-pointer:/blocks/3/elements/1/hero_image/image_url]',
    );
    await answer(result());
    const updates = slack.sent('chat.update');
    expect(updates).toHaveLength(3);
    const last = updates.at(-1);
    expect(last && has('lamp1')(last) && has('lamp3')(last) && !has('lamp2')(last)).toBe(true);
    expect(adapter.store.entries.has('slack:layout:T000000001')).toBe(false);
  });

  it('picture after picture, all are left out and the offers stay', async () => {
    refuseBlocks(has('image_url'), 'downloading image failed [json-pointer:/blocks/3]');
    await answer(result());
    const last = slack.sent('chat.update').at(-1);
    expect(last && kindsIn(last)).toContain('carousel');
    expect(last && has('image_url')(last)).toBe(false);
  });

  it('all pictures from the web, the next answer brings them as a file, and asks for none', async () => {
    const { sheet } = adapter.adapter;
    const url = 'https://cbu01.alicdn.com/1.jpg';
    const isShown = () => typeof sheet === 'object' && sheet.unless(url);
    let number = 0;
    slack.answerWith((call) => {
      if (!call.method.startsWith('chat.') || !has('image_url')(call)) return undefined;
      number += 1;
      const card = number % 3;
      const errors = [
        `downloading image failed [json-pointer:/blocks/3/elements/${card}/hero_image/image_url]`,
      ];
      return { body: { ok: false, error: 'invalid_blocks', errors } };
    });
    expect(isShown()).toBe(true);
    await answer(result());
    expect(isShown()).toBe(false);
    slack.clear();
    await answer(result({}, SHEET));
    const updates = slack.sent('chat.update');
    expect(updates.map((call) => [has('image_url')(call), has('slack_file')(call)])).toEqual([[false, true]]);
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
      code: 'chat-outside',
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

/** Slack answers the first calls of a method, or all of them, with an error. */
const refuse = (method: string, error: string, times = Number.POSITIVE_INFINITY): void => {
  let left = times;
  slack.answerWith((call) => {
    if (call.method !== method || left <= 0) return undefined;
    left -= 1;
    return { body: { ok: false, error } };
  });
};

const last = () => slack.calls.filter(({ method }) => /^(chat\.|hook)/.test(method)).at(-1);

describe('a conversation that changed meanwhile', () => {
  const chatThere = () => chatIn(slack.channel);

  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'a message that cannot be changed (%s) is followed by a new one',
    async (error) => {
      const working = await adapter.adapter.send(chatThere(), WORKING, NOWHERE);
      refuse('chat.update', error);
      const shown = await adapter.adapter.send(chatThere(), result(), { replaces: working, answers: null });
      expect(shown.id).not.toBe(working.id);
      expect(last()?.method).toBe('chat.postMessage');
    },
  );

  it('a thread that is gone costs the thread, not the answer', async () => {
    refuse('chat.postMessage', 'thread_not_found', 1);
    await adapter.adapter.send(chatIn(slack.channel, { thread: '1.5' }), result(), NOWHERE);
    expect(slack.sent('chat.postMessage').map(({ args }) => args.thread_ts)).toEqual(['1.5', undefined]);
  });

  it.each(['is_archived', 'not_in_channel', 'restricted_action'])(
    'where nobody may write (%s) the asker alone gets the answer, and without a way to them that is said',
    async (error) => {
      refuse('chat.postMessage', error);
      const shown = await adapter.adapter.send(
        chatIn(slack.channel, { via: slack.hookUrl }),
        result(),
        NOWHERE,
      );
      expect([shown.id, last()?.args.response_type]).toEqual(['private', 'ephemeral']);
      await expect(adapter.adapter.send(chatThere(), result(), NOWHERE)).rejects.toMatchObject({
        code: error === 'not_in_channel' ? 'chat-outside' : 'chat-forbidden',
      });
    },
  );

  it.each(['msg_too_long', 'msg_blocks_too_long'])(
    'an answer that is too long (%s) is told in short',
    async (error) => {
      slack.answerWith(({ method, args }) =>
        method === 'chat.postMessage' &&
        (JSON.stringify(args.blocks) !== '[]' || String(args.text).length > 1000)
          ? { body: { ok: false, error } }
          : undefined,
      );
      await adapter.adapter.send(chatThere(), result(), NOWHERE);
      expect(last()?.args).toMatchObject({
        blocks: [],
        text: expect.stringContaining('detail.1688.com/offer/'),
      });
    },
  );
});

describe('a window', () => {
  const windowIn = (chat: ChatRef) => ({ chat, id: 'view:V07OFFER001:U07BUYER001:2.5' });
  const opened = (reply: Reply, chat = chatIn(slack.channel, { thread: '1.5' })) =>
    adapter.adapter.send(chat, reply, { replaces: windowIn(chat), answers: null });
  const OFFER: Reply = { kind: 'details', card: details(), picture: null };
  const said = (error?: string, errors: string[] = []) =>
    slack.answerWith(({ method, args }) => {
      if (method !== 'views.update') return undefined;
      const isTable = JSON.stringify(args.view).includes('"table"');
      if (!error || (errors.length > 0 && !isTable))
        return { body: { ok: true, view: { id: args.view_id } } };
      return { body: { ok: false, error, response_metadata: { messages: errors } } };
    });

  it('is filled with the offer, and is left as it is while that is looked up', async () => {
    said();
    await opened(WORKING);
    expect(slack.sent('views.update')).toEqual([]);
    const shown = await opened(OFFER);
    expect(shown.id).toBe('view:V07OFFER001:U07BUYER001:2.5');
    expect(slack.sent('views.update')[0]?.args).toMatchObject({ view_id: 'V07OFFER001' });
    expect(slack.sent('chat.postMessage')).toEqual([]);
  });

  it.each(['invalid_blocks', 'invalid_arguments'])(
    'has columns where a workspace has no tables (%s), now and the next time',
    async (error) => {
      said(error, ['[ERROR] unsupported type: table [json-pointer:/view/blocks/3/type]']);
      await opened(OFFER);
      await opened(OFFER);
      const isTable = ({ args }: Call) => JSON.stringify(args.view).includes('"table"');
      expect(slack.sent('views.update').map(isTable)).toEqual([true, false, false]);
    },
  );

  it('tells what went wrong', async () => {
    said();
    await opened({ kind: 'notice', card: notice('1688 does not answer.') });
    expect(JSON.stringify(slack.sent('views.update')[0]?.args.view)).toContain('1688 does not answer.');
  });

  it('that was closed is told of to whoever closed it, also where that cannot be told', async () => {
    said('not_found');
    await opened(OFFER);
    expect(slack.sent('chat.postEphemeral')[0]?.args).toMatchObject({
      user: 'U07BUYER001',
      thread_ts: '1.5',
    });
    await opened(OFFER, chatIn('C07NOWHERE1'));
  });
});

describe('a card below a link', () => {
  const OFFER: Reply = { kind: 'details', card: details(), picture: null };
  const below = (reply: Reply, ts = '3.5') => {
    const link = {
      chat: chatIn(slack.channel),
      id: `link:${ts}:https://detail.1688.com/offer/673456789011.html`,
    };
    return adapter.adapter.send(link.chat, reply, { replaces: null, answers: link });
  };
  const unfurl = (body: Record<string, unknown>) =>
    slack.answerWith(({ method }) => (method === 'chat.unfurl' ? { body } : undefined));

  it.each(['cannot_unfurl_message', 'cannot_unfurl_url', 'cannot_find_channel', 'missing_scope'])(
    'that Slack does not take (%s) is no trouble of anybody in the channel',
    async (error) => {
      unfurl({ ok: false, error, needed: 'links:write' });
      await below(OFFER);
      expect(slack.sent('chat.postMessage')).toEqual([]);
      expect(adapter.lines.join('')).toContain('slack took no card for a pasted link');
    },
  );

  it('is tried again where Slack is down', async () => {
    unfurl({ ok: false, error: 'internal_error' });
    await expect(below(OFFER)).rejects.toMatchObject({ code: 'chat-down' });
  });

  it('has no blocks where Slack takes none', async () => {
    slack.answerWith(({ method, args }) => {
      if (method !== 'chat.unfurl') return undefined;
      const isRefused = JSON.stringify(args.unfurls).includes('"blocks"');
      return { body: isRefused ? { ok: false, error: 'invalid_blocks' } : { ok: true } };
    });
    await below(OFFER);
    expect(slack.sent('chat.unfurl')).toHaveLength(2);
  });

  it('comes neither with a sign of work nor with a failure', async () => {
    await below(WORKING);
    await below({ kind: 'notice', card: notice('Sorry.') });
    expect(slack.calls.filter(({ method }) => method.startsWith('chat.'))).toEqual([]);
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

  it('that is busy for long gets the answer later: nothing is lost, and when is told', async () => {
    slack.answerWith(({ method }) =>
      method === 'chat.postMessage' ? { body: { ok: false, error: 'ratelimited' } } : undefined,
    );
    await expect(adapter.adapter.send(chatIn(slack.channel), result(), NOWHERE)).rejects.toMatchObject({
      code: 'chat-rate',
      retryable: true,
    });
  });
});
