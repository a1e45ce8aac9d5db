/** How the program itself runs: its settings. */
import { z } from 'zod';
import { CURRENCIES } from '../domain/rates.ts';
import {
  durationMs,
  isHost,
  oneOf,
  shaped,
  sourceAddress,
  webAddress,
  wholeNumber,
} from '../setting-readers.ts';
import type { Entry } from './entry.ts';

/** The settings of the program, in the order of the documents. */
export const PROGRAM_ENTRIES = {
  ROLE: {
    group: 'Program',
    about:
      'What this process does: `web` receives and shows, `worker` searches, `all` does both. Several processes share one `DATA_DIR`, or on several machines one `REDIS_URL`.',
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
  REDIS_URL: {
    group: 'Program',
    about:
      'A Redis server that keeps jobs, memory and call budgets in place of the SQLite file, so that processes on several machines work together.',
    byDefault: null,
    example: 'redis://127.0.0.1:6379/0',
    // It may hold a password.
    secret: true,
    reads: z.string().refine((text) => URL.canParse(text) && /^rediss?:\/\/\S+$/.test(text), {
      error: 'must be a full redis or rediss address, such as redis://127.0.0.1:6379',
    }),
  },
  OPS_PORT: {
    group: 'Program',
    about:
      'A port of its own for `/healthz`, `/readyz` and `/metrics`, also in a worker, which listens nowhere else. `0` takes any free one. Not set, they are on `PORT`.',
    byDefault: null,
    example: '9464',
    reads: wholeNumber(0, 65_535),
  },
  METRICS_TOKEN: {
    group: 'Program',
    about:
      'The bearer token that `/metrics` wants. Not set, metrics are shown without one where `HOST` is a loopback address or they are on `OPS_PORT`, and not at all elsewhere.',
    byDefault: null,
    example: 'example-metrics-token',
    secret: true,
    reads: shaped(
      /^[\w.~+/=-]{8,}$/,
      'must be at least 8 letters, digits and signs that a bearer token may hold',
    ),
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
  BATCH_MATCHES: {
    group: 'Program',
    about:
      'How many matches are looked for with each picture of a list (an archive or a workbook of pictures), where its sender does not say, as with `top 5`.',
    byDefault: '3',
    example: '5',
    reads: wholeNumber(1, 10),
  },
  BACKGROUND_REMOVER_URL: {
    group: 'Program',
    about:
      'A server that takes the background off a photo when somebody asks for it: it gets a `POST` with the photo as the multipart field `file` and answers with a PNG that has an alpha channel, as `rembg s` does at `/api/remove`. Not set, only plain backgrounds are removed.',
    byDefault: null,
    example: 'http://127.0.0.1:7000/api/remove',
    reads: webAddress('http://127.0.0.1:7000/api/remove', (url) => url),
  },
  CURRENCY: {
    group: 'Program',
    about:
      'The currency in which prices are also told, roughly and beside yuan: an ISO 4217 code. A chat on Telegram may choose another one by `/settings`. Needs `RATES_URL`.',
    byDefault: null,
    example: 'USD',
    reads: oneOf(...CURRENCIES),
  },
  RATES_URL: {
    group: 'Program',
    about:
      'Where exchange rates come from, once a day. The answer is JSON as Frankfurter gives it (some thirty currencies of the European Central Bank as in the example, more at `https://api.frankfurter.dev/v2/rates?base=CNY`) or as open.er-api.com does (`https://open.er-api.com/v6/latest/CNY`). Not set, prices are told in yuan alone.',
    byDefault: null,
    example: 'https://api.frankfurter.dev/v1/latest?base=CNY',
    // It may hold a key.
    secret: true,
    reads: sourceAddress('https://api.frankfurter.dev/v1/latest?base=CNY'),
  },
  WATCH_EVERY: {
    group: 'Program',
    about:
      'How often a watched offer is looked at: a number with `s`, `m`, `h` or `d`, or `off` to let nobody watch offers. Each look is one call to 1688, however many chats watch the offer.',
    byDefault: '6h',
    example: '12h',
    reads: shaped(/^(off|[1-9]\d{0,5}[smhd])$/, 'must be a time such as 30m, 6h or 1d, or off').transform(
      durationMs,
    ),
  },
  KEEP_DAYS: {
    group: 'Program',
    about:
      'For how many days what people do is kept at most: searches, shortlists, photos, failed jobs and all else in docs/privacy.md. What a chat has set, and watches that are checked, stay until somebody deletes them.',
    byDefault: '180',
    example: '30',
    reads: wholeNumber(1, 3_650),
  },
  PLAYGROUND: {
    group: 'Program',
    about:
      'The web page to try it on. `auto` shows it only where `HOST` is a loopback address: the page asks nobody who they are.',
    byDefault: 'auto',
    example: 'on',
    reads: oneOf('auto', 'on', 'off'),
  },
} as const satisfies Readonly<Record<string, Entry>>;
