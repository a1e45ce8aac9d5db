/** The environment variables: one documented entry for each, with the schema that reads it. */
import { isIP } from 'node:net';
import { z } from 'zod';

type Entry = {
  readonly group: 'Program' | 'Telegram' | 'Slack' | '1688';
  readonly about: string;
  /** The value of a variable that is not set, as one would write it; null where there is none. */
  readonly byDefault: string | null;
  readonly example: string;
  readonly secret?: true;
  /** Errors complete a sentence that begins with the variable's name, and never hold the value: it may be a secret. */
  readonly reads: z.ZodType;
};

const oneOf = <const T extends readonly string[]>(...values: T) =>
  z.enum(values, { error: `must be one of: ${values.join(', ')}` });

/** A comma list of some of these, each at most once. */
const someOf = <const T extends readonly string[]>(...values: T) =>
  z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .refine((names) => names.every((name) => values.includes(name)) && new Set(names).size === names.length, {
      error: `must name one or more of: ${values.join(', ')}; each once, with commas between them`,
    })
    .transform((names) => names as T[number][]);

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to, {
      error: `must be a whole number from ${from} to ${to}`,
    })
    .transform(Number);

const shaped = (pattern: RegExp, error: string) => z.string().regex(pattern, { error });

const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !/[?#@\s]/.test(text);

const webAddress = (example: string, tidy: (url: string) => string) =>
  z
    .string()
    .refine(isWebAddress, { error: `must be a full http or https address, such as ${example}` })
    .transform((text) => tidy(text.replace(/\/+$/, '')));

const isHost = (text: string): boolean => isIP(text) !== 0 || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(text);

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const durationMs = (text: string): number =>
  text === 'off' ? 0 : Number(text.slice(0, -1)) * (UNIT_MS[text.slice(-1)] ?? 0);

const ENTRIES = {
  ROLE: {
    group: 'Program',
    about:
      'What this process does: `web` receives and shows, `worker` searches, `all` does both. Several processes share one `DATA_DIR`.',
    byDefault: 'all',
    example: 'web',
    reads: oneOf('all', 'web', 'worker'),
  },
  HOST: {
    group: 'Program',
    about: 'The address to listen on. `0.0.0.0` listens on every network of the machine.',
    byDefault: '127.0.0.1',
    example: '0.0.0.0',
    reads: z.string().refine(isHost, {
      error: 'must be a host name or an IP address without scheme and port, such as 127.0.0.1 or 0.0.0.0',
    }),
  },
  PORT: {
    group: 'Program',
    about: 'The port to listen on. `0` takes any free one.',
    byDefault: '3000',
    example: '8080',
    reads: wholeNumber(0, 65_535),
  },
  DATA_DIR: {
    group: 'Program',
    about: 'The folder of the SQLite file. It is made when it is missing.',
    byDefault: './data',
    example: '/var/lib/tusou',
    reads: z.string(),
  },
  LOG_LEVEL: {
    group: 'Program',
    about:
      'How much is logged: `trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`. The log goes to stderr.',
    byDefault: 'info',
    example: 'debug',
    reads: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  },
  MEMORY_TTL: {
    group: 'Program',
    about:
      'How long the answer to a photo is remembered: a number with `s`, `m`, `h` or `d`, or `off` to ask 1688 each time.',
    byDefault: '1h',
    example: '30m',
    reads: shaped(
      /^(off|[1-9]\d{0,5}[smhd])$/,
      'must be a time such as 90s, 30m, 1h or 1d, or off',
    ).transform(durationMs),
  },
  PLAYGROUND: {
    group: 'Program',
    about:
      'The web page to try it on. `auto` shows it only where `HOST` is a loopback address: the page asks nobody who they are.',
    byDefault: 'auto',
    example: 'on',
    reads: oneOf('auto', 'on', 'off'),
  },
  TELEGRAM_BOT_TOKEN: {
    group: 'Telegram',
    about: 'The token that @BotFather gives for a bot.',
    byDefault: null,
    example: '123456789:AAE-example-token-of-a-telegram-bot',
    secret: true,
    reads: shaped(
      /^\d+:[\w-]+$/,
      'must be the whole token from @BotFather: digits, a colon, then letters and digits',
    ),
  },
  TELEGRAM_API_ROOT: {
    group: 'Telegram',
    about: 'The Bot API server, for those who run their own.',
    byDefault: 'https://api.telegram.org',
    example: 'http://127.0.0.1:8081',
    reads: webAddress('https://api.telegram.org', (url) => url),
  },
  SLACK_BOT_TOKEN: {
    group: 'Slack',
    about:
      'The bot token of the app (OAuth & Permissions). Needs `SLACK_APP_TOKEN` or `SLACK_SIGNING_SECRET` beside it.',
    byDefault: null,
    example: 'xoxb-example',
    secret: true,
    reads: shaped(
      /^(xoxe\.)?xoxb-[\w-]+$/,
      'must be the bot token from OAuth & Permissions; it begins with xoxb-',
    ),
  },
  SLACK_APP_TOKEN: {
    group: 'Slack',
    about:
      'The app-level token with `connections:write` (Basic Information). Set, Slack is reached by Socket Mode and no public address is needed.',
    byDefault: null,
    example: 'xapp-example',
    secret: true,
    reads: shaped(
      /^xapp-[\w-]+$/,
      'must be the app-level token from Basic Information; it begins with xapp-',
    ),
  },
  SLACK_SIGNING_SECRET: {
    group: 'Slack',
    about:
      'The signing secret (Basic Information). Used without `SLACK_APP_TOKEN`: Slack then sends its requests to `POST /slack/events`.',
    byDefault: null,
    example: '0123456789abcdef0123456789abcdef',
    secret: true,
    reads: shaped(/^[\w-]+$/, 'must be the signing secret from Basic Information: letters and digits only'),
  },
  SLACK_API_URL: {
    group: 'Slack',
    about: 'The Web API of Slack, for those who test against another one.',
    byDefault: 'https://slack.com/api/',
    example: 'http://127.0.0.1:4003/api/',
    reads: webAddress('https://slack.com/api/', (url) => `${url}/`),
  },
  MARKETPLACE: {
    group: '1688',
    about:
      'Where offers come from: `open-platform` (1688 itself), `onebound` (a reseller), `pc-web` (the web pages of 1688: needs no key, is unofficial and may be blocked), or several with commas between them, of which each is asked when the ones before cannot answer; or `simulator` (sample data) alone. Not set, it is every one whose key is set, in this order, and `simulator` when none is.',
    byDefault: null,
    example: 'open-platform,onebound',
    reads: someOf('simulator', 'open-platform', 'onebound', 'pc-web'),
  },
  ALI1688_APP_KEY: {
    group: '1688',
    about: 'The App Key of an app on open.1688.com with the cross-border image search solution.',
    byDefault: null,
    example: '1000000',
    reads: shaped(/^[\w-]+$/, 'must be the App Key from the console of open.1688.com'),
  },
  ALI1688_APP_SECRET: {
    group: '1688',
    about: 'The App Secret of the same app. It signs the calls and is never sent.',
    byDefault: null,
    example: 'example-secret',
    secret: true,
    reads: shaped(/^\S+$/, 'must be the App Secret from the console of open.1688.com, without spaces'),
  },
  ALI1688_ACCESS_TOKEN: {
    group: '1688',
    about:
      'The access token of the account that authorised the app. An app of a single user has none; `npm run login` gets one that renews itself.',
    byDefault: null,
    example: '01234567-89ab-cdef-0123-456789abcdef',
    secret: true,
    reads: shaped(/^\S+$/, 'must be an access token of the app, without spaces'),
  },
  ALI1688_GATEWAY_URL: {
    group: '1688',
    about:
      'The gateway of the open platform, with or without `/openapi` at its end. Not set, the dialect `md5` goes to `https://api.1688.com`.',
    byDefault: 'https://gw.open.1688.com',
    example: 'http://127.0.0.1:4010',
    reads: webAddress('https://gw.open.1688.com', (url) => url.replace(/\/+openapi$/, '')),
  },
  ALI1688_DIALECT: {
    group: '1688',
    about:
      'How the gateway is spoken to: `official`, or a request form that other descriptions of it give. `md5` is `1688.items.search.img`, `hmac-base64` is `alibaba.product.image.search`, `bearer` is `alibaba.product.imageSearch` with its sister calls (it needs an access token).',
    byDefault: 'official',
    example: 'hmac-base64',
    reads: oneOf('official', 'md5', 'hmac-base64', 'bearer'),
  },
  ALI1688_REDIRECT_URI: {
    group: '1688',
    about:
      'For `npm run login`: the callback address that is written down for the app in the console of open.1688.com. Nothing has to answer there.',
    byDefault: null,
    example: 'https://example.com/callback',
    // Taken to the letter: 1688 compares it with what is written down.
    reads: z.string().refine((text) => URL.canParse(text) && /^https?:\/\/\S+$/.test(text), {
      error: 'must be a full http or https address, such as https://example.com/callback',
    }),
  },
  ALI1688_AUTH_URL: {
    group: '1688',
    about: 'For `npm run login`: where accounts authorise apps.',
    byDefault: 'https://auth.1688.com',
    example: 'http://127.0.0.1:4010',
    reads: webAddress('https://auth.1688.com', (url) => url),
  },
  ALI1688_QPS: {
    group: '1688',
    about:
      'The most calls to 1688 in any second, counted in each process. Not set, the simulator is asked up to 30 times a second.',
    byDefault: '3',
    example: '10',
    reads: wholeNumber(1, 1000),
  },
  ONEBOUND_KEY: {
    group: '1688',
    about: 'The key of an account at open.onebound.cn, which resells 1688 searches.',
    byDefault: null,
    example: 'example-key',
    secret: true,
    reads: shaped(/^\S+$/, 'must be the key from the console of OneBound, without spaces'),
  },
  ONEBOUND_SECRET: {
    group: '1688',
    about: 'The secret of the same account.',
    byDefault: null,
    example: 'example-secret',
    secret: true,
    reads: shaped(/^\S+$/, 'must be the secret from the console of OneBound, without spaces'),
  },
  ONEBOUND_NAMESPACE: {
    group: '1688',
    about:
      'The first part of the paths at OneBound: `1688global`, or `1688` for accounts that only have the older interface.',
    byDefault: '1688global',
    example: '1688',
    reads: shaped(/^\w+$/, 'must be letters and digits, such as 1688global'),
  },
  ONEBOUND_URL: {
    group: '1688',
    about: 'The gateway of OneBound.',
    byDefault: 'https://api-gw.onebound.cn',
    example: 'http://127.0.0.1:4010',
    reads: webAddress('https://api-gw.onebound.cn', (url) => url),
  },
  ONEBOUND_QPS: {
    group: '1688',
    about: 'The most calls to OneBound in any second, counted in each process.',
    byDefault: '2',
    example: '5',
    reads: wholeNumber(1, 1000),
  },
  PC_WEB_FLOW: {
    group: '1688',
    about:
      "The way through 1688's pages: `recommend` is that of today, `putImage` (2022 to 2025) and `oss` (2019) are older ones that 1688 hardly answers any more.",
    byDefault: 'recommend',
    example: 'putImage',
    reads: oneOf('recommend', 'putImage', 'oss'),
  },
  PC_WEB_IMAGE_APP_KEY: {
    group: '1688',
    about:
      "For `PC_WEB_FLOW=putImage` only: the `appKey` that the script of 1688's own upload page sends with a picture. It is the same for everybody and changes now and then.",
    byDefault: null,
    example: '0123456789abcdef0123456789abcdef',
    reads: shaped(/^\w{8,64}$/, 'must be the letters and digits that the page sends'),
  },
  PC_WEB_URL: {
    group: '1688',
    about: "One server in place of all hosts of 1688's pages, for those who test against the simulator.",
    byDefault: null,
    example: 'http://127.0.0.1:4010',
    reads: webAddress('http://127.0.0.1:4010', (url) => url),
  },
  PC_WEB_QPS: {
    group: '1688',
    about: "The most requests to 1688's pages in any second, counted in each process.",
    byDefault: '2',
    example: '1',
    reads: wholeNumber(1, 1000),
  },
} as const satisfies Readonly<Record<string, Entry>>;

type Entries = typeof ENTRIES;
type Value<E extends Entry> = E['byDefault'] extends string
  ? z.output<E['reads']>
  : z.output<E['reads']> | null;

/** The values of all variables, read and with defaults filled in; null where a variable without a default is not set. */
export type Settings = { readonly [Name in keyof Entries]: Value<Entries[Name]> };

/** One environment variable, as the documents and the summary at the start describe it. */
export type Setting = Omit<Entry, 'reads'> & { readonly name: string };

/** Every environment variable that the program reads, in the order of the documents. */
export const SETTINGS: readonly Setting[] = Object.entries<Entry>(ENTRIES).map(
  ([name, { reads: _, ...facts }]) => ({ name, ...facts }),
);

/** Reads all variables at once from texts, with null for what has neither a value nor a default. Foreign names are refused. */
export const settingsSchema = z.strictObject(
  Object.fromEntries(
    Object.entries<Entry>(ENTRIES).map(([name, { reads, byDefault }]) => [
      name,
      byDefault === null ? reads.nullable() : reads,
    ]),
  ),
) as unknown as z.ZodType<Settings>;
