/** Where offers come from: the settings of the ways into 1688. */
import { z } from 'zod';
import { oneOf, shaped, someOf, webAddress, wholeNumber } from '../setting-readers.ts';
import type { Entry } from './entry.ts';

/** The settings of the ways into 1688, in the order of the documents. */
export const MARKETPLACE_ENTRIES = {
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
      'The most calls to 1688 in any second, counted over all processes that share a `DATA_DIR` or a `REDIS_URL`. Not set, the simulator is asked up to 30 times a second.',
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
    about:
      'The most calls to OneBound in any second, counted over all processes that share a `DATA_DIR` or a `REDIS_URL`.',
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
    about:
      "The most requests to 1688's pages in any second, counted over all processes that share a `DATA_DIR` or a `REDIS_URL`.",
    byDefault: '2',
    example: '1',
    reads: wholeNumber(1, 1000),
  },
} as const satisfies Readonly<Record<string, Entry>>;
