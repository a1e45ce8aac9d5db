/** What the program makes of its environment variables. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPlaygroundOn, parseConfig } from '../src/config.ts';
import { TusouError } from '../src/domain/errors.ts';
import { SETTINGS } from '../src/settings.ts';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1-a' };
const INSTALLS = {
  SLACK_CLIENT_ID: '12.34',
  SLACK_CLIENT_SECRET: 'abc',
  SLACK_PUBLIC_URL: 'https://tusou.example.com',
};
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

describe('the server that removes backgrounds', () => {
  test('is used where its address is given, and the address has to be one of the web', () => {
    const address = 'http://127.0.0.1:7000/api/remove';
    expect(parseConfig({ BACKGROUND_REMOVER_URL: address }).backgroundRemoverUrl).toBe(address);
    for (const wrong of ['rembg', 'file:///etc/passwd', 'ftp://127.0.0.1/'])
      expect(problemsOf({ BACKGROUND_REMOVER_URL: wrong })[0]).toContain('BACKGROUND_REMOVER_URL');
  });
});

describe('the currency beside yuan', () => {
  const address = 'https://api.frankfurter.dev/v1/latest?base=CNY';

  test('is none without a source of rates, and that of the chats alone where none is set', () => {
    expect(parseConfig({ RATES_URL: address }).rates).toEqual({ url: address, currency: null });
    expect(parseConfig({ RATES_URL: address, CURRENCY: 'USD' }).rates).toEqual({
      url: address,
      currency: 'USD',
    });
    expect(problemsOf({ CURRENCY: 'USD' })).toEqual(['CURRENCY is set, but RATES_URL is not: set it too.']);
  });

  test('is one that can be shown', () => {
    for (const wrong of ['CNY', 'usd', 'US', 'dollar', 'XXX'])
      expect(problemsOf({ RATES_URL: address, CURRENCY: wrong })).toEqual([
        expect.stringMatching(/^CURRENCY must be one of: USD, EUR, /),
      ]);
  });

  test('has a source that nobody can change on the way', () => {
    for (const good of ['http://127.0.0.1:8080/rates.json', 'http://localhost/r?a=b', 'http://[::1]:1/r'])
      expect(parseConfig({ RATES_URL: good }).rates?.url).toBe(good);
    const odd = [
      'http://rates.example/',
      'https://me:key@rates.example/',
      'https://rates.example/#a',
      'file:///a',
    ];
    for (const wrong of [...odd, 'ftp://127.0.0.1/', 'rates', 'https://', 'http://127.0.0.1.example/'])
      expect(problemsOf({ RATES_URL: wrong })).toEqual([
        expect.stringMatching(/^RATES_URL must be a full https/),
      ]);
  });

  test('may have a source with a key, which no log shows', () => {
    const url = 'https://rates.example/latest?app_id=hunter2';
    expect(parseConfig({ RATES_URL: url }).secrets).toEqual([url]);
  });
});

describe('what is on', () => {
  test('an empty environment gives the whole product on loopback with sample data', () => {
    expect(parseConfig({})).toEqual({
      role: 'all',
      host: '127.0.0.1',
      port: 3000,
      dataDir: './data',
      redisUrl: null,
      opsPort: null,
      metricsToken: null,
      logLevel: 'info',
      batchMatches: 3,
      memoryTtlMs: 3_600_000,
      watchEveryMs: 6 * 3_600_000,
      keepMs: 180 * 86_400_000,
      backgroundRemoverUrl: null,
      rates: null,
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
      allowedChats: [],
    });
  });

  test('chats and people that are let in are named by their ids', () => {
    const env = { TELEGRAM_BOT_TOKEN: '42:abc', TELEGRAM_ALLOWED_CHATS: ' -1001234567890, 42 ,7,' };
    expect(parseConfig(env).telegram).toMatchObject({ allowedChats: ['-1001234567890', '42', '7'] });
  });

  test('channels and people that are let in to Slack are named by their ids', () => {
    const env = {
      ...SLACK,
      SLACK_SIGNING_SECRET: 'abc123',
      SLACK_ALLOWED_CHANNELS: ' C07SOURCE01, U07BUYER001,T07TEAM0001/C07SOURCE01',
    };
    expect(parseConfig(env).slack).toMatchObject({
      allowedChannels: ['C07SOURCE01', 'U07BUYER001', 'T07TEAM0001/C07SOURCE01'],
    });
    for (const wrong of [
      'T07TEAM0001',
      'T07TEAM0001/',
      'C07SOURCE01/C07SOURCE01',
      '#sourcing',
      'sourcing',
      'B07TUSOU001',
      'C1',
      ',',
      'c07source01',
    ])
      expect(problemsOf({ ...env, SLACK_ALLOWED_CHANNELS: wrong })).toEqual([
        expect.stringMatching(/^SLACK_ALLOWED_CHANNELS must be ids/),
      ]);
    expect(problemsOf({ SLACK_ALLOWED_CHANNELS: 'C07SOURCE01' })).toEqual([
      'SLACK_ALLOWED_CHANNELS is set, but SLACK_BOT_TOKEN is not: set it too.',
    ]);
  });

  test('an app token means Socket Mode, also beside a signing secret', () => {
    const env = { ...SLACK, SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 'abc123' };
    expect(parseConfig(env).slack).toEqual({
      kind: 'socket',
      botToken: 'xoxb-1-a',
      installs: null,
      allowedChannels: [],
      appToken: 'xapp-1',
      apiUrl: 'https://slack.com/api/',
    });
  });

  test('a signing secret alone means HTTP', () => {
    const env = { ...SLACK, SLACK_SIGNING_SECRET: 'abc123', SLACK_API_URL: 'http://127.0.0.1:4003/api' };
    expect(parseConfig(env).slack).toEqual({
      kind: 'http',
      botToken: 'xoxb-1-a',
      installs: null,
      allowedChannels: [],
      signingSecret: 'abc123',
      apiUrl: 'http://127.0.0.1:4003/api/',
    });
  });

  test('more workspaces may install the app, also where there is no bot token', () => {
    const env = { ...INSTALLS, SLACK_PUBLIC_URL: 'https://tusou.example.com/', SLACK_APP_TOKEN: 'xapp-1' };
    const installs = { clientId: '12.34', clientSecret: 'abc', publicUrl: 'https://tusou.example.com' };
    expect(parseConfig(env).slack).toMatchObject({ kind: 'socket', botToken: null, installs });
    expect(parseConfig({ ...env, ...SLACK }).slack).toMatchObject({ botToken: 'xoxb-1-a', installs });
    expect(parseConfig(env).secrets).toContain('abc');
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
    [
      { TELEGRAM_BOT_TOKEN: '42:abc', TELEGRAM_ALLOWED_CHATS: '@team' },
      'TELEGRAM_ALLOWED_CHATS must be ids with commas between them',
    ],
    [{ TELEGRAM_ALLOWED_CHATS: '42' }, 'TELEGRAM_ALLOWED_CHATS is set, but TELEGRAM_BOT_TOKEN is not'],
    [{ TELEGRAM_API_ROOT: 'api.telegram.org' }, 'TELEGRAM_API_ROOT must be a full http or https address'],
    [{ SLACK_BOT_TOKEN: 'xoxp-1', SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN must be the bot token'],
    [{ ...SLACK, SLACK_APP_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN must be the app-level token'],
    [SLACK, 'set SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP.'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_APP_TOKEN is set, but SLACK_BOT_TOKEN is not: set it too.'],
    [{ SLACK_SIGNING_SECRET: 'a1' }, 'SLACK_SIGNING_SECRET is set, but SLACK_BOT_TOKEN is not: set it too.'],
    [INSTALLS, 'SLACK_CLIENT_ID is set, but Slack needs one more: set SLACK_APP_TOKEN for Socket Mode'],
    [
      { SLACK_APP_TOKEN: 'xapp-1', ...SLACK, SLACK_CLIENT_SECRET: 'abc' },
      'SLACK_CLIENT_SECRET is set, but SLACK_CLIENT_ID is not: set it too.',
    ],
    [
      { SLACK_APP_TOKEN: 'xapp-1', ...INSTALLS, SLACK_PUBLIC_URL: 'http://tusou.example.com' },
      'SLACK_PUBLIC_URL must begin with https',
    ],
    [
      { SLACK_APP_TOKEN: 'xapp-1', ...INSTALLS, SLACK_CLIENT_ID: 'A0123' },
      'SLACK_CLIENT_ID must be the Client ID from Basic Information',
    ],
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
