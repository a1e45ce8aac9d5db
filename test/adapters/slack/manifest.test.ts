/** The manifest is all that an admin pastes: valid, with the rights we use and no others. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import manifest from '../../../adapters/slack/manifest.json' with { type: 'json' };
import { manifestFor } from '../../../adapters/slack/manifest.ts';
import { readSource } from '../../support/source.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../fixtures/specs/slack-manifest-v2.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

const faultsOf = (document: object): unknown[] => {
  validate(document);
  return [...(validate.errors ?? [])];
};

const PUBLIC_URL = 'https://tusou.example.com';
const SCOPES: readonly string[] = manifest.oauth_config.scopes.bot;
const EVENTS: readonly string[] = manifest.settings.event_subscriptions.bot_events;

/** The scope that an event wants (docs.slack.dev/reference/events, "Required scopes" of each); null where it wants none. */
const SCOPE_OF_EVENT: Readonly<Record<string, string | null>> = {
  app_home_opened: null,
  app_mention: 'app_mentions:read',
  app_uninstalled: null,
  link_shared: 'links:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  tokens_revoked: null,
};

/** The scope that a feature or a call wants: `commands` is for shortcuts too (docs.slack.dev/reference/scopes). */
const SCOPES_OF_CALLS = [
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:read',
  'links:write',
  'reactions:write',
  'users:read',
];

describe('manifest.json', () => {
  it('is valid against the schema of app manifests', () => {
    expect(faultsOf(manifest)).toEqual([]);
    expect(faultsOf({ ...manifest, features: { slash_commands: [{ command: '1688' }] } })).not.toEqual([]);
  });

  it('lets people write to the bot, open its home and search from a message', () => {
    expect(manifest.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
    expect(manifest.features.shortcuts).toMatchObject([{ type: 'message', callback_id: 'find_on_1688' }]);
    expect(manifest.features.unfurl_domains).toContain('detail.1688.com');
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
  });

  it('hears of every event that it has the right to, and has no right that nothing needs', () => {
    expect(EVENTS).toEqual(Object.keys(SCOPE_OF_EVENT));
    const needed = [...Object.values(SCOPE_OF_EVENT).filter((scope) => scope !== null), ...SCOPES_OF_CALLS];
    expect(SCOPES).toEqual(needed.sort());
  });

  it('is explained right by right', () => {
    const rows = [...readSource('docs/slack.md').matchAll(/^\| `([a-z_]+:?[a-z.]*)` \| .{10,} \|$/gm)];
    expect(rows.map(([, scope]) => scope)).toEqual(SCOPES);
  });
});

describe('the manifest of a set-up', () => {
  it('is the file itself for Socket Mode', () => {
    expect(manifestFor({ publicUrl: null, overHttp: false })).toEqual(manifest);
  });

  it('names the redirect where more workspaces install the app', () => {
    const made = manifestFor({ publicUrl: PUBLIC_URL, overHttp: false });
    expect(faultsOf(made)).toEqual([]);
    expect(made).toMatchObject({
      oauth_config: { redirect_urls: [`${PUBLIC_URL}/slack/oauth_redirect`], scopes: { bot: SCOPES } },
      settings: { socket_mode_enabled: true },
    });
  });

  it('names the address of every kind of request over HTTP', () => {
    const made = manifestFor({ publicUrl: PUBLIC_URL, overHttp: true });
    const url = `${PUBLIC_URL}/slack/events`;
    expect(faultsOf(made)).toEqual([]);
    expect(made).toMatchObject({
      features: { slash_commands: [{ command: '/1688', url }] },
      settings: {
        event_subscriptions: { request_url: url, bot_events: EVENTS },
        interactivity: { is_enabled: true, request_url: url },
        socket_mode_enabled: false,
      },
    });
  });
});
