/** How Slack is reached, and by whom: its settings. */
import { shaped, slackIdList, webAddress } from '../setting-readers.ts';
import type { Entry } from './entry.ts';

/** The settings of Slack, in the order of the documents. */
export const SLACK_ENTRIES = {
  SLACK_BOT_TOKEN: {
    group: 'Slack',
    about:
      'The bot token of the app in one workspace (OAuth & Permissions). Needs `SLACK_APP_TOKEN` or `SLACK_SIGNING_SECRET` beside it.',
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
  SLACK_CLIENT_ID: {
    group: 'Slack',
    about:
      'The Client ID of the app (Basic Information). Set together with `SLACK_CLIENT_SECRET` and `SLACK_PUBLIC_URL`, more workspaces install the app at `<SLACK_PUBLIC_URL>/slack/install`, also without `SLACK_BOT_TOKEN`.',
    byDefault: null,
    example: '1234567890.1234567890123',
    reads: shaped(
      /^\d+\.\d+$/,
      'must be the Client ID from Basic Information: two numbers with a dot between them',
    ),
  },
  SLACK_CLIENT_SECRET: {
    group: 'Slack',
    about: 'The Client Secret of the same app.',
    byDefault: null,
    example: 'fedcba9876543210fedcba9876543210',
    secret: true,
    reads: shaped(/^[\w-]+$/, 'must be the Client Secret from Basic Information: letters and digits only'),
  },
  SLACK_PUBLIC_URL: {
    group: 'Slack',
    about:
      'The public https address of this program. Slack sends whoever installs the app back to `<address>/slack/oauth_redirect`, which has to be among the Redirect URLs of the app.',
    byDefault: null,
    example: 'https://tusou.example.com',
    reads: webAddress('https://tusou.example.com', (url) => url).refine((url) => url.startsWith('https:'), {
      error: 'must begin with https: Slack sends nobody back to anything else',
    }),
  },
  SLACK_ALLOWED_CHANNELS: {
    group: 'Slack',
    about:
      'The ids of the channels and people that may use the bot, with commas between them: everybody in a channel that is named, and a person who is named everywhere. An id alone is one of the workspace of `SLACK_BOT_TOKEN`; those of other workspaces have theirs before them (`T0123456789/C0123456789`). Whoever is not let in is told the id to add. Not set, everybody may.',
    byDefault: null,
    example: 'C0123456789,U0123456789',
    reads: slackIdList,
  },
  SLACK_API_URL: {
    group: 'Slack',
    about: 'The Web API of Slack, for those who test against another one.',
    byDefault: 'https://slack.com/api/',
    example: 'http://127.0.0.1:4003/api/',
    reads: webAddress('https://slack.com/api/', (url) => `${url}/`),
  },
} as const satisfies Readonly<Record<string, Entry>>;
