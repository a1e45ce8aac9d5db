/** Who may talk to the page's server: the Host check against DNS rebinding, the cross-site check, and the headers of every answer. */
import type { IncomingMessage } from 'node:http';

/** Host names (no port) that are answered beside the loopback ones, or `any` where whoever runs this opened the page to a network. */
export type AllowedHosts = readonly string[] | 'any';

const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

const parsed = (origin: string): URL | null => (URL.canParse(origin) ? new URL(origin) : null);

/**
 * Whether a Host header names us. A page on the web can point its own name at 127.0.0.1 (DNS rebinding), but cannot
 * make a browser send our name along.
 */
export const isOurHost = (host: string | undefined, allowed: AllowedHosts): boolean => {
  const name = host && /^[\w.:[\]-]+$/.test(host) ? parsed(`http://${host}`)?.hostname : undefined;
  if (!name) return false;
  return allowed === 'any' || LOOPBACK_HOSTS.includes(name) || allowed.includes(name);
};

/**
 * Whether a request was made by our own page. Browsers tell by Sec-Fetch-Site (w3c.github.io/webappsec-fetch-metadata);
 * without encryption they tell only by Origin, and only when the request is not a GET.
 */
export const isOurPage = ({ method, headers }: IncomingMessage): boolean => {
  const site = headers['sec-fetch-site'];
  const reads = method === 'GET' || method === 'HEAD';
  if (site !== undefined) return site === 'same-origin' || (reads && site === 'none');
  if (headers.origin === undefined) return reads;
  const origin = parsed(headers.origin);
  // Written with the origin's scheme, so that a port that goes without saying is left out on both sides.
  return origin !== null && origin.host === parsed(`${origin.protocol}//${headers.host}`)?.host;
};

/** Headers of every answer: nothing is loaded from or shown on another site, and no script runs that is not a file of ours. */
export const SAFE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;
