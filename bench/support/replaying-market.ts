/**
 * A marketplace for the long run: the simulator is asked everything once, later calls get the same answers, and every picture that is
 * uploaded is taken for one of a few. So its own work, which is most of a search on one machine, is done once.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** As many different results as there are. */
const UPLOADS = 40;

type Reply = { readonly status: number; readonly type: string; readonly body: Buffer };

/** What a call asks, without what is new in each: its time and signature. */
const keyOf = (path: string, body: Buffer): string => {
  const fields = new URLSearchParams(body.toString('latin1'));
  for (const name of ['_aop_timestamp', '_aop_signature']) fields.delete(name);
  return `${path}?${fields}`;
};

/** Opens it before the simulator at `to`. `url` takes the place of the simulator's address, and is the place of its pictures too. */
export const openReplayingMarket = async (
  to: string,
): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const known = new Map<string, Promise<Reply>>();
  let [url, uploads] = ['', 0];

  const ask = async (path: string, { method = 'GET', headers }: IncomingMessage, body: Buffer) => {
    const type = headers['content-type'];
    const answer = await fetch(new URL(path, to), {
      method,
      ...(method === 'POST' && { body: new Uint8Array(body), headers: type ? { 'content-type': type } : {} }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const told = answer.headers.get('content-type') ?? 'application/json';
    const isText = told.includes('json');
    return {
      status: answer.status,
      type: told,
      body: isText ? Buffer.from(bytes.toString('utf8').replaceAll(to, url)) : bytes,
    };
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '/';
    const body = await buffer(request);
    const key = path.includes('image.upload') ? `upload ${uploads++ % UPLOADS}` : keyOf(path, body);
    const reply = known.get(key) ?? ask(path, request, body);
    known.set(key, reply);
    reply.catch(() => known.delete(key));
    const { status, type, body: bytes } = await reply;
    response.writeHead(status, { 'content-type': type, 'content-length': bytes.length }).end(bytes);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
