/** Finding a sign of work in Slack again by its metadata, over HTTP against a double of Slack. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ChatRef, MessageRef, Reply } from '../../../src/domain/chat.ts';
import { type AdapterUnderTest, startAdapter } from '../../support/slack-adapter.ts';
import { notice } from '../../support/slack-cards.ts';
import { type SlackDouble, startSlack } from '../../support/slack-wire.ts';

const JPEG = Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP', 'base64');
const working = (job?: string): Reply => ({
  kind: 'working',
  text: 'Looking at your photo and searching 1688…',
  ...(job !== undefined && { job }),
});

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

const chatIn = (id: string, thread: string | null = null): ChatRef => ({
  platform: 'slack',
  id,
  thread,
  kind: id.startsWith('D') ? 'private' : 'group',
  via: null,
});

const askIn = async (channel: string): Promise<MessageRef> => {
  const { ts } = await slack.sharePhoto(channel, JPEG);
  return { chat: chatIn(channel, channel === slack.channel ? ts : null), id: ts };
};

const sendTo = (asked: MessageRef, reply: Reply = working('slack:a'), replaces: MessageRef | null = null) =>
  adapter.adapter.send(asked.chat, reply, { replaces, answers: asked });

const saying = (text: string): Reply => ({ kind: 'notice', card: notice(text) });

const find = (asked: MessageRef, job = 'slack:a') => adapter.adapter.findSign?.(asked, job);

it('is found by the message that it answers, also when it holds the answer by now', async () => {
  const [other, asked] = [await askIn(slack.direct), await askIn(slack.direct)];
  await sendTo(other);
  expect(await find(asked)).toBeNull();
  const sign = await sendTo(asked);
  expect(await find(asked)).toEqual(sign);
  await sendTo(asked, saying('Nothing found.'), sign);
  expect(await find(asked)).toEqual(sign);
});

it('is not what somebody else wrote, nor another answer of ours', async () => {
  const asked = await askIn(slack.direct);
  await sendTo(asked, saying('Hello'));
  await slack.person.chat.postMessage({
    channel: slack.direct,
    text: 'Looking at your photo…',
    metadata: { event_type: 'tusou_sign_of_work', event_payload: { channel: slack.direct, ts: asked.id } },
  });
  expect(await find(asked)).toBeNull();
});

it('is looked for on the pages of a long conversation', async () => {
  const asked = await askIn(slack.direct);
  const sign = await sendTo(asked);
  const { messages } = await slack.person.conversations.history({ channel: slack.direct, limit: 100 });
  const us = slack.bot;
  const metadata = {
    event_type: 'tusou_sign_of_work',
    event_payload: { channel: slack.direct, ts: asked.id },
  };
  slack.answerWith(({ method, args }) => {
    if (method !== 'conversations.history') return undefined;
    expect(args).toMatchObject({ oldest: asked.id, inclusive: 'true', include_all_metadata: 'true' });
    return args.cursor
      ? { body: { ok: true, messages: messages?.filter(({ ts }) => ts === asked.id) } }
      : {
          body: {
            ok: true,
            messages: [{ ts: sign.id, user: us, metadata }],
            response_metadata: { next_cursor: 'more' },
          },
        };
  });
  expect(await find(asked)).toEqual(sign);
  expect(slack.sent('conversations.history')).toHaveLength(2);
});

it('is found where one message asked with several files: they are one request', async () => {
  const asked = await askIn(slack.direct);
  const sign = await sendTo(asked);
  const { messages = [] } = await slack.person.conversations.history({
    channel: slack.direct,
    oldest: asked.id,
    inclusive: true,
    include_all_metadata: true,
  });
  const withFiles = messages.map((message) =>
    message.ts === asked.id ? { ...message, files: [{}, {}] } : message,
  );
  slack.answerWith(({ method }) =>
    method === 'conversations.history' ? { body: { ok: true, messages: withFiles } } : undefined,
  );
  expect(await find(asked)).toEqual(sign);
});

it('is that of whoever asked, where two people ask about one message', async () => {
  const asked = await askIn(slack.channel);
  const [one, other] = [await sendTo(asked, working('slack:a')), await sendTo(asked, working('slack:b'))];
  expect(await find(asked, 'slack:b')).toEqual(other);
  expect(await find(asked, 'slack:a')).toEqual(one);
  expect(await find(asked, 'slack:c')).toBeNull();
});

it('of an earlier version, which does not name its job, is found by its message', async () => {
  const asked = await askIn(slack.direct);
  const sign = await sendTo(asked, working());
  expect(await find(asked)).toEqual(sign);
});

it('is not found where the app may not read, and nothing breaks', async () => {
  const asked = await askIn(slack.channel);
  await sendTo(asked);
  slack.answerWith(({ method }) =>
    method === 'conversations.replies' ? { body: { ok: false, error: 'missing_scope' } } : undefined,
  );
  expect(await find(asked)).toBeNull();
  expect(slack.sent('conversations.replies')).toHaveLength(1);
});

it('cannot be told while Slack is busy or away: that is not the same as none', async () => {
  const asked = await askIn(slack.direct);
  const sign = await sendTo(asked);
  for (const error of ['ratelimited', 'internal_error']) {
    slack.answerWith(({ method }) =>
      method === 'conversations.history' ? { body: { ok: false, error } } : undefined,
    );
    await expect(find(asked)).rejects.toMatchObject({ retryable: true });
  }
  slack.answerWith(() => undefined);
  expect(await find(asked)).toEqual(sign);
});
