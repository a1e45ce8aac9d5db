/** The process's one HTTP server: health, readiness, and the listeners that adapters mount on it. */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TusouError } from '../domain/errors.ts';
import type { HttpMounts, Log } from '../domain/ports.ts';

type Listener = Parameters<HttpMounts['mount']>[1];
type AskReady = () => Readiness | Promise<Readiness>;
type Mount = { readonly prefix: string; readonly listener: Listener };

/** Parts of the product and whether each can work now, such as `{ storage: true }`. Names only, never a reason or a secret. */
export type Readiness = Readonly<Record<string, boolean>>;

/** The server before and while it runs. `GET /healthz` and `GET /readyz` are answered here, whatever is mounted. */
export interface Server extends HttpMounts {
  /**
   * Begins to listen and answers with the address to open in a browser. Throws `TusouError` `config-invalid` with a
   * sentence that names HOST or PORT.
   */
  listen(): Promise<{ readonly url: string }>;
  /** Accepts nothing new, lets running requests finish until the deadline (ms since the epoch), then cuts them off. */
  close(deadlineMs: number): Promise<void>;
}

/** How long a client may take. A photo of 20 MB over a slow phone line takes minutes; headers never do. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 5 * 60_000;

/** Longer than the 60 s of common load balancers, which must be the ones to close an idle connection. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;

const sendJson = (response: ServerResponse, status: number, body: object): void => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(JSON.stringify(body));
};

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/';

/** `/slack` holds `/slack` and `/slack/events`, but not `/slackers`. */
const holds = (prefix: string, path: string): boolean =>
  path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);

const listenProblem = (error: NodeJS.ErrnoException, host: string, port: number): TusouError => {
  const details: Readonly<Record<string, string>> = {
    EADDRINUSE: `PORT ${port} on HOST ${host} is taken: stop the program that uses it, or set PORT to a free one`,
    EACCES: `PORT ${port} may not be used by this user: set PORT to one above 1023`,
    EADDRNOTAVAIL: `HOST ${host} is not an address of this machine: set HOST to 127.0.0.1 or 0.0.0.0`,
    ENOTFOUND: `HOST ${host} is not known: set HOST to 127.0.0.1 or 0.0.0.0`,
  };
  const detail = details[error.code ?? ''] ?? `cannot listen on HOST ${host}, PORT ${port}: ${error.message}`;
  return new TusouError('config-invalid', { detail, cause: error });
};

/** An address that a browser can open: "every address of this machine" is shown as localhost. */
const urlOf = (host: string, port: number): string => {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
};

const answerReady = async (response: ServerResponse, ready: AskReady): Promise<void> => {
  const parts = await ready();
  const all = Object.values(parts).every(Boolean);
  sendJson(response, all ? 200 : 503, { status: all ? 'ready' : 'not-ready', parts });
};

/**
 * Makes the server; nothing listens before `listen`. Port 0 takes any free port. `ready` is asked for each `/readyz`;
 * when it throws or rejects, the answer is 503.
 */
export const createServer = (options: { host: string; port: number; log: Log; ready: AskReady }): Server => {
  const { host, port, log, ready } = options;
  const mounts: Mount[] = [];

  const own: Readonly<Record<string, (response: ServerResponse) => void | Promise<void>>> = {
    '/healthz': (response) => sendJson(response, 200, { status: 'ok' }),
    '/readyz': (response) => answerReady(response, ready),
  };
  const route = (request: IncomingMessage, response: ServerResponse): unknown => {
    const path = pathOf(request);
    const answer = Object.hasOwn(own, path) ? own[path] : undefined;
    if (answer && (request.method === 'GET' || request.method === 'HEAD')) return answer(response);
    const mount = mounts.find(({ prefix }) => holds(prefix, path));
    return mount ? mount.listener(request, response) : sendJson(response, 404, { error: 'not-found' });
  };

  const http = createHttpServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    },
    async (request, response) => {
      response.once('close', () => {
        if (!http.listening) http.closeIdleConnections();
      });
      try {
        await route(request, response);
      } catch (error) {
        log.error({ path: pathOf(request), err: error }, 'request failed');
        sendJson(response, pathOf(request) === '/readyz' ? 503 : 500, { error: 'internal' });
      }
    },
  );

  return {
    mount: (prefix, listener) => {
      mounts.push({ prefix, listener });
      mounts.sort((a, b) => b.prefix.length - a.prefix.length);
    },
    listen: () =>
      new Promise((resolve, reject) => {
        http.once('error', (error) => reject(listenProblem(error, host, port)));
        http.listen(port, host, () => {
          http.removeAllListeners('error');
          http.on('error', (error) => log.error({ err: error }, 'http server failed'));
          resolve({ url: urlOf(host, (http.address() as AddressInfo).port) });
        });
      }),
    close: async (deadlineMs) => {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      const early = new AbortController();
      const late = sleep(Math.max(0, deadlineMs - Date.now()), undefined, { signal: early.signal });
      await Promise.race([closed, late.catch(() => {})]);
      early.abort();
      http.closeAllConnections();
      await closed;
    },
  };
};
