/** The manifest is all that an admin pastes: valid, with the rights we use and no others. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import manifest from '../../../adapters/slack/manifest.json' with { type: 'json' };

const schema = JSON.parse(
  readFileSync(new URL('../../fixtures/specs/slack-manifest-v2.schema.json', import.meta.url), 'utf8'),
);

describe('manifest.json', () => {
  it('is valid against the schema of app manifests', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    const validate = ajv.compile(schema);
    validate(manifest);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ ...manifest, features: { slash_commands: [{ command: '1688' }] } })).toBe(false);
  });

  it('lets people write to the bot, and asks for no more than it needs', () => {
    expect(manifest.features.app_home).toMatchObject({
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(['app_mention', 'message.im']);
    expect(manifest.oauth_config.scopes.bot).toEqual([
      'app_mentions:read',
      'chat:write',
      'commands',
      'files:read',
      'files:write',
      'im:history',
      'users:read',
    ]);
  });
});
