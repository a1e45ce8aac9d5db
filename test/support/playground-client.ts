/** Talks to the playground as its page does: a session cookie, posts with keys, and the stream of turns. */
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { pageTurn } from '../../adapters/playground/render.ts';
import type { Desk } from './playground-desk.ts';

/** Whatever serves a playground on this port of the loopback address. */
export type Served = Pick<Desk, 'port'>;

/** A turn as the page gets it. */
export type PageTurn = ReturnType<typeof pageTurn>;

/** The offers of a turn that was answered with a list, else none. */
export const offersOf = (turn: PageTurn | undefined) =>
  turn?.answer?.kind === 'result' ? turn.answer.card.offers : [];

/** An answer of the server, read to its end. */
export type Answered = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** What to send. The Host header is the server's own unless `headers` says otherwise. */
export type Sent = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

const open = ({ port }: Served, path: string, { method = 'GET', headers = {}, body }: Sent) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, resolve);
    sent.once('error', reject);
    sent.end(body);
  });

/** Sends one request exactly as told. */
export const send = async (desk: Served, path: string, sent: Sent = {}): Promise<Answered> => {
  const response = await open(desk, path, sent);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) };
};

/** A key as the page makes them. */
export const submissionKey = (number: number): string => `submission-${String(number).padStart(8, '0')}`;

const OURS = { 'sec-fetch-site': 'same-origin', 'x-language': 'en' };

/** The cookie of a new session. */
const newCookie = async (desk: Served): Promise<string> => {
  const { headers } = await send(desk, '/playground/session', { method: 'POST', headers: OURS });
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
};

/** Begins a session of its own, or goes on with the one of `cookie`. */
export const openClient = async (desk: Served, cookie: string | null = null) => {
  const kept = cookie ?? (await newCookie(desk));
  const headers = { ...OURS, cookie: kept };

  const get = (path: string): Promise<Answered> => send(desk, path, { headers });

  const post = (path: string, sent: Sent = {}): Promise<Answered> =>
    send(desk, `/playground/${path}`, {
      method: 'POST',
      ...sent,
      headers: { ...headers, 'x-key': submissionKey(1), ...sent.headers },
    });

  const postJson = (path: string, value: object, key = submissionKey(1)): Promise<Answered> =>
    post(path, {
      headers: { 'content-type': 'application/json', 'x-key': key },
      body: JSON.stringify(value),
    });

  /** Reads the stream until `enough` of what was told, by default until everything stored was. */
  const turns = async (enough: (told: PageTurn[], ready: boolean) => boolean = (_, ready) => ready) => {
    const response = await open(desk, '/playground/events', { headers });
    const told = new Map<string, PageTurn>();
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) {
      text += chunk;
      const events = [...text.matchAll(/event: turn\ndata: (.+)\n\n/g)].map(([, data = '']) => data);
      for (const data of events) {
        const turn = JSON.parse(data) as PageTurn;
        told.set(turn.id, turn);
      }
      if (enough([...told.values()], text.includes('event: ready'))) break;
    }
    response.destroy();
    return [...told.values()];
  };

  return { cookie: kept, get, post, postJson, turns };
};
