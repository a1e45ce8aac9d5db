/** The server side of Slack's Socket Mode, as small as RFC 6455 allows: one connection, short text frames. */
import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { RECORDED_TEAM, type SlackRequests } from './slack-requests.ts';

/** RFC 6455, section 1.3. */
const HANDSHAKE_SALT = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

const frame = (opcode: number, body: Buffer): Buffer => {
  const length = body.length < 126 ? [body.length] : [126, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([0x80 | opcode, ...length]), body]);
};

type Frame = { readonly opcode: number; readonly body: Buffer };

/** Takes whole frames off the front; clients always mask theirs. */
const framesIn = (buffer: Buffer): { frames: Frame[]; rest: Buffer } => {
  const frames: Frame[] = [];
  let rest = buffer;
  while (rest.length >= 6) {
    const short = (rest[1] ?? 0) & 127;
    const start = short === 126 ? 4 : 2;
    const length = short === 126 ? rest.readUInt16BE(2) : short;
    const end = start + 4 + length;
    if (rest.length < end) break;
    const mask = rest.subarray(start, start + 4);
    const body = Buffer.from(rest.subarray(start + 4, end)).map(
      (byte, index) => byte ^ (mask[index % 4] ?? 0),
    );
    frames.push({ opcode: (rest[0] ?? 0) & 15, body: Buffer.from(body) });
    rest = rest.subarray(end);
  }
  return { frames, rest };
};

const say = (response: ServerResponse, body: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** Starts the server: `auth.test`, `users.info` and `apps.connections.open` over HTTP, events over the socket. */
export const startSocketServer = async (openAnswer?: unknown) => {
  const received: unknown[] = [];
  const waiting: (() => void)[] = [];
  let socket: Duplex | null = null;
  let isClosed = false;
  let connections = 0;
  const server = createServer((request, response) => {
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    if (request.url?.endsWith('apps.connections.open'))
      say(response, openAnswer ?? { ok: true, url: `ws://${host}/link` });
    else say(response, { ok: true, team_id: 'T07TEAM0001', user_id: 'U07TUSOU001', bot_id: 'B07TUSOU001' });
  });
  const note = (message: unknown): void => {
    received.push(message);
    for (const wake of waiting.splice(0)) wake();
  };
  server.on('upgrade', (request, duplex: Duplex) => {
    const key = `${request.headers['sec-websocket-key']}${HANDSHAKE_SALT}`;
    const accept = createHash('sha1').update(key).digest('base64');
    const head = [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${accept}`,
    ];
    duplex.write(`${head.join('\r\n')}\r\n\r\n`);
    let pending: Buffer = Buffer.alloc(0);
    duplex.on('error', () => {});
    duplex.on('data', (chunk: Buffer) => {
      const { frames, rest } = framesIn(Buffer.concat([pending, chunk]));
      pending = rest;
      for (const { opcode, body } of frames) {
        if (opcode === TEXT) note(JSON.parse(body.toString()));
        if (opcode === PING) duplex.write(frame(PONG, body));
        if (opcode !== CLOSE) continue;
        isClosed = true;
        duplex.end(frame(CLOSE, body));
      }
    });
    socket = duplex;
    isClosed = false;
    connections += 1;
    duplex.write(frame(TEXT, Buffer.from(JSON.stringify({ type: 'hello', num_connections: 1 }))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    /** What the app sent back over the socket: acknowledgements. */
    received,
    /** Whether the latest connection was closed by the app. */
    isClosed: () => isClosed,
    /** How many connections there were so far. */
    connections: () => connections,
    send: (message: unknown): void => {
      socket?.write(frame(TEXT, Buffer.from(JSON.stringify(message))));
    },
    /** Resolves at the next message of the app. */
    next: (): Promise<void> => new Promise((resolve) => waiting.push(resolve)),
    close: async (): Promise<void> => {
      socket?.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** A running server. */
export type SocketServer = Awaited<ReturnType<typeof startSocketServer>>;

let envelopes = 0;

/** Sends what people of a workspace do over the socket; each resolves when the app has acknowledged it. */
export const socketRequests = (server: SocketServer, team: string): SlackRequests => {
  const send = async (type: string, payload: unknown): Promise<Response> => {
    envelopes += 1;
    const envelope_id = `E${envelopes}`;
    const ofTeam = JSON.parse(JSON.stringify(payload).replaceAll(RECORDED_TEAM, team));
    const isAcknowledged = () =>
      server.received.some((answer) => JSON.stringify(answer).includes(`"${envelope_id}"`));
    server.send({ type, envelope_id, payload: ofTeam });
    while (!isAcknowledged()) await server.next();
    return new Response();
  };
  return {
    event: (payload) => send('events_api', payload),
    command: (fields) => send('slash_commands', fields),
    interaction: (payload) => send('interactive', payload),
  };
};
