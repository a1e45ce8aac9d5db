/** What the program makes of its environment variables. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPlaygroundOn, parseConfig } from '../src/config.ts';
import { TusouError } from '../src/domain/errors.ts';
import { SETTINGS } from '../src/settings.ts';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1-a' };
const ALI1688 = { ALI1688_APP_KEY: '1000000', ALI1688_APP_SECRET: 'test123' };

/** The sentences that an environment is refused with; none when it is fine. */
const problemsOf = (env: Record<string, string>): string[] => {
  try {
    parseConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof TusouError) || error.code !== 'config-invalid') throw error;
    return error.message.replace('config-invalid: ', '').split('\n');
  }
};

describe('what is on', () => {
  test('an empty environment gives the whole product on loopback with sample data', () => {
    expect(parseConfig({})).toEqual({
      role: 'all',
      host: '127.0.0.1',
      port: 3000,
      dataDir: './data',
      logLevel: 'info',
      memoryTtlMs: 3_600_000,
      playground: { kind: 'auto' },
      telegram: { kind: 'off' },
      slack: { kind: 'off' },
      marketplaces: [{ kind: 'simulator', qps: 30 }],
      secrets: [],
    });
  });

  test('empty variables and foreign ones count as not set', () => {
    const foreign = { PORT: '', TELEGRAM_BOT_TOKEN: '  ', PATH: '/bin', TELEGRAM_BOT_TOKE: 'typo' };
    expect(parseConfig(foreign)).toEqual(parseConfig({}));
  });

  test('blanks around a pasted value are taken off', () => {
    expect(parseConfig({ PORT: ' 8080\n' }).port).toBe(8080);
  });

  test('a bot token turns Telegram on', () => {
    const env = { TELEGRAM_BOT_TOKEN: '42:abc-DEF_9', TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/' };
    expect(parseConfig(env).telegram).toEqual({
      kind: 'polling',
      token: '42:abc-DEF_9',
      apiRoot: 'http://127.0.0.1:8081',
    });
  });

  test('an app token means Socket Mode, also beside a signing secret', () => {
    const env = { ...SLACK, SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 'abc123' };
    expect(parseConfig(env).slack).toEqual({
      kind: 'socket',
      botToken: 'xoxb-1-a',
      appToken: 'xapp-1',
      apiUrl: 'https://slack.com/api/',
    });
  });

  test('a signing secret alone means HTTP', () => {
    const env = { ...SLACK, SLACK_SIGNING_SECRET: 'abc123', SLACK_API_URL: 'http://127.0.0.1:4003/api' };
    expect(parseConfig(env).slack).toEqual({
      kind: 'http',
      botToken: 'xoxb-1-a',
      signingSecret: 'abc123',
      apiUrl: 'http://127.0.0.1:4003/api/',
    });
  });

  test('an app key turns the real 1688 on, with or without an access token', () => {
    const platform = {
      kind: 'open-platform',
      appKey: '1000000',
      appSecret: 'test123',
      accessToken: null,
      authUrl: 'https://auth.1688.com',
      redirectUri: null,
      gatewayUrl: 'https://gw.open.1688.com',
      dialect: 'official',
      qps: 3,
    };
    expect(parseConfig(ALI1688).marketplaces).toEqual([platform]);
    const more = { ...ALI1688, ALI1688_ACCESS_TOKEN: 'a-b', ALI1688_QPS: '10' };
    expect(parseConfig(more).marketplaces).toEqual([{ ...platform, accessToken: 'a-b', qps: 10 }]);
  });

  test.each([
    ['md5', 'https://api.1688.com'],
    ['hmac-base64', 'https://gw.open.1688.com'],
    ['bearer', 'https://gw.open.1688.com'],
  ])('the dialect %s speaks to %s, or to wherever it is sent', (ALI1688_DIALECT, gatewayUrl) => {
    const env = { ...ALI1688, ALI1688_DIALECT };
    expect(parseConfig(env).marketplaces).toMatchObject([{ dialect: ALI1688_DIALECT, gatewayUrl }]);
    const sent = { ...env, ALI1688_GATEWAY_URL: 'http://127.0.0.1:4010' };
    expect(parseConfig(sent).marketplaces).toMatchObject([{ gatewayUrl: 'http://127.0.0.1:4010' }]);
  });

  const ONEBOUND = { ONEBOUND_KEY: 'k-1', ONEBOUND_SECRET: 's-1' };
  const onebound = {
    kind: 'onebound',
    key: 'k-1',
    secret: 's-1',
    namespace: '1688global',
    baseUrl: 'https://api-gw.onebound.cn',
    qps: 2,
  };

  test('a key of OneBound turns OneBound on, beside the open platform if that has credentials too', () => {
    expect(parseConfig(ONEBOUND).marketplaces).toEqual([onebound]);
    const both = parseConfig({ ...ONEBOUND, ...ALI1688 }).marketplaces;
    expect(both.map(({ kind }) => kind)).toEqual(['open-platform', 'onebound']);
    const more = { ONEBOUND_NAMESPACE: '1688', ONEBOUND_URL: 'http://127.0.0.1:1/', ONEBOUND_QPS: '5' };
    expect(parseConfig({ ...ONEBOUND, ...more }).marketplaces).toEqual([
      { ...onebound, namespace: '1688', baseUrl: 'http://127.0.0.1:1', qps: 5 },
    ]);
  });

  test('the web pages need no key, and are only gone through when they are named', () => {
    const pages = { kind: 'pc-web', flow: 'recommend', baseUrl: null, imageAppKey: null, qps: 2 };
    expect(parseConfig({ MARKETPLACE: 'pc-web' }).marketplaces).toEqual([pages]);
    const more = { PC_WEB_FLOW: 'putImage', PC_WEB_IMAGE_APP_KEY: 'a'.repeat(32), PC_WEB_QPS: '1' };
    expect(parseConfig(more).marketplaces).toMatchObject([{ kind: 'simulator' }]);
    const env = { ...more, MARKETPLACE: 'pc-web', PC_WEB_URL: 'http://127.0.0.1:4010/' };
    expect(parseConfig(env).marketplaces).toEqual([
      {
        kind: 'pc-web',
        flow: 'putImage',
        baseUrl: 'http://127.0.0.1:4010',
        imageAppKey: 'a'.repeat(32),
        qps: 1,
      },
    ]);
  });

  test.each([
    ['onebound,open-platform', ['onebound', 'open-platform']],
    [' onebound , open-platform ', ['onebound', 'open-platform']],
    ['open-platform', ['open-platform']],
  ])('MARKETPLACE=%j is asked in this order', (MARKETPLACE, kinds) => {
    const { marketplaces } = parseConfig({ ...ONEBOUND, ...ALI1688, MARKETPLACE });
    expect(marketplaces.map(({ kind }) => kind)).toEqual(kinds);
  });

  test('the simulator can be chosen although the credentials are there, and be slowed down', () => {
    const env = { ...ALI1688, MARKETPLACE: 'simulator' };
    expect(parseConfig(env).marketplaces).toEqual([{ kind: 'simulator', qps: 30 }]);
    expect(parseConfig({ ...env, ALI1688_QPS: '1' }).marketplaces).toEqual([{ kind: 'simulator', qps: 1 }]);
  });

  test.each(['http://127.0.0.1:4010', 'http://127.0.0.1:4010/', 'http://127.0.0.1:4010/openapi/'])(
    'the gateway may be written as %s',
    (url) => {
      expect(parseConfig({ ...ALI1688, ALI1688_GATEWAY_URL: url }).marketplaces).toMatchObject([
        { gatewayUrl: 'http://127.0.0.1:4010' },
      ]);
    },
  );

  test.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['1h', 3_600_000],
    ['1d', 86_400_000],
    ['off', 0],
  ])('MEMORY_TTL=%s is %d ms', (text, ms) => {
    expect(parseConfig({ MEMORY_TTL: text }).memoryTtlMs).toBe(ms);
  });

  test.each(['127.0.0.1', '0.0.0.0', '::1', 'localhost', 'bot.example.com'])('HOST may be %s', (host) => {
    expect(parseConfig({ HOST: host }).host).toBe(host);
  });

  test.each([
    [{}, true],
    [{ HOST: '127.0.0.53' }, true],
    [{ HOST: '::1' }, true],
    [{ HOST: 'localhost' }, true],
    [{ HOST: '0.0.0.0' }, false],
    [{ HOST: '::' }, false],
    [{ HOST: '127.0.0.1.example.com' }, false],
    [{ HOST: '0.0.0.0', PLAYGROUND: 'on' }, true],
    [{ PLAYGROUND: 'off' }, false],
  ])('with %j the playground is on: %s', (env: Record<string, string>, on) => {
    expect(isPlaygroundOn(parseConfig(env))).toBe(on);
  });

  test('every secret that is set is known to the log, also one that is not used', () => {
    const env = {
      ...ALI1688,
      MARKETPLACE: 'simulator',
      ALI1688_ACCESS_TOKEN: 't-1',
      ...SLACK,
      SLACK_APP_TOKEN: 'xapp-1',
    };
    expect(parseConfig(env).secrets).toEqual(['xoxb-1-a', 'xapp-1', 'test123', 't-1']);
  });
});

describe('what is wrong', () => {
  test.each([
    [{ ROLE: 'boss' }, 'ROLE must be one of: all, web, worker.'],
    [{ HOST: 'http://127.0.0.1' }, 'HOST must be a host name or an IP address without scheme and port'],
    [{ HOST: 'localhost:3000' }, 'HOST must be a host name or an IP address without scheme and port'],
    [{ PORT: 'three' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of: trace, debug'],
    [{ MEMORY_TTL: '1 week' }, 'MEMORY_TTL must be a time such as 90s, 30m, 1h or 1d, or off.'],
    [{ PLAYGROUND: 'yes' }, 'PLAYGROUND must be one of: auto, on, off.'],
    [{ TELEGRAM_BOT_TOKEN: 'bot' }, 'TELEGRAM_BOT_TOKEN must be the whole token from @BotFather'],
    [{ TELEGRAM_API_ROOT: 'api.telegram.org' }, 'TELEGRAM_API_ROOT must be a full http or https address'],
    [{ SLACK_BOT_TOKEN: 'xoxp-1', SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN must be the bot token'],
    [{ ...SLACK, SLACK_APP_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN must be the app-level token'],
    [SLACK, 'set SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP.'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_APP_TOKEN is set, but SLACK_BOT_TOKEN is not: set it too.'],
    [{ SLACK_SIGNING_SECRET: 'a1' }, 'SLACK_SIGNING_SECRET is set, but SLACK_BOT_TOKEN is not: set it too.'],
    [{ MARKETPLACE: 'taobao' }, 'MARKETPLACE must name one or more of: simulator, open-platform, onebound'],
    [{ ...ALI1688, MARKETPLACE: 'open-platform,open-platform' }, 'each once, with commas between them.'],
    [{ MARKETPLACE: 'pc-web', PC_WEB_FLOW: 'putImage' }, 'PC_WEB_IMAGE_APP_KEY is not set: set it, or leave'],
    [{ PC_WEB_FLOW: 'image' }, 'PC_WEB_FLOW must be one of: recommend, putImage, oss.'],
    [{ MARKETPLACE: 'onebound' }, 'ONEBOUND_KEY is not set: set it and ONEBOUND_SECRET.'],
    [{ ...ALI1688, MARKETPLACE: 'open-platform,simulator' }, 'so it can only be chosen alone.'],
    [{ ONEBOUND_KEY: 'k' }, 'ONEBOUND_KEY is set, but ONEBOUND_SECRET is not: set it too.'],
    [{ ONEBOUND_SECRET: 's' }, 'ONEBOUND_SECRET is set, but ONEBOUND_KEY is not: set it too.'],
    [{ MARKETPLACE: 'open-platform' }, 'ALI1688_APP_KEY is not set: set it and ALI1688_APP_SECRET.'],
    [{ ALI1688_APP_KEY: '1' }, 'ALI1688_APP_KEY is set, but ALI1688_APP_SECRET is not: set it too.'],
    [{ ALI1688_APP_SECRET: 's' }, 'ALI1688_APP_SECRET is set, but ALI1688_APP_KEY is not: set it too.'],
    [{ ALI1688_ACCESS_TOKEN: 't' }, 'ALI1688_ACCESS_TOKEN is set, but ALI1688_APP_KEY is not: set it too.'],
    [{ ...ALI1688, ALI1688_GATEWAY_URL: 'ftp://a' }, 'ALI1688_GATEWAY_URL must be a full http or https'],
    [{ ALI1688_DIALECT: 'md5' }, 'ALI1688_DIALECT is set, but ALI1688_APP_KEY is not: set it too.'],
    [{ ...ALI1688, ALI1688_DIALECT: 'soap' }, 'ALI1688_DIALECT must be one of: official, md5'],
    [{ ...ALI1688, ALI1688_QPS: '0' }, 'ALI1688_QPS must be a whole number from 1 to 1000.'],
  ])('%j is refused in one sentence', (env: Record<string, string>, sentence) => {
    expect(problemsOf(env)).toEqual([expect.stringContaining(sentence)]);
  });

  test('all problems are told at once', () => {
    const problems = problemsOf({ PORT: '-1', ROLE: 'x', ...SLACK });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['ROLE', 'PORT', 'SLACK_BOT_TOKEN']);
  });

  const names = SETTINGS.map(({ name }) => name);

  test('whatever is set, the answer is a configuration or sentences that name a variable and hold no value', () => {
    const marker = 'VALUE ';
    const environment = fc.dictionary(
      fc.constantFrom(...names),
      fc.string().map((text) => `${marker}${text}`),
    );
    fc.assert(
      fc.property(environment, (env) => {
        for (const problem of problemsOf(env)) {
          expect(names.some((name) => problem.startsWith(`${name} `))).toBe(true);
          expect(problem).not.toContain(marker);
        }
      }),
    );
  });
});

describe('the table of settings', () => {
  test.each(SETTINGS.map((setting) => [setting.name, setting.example]))(
    'the example of %s is accepted',
    (name, example) => {
      const about = problemsOf({ [name]: example }).filter((problem) => problem.startsWith(`${name} must`));
      expect(about).toEqual([]);
    },
  );

  test('every variable with a secret in its name is marked as one', () => {
    const looksSecret = SETTINGS.filter(({ name }) => /TOKEN|SECRET/.test(name));
    expect(looksSecret.every(({ secret }) => secret === true)).toBe(true);
  });
});
