/** An HTTP server of the process: its own answers, such as those to probes, and the listeners that adapters mount on it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TusouError } from '../domain/errors.ts';
import type { HttpMounts, Log } from '../domain/ports.ts';
import { sendJson } from './send-json.ts';

// An `import` would also load all that node:http hands on, an HTTP client among it: a tenth of a second of every start.
const { createServer: createHttpServer } = process.getBuiltinModule('node:http');

type Listener = Parameters<HttpMounts['mount']>[1];
type Mount = { readonly prefix: string; readonly listener: Listener };

/** Answers by exact path, to GET and HEAD. They go before everything that is mounted. */
export type Answers = Readonly<
  Record<string, (request: IncomingMessage, response: ServerResponse) => void | Promise<void>>
>;

/** Where to listen. Port 0 takes any free port; `setting` is what an operator changes for another one. */
export type ListenAt = {
  readonly host: string;
  readonly port: number;
  readonly setting?: 'PORT' | 'OPS_PORT';
};

/** The server before and while it runs. */
export interface Server extends HttpMounts {
  /**
   * Begins to listen and answers with the address to open in a browser. Throws `TusouError` `config-invalid` with a
   * sentence that names HOST or the setting of the port.
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

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/';

/** `/slack` holds `/slack` and `/slack/events`, but not `/slackers`. */
const holds = (prefix: string, path: string): boolean =>
  path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);

const listenProblem = (
  error: NodeJS.ErrnoException,
  { host, port, setting = 'PORT' }: ListenAt,
): TusouError => {
  const details: Readonly<Record<string, string>> = {
    EADDRINUSE: `${setting} ${port} on HOST ${host} is taken: stop the program that uses it, or set ${setting} to a free one`,
    EACCES: `${setting} ${port} may not be used by this user: set ${setting} to one above 1023`,
    EADDRNOTAVAIL: `HOST ${host} is not an address of this machine: set HOST to 127.0.0.1 or 0.0.0.0`,
    ENOTFOUND: `HOST ${host} is not known: set HOST to 127.0.0.1 or 0.0.0.0`,
  };
  const detail =
    details[error.code ?? ''] ?? `cannot listen on HOST ${host}, ${setting} ${port}: ${error.message}`;
  return new TusouError('config-invalid', { detail, cause: error });
};

/** An address that a browser can open: "every address of this machine" is shown as localhost. */
const urlOf = (host: string, port: number): string => {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
};

/** Makes the server; nothing listens before `listen`. */
export const createServer = (options: ListenAt & { readonly log: Log; readonly own: Answers }): Server => {
  const { host, port, log, own } = options;
  const mounts: Mount[] = [];

  const route = (request: IncomingMessage, response: ServerResponse): unknown => {
    const path = pathOf(request);
    const answer = Object.hasOwn(own, path) ? own[path] : undefined;
    if (answer && (request.method === 'GET' || request.method === 'HEAD')) return answer(request, response);
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
        sendJson(response, 500, { error: 'internal' });
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
        http.once('error', (error) => reject(listenProblem(error, options)));
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
