/** From Slack's signed requests to what was asked, over HTTP, against a double of Slack's Web API. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AdapterUnderTest, startAdapter } from '../../support/slack-adapter.ts';
import { eventPayload, type Payload, payload } from '../../support/slack-payload.ts';
import { BOT_TOKEN, type SlackDouble, startSlack } from '../../support/slack-wire.ts';

const JPEG = Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP', 'base64');

let slack: SlackDouble;
let adapter: AdapterUnderTest;

beforeAll(async () => {
  slack = await startSlack();
});
afterAll(() => slack.close());

const begin = async () => {
  adapter = await startAdapter(slack);
  slack.clear();
};
afterEach(async () => {
  await adapter.close();
  expect(slack.faults).toEqual([]);
});

const command = async (over: Record<string, string>): Promise<Record<string, string>> => ({
  ...(payload('slash-command') as Record<string, string>),
  user_id: slack.user,
  channel_id: slack.channel,
  response_url: slack.hookUrl,
  trigger_id: await slack.trigger(),
  ...over,
});

describe('events', () => {
  it('a mention with a photo arrives, and its bytes can be had', async () => {
    await begin();
    const shared = await slack.sharePhoto(slack.channel, JPEG);
    const text = `<@${slack.bot}> like this`;
    const event = { ...shared, channel: slack.channel, user: slack.user, text };
    const answer = await adapter.event(eventPayload('app-mention-photo', event));
    expect(answer.status).toBe(200);
    const [inbound] = adapter.inbounds;
    expect(inbound).toMatchObject({
      kind: 'photos',
      caption: 'like this',
      chat: { id: slack.channel, thread: shared.ts },
      from: { id: slack.user, language: 'en' },
    });
    const [photo] = inbound?.kind === 'photos' ? inbound.photos : [];
    if (photo?.kind !== 'platform') throw new Error('no photo');
    expect(Buffer.from(await adapter.adapter.download(photo, AbortSignal.timeout(5000)))).toEqual(JPEG);
    expect(slack.sent('files.info')).toEqual([]);
  });

  it('a file of which only the id is known is looked up when it is opened', async () => {
    await begin();
    const shared = await slack.sharePhoto(slack.direct, JPEG);
    const stub = { id: shared.files[0]?.id, mode: 'file_access', file_access: 'check_file_info' };
    const event = { ts: shared.ts, files: [stub], channel: slack.direct, user: slack.user };
    await adapter.event(eventPayload('message-im-connect-stub', event));
    const [inbound] = adapter.inbounds;
    const [photo] = inbound?.kind === 'photos' ? inbound.photos : [];
    if (photo?.kind !== 'platform') throw new Error('no photo');
    expect(Buffer.from(await adapter.adapter.download(photo, AbortSignal.timeout(5000)))).toEqual(JPEG);
    expect(slack.sent('files.info')).toHaveLength(1);
  });

  it('a mention that came without its files is looked at once more', async () => {
    await begin();
    const { ts, files } = await slack.sharePhoto(slack.channel, JPEG);
    const messages = [{ type: 'message', ts, user: slack.user, channel: slack.channel, files }];
    slack.answerWith(({ method }) =>
      method === 'conversations.history' ? { body: { ok: true, messages } } : undefined,
    );
    const event = { ts, channel: slack.channel, user: slack.user, text: `<@${slack.bot}>`, files: undefined };
    await adapter.event(eventPayload('app-mention-photo', event));
    expect(adapter.inbounds[0]).toMatchObject({ kind: 'photos', photos: [{ fileId: files[0]?.id }] });
  });

  it('without the right to read a channel the mention is passed on as it is, and Slack is asked only once', async () => {
    await begin();
    slack.answerWith(({ method }) =>
      method.startsWith('conversations.') ? { body: { ok: false, error: 'missing_scope' } } : undefined,
    );
    for (const ts of ['1795348900.000201', '1795348900.000202']) {
      const event = { ts, channel: slack.channel, user: slack.user, text: `<@${slack.bot}>` };
      await adapter.event(eventPayload('app-mention-in-thread', event));
    }
    expect(adapter.inbounds).toMatchObject([{ kind: 'text', text: '' }, { kind: 'text' }]);
    expect(slack.sent('conversations.replies')).toHaveLength(1);
  });

  it('the same delivery again is acknowledged and handled once, also under its other name', async () => {
    await begin();
    const mention = { ts: '1795348950.000100', channel: slack.channel, user: slack.user };
    const event = eventPayload('app-mention-photo', mention);
    const retry = { headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' } };
    const message = eventPayload('app-mention-photo', { ...mention, type: 'message', subtype: 'file_share' });
    const both = await Promise.all([adapter.event(event), adapter.event(message)]);
    const third = await adapter.event(event, retry);
    expect([...both, third].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(adapter.inbounds.map(({ key }) => key)).toEqual([`slack:${slack.channel}:1795348950.000100`]);
  });

  it('is not acknowledged when it could not be stored, and is handled when Slack sends it again', async () => {
    await begin();
    const event = eventPayload('message-im-text', { user: slack.user, ts: '1795348960.000100' });
    let attempts = 0;
    adapter.onReceive(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('the disk is full');
    });
    expect((await adapter.event(event)).status).toBe(500);
    expect((await adapter.event(event, { headers: { 'x-slack-retry-num': '1' } })).status).toBe(200);
    expect(attempts).toBe(2);
  });

  it('is acknowledged only after it is stored', async () => {
    await begin();
    const order: string[] = [];
    adapter.onReceive(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push('stored');
    });
    const answer = await adapter.event(eventPayload('message-im-text', { user: slack.user }));
    order.push(`acknowledged ${answer.status}`);
    expect(order).toEqual(['stored', 'acknowledged 200']);
  });

  it('the language is asked of Slack once', async () => {
    await begin();
    slack.answerWith(({ method }) =>
      method === 'users.info' ? { body: { ok: true, user: { id: slack.user, locale: 'zh-CN' } } } : undefined,
    );
    for (const ts of ['1.1', '1.2'])
      await adapter.event(eventPayload('message-im-text', { user: slack.user, ts }));
    expect(adapter.inbounds.map(({ from }) => from.language)).toEqual(['zh', 'zh']);
    expect(slack.sent('users.info')).toMatchObject([{ args: { include_locale: 'true', user: slack.user } }]);
  });

  it('Slack checks the address when it is set up', async () => {
    await begin();
    const answer = await adapter.event({ type: 'url_verification', challenge: 'say this' });
    expect(await answer.json()).toEqual({ challenge: 'say this' });
  });
});

describe('requests that are not Slack’s', () => {
  it.each([
    ['a wrong signature', { secret: 'another secret' }],
    ['an old request', { seconds: Math.floor(Date.now() / 1000) - 600 }],
  ])('%s is refused', async (_, odd) => {
    await begin();
    expect((await adapter.event(payload('message-im-text'), odd)).status).toBe(401);
    expect(adapter.inbounds).toEqual([]);
  });

  it('other methods and paths are refused', async () => {
    await begin();
    expect((await fetch(`${adapter.url}/slack/events`)).status).toBe(405);
    expect((await fetch(`${adapter.url}/slack/eventsx`, { method: 'POST' })).status).toBe(404);
  });

  it('after stopping, Slack is told to come again', async () => {
    await begin();
    await adapter.adapter.stop();
    expect((await adapter.event(payload('message-im-text'))).status).toBe(503);
  });
});

describe('the command', () => {
  it('with a link searches for it', async () => {
    await begin();
    const answer = await adapter.command(await command({}));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
    expect(adapter.inbounds).toMatchObject([
      { kind: 'text', text: 'https://cbu01.alicdn.com/img/a.jpg?x=1&y=2', chat: { via: slack.hookUrl } },
    ]);
  });

  it('alone opens the modal, whose submission is a photo for that channel', async () => {
    await begin();
    const answer = await adapter.command(await command({ text: '' }));
    expect(answer.status).toBe(200);
    await expect.poll(() => slack.sent('views.open')).toHaveLength(1);
    const view = (slack.sent('views.open')[0]?.args.view ?? {}) as Payload;
    expect(view).toMatchObject({
      callback_id: 'search',
      title: { text: 'Search 1688 by photo' },
      blocks: [
        { element: { type: 'file_input', max_files: 10 }, optional: true },
        { element: { type: 'plain_text_input' } },
        { element: { type: 'static_select' } },
        { element: { type: 'number_input' } },
        { element: { type: 'number_input' } },
      ],
    });
    const submission = payload('view-submission');
    const opened = { ...(submission.view as Payload), private_metadata: view.private_metadata };
    const closed = await adapter.interaction({ ...submission, user: { id: slack.user }, view: opened });
    expect([closed.status, await closed.text()]).toEqual([200, '']);
    expect(adapter.inbounds).toMatchObject([
      { kind: 'photos', key: 'slack:view:V07MODAL001', chat: { id: slack.channel, via: slack.hookUrl } },
    ]);
  });

  it('tells its asker alone when the modal cannot be opened', async () => {
    await begin();
    await adapter.command(await command({ text: '', trigger_id: 'stale' }));
    await expect.poll(() => slack.sent('hook')).toHaveLength(1);
    expect(slack.sent('hook')[0]?.args).toMatchObject({ response_type: 'ephemeral' });
  });
});

describe('buttons', () => {
  it('a press arrives with its data', async () => {
    await begin();
    const answer = await adapter.interaction({ ...payload('block-action'), user: { id: slack.user } });
    expect(answer.status).toBe(200);
    expect(adapter.inbounds).toMatchObject([
      { kind: 'press', data: 's:Ab3dE6gH:2aa', from: { id: slack.user } },
    ]);
  });

  it('opening a page is only acknowledged', async () => {
    await begin();
    const actions = [
      { action_id: 'open:offer1.0', action_ts: '1.1', type: 'button', url: 'https://detail.1688.com/' },
    ];
    const answer = await adapter.interaction({ ...payload('block-action'), actions });
    expect(answer.status).toBe(200);
    expect(adapter.inbounds).toEqual([]);
  });
});

describe('files behind a sign-in page', () => {
  const photo = {
    kind: 'platform',
    platform: 'slack',
    fileId: 'F1',
    uniqueId: 'F1',
    name: null,
    bytes: null,
  } as const;

  it('are forbidden, and the operator reads why', async () => {
    await begin();
    const url = `${new URL(slack.apiUrl).origin}/files-pri/F1/a.jpg`;
    slack.answerWith(({ method }) => {
      if (method === 'files.info') return { body: { ok: true, file: { id: 'F1', url_private: url } } };
      return method.startsWith('files-pri')
        ? { type: 'text/html; charset=utf-8', body: '<!DOCTYPE html><html>' }
        : undefined;
    });
    await expect(adapter.adapter.download(photo, AbortSignal.timeout(5000))).rejects.toMatchObject({
      code: 'chat-forbidden',
    });
    expect(adapter.lines.join('')).toMatch(/"scope":"files:read".*reinstall the app/);
  });

  it('a page in place of a file of a channel that the bot is not in says nothing of scopes', async () => {
    await begin();
    const url = `${new URL(slack.apiUrl).origin}/files-pri/F1/a.jpg`;
    let isKnown = true;
    slack.answerWith(({ method }) => {
      if (method.startsWith('files-pri')) return { type: 'text/html', body: '<!DOCTYPE html><html>' };
      if (method !== 'files.info') return undefined;
      const known = { ok: true, file: { id: 'F1', url_private: url } };
      const body = isKnown ? known : { ok: false, error: 'file_not_found' };
      isKnown = false;
      return { body };
    });
    await expect(adapter.adapter.download(photo, AbortSignal.timeout(5000))).rejects.toMatchObject({
      code: 'photo-hidden',
    });
    expect(adapter.lines.join('')).not.toContain('lacks a scope');
  });

  it('the token goes to Slack’s own hosts only', async () => {
    await begin();
    const file = { id: 'F1', url_private: 'https://files.slack.com.evil.example/a.jpg' };
    slack.answerWith(({ method }) => (method === 'files.info' ? { body: { ok: true, file } } : undefined));
    await expect(adapter.adapter.download(photo, AbortSignal.timeout(5000))).rejects.toMatchObject({
      code: 'chat-forbidden',
    });
  });

  it.each([
    ['file_deleted', 'photo-expired'],
    // Also said of files in channels that the bot is not in.
    ['file_not_found', 'photo-hidden'],
  ])('a file of which Slack says %s is %s', async (error, code) => {
    await begin();
    slack.answerWith(({ method }) => (method === 'files.info' ? { body: { ok: false, error } } : undefined));
    await expect(adapter.adapter.download(photo, AbortSignal.timeout(5000))).rejects.toMatchObject({ code });
    expect(adapter.lines.join('')).not.toContain(BOT_TOKEN);
  });
});
