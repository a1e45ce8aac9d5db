/** A road between the program and a server: an HTTP proxy on loopback that takes its time, and writes down who passed when. */
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call that passed. Times are those of `performance.now()`: when all of it had come, and when its answer was handed over. */
export type Passed = { readonly path: string; readonly arrivedMs: number; readonly leftMs: number };

/** The road. */
export interface Road {
  /** What to call in place of the server. */
  readonly url: string;
  /** The calls since the last `forget`, in the order in which they were answered. */
  passed(): readonly Passed[];
  forget(): void;
  close(): Promise<void>;
}

/**
 * Where the road leads, how long a call takes on its way there and how long its answer takes back. `swift` says which paths are not
 * held up: a long poll waits by itself.
 */
export type RoadOptions = {
  readonly to: string;
  readonly thereMs: number;
  readonly backMs: number;
  readonly swift?: (path: string) => boolean;
  /** Whether to write down the calls. */
  readonly writesDown?: boolean;
};

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const pause = (ms: number): Promise<void> | undefined =>
  ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined;

/** What a server says of its own address leads over the road as well. */
const readdressed = (body: Buffer, type: string | undefined, from: string, to: string): Buffer =>
  type?.includes('json') ? Buffer.from(body.toString('utf8').replaceAll(from, to)) : body;

/** Opens a road on a free port. */
export const openRoad = async (options: RoadOptions): Promise<Road> => {
  const { to, thereMs, backMs, swift = () => false, writesDown = true } = options;
  const connections = new Agent({ keepAlive: true, maxSockets: 200 });
  let passed: Passed[] = [];
  let url = '';

  const handOn = async (
    asked: IncomingMessage,
    body: Buffer,
    until: AbortSignal,
  ): Promise<IncomingMessage> => {
    const { host: _, 'transfer-encoding': __, connection: ___, ...headers } = asked.headers;
    const out = request(new URL(asked.url ?? '/', to), {
      method: asked.method,
      headers: { ...headers, 'content-length': body.length },
      agent: connections,
      signal: until,
    });
    out.end(body);
    const [answer] = await once(out, 'response');
    return answer as IncomingMessage;
  };

  const serve = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = asked.url ?? '/';
    response.on('error', () => undefined);
    const hung = new AbortController();
    const isSwift = swift(path);
    const body = await bodyOf(asked);
    const arrivedMs = performance.now();
    if (!isSwift) await pause(thereMs);
    // A caller that was killed on the way: what it sent still arrives, as on a real road. A long poll ends with its caller.
    if (isSwift) response.once('close', () => hung.abort());
    const answer = await handOn(asked, body, hung.signal);
    const told = readdressed(await bodyOf(answer), answer.headers['content-type'], to, url);
    if (!isSwift) await pause(backMs);
    const { 'transfer-encoding': _, connection: __, ...headers } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': told.length }).end(told);
    if (writesDown) passed.push({ path, arrivedMs, leftMs: performance.now() });
  };

  const server = createServer((asked, response) => {
    serve(asked, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    passed: () => passed,
    forget: () => {
      passed = [];
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      connections.destroy();
      await once(server, 'close');
    },
  };
};
