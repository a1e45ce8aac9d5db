/** Installing the app into a workspace: the real flow against the double of Slack, and everything that may go wrong on the way. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SlackParts } from '../../../adapters/slack/index.ts';
import { languageTag } from '../../../src/i18n/languages.ts';
import { translator } from '../../../src/i18n/translate.ts';
import { type AdapterUnderTest, mapStore, startAdapter } from '../../support/slack-adapter.ts';
import { eventPayload } from '../../support/slack-payload.ts';
import {
  INSTALL_ENV,
  installer,
  PUBLIC_URL,
  startWorkspaces,
  THERE,
  type Workspaces,
} from '../../support/slack-workspaces.ts';

const en = translator('en');

const INSTALLS = {
  clientId: INSTALL_ENV.SLACK_CLIENT_ID,
  clientSecret: INSTALL_ENV.SLACK_CLIENT_SECRET,
  publicUrl: PUBLIC_URL,
};

let workspaces: Workspaces;
let adapter: AdapterUnderTest;
let store: ReturnType<typeof mapStore>;

beforeAll(async () => {
  workspaces = await startWorkspaces();
});
afterAll(() => workspaces.close());
beforeEach(async () => {
  store = mapStore();
  adapter = await startAdapter(
    { ...workspaces.home, apiUrl: workspaces.apiUrl },
    {
      botToken: null,
      installs: { ...INSTALLS, store },
    },
  );
});
afterEach(async () => {
  await adapter.close();
  workspaces.clear();
});

const browser = () => installer(() => adapter.url);
const kept = () => store.entries.get(`slack:installation:${THERE}`);
const words = (key: string) => en(key).replaceAll("'", '&#39;');

/** A message of somebody in the workspace, as Slack sends it. */
const message = (ts: string, over: object = {}) => ({
  ...eventPayload('message-im-text', { user: workspaces.there.user, channel: 'D1', ts }),
  team_id: THERE,
  authorizations: [{ team_id: THERE }],
  ...over,
});

describe('an installation', () => {
  it('asks Slack for the rights of the manifest, and keeps the token', async () => {
    const begun = await browser().open('/slack/install');
    const asked = new URL(begun.headers.get('location') ?? '');
    expect(asked.searchParams.get('scope')?.split(',')).toContain('files:read');
    expect(asked.searchParams.get('redirect_uri')).toBe(`${PUBLIC_URL}/slack/oauth_redirect`);
    expect(begun.headers.getSetCookie()[0]).toMatch(/; Secure; HttpOnly; Path=\/; Max-Age=600$/);

    const seen = await browser().install();
    expect(seen.status).toBe(200);
    expect(seen.page).toContain('Tusou is now in Emulate');
    expect(seen.page).toContain(`team=${THERE}`);
    expect(kept()).toMatchObject({
      team: THERE,
      botUserId: 'U0TUSOU09',
      token: expect.stringMatching(/^xoxb-/),
    });
    expect(adapter.lines.join('')).not.toMatch(/xoxb-[\w-]{10}/);
  });

  it('lets the workspace in: what its people say is heard under its own name', async () => {
    expect((await adapter.event(message('1.1'))).status).toBe(200);
    expect(adapter.inbounds).toEqual([]);
    expect(adapter.lines.join('')).toContain('event of a workspace that the app is not installed in');
    await browser().install();
    expect((await adapter.event(message('1.2'))).status).toBe(200);
    expect(adapter.inbounds).toMatchObject([
      {
        key: `slack:${THERE}/D1:1.2`,
        chat: { id: `${THERE}/D1` },
        from: { id: `${THERE}/${workspaces.there.user}` },
      },
    ]);
  });

  it('is replaced by the next one of the same workspace', async () => {
    await browser().install();
    const first = kept();
    await browser().install();
    expect(kept()).not.toEqual(first);
    expect(store.entries.get('slack:teams')).toEqual([THERE]);
  });

  it('is told in the language of the browser', async () => {
    for (const language of ['zh', 'ru', 'es', 'vi'] as const) {
      const { page } = await browser().install(language);
      expect(page).toContain(`<html lang="${languageTag(language)}">`);
      expect(page).toContain(translator(language)('slack-installed-next'));
    }
  });
});

describe('a workspace that takes the app out', () => {
  const goodbye = (event: object, seconds = Math.floor(Date.now() / 1000) + 5) =>
    adapter.event(message('2.1', { event, event_time: seconds }));

  it.each([
    ['app_uninstalled', { type: 'app_uninstalled' }],
    ['tokens_revoked', { type: 'tokens_revoked', tokens: { bot: ['U0TUSOU09'], oauth: [] } }],
  ])('by %s is forgotten', async (_, event) => {
    await browser().install();
    expect((await goodbye(event)).status).toBe(200);
    expect(kept()).toBeUndefined();
    expect(store.entries.get('slack:teams')).toEqual([]);
    await adapter.event(message('2.2'));
    expect(adapter.inbounds).toEqual([]);
    const chat = { platform: 'slack', id: `${THERE}/D1`, thread: null, kind: 'private', via: null } as const;
    const reply = { kind: 'working', text: 'Looking…' } as const;
    await expect(adapter.adapter.send(chat, reply, { replaces: null, answers: null })).rejects.toMatchObject({
      code: 'chat-forbidden',
    });
    expect(await adapter.adapter.findSign?.({ chat, id: '2.2' })).toBeNull();
  });

  it('is not forgotten for the token of a person, nor for a goodbye from before it came back', async () => {
    await browser().install();
    await goodbye({ type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } });
    await goodbye({ type: 'app_uninstalled' }, Math.floor(Date.now() / 1000) - 300);
    expect(kept()).toBeDefined();
  });
});

describe('an attempt that fails', () => {
  it.each([
    ['without a state', '/slack/oauth_redirect?code=1', 'slack-install-stale', 400],
    ['without a code', '/slack/oauth_redirect?state=1', 'slack-install-stale', 400],
    [
      'refused by the person',
      '/slack/oauth_redirect?error=access_denied&state=1',
      'slack-install-cancelled',
      200,
    ],
  ])('%s', async (_, path, key, status) => {
    const seen = await browser().see(path);
    expect(seen.status).toBe(status);
    expect(seen.page).toContain(words(key));
    expect(seen.page).toContain('href="install"');
    expect(adapter.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  it('in another browser, also with a state that is good', async () => {
    const path = await browser().agree();
    const seen = await browser().see(path);
    expect(seen).toMatchObject({ status: 400, page: expect.stringContaining(words('slack-install-stale')) });
    expect(kept()).toBeUndefined();
  });

  it('a second time with the same state, whatever cookie comes with it', async () => {
    const one = browser();
    const path = await one.agree();
    const state = new URL(path, PUBLIC_URL).searchParams.get('state');
    expect((await one.see(path)).status).toBe(200);
    const cookie = `slack-app-oauth-state=${state}`;
    const again = await fetch(new URL(path, adapter.url), { headers: { cookie } });
    expect(again.status).toBe(400);
  });

  it('after ten minutes', async () => {
    const one = browser();
    const path = await one.agree();
    const state = new URL(path, PUBLIC_URL).searchParams.get('state');
    expect(store.ttlOf(`slack:state:${state}`)).toBe(600_000);
    await store.delete(`slack:state:${state}`);
    expect((await one.see(path)).status).toBe(400);
  });

  it('with a code that Slack does not know', async () => {
    const one = browser();
    const path = (await one.agree()).replace(/code=\w+/, 'code=made-up');
    const seen = await one.see(path);
    expect(seen).toMatchObject({ status: 502, page: expect.stringContaining(words('slack-install-failed')) });
    expect(adapter.lines.join('')).not.toContain('made-up');
  });

  it('for a whole organisation: the token is given back and nothing is kept', async () => {
    workspaces.there.answerWith(({ method }) => {
      if (method === 'oauth.v2.access')
        return {
          body: {
            ok: true,
            access_token: 'xoxb-org-token',
            token_type: 'bot',
            scope: 'commands',
            bot_user_id: 'U1',
            app_id: 'A1',
            team: null,
            enterprise: { id: 'E1', name: 'Org' },
            is_enterprise_install: true,
            authed_user: { id: 'U2' },
          },
        };
      return method === 'auth.test' || method === 'auth.revoke'
        ? { body: { ok: true, url: 'https://org' } }
        : undefined;
    });
    const seen = await browser().install();
    expect(seen).toMatchObject({ status: 400, page: expect.stringContaining(words('slack-install-org')) });
    expect(workspaces.there.sent('auth.revoke')).toHaveLength(1);
    expect([...store.entries.keys()].filter((key) => key.includes('installation'))).toEqual([]);
  });

  it('because it could not be kept', async () => {
    const one = browser();
    const path = await one.agree();
    store.set = async () => undefined;
    expect((await one.see(path)).status).toBe(502);
  });

  it('is safe to show: a name of a workspace is no markup', async () => {
    workspaces.there.answerWith(({ method }) =>
      method === 'oauth.v2.access'
        ? {
            body: {
              ok: true,
              access_token: 'xoxb-a-token',
              scope: 'commands',
              bot_user_id: 'U1',
              app_id: 'A1',
              team: { id: THERE, name: '<script>alert(1)</script>"' },
              enterprise: null,
              is_enterprise_install: false,
              authed_user: { id: 'U2' },
            },
          }
        : method === 'auth.test'
          ? { body: { ok: true, bot_id: 'B1' } }
          : undefined,
    );
    const { page } = await browser().install();
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;');
    expect(page).not.toContain('<script');
  });
});

describe('somebody whose id is the same in two workspaces', () => {
  it('is answered in the language that they read there', async () => {
    await browser().install();
    const speaks = (locale: string) => (call: { method: string }) =>
      call.method === 'users.info' ? { body: { ok: true, user: { id: 'U1', locale } } } : undefined;
    const both = await startAdapter(
      { ...workspaces.home, apiUrl: workspaces.apiUrl },
      { installs: { ...INSTALLS, store } },
    );
    workspaces.home.answerWith(speaks('ru-RU'));
    workspaces.there.answerWith(speaks('vi-VN'));
    const event = eventPayload('message-im-text').event as object;
    for (const team of [workspaces.home.team, THERE, workspaces.home.team, THERE])
      await both.event(
        message('4.1', {
          team_id: team,
          authorizations: [],
          event: { ...event, user: 'U1', ts: `4.${team}` },
        }),
      );
    expect(both.inbounds.map(({ from }) => [from.id, from.language])).toEqual([
      ['U1', 'ru'],
      [`${THERE}/U1`, 'vi'],
    ]);
    expect(workspaces.home.sent('users.info')).toHaveLength(1);
    await both.close();
  });
});

describe('a bot token that Slack refuses', () => {
  const refused = () =>
    workspaces.home.answerWith(() => ({ body: { ok: false, error: 'account_inactive' } }));
  const start = (installs: SlackParts['installs']) =>
    startAdapter({ ...workspaces.home, apiUrl: workspaces.apiUrl }, { installs });

  it('stops the start where there is no other workspace', async () => {
    refused();
    await expect(start(null)).rejects.toMatchObject({ code: 'config-invalid' });
  });

  it('is told, and the other workspaces are served', async () => {
    await browser().install();
    refused();
    const other = await start({ ...INSTALLS, store });
    expect((await other.event(message('3.1'))).status).toBe(200);
    expect((await other.event(message('3.2', { team_id: 'T0', authorizations: [] }))).status).toBe(200);
    expect(other.inbounds).toMatchObject([{ key: `slack:${THERE}/D1:3.1` }]);
    expect(workspaces.home.sent('auth.test')).toHaveLength(1);
    expect(other.lines.join('')).toContain('slack workspace of the bot token is not reached');
    await other.close();
  });
});

describe('the pages', () => {
  it('take only GET, are not kept, tell nobody where they were called from, and end with the program', async () => {
    expect((await fetch(`${adapter.url}/slack/install`, { method: 'POST' })).status).toBe(405);
    const answer = await browser().open('/slack/oauth_redirect');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    await adapter.adapter.stop();
    expect((await browser().open('/slack/install')).status).toBe(503);
  });
});
