/** Every way to ask in Slack, from the signed request to what people see, against the double, with the simulator as the marketplace. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodeChatAction } from '../../src/domain/action.ts';
import { translator } from '../../src/i18n/translate.ts';
import { QUERY, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import {
  cardsOf,
  isAnswer,
  type Since,
  type SlackSeen,
  slackPeople,
  wordsOf,
} from '../support/flow-slack.ts';
import { ADMIN, knowingPeople } from '../support/flow-slack-list.ts';
import { inTime } from '../support/flow-waiting.ts';
import { startApp } from '../support/running-app.ts';
import { type SlackFlow, startSlackFlow } from '../support/slack-flow.ts';
import { eventPayload, type Payload, payload } from '../support/slack-payload.ts';
import { SIGNING_SECRET } from '../support/slack-requests.ts';
import { BOT_TOKEN, type Call } from '../support/slack-wire.ts';

const en = translator('en');

let flow: SlackFlow;
let slack: SlackFlow['slack'];
let people: SlackFlow['people'];
let marketplace: SlackFlow['marketplace'];

beforeAll(async () => {
  flow = await startSlackFlow();
  ({ slack, people, marketplace } = flow);
});
afterAll(() => flow.stop());

beforeEach(() => {
  marketplace.forget();
  slack.clear();
});
afterEach(() => expect(slack.faults).toEqual([]));

/** Waits for a call of the bot. */
const called = (method: string, fits: (call: Call) => boolean = () => true): Promise<Call> =>
  inTime(
    slack.until(async () => slack.sent(method).find(fits) ?? null),
    () => slack.calls.map((call) => call.method),
  );

const inThreadOf = (ts: string): Since => ({ channel: slack.channel, ts, inThread: true });

/** What the bot said in the thread of a message so far. */
const saidUnder = async (ts: string): Promise<string[]> =>
  (await people.messagesSince(inThreadOf(ts))).map(({ text }) => text);

const event = (over: Payload, name = 'app-mention-in-thread') =>
  people.event(eventPayload(name, { channel: slack.channel, user: slack.user, ...over }));

/** Somebody's own photo with words, in the channel; not sent to the bot unless the words say so. */
const post = async (text: string, over: Payload = {}) => {
  const shared = await slack.sharePhoto(slack.channel, await newPhoto());
  const message = { ...shared, type: 'message', subtype: 'file_share', thread_ts: undefined, text, ...over };
  expect((await event(message)).status).toBe(200);
  return { ...message, ts: shared.ts };
};

describe('the modal', () => {
  it('searches for words alone', async () => {
    const since = await people.speak(slack.channel);
    await people.searchByModal(slack.channel, [], { words: { value: 'teapot' }, price: { value: '500' } });
    const answer = await people.shown(since, isAnswer);
    expect(JSON.stringify(cardsOf(answer)[0]?.title)).toMatch(/teapot/i);
    expect(wordsOf(answer)).toContain('up to ¥500');
  });

  it('stays open with what is missing, and searches for nothing', async () => {
    const refused = await people.searchByModal(slack.channel, [], { price: { value: '60' } });
    expect(await refused.json()).toEqual({
      response_action: 'errors',
      errors: { photo: en('slack-modal-nothing') },
    });
    expect(marketplace.calls()).toEqual([]);
  });

  it('offers the picture that its asker has just posted, which one press searches with', async () => {
    const photo = await slack.sharePhoto(slack.channel, await newPhoto(), 'mine.jpg');
    const since = await people.speak(slack.channel);
    const opened = await people.openModal(slack.channel, 'similar');
    const { args } = await called('views.update');
    expect(JSON.stringify(args.view)).toContain(en('slack-modal-offer-button'));
    const press = payload('block-action-modal');
    const { private_metadata } = opened;
    const state = { values: { words: { words: { value: 'similar' } } } };
    const view = { ...(press.view as Payload), id: args.view_id, private_metadata, state };
    const pressed = await people.interaction({ ...press, user: { id: slack.user }, view });
    expect(pressed.status).toBe(200);
    const answer = await people.shown(since, isAnswer);
    expect(wordsOf(answer)).toMatch(/similar offer/);
    expect(answer.thread).toBeNull();
    const downloads = slack.calls.filter(({ method }) => method.startsWith('files-pri/'));
    expect(downloads).toMatchObject([{ method: expect.stringContaining(photo.files[0]?.id ?? '-') }]);
  });

  it('takes several pictures as one request, with words, mode and limits', async () => {
    const since = await people.speak(slack.channel);
    const photos = [await newPhoto(), await newPhoto('teapot')];
    const files: object[] = [];
    for (const bytes of photos) files.push(...(await slack.sharePhoto(slack.direct, bytes)).files);
    const taken = await people.searchByModal(slack.channel, files, {
      mode: { selected_option: { value: 'similar' } },
      price: { value: '60' },
      moq: { value: '50' },
    });
    expect([taken.status, await taken.text()]).toEqual([200, '']);
    const words = wordsOf(await people.shown(since, isAnswer));
    expect(words).toMatch(/similar offer/);
    for (const fact of [
      en('fact-photos', { count: 2 }),
      en('fact-price-to', { price: '¥60.00' }),
      en('fact-moq-to', { quantity: '50' }),
    ])
      expect(words).toContain(fact);
  });
});

describe('the command', () => {
  it('with words searches for them', async () => {
    const since = await people.speak(slack.channel);
    await people.slash('teapot &lt;900 yuan');
    expect(wordsOf(await people.shown(since, isAnswer))).toContain('up to ¥900');
  });

  it('knows the shortlist', async () => {
    const since = await people.speak(slack.channel);
    await people.slash('shortlist');
    expect(wordsOf(await people.shown(since, ({ text }) => text !== en('working-shortlist')))).toBe(
      en('shortlist-empty'),
    );
  });

  it('knows the settings', async () => {
    await people.slash('Settings');
    const told = ({ args }: Call): boolean => JSON.stringify(args).includes(en('settings-title'));
    await inTime(
      slack.until(async () => slack.calls.find(told) ?? null),
      () => slack.calls.map(({ method }) => method),
    );
  });

  it('leads to an answer below which a photo is a question of its own', async () => {
    const since = await people.speak(slack.channel);
    await people.slash('teapot');
    const answer = await people.shown(since, isAnswer);
    const { ts, files } = await slack.sharePhoto(slack.channel, await newPhoto(), 'mine.jpg', answer.ts);
    const below = { thread_ts: answer.ts, parent_user_id: slack.bot };
    await event({ type: 'message', subtype: 'file_share', text: '', ts, files, ...below });
    const own = await people.shown({ channel: slack.channel, ts: answer.ts, inThread: true }, isAnswer);
    expect(own.thread).toBe(answer.ts);
  });

  it('typed above a picture is a message that holds both', async () => {
    const { ts } = await post('/1688 similar');
    expect(wordsOf(await people.shown(inThreadOf(ts), isAnswer))).toMatch(/similar offer/);
  });
});

describe('the shortcut "Find on 1688"', () => {
  it('answers in the thread of the message', async () => {
    const shared = await slack.sharePhoto(slack.channel, await newPhoto());
    const answer = await people.findOn1688(slack.channel, { ...shared });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    const { thread } = await people.shown(inThreadOf(shared.ts), isAnswer);
    expect(thread).toBe(shared.ts);
  });

  it('answers its asker alone where the bot is not a member', async () => {
    const { files } = await slack.sharePhoto(slack.direct, await newPhoto());
    await people.findOn1688(slack.foreignChannel, { ts: '1795349200.000100', files });
    const { args } = await called('hook', (call) => isAnswer({ text: String(call.args.text) } as SlackSeen));
    expect(args).toMatchObject({ response_type: 'ephemeral' });
  });

  it('says privately that there is no picture', async () => {
    await people.findOn1688(slack.channel, { ts: '1795349200.000200', text: 'lunch?' });
    const { args } = await called('hook');
    expect(args).toMatchObject({ response_type: 'ephemeral', text: en('slack-no-picture') });
    expect(marketplace.calls()).toEqual([]);
  });
});

describe('a mention', () => {
  it('in the thread below somebody’s photo takes that photo, and the words beside it', async () => {
    const root = await slack.sharePhoto(slack.channel, await newPhoto());
    const text = `<@${slack.bot}> similar`;
    const asked = await slack.person.chat.postMessage({ channel: slack.channel, text, thread_ts: root.ts });
    await event({ ts: asked.ts, text, thread_ts: root.ts });
    const answer = await people.shown(inThreadOf(root.ts), isAnswer);
    expect(wordsOf(answer)).toMatch(/similar offer/);
  });

  it.each(['before', 'after'])(
    'whose files come with the message event %s it is answered once',
    async (when) => {
      const text = `<@${slack.bot}>`;
      const shared = await slack.sharePhoto(slack.channel, await newPhoto());
      const message = { ...shared, type: 'message', subtype: 'file_share', thread_ts: undefined, text };
      const bare = { ts: shared.ts, thread_ts: undefined, text };
      for (const told of when === 'before' ? [message, bare] : [bare, message])
        expect((await event(told)).status).toBe(200);
      await people.shown(inThreadOf(shared.ts), isAnswer);
      expect(marketplace.calls().filter((call) => call === QUERY)).toHaveLength(1);
    },
  );

  it('with several pictures is one request', async () => {
    const first = await slack.sharePhoto(slack.channel, await newPhoto());
    const second = await slack.sharePhoto(slack.channel, await newPhoto('teapot'));
    const files = [...first.files, ...second.files];
    await event({ ts: first.ts, thread_ts: undefined, text: `<@${slack.bot}>`, files });
    const answer = await people.shown(inThreadOf(first.ts), isAnswer);
    expect(wordsOf(answer)).toContain(en('fact-photos', { count: 2 }));
  });

  it('that is edited or deleted afterwards is not answered again', async () => {
    const { ts, ...message } = await post(`<@${slack.bot}>`);
    await people.shown(inThreadOf(ts), isAnswer);
    const edited = { ...message, ts, edited: { user: slack.user, ts: '1795349300.000000' } };
    await event({ ...edited, type: 'app_mention', subtype: undefined });
    await event({ ts: '1795349300.1', type: 'message', subtype: 'message_changed', message: edited });
    await event({
      ts: '1795349300.2',
      type: 'message',
      subtype: 'message_deleted',
      previous_message: message,
    });
    await people.slash('help');
    await called('hook', ({ args }) => args.text === en('help-slack'));
    expect(await saidUnder(ts)).toHaveLength(1);
  });

  it('that Slack sends again is answered once, and one that it could not deliver is answered', async () => {
    const retry = { headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'connection_failed' } };
    const { ts, files } = await slack.sharePhoto(slack.channel, await newPhoto());
    const mention = { channel: slack.channel, user: slack.user, ts, files, text: `<@${slack.bot}>` };
    const sent = eventPayload('app-mention-photo', mention);
    for (const _ of ['the first that arrives is a retry', 'and so is the second'])
      expect((await people.event(sent, retry)).status).toBe(200);
    await people.shown(inThreadOf(ts), isAnswer);
    expect(marketplace.calls().filter((call) => call === QUERY)).toHaveLength(1);
  });
});

describe('photos that nobody sent to the bot', () => {
  const choose = async (value: 'on' | 'off') => {
    const before = slack.calls.length;
    const button = { type: 'button', action_id: 'press:row0.0', action_ts: `3.${before}` };
    await people.interaction({
      ...payload('block-action'),
      user: { id: ADMIN },
      channel: { id: slack.channel },
      response_url: slack.hookUrl,
      actions: [{ ...button, value: encodeChatAction({ name: 'auto', value }) }],
    });
    const isTold = ({ args }: Call): boolean =>
      [en('setting-auto'), en(`choice-${value}`)].every((words) => JSON.stringify(args).includes(words));
    await inTime(
      slack.until(async () => slack.calls.slice(before).find(isTold) ?? null),
      () => slack.calls.map(({ method }) => method),
    );
  };

  beforeEach(() => slack.answerWith(knowingPeople));

  it('are answered in their threads where the channel wants it, and else left alone', async () => {
    const ignored = await post('look at these');
    await choose('on');
    const wanted = await post('look at these');
    await people.shown(inThreadOf(wanted.ts), isAnswer);
    expect(await saidUnder(ignored.ts)).toEqual([]);
    const bots = await post('me too', { bot_id: 'B0OTHER' });
    await choose('off');
    const late = await post('look at these');
    await people.slash('help');
    await called('hook', ({ args }) => args.text === en('help-slack'));
    for (const { ts } of [bots, late]) expect(await saidUnder(ts)).toEqual([]);
  });
});

describe('a bot that is for some channels alone', () => {
  it('answers there, and says so privately elsewhere', async () => {
    const own = await startMarketplace();
    const closed = await startApp({
      ...own.env,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.apiUrl,
      SLACK_ALLOWED_CHANNELS: slack.channel,
    });
    const theirs = slackPeople(slack, closed.url);
    try {
      await theirs.shown(await theirs.mentionWithPhoto(await newPhoto()), isAnswer);
      own.forget();
      await theirs.sendPhoto(await newPhoto());
      const refusal = en('not-allowed-channel', { id: slack.user });
      await called('chat.postMessage', ({ args }) => args.text === refusal);
      expect(own.calls()).toEqual([]);
    } finally {
      await closed.stop();
      await own.close();
    }
  });
});
