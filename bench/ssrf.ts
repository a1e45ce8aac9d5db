/**
 * What the guard of web addresses lets through: a trap listens on loopback, and some hundred ways to write its address or a name for it
 * are asked for, directly and behind a redirect. `fetched` is how many requests reached the trap, and has to be 0.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Resolve } from '../src/images/address.ts';
import { createDownload, type Download } from '../src/images/download.ts';
import { LOOPBACK_NAMES, ODD_PORT_URLS, PRIVATE_URLS } from '../test/images/private-urls.ts';
import type { Figure } from './index.ts';

type Site = AsyncDisposable & { readonly port: number; hits(): number };

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

/** Counts whoever comes, and sends everybody where the path says: `/?to=<address>`. */
const startSite = async (): Promise<Site> => {
  let hits = 0;
  const server = createServer((request, response) => {
    hits += 1;
    const to = new URL(request.url ?? '/', 'http://site').searchParams.get('to');
    if (to === null) response.end('\xff\xd8\xff trap');
    else response.writeHead(302, { location: to }).end();
  });
  const port = await listen(server);
  return {
    port,
    hits: () => hits,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** The same address at the trap's port, where it has the form of one. */
const atPort = (text: string, port: number): string => {
  const url = URL.parse(text);
  if (!url?.host) return text;
  url.port = String(port);
  return url.href;
};

/** Names mean what the list says, and loopback otherwise: nothing leaves the machine. */
const resolve: Resolve = (hostname, callback) =>
  callback(
    null,
    (LOOPBACK_NAMES[hostname] ?? ['127.0.0.1']).map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    })),
  );

/** Asks for one address; what comes of it is the code of the refusal, or `fetched`. */
const ask = ({ downloadPicture }: Download, url: string): Promise<string> =>
  downloadPicture(url, AbortSignal.timeout(5000)).then(
    () => 'fetched',
    (error: unknown) => String((error as { code?: unknown }).code ?? error),
  );

const countOf = (outcomes: readonly string[], code: RegExp): number =>
  outcomes.filter((outcome) => code.test(outcome)).length;

/** Asks for every form, as it is, at the trap's port, and as the target of a redirect from a place that may be opened. */
export const run = async (): Promise<readonly Figure[]> => {
  await using trap = await startSite();
  await using door = await startSite();
  const names = Object.keys(LOOPBACK_NAMES).map((name) => `http://${name}/a.jpg`);
  const forms = [...PRIVATE_URLS, ...names];
  const outside = createDownload({ trustedOrigins: [], resolve });
  const doorOrigin = `http://127.0.0.1:${door.port}`;
  const inside = createDownload({ trustedOrigins: [doorOrigin], resolve });
  const direct = await Promise.all(
    [...forms, ...ODD_PORT_URLS, ...forms.map((url) => atPort(url, trap.port))].map((url) =>
      ask(outside, url),
    ),
  );
  const redirected = await Promise.all(
    // What is relative would lead back to the place itself.
    forms
      .filter((url) => /^[a-z]+:/i.test(url))
      .map((url) => ask(inside, `${doorOrigin}/?to=${encodeURIComponent(atPort(url, trap.port))}`)),
  );
  const outcomes = [...direct, ...redirected];
  return [
    { name: 'forms', value: forms.length + ODD_PORT_URLS.length, unit: 'addresses' },
    { name: 'requests', value: outcomes.length, unit: 'downloads' },
    { name: 'fetched', value: trap.hits() + countOf(outcomes, /^fetched$/), unit: 'requests' },
    { name: 'refused as private', value: countOf(outcomes, /^url-private$/), unit: 'downloads' },
    { name: 'refused as no address', value: countOf(outcomes, /^url-invalid$/), unit: 'downloads' },
    { name: 'other outcomes', value: countOf(outcomes, /^(?!url-private|url-invalid)/), unit: 'downloads' },
  ];
};
