/** The shortlist of a Slack channel: offers put aside, voted on with counts on the message, and what concerns one person alone. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { type Block, buttonsOf, isAnswer, type SlackSeen, wordsOf } from '../support/flow-slack.ts';
import { knowingPeople, labelled, slackLists, voteButtons } from '../support/flow-slack-list.ts';
import { type SlackFlow, startSlackFlow } from '../support/slack-flow.ts';
import { payload } from '../support/slack-payload.ts';
import type { Call } from '../support/slack-wire.ts';

const en = translator('en');

let flow: SlackFlow;
let slack: SlackFlow['slack'];
let people: SlackFlow['people'];
let lists: ReturnType<typeof slackLists>;

beforeAll(async () => {
  flow = await startSlackFlow();
  ({ slack, people } = flow);
  lists = slackLists(slack, () => people);
});
afterAll(() => flow.stop());

beforeEach(() => {
  slack.clear();
  slack.answerWith(knowingPeople);
});
afterEach(() => expect(slack.faults).toEqual([]));

/** The call by which this was said. */
const told = (method: string, words: string): Promise<Call> =>
  lists.called(method, ({ args }) => String(args.text).includes(words));

const seenIn = ({ args }: Call): SlackSeen => ({
  ts: '0',
  channel: slack.channel,
  thread: null,
  text: String(args.text),
  blocks: args.blocks as readonly Block[],
});

describe('the shortlist of a channel', () => {
  it('tells who added what, and gives offers up one by one', async () => {
    const list = await lists.listWith(2);
    expect(wordsOf(list)).toContain('Added by buyer');
    const [first] = labelled(list, en('button-drop'));
    const before = labelled(list, en('button-drop')).length;
    if (first) await people.tap(list, first);
    await lists.inThread(
      list,
      (seen) => seen.ts === list.ts && labelled(seen, en('button-drop')).length === before - 1,
    );
  });
});

describe('a vote in a channel', () => {
  it('shows counts and names on its message, moves and takes back, and ends with the result', async () => {
    const list = await lists.listWith(2);
    const poll = await lists.beginVote(list, 'U0ADA');
    expect(wordsOf(poll)).toContain(en('vote-hint'));
    const [one, two] = voteButtons(poll);
    if (!one || !two) throw new Error('no buttons');
    const isShown = (label: string) => (seen: SlackSeen) =>
      seen.ts === poll.ts && buttonsOf(seen).some((button) => button.label === label);
    expect((await people.tap(poll, one, 'U0ADA')).status).toBe(200);
    await lists.inThread(poll, isShown('Vote · 1'));
    await people.tap(poll, one, 'U0BEN');
    const both = await lists.inThread(poll, isShown('Vote · 2'));
    expect(wordsOf(both)).toContain('2 votes · Ada, <!channel> *Ben*');
    expect(JSON.stringify(both.blocks)).not.toContain(
      '"text":"2 votes · Ada, <!channel> *Ben*","type":"mrkdwn"',
    );
    await people.tap(poll, two, 'U0ADA');
    await people.tap(poll, one, 'U0BEN');
    const moved = await lists.inThread(
      poll,
      (seen) => isShown('Vote · 1')(seen) && !isShown('Vote · 2')(seen),
    );
    expect(
      voteButtons(moved)
        .map(({ label }) => label)
        .slice(0, 2),
    ).toEqual(['Vote', 'Vote · 1']);

    const [end] = labelled(moved, en('button-end-vote'));
    if (!end) throw new Error('no end');
    await people.tap(moved, end, 'U0BEN');
    const refused = await told('chat.postEphemeral', en('vote-not-yours'));
    expect(refused.args).toMatchObject({
      channel: slack.channel,
      user: 'U0BEN',
      thread_ts: poll.thread,
    });
    await people.tap(moved, end, 'U0ROOT');
    const ended = await lists.inThread(poll, (seen) => seen.ts === poll.ts && voteEnded(seen));
    expect(wordsOf(ended)).toMatch(/Most votes: 2\. /);
    expect(buttonsOf(ended).map(({ label }) => label)).toEqual([en('button-shortlist-show')]);
    const result = await lists.inThread(
      poll,
      (seen) => seen.ts !== poll.ts && voteEnded(seen) && wordsOf(seen).includes('Added by'),
    );
    expect(wordsOf(result)).toContain('1 vote');

    await people.tap(ended, one, slack.user);
    await told('chat.postEphemeral', en('vote-over'));
  });
});

const voteEnded = (seen: SlackSeen): boolean => wordsOf(seen).startsWith('The vote has ended');

/** Presses something of the settings: on a message that only this person sees, or anywhere. */
const pressSettings = (value: string, user: string, over: object = {}) =>
  people.interaction({
    ...payload('block-action-private'),
    user: { id: user },
    channel: { id: slack.channel },
    response_url: slack.hookUrl,
    actions: [{ type: 'button', action_id: 'press:row0.0', value, action_ts: `7.${value.length}${user}` }],
    ...over,
  });

describe('the settings of a channel', () => {
  it('are shown to the asker alone and changed in place, by admins of the workspace', async () => {
    await pressSettings('g:open:all', 'U0ROOT');
    const shown = await told('hook', en('settings-title'));
    expect(shown.args).toMatchObject({ response_type: 'ephemeral', replace_original: true });
    expect(buttonsOf(seenIn(shown)).map(({ label }) => label)).toContain(en('setting-language'));
    await pressSettings('g:language:ru', 'U0ROOT');
    const ru = translator('ru');
    await told('hook', ru('settings-title'));
    await pressSettings('g:language:own', 'U0ADA');
    await told('hook', ru('settings-channel-not-yours'));
    await pressSettings('g:language:own', 'U0ROOT');
    await lists.called(
      'hook',
      (call) => call !== shown && String(call.args.text).includes(en('settings-title')),
    );
    expect(slack.sent('chat.postMessage')).toEqual([]);
  });
});

describe('what concerns one person', () => {
  it('is whispered in the thread where they look; without that, the way through Slack’s address, then the direct message', async () => {
    const answer = await people.shown(await people.mentionWithPhoto(await newPhoto()), isAnswer);
    const stale = { value: 'k:gone-gone:1aa:600000000001', actionId: 'press:row0.0' };
    const refused: string[] = [];
    slack.answerWith((call) => {
      const isRefused = refused.includes(call.method);
      const body = { ok: false, error: 'user_not_in_channel' };
      return isRefused ? { body } : knowingPeople(call);
    });
    await people.tap(answer, stale, slack.user);
    expect((await told('chat.postEphemeral', en('stale-button'))).args).toMatchObject({
      channel: slack.channel,
      user: slack.user,
      thread_ts: answer.thread,
    });
    refused.push('chat.postEphemeral');
    await people.tap(answer, stale, slack.user);
    expect((await told('hook', en('stale-button'))).args).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
    });
    refused.push('hook');
    await people.tap(answer, stale, 'U0ADA');
    const direct = await lists.called('chat.postMessage', ({ args }) => args.channel === 'U0ADA');
    expect(direct.args).toMatchObject({ text: en('stale-button') });
  });

  it('a photo that cannot be used: its sender hears why, and the sign of work goes', async () => {
    const asked = await people.mentionWithPhoto(Buffer.from('no picture at all'));
    expect((await told('chat.postEphemeral', en('error-photo-not-image'))).args).toMatchObject({
      channel: slack.channel,
      user: slack.user,
      thread_ts: asked.ts,
    });
    await lists.called('chat.delete');
    expect(await people.messagesSince(asked)).toEqual([]);
  });
});
