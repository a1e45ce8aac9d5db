/** The eyes on a photo's message: a courtesy that fails quietly. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Reply } from '../../../src/domain/chat.ts';
import { type AdapterUnderTest, startAdapter } from '../../support/slack-adapter.ts';
import { notice } from '../../support/slack-cards.ts';
import { eventPayload } from '../../support/slack-payload.ts';
import { type SlackDouble, startSlack } from '../../support/slack-wire.ts';

const ANSWER: Reply = { kind: 'notice', card: notice('Nothing found.') };

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
afterEach(() => adapter.close());

const mention = async (over: object = {}) => {
  const shared = await slack.sharePhoto(slack.channel, Buffer.from([255, 216, 255]));
  const event = eventPayload('app-mention-photo', {
    ...shared,
    channel: slack.channel,
    user: slack.user,
    ...over,
  });
  await adapter.event(event);
  return { ts: shared.ts, event };
};

const answered = async (): Promise<void> => {
  const asked = adapter.inbounds.at(-1)?.message ?? null;
  if (asked) await adapter.adapter.send(asked.chat, ANSWER, { replaces: null, answers: asked });
};

const called = (method: string) => slack.until(async () => slack.sent(method)[0] ?? null);

it('are put on once, and taken off when the answer stands', async () => {
  const { ts, event } = await mention();
  await called('reactions.add');
  await answered();
  await called('reactions.remove');
  const { messages = [] } = await slack.person.conversations.history({ channel: slack.channel, limit: 5 });
  expect(messages.find((message) => message.ts === ts)?.reactions ?? []).toEqual([]);
  await adapter.event(event);
  await adapter.adapter.stop();
  expect(slack.sent('reactions.add')).toHaveLength(1);
});

it('are not put on words, which are answered at once', async () => {
  const { ts = '' } = await slack.person.chat.postMessage({ channel: slack.channel, text: 'desk lamp' });
  await mention({ ts, files: [], text: `<@${slack.bot}> desk lamp` });
  await answered();
  await adapter.adapter.stop();
  expect(slack.calls.filter(({ method }) => method.startsWith('reactions.'))).toEqual([]);
});

it.each(['message_not_found', 'is_archived', 'too_many_reactions', 'not_in_channel'])(
  'that Slack refuses (%s) are not missed, and not taken off',
  async (error) => {
    slack.answerWith(({ method }) =>
      method === 'reactions.add' ? { body: { ok: false, error } } : undefined,
    );
    await mention();
    await called('reactions.add');
    await answered();
    await adapter.adapter.stop();
    expect(slack.sent('reactions.remove')).toEqual([]);
    expect(adapter.lines.join('')).not.toMatch(/"level":"?(?:error|warn|40|50)/);
  },
);

it('that are there already are taken off all the same', async () => {
  slack.answerWith(({ method }) =>
    method === 'reactions.add' ? { body: { ok: false, error: 'already_reacted' } } : undefined,
  );
  await mention();
  await called('reactions.add');
  await answered();
  await called('reactions.remove');
});
