/** The Home tab: what somebody searched, the shortlists of their channels, their settings; and what is pressed there. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { buttonsOf, isAnswer, type SlackSeen } from '../support/flow-slack.ts';
import { inTime } from '../support/flow-waiting.ts';
import { type SlackFlow, startSlackFlow } from '../support/slack-flow.ts';
import { payload } from '../support/slack-payload.ts';
import type { Call } from '../support/slack-wire.ts';

const [en, ru] = [translator('en'), translator('ru')];

type Json = Readonly<Record<string, unknown>>;

let flow: SlackFlow;
let slack: SlackFlow['slack'];
let people: SlackFlow['people'];

beforeAll(async () => {
  flow = await startSlackFlow();
  ({ slack, people } = flow);
});
afterAll(() => flow.stop());

beforeEach(() => slack.clear());
afterEach(() => expect(slack.faults).toEqual([]));

/** The Home tab as it was shown last, once it fits. */
const tab = async (fits: (view: string) => boolean = () => true): Promise<Json> => {
  const latest = (): Call | undefined => slack.sent('views.publish').at(-1);
  const found = slack.until(async () => {
    const call = latest();
    return call && fits(JSON.stringify(call.args.view)) ? (call.args.view as Json) : null;
  });
  return inTime(found, () => latest()?.args ?? slack.calls.map(({ method }) => method));
};

let opened = 0;
const open = async (over: Json = {}, user = slack.user): Promise<Response> => {
  opened += 1;
  const base = payload('message-im-text');
  const event = {
    type: 'app_home_opened',
    tab: 'home',
    user,
    channel: slack.direct,
    event_ts: `3.${opened}`,
  };
  return people.event({ ...base, event_id: `Ev0HOME${opened}`, event: { ...event, ...over } });
};

const blocksOf = (view: Json): Json[] => view.blocks as Json[];

/** Presses or chooses something on a Home tab. */
const act = (view: Json, action: Json, user = slack.user): Promise<Response> => {
  opened += 1;
  const { private_metadata } = view;
  return people.interaction({
    type: 'block_actions',
    user: { id: user },
    team: { id: 'T1' },
    api_app_id: 'A1',
    container: { type: 'view', view_id: 'V1' },
    view: { id: 'V1', type: 'home', private_metadata },
    actions: [{ ...action, action_ts: `5.${opened}` }],
  });
};

const seen = (view: Json): SlackSeen => ({
  ts: '',
  channel: '',
  thread: null,
  text: '',
  blocks: view.blocks as SlackSeen['blocks'],
});

describe('the Home tab', () => {
  it('says how to begin where there is nothing, with the settings of the direct message', async () => {
    expect((await open()).status).toBe(200);
    const view = await tab();
    const [first, ...others] = blocksOf(view);
    expect(first).toMatchObject({ type: 'section', text: { text: expect.stringContaining('/1688') } });
    expect(others[0]).toMatchObject({ type: 'header', text: { text: en('board-settings') } });
    expect(others.slice(1).map(({ accessory }) => (accessory as Json).type)).toEqual(
      others.slice(1).map(() => 'static_select'),
    );
    expect(others.length).toBeGreaterThan(3);
    expect(slack.sent('views.publish')[0]?.args.user_id).toBe(slack.user);
  });

  it('has the own searches with a button that answers in the direct message, and the lists of the own channels', async () => {
    const { ts } = await people.speak(slack.direct);
    const answer = await people.shown(await people.mentionWithPhoto(await newPhoto('teapot')), isAnswer);
    const details = buttonsOf(answer).find(({ label }) => label === 'Details');
    await people.tap(answer, {
      value: (details?.value ?? '').replace(/^d/, 'k'),
      actionId: 'press:offer1.2',
    });
    await slack.until(
      async () => slack.calls.find(({ args }) => JSON.stringify(args).includes('"u:')) ?? null,
    );
    await open();
    const view = await tab();
    const text = JSON.stringify(view);
    expect(text).toMatch(/teapot/i);
    expect(text).toContain(`Photo · <#${slack.channel}> · <!date^`);
    expect(text).toContain(`<#${slack.channel}> · *Shortlist: one offer*`);
    expect(text).not.toContain(en('board-watches'));

    const [again] = buttonsOf(seen(view)).filter(({ label }) => label === en('button-refresh'));
    const pressed = await act(view, { type: 'button', action_id: again?.actionId, value: again?.value });
    expect(pressed.status).toBe(200);
    const anew = await people.shown({ channel: slack.direct, ts }, isAnswer);
    expect(anew.thread).toBeNull();
    const next = await people.press(anew, 'Next page', ({ text: words }) => words.includes('page 2 of'));
    expect(next.ts).toBe(anew.ts);
    // The same photo again is one line.
    await open();
    const one = await tab((shown) => shown.includes('Photo · <!date^'));
    expect(buttonsOf(seen(one)).filter(({ label }) => label === en('button-refresh'))).toHaveLength(1);
  });

  it('shows nobody the searches of others, nor the list of a channel that somebody left', async () => {
    const body = { ok: true, members: [slack.bot], response_metadata: { next_cursor: '' } };
    slack.answerWith(({ method }) => (method === 'conversations.members' ? { body } : undefined));
    await open({}, 'U0OTHER');
    expect(JSON.stringify(await tab())).not.toMatch(/teapot/i);
    // Who is where is known for a minute.
    await flow.restart();
    ({ people } = flow);
    slack.calls.length = 0;
    await open();
    const view = JSON.stringify(await tab((text) => /teapot/i.test(text)));
    expect(view).not.toContain(en('board-shortlists'));
    expect(slack.sent('conversations.members')).toHaveLength(1);
  });

  it('sets what is chosen there, and is shown anew in the language that was set', async () => {
    await open();
    const view = await tab();
    const language = blocksOf(view).find(({ accessory }) =>
      JSON.stringify(accessory ?? {}).includes('g:language:'),
    );
    if (!language) throw new Error('no languages');
    const { action_id, options } = language.accessory as {
      readonly action_id: string;
      readonly options: readonly { readonly value: string }[];
    };
    const choice = options.find(({ value }) => value === 'g:language:ru');
    await act(view, { type: 'static_select', action_id, selected_option: choice });
    const shown = await tab((text) => text.includes(ru('board-settings')));
    const chosen = blocksOf(shown).find(({ accessory }) =>
      JSON.stringify(accessory ?? {}).includes('g:language:'),
    );
    expect(chosen?.accessory).toMatchObject({ initial_option: { value: 'g:language:ru' } });
    expect(slack.sent('chat.postMessage')).toEqual([]);
    await flow.restart();
    ({ people } = flow);
    slack.clear();
    await open();
    await tab((text) => text.includes(ru('board-settings')));
  });

  it('is not made for the messages tab, nor for a view that is none of ours', async () => {
    await open({ tab: 'messages' });
    const forged = { private_metadata: 'C0SOMEWHERE' };
    const action = { type: 'button', action_id: 'home:set.0', value: 'g:language:en' };
    expect((await act(forged, action)).status).toBe(200);
    await open();
    await tab();
    expect(slack.sent('views.publish')).toHaveLength(1);
  });
});
