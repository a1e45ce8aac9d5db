/** `npm run slack-manifest`: what is printed, and which addresses are refused. */
import { expect, it } from 'vitest';
import { runSlackManifest } from '../../src/commands/slack-manifest.ts';

const printed = async (...args: string[]) => JSON.parse((await runSlackManifest(args)).stdout);

it('prints the manifest for Socket Mode, or for HTTP at an address', async () => {
  expect(await printed()).toMatchObject({ settings: { socket_mode_enabled: true } });
  expect(await printed('https://tusou.example.com/')).toMatchObject({
    settings: {
      socket_mode_enabled: false,
      event_subscriptions: { request_url: 'https://tusou.example.com/slack/events' },
    },
  });
  expect(await printed('https://tusou.example.com', '--socket')).toMatchObject({
    oauth_config: { redirect_urls: ['https://tusou.example.com/slack/oauth_redirect'] },
    settings: { socket_mode_enabled: true },
  });
});

it('tells its options', async () => {
  expect(await runSlackManifest(['--help'])).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('Exit codes'),
  });
});

it.each([
  ['tusou.example.com'],
  ['http://tusou.example.com'],
  ['https://a@b.example'],
  ['https://a.example?x'],
])('%s is no address to which Slack would send anything', async (address) => {
  await expect(runSlackManifest([address])).rejects.toMatchObject({ code: 'input-invalid' });
});
