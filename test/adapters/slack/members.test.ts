/** Who decides in a channel of Slack, who is in it, and what people are called. */

import { WebClient } from '@slack/web-api';
import Keyv from 'keyv';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMembers } from '../../../adapters/slack/members.ts';
import { createNames } from '../../../adapters/slack/names.ts';
import { createPeople } from '../../../adapters/slack/people.ts';
import { createProfiles } from '../../../adapters/slack/profiles.ts';
import type { ChatRef } from '../../../src/domain/chat.ts';
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts';
import { silentLog } from '../../support/silent-log.ts';
import { BOT_TOKEN, type SlackDouble, startSlack } from '../../support/slack-wire.ts';

let slack: SlackDouble;
let client: WebClient;
let clock: FakeClock;
let store: Keyv;

beforeAll(async () => {
  slack = await startSlack();
  client = new WebClient(BOT_TOKEN, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
});
afterAll(() => slack.close());

beforeEach(() => {
  slack.clear();
  clock = fakeClock();
  store = new Keyv();
});

const members = () => createMembers({ client, clock, log: silentLog });
const channel = (): ChatRef => ({
  platform: 'slack',
  id: slack.channel,
  thread: null,
  kind: 'group',
  via: null,
});
const person = (id: string) => ({ id, language: 'en' }) as const;

/** Lets Slack answer a method with this. */
const answering = (method: string, body: object) =>
  slack.answerWith((call) => (call.method === method ? { body: { ok: true, ...body } } : undefined));

describe('who may configure a channel', () => {
  it.each(['is_admin', 'is_owner', 'is_primary_owner'])(
    'a member of the workspace with %s',
    async (right) => {
      answering('users.info', { user: { id: 'U1', [right]: true } });
      expect(await members().mayConfigure(channel(), person('U1'))).toBe(true);
      expect(slack.sent('conversations.info')).toEqual([]);
    },
  );

  it('who made the channel, and nobody else; asked once in a minute', async () => {
    answering('conversations.info', { channel: { id: slack.channel, creator: slack.user } });
    const { mayConfigure } = members();
    expect(await mayConfigure(channel(), person(slack.user))).toBe(true);
    expect(await mayConfigure(channel(), person(slack.bot))).toBe(false);
    expect(await mayConfigure(channel(), person(slack.user))).toBe(true);
    expect(slack.sent('users.info')).toHaveLength(2);
    await clock.advance(60_000);
    await mayConfigure(channel(), person(slack.user));
    expect(slack.sent('users.info')).toHaveLength(3);
  });

  it('nobody but admins where the app may not see who made it, and everybody in their direct message', async () => {
    slack.answerWith(({ method }) =>
      method === 'conversations.info'
        ? { body: { ok: false, error: 'missing_scope', needed: 'channels:read' } }
        : undefined,
    );
    expect(await members().mayConfigure(channel(), person(slack.user))).toBe(false);
    expect(await members().mayConfigure({ ...channel(), kind: 'private' }, person('U9'))).toBe(true);
  });

  it.each(['channel_not_found', 'not_in_channel'])(
    'cannot be told where the app is not in the channel: %s',
    async (error) => {
      slack.answerWith(({ method }) =>
        method === 'conversations.info' ? { body: { ok: false, error } } : undefined,
      );
      await expect(members().mayConfigure(channel(), person(slack.user))).rejects.toMatchObject({
        code: 'chat-outside',
      });
    },
  );

  it('cannot be told while Slack is down, and is asked again then', async () => {
    const { mayConfigure } = members();
    slack.answerWith(({ method }) => (method === 'users.info' ? { status: 503, body: 'down' } : undefined));
    await expect(mayConfigure(channel(), person(slack.user))).rejects.toMatchObject({ code: 'chat-down' });
    answering('users.info', { user: { id: slack.user, is_admin: true } });
    expect(await mayConfigure(channel(), person(slack.user))).toBe(true);
  });
});

describe('who is in a channel', () => {
  it('is looked up page by page, a few at most', async () => {
    slack.answerWith(({ method, args }) =>
      method === 'conversations.members'
        ? {
            body: {
              ok: true,
              members: args.cursor === 'p2' ? ['U2'] : ['U1'],
              response_metadata: { next_cursor: args.cursor === 'p2' ? 'p3' : 'p2' },
            },
          }
        : undefined,
    );
    const { isMember } = members();
    expect(await isMember({ ...channel(), id: `T9/${slack.channel}` }, 'U2')).toBe(true);
    expect(slack.sent('conversations.members')).toHaveLength(2);
    expect(await isMember(channel(), 'U3')).toBe(false);
    expect(slack.sent('conversations.members')).toHaveLength(5);
  });

  it('is nobody as far as is known where the app may not look', async () => {
    const { isMember } = members();
    expect(await isMember(channel(), slack.user)).toBe(true);
    expect(await isMember({ ...channel(), id: slack.foreignChannel }, slack.user)).toBe(false);
  });
});

describe('a name', () => {
  it('is the one that somebody chose, asked for once', async () => {
    answering('users.info', {
      user: { id: 'U1', name: 'a.l', real_name: 'Ada L', profile: { display_name: 'ada' } },
    });
    const nameOf = createNames(createProfiles({ client, store, log: silentLog }));
    expect(await nameOf('T9/U1')).toBe('ada');
    expect(await nameOf('U1')).toBe('ada');
    expect(slack.sent('users.info').map(({ args }) => args.user)).toEqual(['U1']);
  });

  it('and the language of the same person are one question, also when both are asked at once', async () => {
    answering('users.info', { user: { id: 'U1', locale: 'zh-CN', profile: { display_name: 'ada' } } });
    const profileOf = createProfiles({ client, store, log: silentLog });
    const [nameOf, languageOf] = [createNames(profileOf), createPeople(profileOf)];
    expect(await Promise.all([nameOf('U1'), languageOf('U1'), nameOf('T9/U1')])).toEqual([
      'ada',
      'zh',
      'ada',
    ]);
    expect(slack.sent('users.info')).toHaveLength(1);
  });

  it('of somebody whom Slack does not know is none', async () => {
    const nameOf = createNames(createProfiles({ client, store, log: silentLog }));
    expect(await nameOf('U0NOBODY')).toBeNull();
    expect(await nameOf('U0NOBODY')).toBeNull();
    expect(slack.sent('users.info')).toHaveLength(1);
  });
});
