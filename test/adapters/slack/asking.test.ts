/** What people do in Slack to ask, over HTTP against the double: the modal's fields, the shortcut, threads, lost files, closed doors. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translator } from '../../../src/i18n/translate.ts';
import { type AdapterUnderTest, startAdapter } from '../../support/slack-adapter.ts';
import { eventPayload, type Payload, payload } from '../../support/slack-payload.ts';
import { type SlackDouble, startSlack } from '../../support/slack-wire.ts';

const en = translator('en');
const JPEG = Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP', 'base64');

let slack: SlackDouble;
let adapter: AdapterUnderTest;

beforeAll(async () => {
  slack = await startSlack();
});
afterAll(() => slack.close());

const begin = async (over: Parameters<typeof startAdapter>[1] = {}) => {
  adapter = await startAdapter(slack, over);
  slack.clear();
};
afterEach(async () => {
  await adapter.close();
  expect(slack.faults).toEqual([]);
});

const mention = (over: Payload) =>
  adapter.event(
    eventPayload('app-mention-in-thread', {
      channel: slack.channel,
      user: slack.user,
      text: `<@${slack.bot}>`,
      ...over,
    }),
  );

const say = async (channel: string, text: string, thread?: string) => {
  const { ts = '' } = await slack.person.chat.postMessage({
    channel,
    text,
    ...(thread && { thread_ts: thread }),
  });
  return ts;
};

const command = async (over: Record<string, string> = {}) =>
  adapter.command({
    ...(payload('slash-command') as Record<string, string>),
    user_id: slack.user,
    channel_id: slack.channel,
    response_url: slack.hookUrl,
    trigger_id: await slack.trigger(),
    ...over,
  });

const whispers = () => slack.sent('chat.postEphemeral').map(({ args }) => args);

const opened = async (): Promise<Payload> => {
  await expect.poll(() => slack.sent('views.open')).toHaveLength(1);
  return slack.sent('views.open')[0]?.args.view as Payload;
};

describe('a mention in a thread', () => {
  it('takes the nearest picture above it, whoever posted it, with the words beside the mention', async () => {
    await begin();
    const root = await slack.sharePhoto(slack.channel, JPEG, 'root.jpg');
    const second = await slack.sharePhoto(slack.channel, JPEG, 'second.jpg', root.ts);
    const ts = await say(slack.channel, `<@${slack.bot}> moq<50`, root.ts);
    await slack.sharePhoto(slack.channel, JPEG, 'later.jpg', root.ts);
    await mention({ ts, thread_ts: root.ts, text: `<@${slack.bot}> moq&lt;50` });
    expect(adapter.inbounds).toMatchObject([
      {
        kind: 'photos',
        caption: 'moq<50',
        photos: [{ fileId: second.files[0]?.id }],
        chat: { thread: root.ts },
        message: { id: ts },
      },
    ]);
  });

  it('takes that of the message that began the thread', async () => {
    await begin();
    const root = await slack.sharePhoto(slack.channel, JPEG);
    await say(slack.channel, 'nice', root.ts);
    const ts = await say(slack.channel, `<@${slack.bot}>`, root.ts);
    await mention({ ts, thread_ts: root.ts });
    expect(adapter.inbounds).toMatchObject([
      { kind: 'photos', caption: null, photos: [{ fileId: root.files[0]?.id }] },
    ]);
  });

  it('does not look for a picture when it asks for something else', async () => {
    await begin();
    const root = await slack.sharePhoto(slack.channel, JPEG);
    slack.clear();
    await mention({ ts: '1999999999.1', thread_ts: root.ts, text: `<@${slack.bot}> shortlist` });
    expect(adapter.inbounds).toMatchObject([{ kind: 'command', name: 'shortlist' }]);
    expect(slack.sent('conversations.replies')).toEqual([]);
  });

  it('is one question to Slack, although it comes as two events', async () => {
    await begin();
    const root = await slack.sharePhoto(slack.channel, JPEG);
    const ts = await say(slack.channel, `<@${slack.bot}>`, root.ts);
    const answers = await Promise.all([
      mention({ ts, thread_ts: root.ts }),
      mention({ ts, thread_ts: root.ts, type: 'message', channel_type: 'channel' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(adapter.inbounds).toHaveLength(1);
    expect(slack.sent('conversations.replies')).toHaveLength(1);
  });
});

it('a reply in a thread of the direct message takes the picture above it, without a mention', async () => {
  await begin();
  const root = await slack.sharePhoto(slack.direct, JPEG);
  const ts = await say(slack.direct, 'similar', root.ts);
  const reply = { ts, thread_ts: root.ts, text: 'similar', channel: slack.direct, user: slack.user };
  await adapter.event(eventPayload('message-im-text', reply));
  expect(adapter.inbounds).toMatchObject([
    {
      kind: 'photos',
      caption: 'similar',
      photos: [{ fileId: root.files[0]?.id }],
      chat: { thread: root.ts },
    },
  ]);
});

describe('files that come late, or not at all', () => {
  const bare = { ts: '1795349000.000100', text: undefined as string | undefined };

  it('are searched for when the event that has them comes after one that could not be completed', async () => {
    await begin();
    slack.answerWith(({ method }) =>
      method === 'conversations.history' ? { status: 500, body: 'down' } : undefined,
    );
    const text = `<@${slack.bot}>`;
    await mention({ ...bare, text, thread_ts: undefined });
    const { files } = payload('app-mention-photo').event as Payload;
    const whole = { ...bare, text, thread_ts: undefined, files, type: 'message', subtype: 'file_share' };
    await mention(whole);
    await mention(whole);
    expect(adapter.inbounds.map(({ kind }) => kind)).toEqual(['text', 'photos']);
  });

  it.each([
    ['hidden_by_limit', en('slack-file-hidden')],
    ['tombstone', en('slack-file-deleted')],
  ])('that are %s are told of once and to their sender alone', async (mode, text) => {
    await begin();
    const gone = { ts: '1795349001.000100', thread_ts: undefined, files: [{ id: 'F1', mode }] };
    const twin = { ...gone, type: 'message', subtype: 'file_share' };
    await Promise.all([mention(gone), mention(twin)]);
    await mention(twin);
    await expect.poll(whispers).toMatchObject([{ channel: slack.channel, user: slack.user, text }]);
    expect(adapter.inbounds).toEqual([]);
  });

  it('that are hidden in a direct message are told of there', async () => {
    await begin();
    const files = [{ id: 'F1', mode: 'hidden_by_limit' }];
    await adapter.event(eventPayload('message-im-photo', { files, channel: slack.direct, user: slack.user }));
    await expect
      .poll(() => slack.sent('chat.postMessage').map(({ args }) => args.text))
      .toEqual([en('slack-file-hidden')]);
  });

  it('of another workspace are looked up, and documents among them are left out', async () => {
    await begin();
    slack.answerWith(({ method, args }) => {
      if (method !== 'files.info') return undefined;
      const mimetype = args.file === 'F1' ? 'application/pdf' : 'image/png';
      return {
        body: { ok: true, file: { id: args.file, mimetype, url_private: 'https://files.slack.com/a' } },
      };
    });
    const files = ['F1', 'F2'].map((id) => ({ id, mode: 'file_access', file_access: 'check_file_info' }));
    const message = {
      ts: '1795349002.000100',
      thread_ts: undefined,
      type: 'message',
      subtype: 'file_share',
      files,
    };
    await mention({ ...message, text: 'look' });
    expect(adapter.inbounds).toMatchObject([{ addressed: false, photos: [{ fileId: 'F2' }] }]);
    await mention({ ...message, text: 'look', ts: '1795349003.000100', files: files.slice(0, 1) });
    expect(adapter.inbounds).toHaveLength(1);
  });

  it('are no reason to ask Slack anything about talk that does not concern us', async () => {
    await begin();
    await mention({ ts: '1795349004.000100', type: 'message', text: 'lunch?' });
    expect(slack.calls).toEqual([]);
    expect(adapter.inbounds).toEqual([]);
  });
});

describe('the modal', () => {
  const submit = async (values: Payload, over: Payload = {}) => {
    const submission = payload('view-submission');
    const view = { ...(submission.view as Payload), state: { values }, ...over };
    return adapter.interaction({ ...submission, user: { id: slack.user }, view });
  };
  const address = () => ({
    private_metadata: JSON.stringify({ channel: slack.channel, via: slack.hookUrl }),
  });
  const field = (name: string, value: unknown) => ({ [name]: { [name]: value } });

  it('shows what is wrong at the fields, and takes nothing', async () => {
    await begin();
    const refused = await submit(
      {
        ...field('photo', { type: 'file_input', files: [] }),
        ...field('price', { type: 'number_input', value: '-3' }),
        ...field('moq', { type: 'number_input', value: '2.5' }),
      },
      address(),
    );
    expect(await refused.json()).toEqual({
      response_action: 'errors',
      errors: {
        photo: en('slack-modal-nothing'),
        price: en('slack-modal-bad-price'),
        moq: en('slack-modal-bad-moq'),
      },
    });
    const document = { id: 'F1', mimetype: 'application/pdf' };
    const noPicture = await submit(field('photo', { files: [document] }), address());
    expect(await noPicture.json()).toMatchObject({ errors: { photo: en('slack-modal-no-picture') } });
    expect(adapter.inbounds).toEqual([]);
  });

  it('is not taken when it says that it was opened nowhere', async () => {
    await begin();
    const words = field('words', { value: 'lamp' });
    for (const private_metadata of ['', '{}', '{"channel":"#general"}', '{"channel":"C1","via":7}'])
      expect(await (await submit(words, { private_metadata })).json()).toMatchObject({
        errors: { photo: en('slack-modal-stale') },
      });
    expect(adapter.inbounds).toEqual([]);
  });

  it('answers nowhere else than Slack, whatever its metadata says', async () => {
    await begin();
    const odd = [
      'http://169.254.169.254/latest',
      'https://hooks.slack.com.evil.example/commands/1',
      'https://hooks.slack.com/services/T1/B1/x',
      'https://hooks.slack.com@evil.example/commands/1',
    ];
    for (const [index, via] of odd.entries()) {
      const private_metadata = JSON.stringify({ channel: slack.channel, via });
      await submit(field('words', { value: 'lamp' }), { id: `V${index}`, private_metadata });
    }
    expect(adapter.inbounds.map(({ chat }) => chat.via)).toEqual(odd.map(() => null));
  });

  it('offers the picture that its asker posted last in this channel, and one press searches with it', async () => {
    await begin();
    await slack.sharePhoto(slack.channel, JPEG, 'older.jpg');
    const { files } = await slack.sharePhoto(slack.channel, JPEG, 'lamp.jpg');
    const latest = files[0]?.id ?? '';
    slack.answerWith(({ method }) =>
      method === 'files.list'
        ? { body: { ok: true, files: [{ ...files[0], mimetype: 'image/jpeg' }] } }
        : undefined,
    );
    await command({ text: 'similar &lt;20 yuan' });
    await expect.poll(() => slack.sent('views.update')).toHaveLength(1);
    const args: Payload = { ...slack.sent('views.update')[0]?.args };
    expect(JSON.stringify(args.view)).toContain(en('slack-modal-offer'));
    expect(JSON.stringify(args.view)).toContain(`"slack_file":{"id":"${latest}"}`);
    expect(JSON.stringify(args.view)).toContain('"initial_value":"similar <20 yuan"');
    expect(slack.sent('files.list')[0]?.args).toMatchObject({ channel: slack.channel, user: slack.user });

    const press = payload('block-action-modal');
    const view = { ...(press.view as Payload), id: args.view_id, ...address() };
    const pressed = { ...press, user: { id: slack.user }, view };
    for (const _ of ['once', 'twice']) expect((await adapter.interaction(pressed)).status).toBe(200);
    expect(adapter.inbounds).toMatchObject([
      { kind: 'photos', photos: [{ fileId: latest }], caption: 'desk lamp', chat: { id: slack.channel } },
    ]);
    await expect
      .poll(() => slack.sent('views.update').map((call) => JSON.stringify(call.args.view)))
      .toContainEqual(expect.stringContaining(en('slack-modal-begun')));
  });

  it('gives nobody the picture that was offered to somebody else', async () => {
    await begin();
    await adapter.store.set('slack:offered:V1', { user: 'U0SOMEBODY', file: { id: 'F1' } });
    const press = payload('block-action-modal');
    for (const id of ['V1', 'V2']) {
      const view = { ...(press.view as Payload), id, ...address() };
      await adapter.interaction({ ...press, user: { id: slack.user }, view });
    }
    expect(adapter.inbounds).toEqual([]);
    await expect
      .poll(() => slack.sent('views.update').map(({ args }) => [args.view_id, JSON.stringify(args.view)]))
      .toEqual(['V1', 'V2'].map((id) => [id, expect.stringContaining(en('slack-modal-stale'))]));
  });

  it('shows the offer without the picture where Slack cannot show it', async () => {
    await begin();
    const file = { id: 'F1', name: 'lamp.png', mimetype: 'image/png' };
    slack.answerWith(({ method, args }) => {
      if (method === 'files.list') return { body: { ok: true, files: [file] } };
      return method === 'views.update' && JSON.stringify(args).includes('slack_file')
        ? { body: { ok: false, error: 'invalid_blocks' } }
        : undefined;
    });
    await command({ text: '' });
    await expect.poll(() => slack.sent('views.update')).toHaveLength(2);
    expect(JSON.stringify(slack.sent('views.update')[1]?.args)).toContain('lamp.png');
  });

  it('finds the picture in the conversation where files cannot be listed, and offers none where nothing can be seen', async () => {
    await begin();
    const { files } = await slack.sharePhoto(slack.channel, JPEG);
    const messages = [
      { ts: '9999999999.1', user: 'U0OTHER', files: [{ id: 'F1', mimetype: 'image/png' }] },
      { ts: '9999999998.1', user: slack.user, files: [{ ...files[0], mimetype: 'image/jpeg' }] },
    ];
    let isHidden = false;
    slack.answerWith(({ method }) => {
      if (method === 'files.list') return { body: { ok: false, error: 'missing_scope' } };
      if (method !== 'conversations.history') return undefined;
      return { body: isHidden ? { ok: false, error: 'missing_scope' } : { ok: true, messages } };
    });
    await command({ text: '' });
    await expect.poll(() => slack.sent('views.update')).toHaveLength(1);
    expect(JSON.stringify(slack.sent('views.update')[0]?.args)).toContain(files[0]?.id);
    isHidden = true;
    await command({ text: '' });
    await expect.poll(() => slack.sent('conversations.history')).toHaveLength(2);
    await adapter.adapter.stop();
    expect(slack.sent('views.update')).toHaveLength(1);
  });

  it('that comes too late is told to its asker, who can type the command again', async () => {
    await begin();
    slack.answerWith(({ method }) =>
      method === 'views.open' ? { body: { ok: false, error: 'expired_trigger_id' } } : undefined,
    );
    await command({ text: '' });
    await expect
      .poll(() => slack.sent('hook').map(({ args }) => args))
      .toMatchObject([{ response_type: 'ephemeral', text: en('slack-modal-late') }]);
  });

  it('begins with words that name nothing to search for', async () => {
    await begin();
    await command({ text: 'similar' });
    expect(JSON.stringify(await opened())).toContain('"initial_value":"similar"');
    expect(adapter.inbounds).toEqual([]);
  });
});

describe('the shortcut', () => {
  const choose = (message: Payload) => {
    const shortcut = payload('message-shortcut');
    return adapter.interaction({
      ...shortcut,
      user: { id: slack.user },
      channel: { id: slack.channel },
      response_url: slack.hookUrl,
      message: { ...(shortcut.message as Payload), ...message },
    });
  };

  it('on a message with pictures is one request, to be answered in its thread', async () => {
    await begin();
    const answer = await choose({});
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(adapter.inbounds).toMatchObject([
      { kind: 'photos', chat: { thread: '1795348800.123459', via: slack.hookUrl }, caption: null },
    ]);
    expect(await adapter.store.get('slack:file:F07LAMP0001')).toContain('https://files.slack.com/');
  });

  it.each([
    [{ files: [] }, en('slack-no-picture')],
    [{ files: [{ id: 'F1', mimetype: 'text/plain' }] }, en('slack-no-picture')],
    [{ files: [{ id: 'F1', mode: 'hidden_by_limit' }] }, en('slack-file-hidden')],
  ])('on a message without one is answered privately: %j', async (message, text) => {
    await begin();
    expect((await choose(message)).status).toBe(200);
    await expect
      .poll(() => slack.sent('hook').map(({ args }) => args))
      .toMatchObject([{ response_type: 'ephemeral', text }]);
    expect(adapter.inbounds).toEqual([]);
  });

  it('may be about what a bot has posted', async () => {
    await begin();
    await choose({ user: undefined, bot_id: 'B1', subtype: 'bot_message' });
    expect(adapter.inbounds).toHaveLength(1);
  });
});

describe('where only some are let in', () => {
  const closed = (...allowedChannels: string[]) => begin({ allowedChannels });
  const { files } = payload('app-mention-photo').event as Payload;

  it('others are told once in a while, privately, with the id of the channel', async () => {
    await closed('C0NAMED001');
    for (const ts of ['1795349100.1', '1795349100.2']) await mention({ ts, thread_ts: undefined, files });
    const text = en('not-allowed-channel', { id: slack.channel });
    await expect.poll(whispers).toMatchObject([{ channel: slack.channel, user: slack.user, text }]);
    await mention({ ts: '1795349100.3', thread_ts: undefined, type: 'message', text: 'look', files });
    await adapter.adapter.stop();
    expect(adapter.inbounds).toEqual([]);
    expect(whispers()).toHaveLength(1);
  });

  it('who did not speak to the bot hears nothing of it', async () => {
    await closed('C0NAMED001');
    const near = { ts: '1795349102.1', thread_ts: undefined, type: 'message', text: 'look', files };
    await mention(near);
    await mention({ ts: '1795349102.2', thread_ts: undefined, user: 'U0OTHER', files });
    await expect.poll(whispers).toMatchObject([{ user: 'U0OTHER' }]);
    expect(adapter.inbounds).toEqual([]);
  });

  it('nobody gets a modal, a search or a page of an answer that they could not have', async () => {
    await closed('C0NAMED001');
    await command({ text: '' });
    await expect.poll(() => slack.sent('hook')).toHaveLength(1);
    await command({ text: 'red lamp' });
    await adapter.interaction({
      ...payload('message-shortcut'),
      user: { id: slack.user },
      channel: { id: slack.channel },
      response_url: slack.hookUrl,
    });
    await adapter.interaction({
      ...payload('block-action'),
      user: { id: slack.user },
      channel: { id: slack.channel },
      response_url: slack.hookUrl,
    });
    const submission = payload('view-submission');
    const private_metadata = JSON.stringify({ channel: slack.channel, via: null });
    const view = { ...(submission.view as Payload), private_metadata };
    const refused = await adapter.interaction({ ...submission, user: { id: slack.user }, view });
    const text = en('not-allowed-channel', { id: slack.channel });
    expect(await refused.json()).toEqual({ response_action: 'errors', errors: { photo: text } });
    expect(adapter.inbounds).toEqual([]);
    expect(slack.sent('views.open')).toEqual([]);
  });

  it('a channel that is named is, and so is a person who is named, everywhere', async () => {
    await closed('C0NAMED001', slack.user);
    await mention({ ts: '1795349101.1', thread_ts: undefined, files });
    await mention({
      ts: '1795349101.2',
      thread_ts: undefined,
      files,
      channel: 'C0NAMED001',
      user: 'U0OTHER',
    });
    expect(adapter.inbounds.map(({ chat }) => chat.id)).toEqual([slack.channel, 'C0NAMED001']);
  });

  it('a stranger in a direct message is told their own id', async () => {
    await closed('C0NAMED001');
    await adapter.event(eventPayload('message-im-text', { channel: slack.direct, user: slack.user }));
    await expect
      .poll(() => slack.sent('chat.postMessage').map(({ args }) => args.text))
      .toEqual([en('not-allowed-channel', { id: slack.user })]);
  });
});
