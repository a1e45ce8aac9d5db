/** What people read after they installed the app, or did not: small pages without scripts, in the language of their browser. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { languageAmong, languageTag, translator } from '#service';

/** A page and the status that it comes with. */
export type Page = { readonly status: number; readonly html: string };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** The address that led here holds a code of Slack, so nobody else is told it, and nothing is fetched from anywhere. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

const STYLE =
  'body{font:1.125rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.25rem;color:#1c1917;background:#fff}a{color:#9a3412}@media(prefers-color-scheme:dark){body{color:#f5f5f4;background:#1c1917}a{color:#fdba74}}';

type Words = {
  readonly heading: string;
  readonly text: string;
  readonly link: { readonly label: string; readonly href: string };
};

const htmlOf = (language: string, { heading, text, link }: Words): string =>
  [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escaped(heading)}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${escaped(heading)}</h1><p>${escaped(text)}</p>`,
    `<p><a href="${escaped(link.href)}">${escaped(link.label)}</a></p></main></body></html>`,
  ].join('');

const page = (
  request: IncomingMessage,
  status: number,
  words: (t: ReturnType<typeof translator>) => Words,
): Page => {
  const language = languageAmong(request.headers['accept-language'] ?? '');
  return { status, html: htmlOf(languageTag(language), words(translator(language))) };
};

/** Where people were led back from Slack, by the code of what went wrong. */
const FAILURES: Readonly<Record<string, { readonly key: string; readonly status: number }>> = {
  slack_oauth_installer_authorization_error: { key: 'slack-install-cancelled', status: 200 },
  slack_oauth_missing_state: { key: 'slack-install-stale', status: 400 },
  slack_oauth_invalid_state: { key: 'slack-install-stale', status: 400 },
  slack_oauth_missing_code: { key: 'slack-install-stale', status: 400 },
  slack_org: { key: 'slack-install-org', status: 400 },
};

const FAILED = { key: 'slack-install-failed', status: 502 };

/** The page for who installed the app into a workspace. */
export const installedPage = (
  request: IncomingMessage,
  { name, team, app }: { readonly name: string; readonly team: string; readonly app: string },
): Page =>
  page(request, 200, (t) => ({
    heading: t('slack-installed', { team: name || team }),
    text: t('slack-installed-next'),
    // docs.slack.dev/interactivity/deep-linking
    link: {
      label: t('slack-installed-open'),
      href: `https://slack.com/app_redirect?${new URLSearchParams({ app, team })}`,
    },
  }));

/** The page for who did not, by a code of `@slack/oauth` or `slack_org`. */
export const failedPage = (request: IncomingMessage, code: string): Page => {
  const { key, status } = FAILURES[code] ?? FAILED;
  return page(request, status, (t) => ({
    heading: t('slack-install-not'),
    text: t(key),
    // Relative, as the public address may have a path of its own before ours.
    link: { label: t('slack-install-again'), href: 'install' },
  }));
};

/** Answers with a page. */
export const sendPage = (response: ServerResponse, { status, html }: Page): void => {
  response.writeHead(status, HEADERS).end(html);
};
