/** `npm run doctor`: what it says about set-ups that work and set-ups that do not. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createInstallations } from '../../adapters/slack/installations.ts';
import manifest from '../../adapters/slack/manifest.json' with { type: 'json' };
import { runDoctor } from '../../src/commands/doctor.ts';
import { parseConfig } from '../../src/config.ts';
import { openState } from '../../src/desk.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { runProgram } from '../support/program.ts';
import { silentLog } from '../support/silent-log.ts';
import { BOT_TOKEN, type SlackDouble, startSlack } from '../support/slack-wire.ts';
import { INSTALL_ENV } from '../support/slack-workspaces.ts';
import { startTelegramServer, type TelegramServer } from '../support/telegram-server.ts';
import { tempDir } from '../support/temp-dir.ts';

let marketplace: FlowMarketplace;
let telegram: TelegramServer;
let slack: SlackDouble;
beforeAll(async () => {
  [marketplace, telegram, slack] = await Promise.all([
    startMarketplace(),
    startTelegramServer(),
    startSlack(),
  ]);
});
afterAll(() => Promise.all([marketplace.close(), telegram.close(), slack.close()]));
afterEach(async () => {
  await marketplace.heal();
  slack.clear();
});

const APP_TOKEN = 'xapp-1-test';

const chats = () => ({
  TELEGRAM_BOT_TOKEN: telegram.token,
  TELEGRAM_API_ROOT: telegram.url,
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_APP_TOKEN: APP_TOKEN,
  SLACK_API_URL: slack.apiUrl,
});

/** Slack's own answers; the double tells no scopes and knows no app tokens. */
const slackSays = (
  scopes: readonly string[] | null,
  app: object = { ok: true, url: 'wss://slack.example' },
) =>
  slack.answerWith(({ method }) => {
    if (method === 'apps.connections.open') return { body: app };
    if (method !== 'auth.test') return undefined;
    const body = { ok: true, user: 'tusou', team: 'Sourcing', user_id: 'U1', team_id: 'T1' };
    return { body, headers: scopes ? { 'x-oauth-scopes': scopes.join(',') } : {} };
  });

const ALL_SCOPES = manifest.oauth_config.scopes.bot;

type Env = Readonly<Record<string, string>>;

const doctor = (env: Env, ...args: string[]) =>
  runDoctor(args, {
    environment: { PORT: '0', DATA_DIR: join(tempDir(), 'data'), ...env },
    clock: systemClock,
    signal: new AbortController().signal,
    log: () => silentLog,
  });

type Part = { part: string; findings: { what: string; ok: boolean; says: string; cure: string | null }[] };

/** Everything that is wrong, as `part/what: says -> cure`. */
const problems = async (env: Env): Promise<string[]> => {
  const { exitCode, stdout, stderr } = await doctor(env, '--json');
  const { ok, parts } = JSON.parse(stdout) as { ok: boolean; parts: Part[] };
  expect(stderr).toBe('');
  expect(exitCode).toBe(ok ? 0 : 1);
  return parts.flatMap(({ part, findings }) =>
    findings
      .filter((finding) => !finding.ok)
      .map(({ what, says, cure }) => `${part}/${what}: ${says} -> ${cure}`),
  );
};

describe('a set-up that works', () => {
  it('with an empty environment: the demo catalogue', async () => {
    const { exitCode, stdout, stderr } = await runProgram({
      entry: 'src/cli.ts',
      args: ['doctor'],
      cwd: tempDir(),
      env: { PORT: '0' },
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('sample data');
    expect(stdout).toMatch(/\nAll is well\.\n$/);
  });

  it('with every token: each is looked at, and nothing is changed', async () => {
    slackSays(ALL_SCOPES);
    const { exitCode, stdout } = await doctor({ ...marketplace.env, ...chats() });
    expect(exitCode).toBe(0);
    for (const part of ['This machine', '1688: open-platform', 'Telegram', 'Slack'])
      expect(stdout).toMatch(new RegExp(`^${part}$`, 'm'));
    expect(stdout).not.toContain('PROBLEM');
    expect(telegram.calls().map(({ method }) => method)).toEqual(['getMe', 'getWebhookInfo']);
    expect(slack.calls.map(({ method }) => method)).toEqual(['auth.test', 'apps.connections.open']);
  });

  it('prints no secret, whatever it prints', async () => {
    slackSays([]);
    const env = { ...marketplace.env, ...chats(), ALI1688_APP_SECRET: 'hunter2-wrong' };
    const printed = (await doctor(env)).stdout + (await doctor(env, '--json')).stdout;
    const secrets = [...marketplace.secrets, telegram.token, BOT_TOKEN, APP_TOKEN, 'hunter2-wrong'];
    expect(secrets.filter((secret) => printed.includes(secret))).toEqual([]);
  });
});

describe('settings', () => {
  it('that cannot be read are told one by one', async () => {
    const told = await problems({ PORT: 'http', SLACK_APP_TOKEN: APP_TOKEN });
    expect(told).toHaveLength(2);
    expect(told[0]).toMatch(/^Settings\/environment: PORT must be/);
    expect(told[1]).toContain('SLACK_BOT_TOKEN');
  });

  it('options that nobody knows are refused', async () => {
    await expect(doctor({}, '--colour')).rejects.toMatchObject({ code: 'input-invalid' });
    expect((await doctor({}, '--help')).stdout).toContain('Exit codes');
  });
});

describe('this machine', () => {
  const listening = (answer: string): Promise<string> =>
    new Promise((resolve) => {
      const server = createServer((socket) => socket.once('data', () => socket.end(answer)));
      onTestFinished(() => void server.close());
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(String(typeof address === 'object' ? address?.port : ''));
      });
    });

  it('whose port is taken', async () => {
    const port = await listening('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
    const [told, ...more] = await problems({ PORT: port });
    expect(more).toEqual([]);
    expect(told).toContain(`PORT ${port}`);
    expect(told).toMatch(/-> stop the program that uses it, or set PORT to a free one$/);
  });

  it('whose port for probes is taken, also in a worker', async () => {
    const port = await listening('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
    for (const role of ['all', 'worker'])
      expect(await problems({ ROLE: role, OPS_PORT: port })).toEqual([
        expect.stringMatching(/This machine\/OPS_PORT: .* -> .* set OPS_PORT to a free one$/),
      ]);
  });

  it('whose port is taken by Tusou itself is well', async () => {
    const body = '{"status":"ok"}';
    const port = await listening(
      `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
    );
    expect(await problems({ PORT: port })).toEqual([]);
  });

  it('whose folder of data is a file, or may not be written', async () => {
    const dir = tempDir();
    writeFileSync(join(dir, 'file'), '');
    expect(await problems({ DATA_DIR: join(dir, 'file') })).toEqual([
      expect.stringContaining('set DATA_DIR to a folder'),
    ]);
    const locked = join(dir, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    const isRoot = process.getuid?.() === 0;
    const told = await problems({ DATA_DIR: locked });
    // Nothing is locked for root.
    expect(told.length > 0).toBe(!isRoot);
  });
});

describe('1688', () => {
  it('whose secret is wrong: one problem, and no further call', async () => {
    marketplace.forget();
    const told = await problems({ ...marketplace.env, ALI1688_APP_SECRET: 'wrong' });
    expect(told).toEqual([
      '1688: open-platform/address, key and signature: currentTime: gw.SignatureInvalid Invalid signature (HTTP 400) -> check ALI1688_APP_SECRET, and that ALI1688_APP_KEY is of the same app',
    ]);
    expect(marketplace.calls()).toEqual(['currentTime']);
  });

  it('whose token is wrong: where to get one', async () => {
    const told = await problems({ ...marketplace.env, ALI1688_ACCESS_TOKEN: 'wrong' });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/Request need user authorized.*-> check ALI1688_ACCESS_TOKEN.*npm run login/);
  });

  it('that denies one call: which one, and what to order', async () => {
    await marketplace.fail('acl', 'product.search.queryProductDetail');
    const told = await problems(marketplace.env);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^1688: open-platform\/details of an offer: .*gw\.APIACLDecline/);
    expect(told[0]).toMatch(/-> .*order a solution.*1697015308755/);
  });

  it('whose paid calls are used up', async () => {
    await marketplace.fail('quota');
    expect((await problems(marketplace.env)).join()).toContain('quota is used up; renew it');
  });

  it('that nobody answers for', async () => {
    const gone = await startMarketplace();
    await gone.close();
    expect(await problems(gone.env)).toEqual([
      expect.stringMatching(/ECONNREFUSED -> check the network of this machine/),
    ]);
  });
});

describe('Telegram', () => {
  it('that does not accept the token', async () => {
    const told = await problems({
      ...chats(),
      TELEGRAM_BOT_TOKEN: '123:wrong',
      SLACK_BOT_TOKEN: '',
      SLACK_APP_TOKEN: '',
    });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^Telegram\/bot token: .*-> copy the token from @BotFather/);
  });

  it('that cannot be reached', async () => {
    const env = { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: 'http://127.0.0.1:9' };
    expect((await problems(env))[0]).toMatch(/cannot be reached: ECONNREFUSED -> check that this machine/);
  });

  it.each([
    ['', undefined, null],
    ['', 'https://bot.example', 'no webhook is set'],
    [
      'https://bot.example/telegram/updates',
      'https://bot.example',
      'the webhook is set, 0 updates wait for it',
    ],
    ['https://other.example/hook', 'https://bot.example', 'another webhook is set'],
    ['https://other.example/hook', undefined, 'another program has set a webhook'],
  ])('whose webhook is %j while ours is %j', async (set, ours, said) => {
    const method = set === '' ? 'deleteWebhook' : 'setWebhook';
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(set === '' ? {} : { url: set });
    await fetch(`${telegram.url}/bot${telegram.token}/${method}`, { method: 'POST', headers, body });
    const { stdout, exitCode } = await doctor({
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url,
      ...(ours && { TELEGRAM_WEBHOOK_URL: ours }),
    });
    expect(exitCode).toBe(0);
    if (said === null) expect(stdout).not.toContain('webhook');
    else expect(stdout).toContain(said);
    expect(stdout).not.toContain('other.example');
    expect(stdout).toContain('privacy mode is on');
  });
});

describe('Slack', () => {
  const only = () => ({ ...chats(), TELEGRAM_BOT_TOKEN: '' });

  it('that lacks scopes: which, and that the app has to be reinstalled', async () => {
    slackSays(ALL_SCOPES.filter((scope) => !['files:read', 'im:history'].includes(scope)));
    const told = await problems(only());
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^Slack\/scopes: missing: files:read, im:history -> add it.*reinstall the app/);
  });

  it('that does not tell scopes is not blamed', async () => {
    slackSays(null);
    expect(await problems(only())).toEqual([]);
  });

  it('that does not accept the bot token', async () => {
    slack.answerWith(({ method }) =>
      method === 'auth.test'
        ? { body: { ok: false, error: 'invalid_auth' } }
        : { body: { ok: true, url: 'wss://slack.example' } },
    );
    expect(await problems(only())).toEqual([
      expect.stringMatching(/^Slack\/bot token: Slack: invalid_auth -> copy the bot token/),
    ]);
  });

  it.each([
    [{ ok: false, error: 'missing_scope', needed: 'connections:write' }, 'missing: connections:write'],
    [{ ok: false, error: 'invalid_auth' }, 'Slack: invalid_auth'],
  ])('whose app token is of no use: %j', async (answer, said) => {
    slackSays(ALL_SCOPES, answer);
    const [told, ...more] = await problems(only());
    expect(more).toEqual([]);
    expect(told).toContain(`Slack/app token: ${said} -> make an app-level token with connections:write`);
  });

  it('by HTTP: the signing secret is not proven, and that is said', async () => {
    slackSays(ALL_SCOPES);
    const { SLACK_APP_TOKEN: _, ...http } = only();
    const { exitCode, stdout } = await doctor({ ...http, SLACK_SIGNING_SECRET: '0123456789abcdef' });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('only a request from Slack can show that it is right');
  });

  it('whose app token is of another app than the bot', async () => {
    slack.answerWith(({ method }) => {
      if (method === 'apps.connections.open') return { body: { ok: true, url: 'wss://slack.example' } };
      if (method === 'auth.test') return { body: { ok: true, bot_id: 'B1' } };
      return method === 'bots.info' ? { body: { ok: true, bot: { id: 'B1', app_id: 'A0OWN' } } } : undefined;
    });
    const tokenOf = (app: string) => ({ ...only(), SLACK_APP_TOKEN: `xapp-1-${app}-123-abc` });
    expect(await problems(tokenOf('A0OTHER'))).toEqual([
      expect.stringMatching(
        /^Slack\/same app: the app token is of A0OTHER, the bot token of A0OWN -> take both tokens/,
      ),
    ]);
    expect(await problems(tokenOf('A0OWN'))).toEqual([]);
  });

  describe('with workspaces that installed the app', () => {
    const set = () => ({ ...only(), ...INSTALL_ENV, SLACK_BOT_TOKEN: '' });
    const install = async (team: string, env: Env): Promise<void> => {
      const config = parseConfig(env);
      const state = await openState({ config, clock: systemClock, log: silentLog });
      const store = state.stores('installations', 'lasting');
      const installations = createInstallations({ store, locks: state.locks, clock: systemClock });
      await installations.keep({ team, token: `xoxb-${team}`, botId: 'B1', botUserId: 'U1', atMs: 1 });
      await state.close();
    };

    it('none so far', async () => {
      slackSays(ALL_SCOPES);
      const { exitCode, stdout } = await doctor(set());
      expect(exitCode).toBe(0);
      expect(stdout).toContain('none has installed the app by itself yet');
    });

    it('each is looked at: its token, and the scopes that it was installed with', async () => {
      const env = { ...set(), DATA_DIR: join(tempDir(), 'installed') };
      await install('T1', env);
      await install('T2', env);
      slackSays(ALL_SCOPES.filter((scope) => scope !== 'links:read'));
      expect(await problems(env)).toEqual([
        expect.stringMatching(/^Slack\/workspace T1: missing: links:read -> add it.*install the app again/),
        expect.stringMatching(/^Slack\/workspace T2: missing: links:read/),
      ]);
      slack.answerWith(({ method }) =>
        method === 'auth.test'
          ? { body: { ok: false, error: 'account_inactive' } }
          : { body: { ok: true, url: 'wss://slack.example' } },
      );
      expect(await problems(env)).toEqual([
        expect.stringMatching(/^Slack\/workspace T1: Slack: account_inactive -> install the app there again/),
        expect.stringMatching(/^Slack\/workspace T2: /),
      ]);
      slackSays(ALL_SCOPES);
      expect(await problems(env)).toEqual([]);
    });
  });
});
