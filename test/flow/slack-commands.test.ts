/** What `/1688` does beside searching, end to end: help, settings and the shortlist, also in channels that the bot is not in. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { type Block, buttonsOf, type SlackSeen, wordsOf } from '../support/flow-slack.ts';
import { ADMIN, knowingPeople, labelled, slackLists } from '../support/flow-slack-list.ts';
import { type SlackFlow, startSlackFlow } from '../support/slack-flow.ts';
import { payload } from '../support/slack-payload.ts';
import type { Call, SlackDouble } from '../support/slack-wire.ts';

const en = translator('en');

let flow: SlackFlow;
let slack: SlackDouble;
let lists: ReturnType<typeof slackLists>;

beforeAll(async () => {
  flow = await startSlackFlow();
  slack = flow.slack;
  lists = slackLists(slack, () => flow.people);
});
afterAll(() => flow.stop());
beforeEach(() => {
  slack.clear();
  slack.answerWith(knowingPeople);
});
afterEach(() => expect(slack.faults).toEqual([]));

/** What one person was shown through the return address, once it fits. */
const privately = async (fits: (seen: SlackSeen, call: Call) => boolean): Promise<SlackSeen> => {
  const seenIn = ({ args }: Call): SlackSeen => ({
    ts: 'private',
    channel: slack.channel,
    thread: null,
    text: String(args.text),
    blocks: (args.blocks ?? []) as readonly Block[],
  });
  return seenIn(await lists.called('hook', (call) => fits(seenIn(call), call)));
};

let presses = 0;

/** Presses a button of a message that only its asker sees. */
const pressPrivately = (seen: SlackSeen, label: string, user: string, channel = slack.channel) => {
  const [button] = labelled(seen, label);
  presses += 1;
  return flow.people.interaction({
    ...payload('block-action-private'),
    user: { id: user },
    channel: { id: channel },
    response_url: slack.hookUrl,
    actions: [
      {
        type: 'button',
        action_id: button?.actionId,
        value: button?.value,
        action_ts: `8.${presses}`,
      },
    ],
  });
};

const isInPlace = ({ args }: Call): boolean => args.replace_original === true;

describe('/1688 help', () => {
  it('is for whoever asked, and not for the channel', async () => {
    await flow.people.slash('help');
    const seen = await privately(({ text }) => text === en('help-slack'));
    expect(wordsOf(seen)).toContain('/1688 settings');
    expect(slack.sent('chat.postMessage')).toEqual([]);
  });
});

describe('/1688 settings', () => {
  it('shows a card to the asker alone, whose buttons open choices in its place and set them', async () => {
    await flow.people.slash('settings', { user_id: ADMIN });
    const card = await privately(({ text }) => text.startsWith(en('settings-title')));
    expect(wordsOf(card)).toContain(en('settings-channel-admins'));
    await pressPrivately(card, en('setting-sort'), ADMIN);
    const choices = await privately(
      ({ text }, call) => isInPlace(call) && text.startsWith(en('setting-sort')),
    );
    expect(buttonsOf(choices).map(({ label }) => label)).toEqual([
      `✓ ${en('button-sort-relevance')}`,
      en('button-sort-price'),
      en('button-sort-sales'),
      en('button-sort-score'),
      en('settings-back'),
    ]);
    await pressPrivately(choices, en('button-sort-price'), ADMIN);
    const line = en('settings-line', { name: en('setting-sort'), value: en('button-sort-price') });
    await privately((seen, call) => isInPlace(call) && wordsOf(seen).includes(line));
    expect([...slack.sent('chat.postMessage'), ...slack.sent('chat.postEphemeral')]).toEqual([]);
  });

  it('tells somebody who may not change them whom to ask, beside the card', async () => {
    await flow.people.slash('settings', { user_id: 'U0ADA' });
    const card = await privately(({ text }) => text.startsWith(en('settings-title')));
    await pressPrivately(card, en('setting-sort'), 'U0ADA');
    await privately(({ text }, call) => !isInPlace(call) && text === en('settings-channel-not-yours'));
  });

  it('asks to be invited where the bot is not in the channel and cannot tell who may', async () => {
    const channel = slack.foreignChannel;
    slack.answerWith((call) =>
      call.method === 'conversations.info'
        ? { body: { ok: false, error: 'channel_not_found' } }
        : knowingPeople(call),
    );
    await flow.people.slash('settings', { user_id: 'U0ADA', channel_id: channel });
    const card = await privately(({ text }) => text.startsWith(en('settings-title')));
    await pressPrivately(card, en('setting-sort'), 'U0ADA', channel);
    await privately(({ text }) => text === en('error-chat-outside'));
  });
});

describe('/1688 shortlist', () => {
  it('shows the list of the channel in the channel, with a vote to begin', async () => {
    await lists.listWith(2);
    slack.clear();
    slack.answerWith(knowingPeople);
    await flow.people.slash('shortlist');
    const { args } = await lists.called('chat.update', (call) =>
      String(call.args.text).startsWith('Shortlist:'),
    );
    const seen = { ...args, blocks: args.blocks } as unknown as SlackSeen;
    expect(buttonsOf(seen).map(({ label }) => label)).toContain(en('button-vote'));
    expect(slack.sent('chat.postMessage')).toMatchObject([{ args: { channel: slack.channel } }]);
  });

  it('is shown to the asker alone where the bot is not in the channel', async () => {
    await flow.people.slash('shortlist', { channel_id: slack.foreignChannel });
    await privately(({ text }) => text === en('shortlist-empty'));
  });
});

describe('a picture that the bot cannot see', () => {
  it('is told with how to let it: an invitation, or a direct message', async () => {
    const { files, ts } = await slack.sharePhoto(
      slack.foreignChannel,
      Buffer.from('/9j/4AAQSkZJRg', 'base64'),
    );
    const known = files.map(({ id, name, mimetype }) => ({ id, name, mimetype }));
    slack.answerWith((call) =>
      call.method === 'files.info' ? { body: { ok: false, error: 'file_not_found' } } : knowingPeople(call),
    );
    await flow.people.findOn1688(slack.foreignChannel, { ts, files: known });
    await privately(({ text }) => text === en('error-photo-hidden'));
  });
});
