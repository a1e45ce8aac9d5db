/** Presses that are answered in a window: opened at once, and never at the price of the answer. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OFFER_WINDOW } from '../../../adapters/slack/offer-window.ts';
import { fromWindowPress } from '../../../adapters/slack/windows.ts';
import { TusouError } from '../../../src/domain/errors.ts';
import { translator } from '../../../src/i18n/translate.ts';
import { type AdapterUnderTest, startAdapter } from '../../support/slack-adapter.ts';
import { payload } from '../../support/slack-payload.ts';
import { type Call, type SlackDouble, startSlack } from '../../support/slack-wire.ts';

const en = translator('en');
const DETAILS = 'd:Ab3dE6gH:1aa:673456789012';

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

const METADATA = { channel: 'C07SOURCE01', thread: '1.5', via: null, behind: '2.5' };

const action = (value: string) => [{ type: 'button', action_id: 'press:offer1.0', value, action_ts: '9.9' }];

const onMessage = async (value: string, over: object = {}) => ({
  ...payload('block-action'),
  trigger_id: await slack.trigger(),
  actions: action(value),
  ...over,
});

const inWindow = (value: string, over: object = {}) => ({
  type: 'block_actions',
  trigger_id: '1.2.abc',
  user: { id: slack.user },
  view: { id: 'V07OFFER001', callback_id: OFFER_WINDOW, private_metadata: JSON.stringify(METADATA), ...over },
  actions: action(value),
});

const wordsIn = (call: Call | undefined): string => JSON.stringify(call?.args.view ?? null);

describe('a press for the details of an offer', () => {
  it('opens a window that says so, and is about that window from then on', async () => {
    await adapter.interaction(await onMessage(DETAILS));
    const [opened] = slack.sent('views.open');
    expect(wordsIn(opened)).toContain(en('working-offer'));
    const [inbound] = adapter.inbounds;
    expect(inbound).toMatchObject({ kind: 'press', data: DETAILS });
    expect(inbound?.kind === 'press' && inbound.on.id).toMatch(/^view:\w+:U07BUYER001:1795348870\.000300$/);
    expect(inbound?.kind === 'press' && inbound.on.chat).toMatchObject({
      id: 'C07SOURCE01',
      thread: '1795348800.123459',
    });
  });

  it.each([
    ['expired_trigger_id', {}],
    ['exchanged_trigger_id', {}],
    ['none', { trigger_id: undefined }],
  ])('with no good trigger (%s) is about the message', async (error, over) => {
    slack.answerWith(({ method }) => (method === 'views.open' ? { body: { ok: false, error } } : undefined));
    expect((await adapter.interaction(await onMessage(DETAILS, over))).status).toBe(200);
    expect(adapter.inbounds).toMatchObject([{ kind: 'press', on: { id: '1795348870.000300' } }]);
  });

  it('that cannot be stored says so in the window', async () => {
    adapter.onReceive(async () => {
      throw new TusouError('storage-down');
    });
    expect((await adapter.interaction(await onMessage(DETAILS))).status).toBe(500);
    expect(wordsIn(slack.sent('views.update')[0])).toContain(en('error-storage-down'));
  });

  it('below a link is about the window, too, and has no message of ours behind it', async () => {
    const container = { type: 'message_attachment', message_ts: '3.5', channel_id: 'C07SOURCE01' };
    await adapter.interaction(
      await onMessage(DETAILS, { container, message: { ts: '3.5' }, is_app_unfurl: true }),
    );
    expect(adapter.inbounds).toMatchObject([{ on: { id: expect.stringMatching(/^view:/) } }]);
  });
});

it('under an answer that only the asker sees opens a window that knows the way back to them', async () => {
  const over = { trigger_id: await slack.trigger(), actions: action(DETAILS) };
  await adapter.interaction({ ...payload('block-action-private'), ...over });
  const view = slack.sent('views.open')[0]?.args.view as { private_metadata: string };
  const via = 'https://hooks.slack.com/actions/T07TEAM0001/2/def';
  expect(JSON.parse(view.private_metadata)).toMatchObject({ via, behind: 'private' });
  const more = inWindow('m:Ab3dE6gH:1aa:673456789012', { private_metadata: view.private_metadata });
  await adapter.interaction(more);
  expect(adapter.inbounds.at(-1)).toMatchObject({ chat: { via }, on: { id: 'private' } });
});

it.each(['s:Ab3dE6gH:2aa', 'm:Ab3dE6gH:1aa:673456789012', 'anything else'])(
  'any other press (%s) opens none',
  async (value) => {
    await adapter.interaction(await onMessage(value));
    expect(slack.sent('views.open')).toEqual([]);
    expect(adapter.inbounds).toMatchObject([{ on: { id: '1795348870.000300' }, data: value }]);
  },
);

describe('a press in a window', () => {
  const read = (value: string, over?: object) =>
    fromWindowPress(inWindow(value, over), { language: 'en' }, slack.apiUrl);

  it('about the offer stays in the window', () => {
    expect(read('k:Ab3dE6gH:1aa:673456789012')).toMatchObject({
      key: expect.stringContaining('V07OFFER001'),
      chat: { id: 'C07SOURCE01', thread: '1.5', via: null },
      on: { id: `view:V07OFFER001:${slack.user}:2.5` },
    });
  });

  it('for anything else is answered in the conversation, and the window says so', async () => {
    await adapter.interaction(inWindow('m:Ab3dE6gH:1aa:673456789012'));
    expect(adapter.inbounds).toMatchObject([
      { message: null, on: { id: '2.5', chat: { id: 'C07SOURCE01', thread: '1.5' } } },
    ]);
    const said = await slack.until(async () => slack.sent('views.update')[0] ?? null);
    expect(wordsIn(said)).toContain(en('slack-window-elsewhere'));
  });

  it.each([
    ['https://hooks.slack.com/actions/T1/2/abc', true],
    ['https://evil.example/actions/T1/2/abc', false],
    ['http://169.254.169.254/latest', false],
    ['not an address', false],
  ])('sends nothing to an address that is not Slack’s: %s', (via, isTaken) => {
    const inbound = read('k:Ab3dE6gH:1aa:673456789012', {
      private_metadata: JSON.stringify({ ...METADATA, via }),
    });
    expect(inbound?.chat.via).toBe(isTaken ? via : null);
  });

  it.each([
    ['of another kind', { callback_id: 'search' }],
    ['without an address', { private_metadata: '' }],
    ['with a forged address', { private_metadata: '{"channel":1,"behind":"x y"}' }],
    ['with a forged message behind it', { private_metadata: JSON.stringify({ ...METADATA, behind: 'a:b' }) }],
    ['with a forged id', { id: 'V1:U1:9.9' }],
  ])('%s is none of ours', (_, over) => {
    expect(read('k:Ab3dE6gH:1aa:673456789012', over)).toBeNull();
  });
});
