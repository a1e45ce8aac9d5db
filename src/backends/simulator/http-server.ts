/**
 * The simulator on the wire: reads requests, finds the protocol that they are meant for, and lets ordered faults happen.
 * `GET /_arrivals` answers with the latest calls, oldest first.
 */
import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import { type FaultOrder, type FaultTable, readFaultOrder } from './faults.ts';
import type { Marketplace } from './marketplace.ts';
import { type OfferChanges, readOfferOrder } from './offer-changes.ts';
import type { PictureShelf } from './picture-shelf.ts';
import { type Answer, type Asked, jsonAnswer, type Protocol } from './protocol.ts';

/** Room for a picture of 3 MB in base64 and percent signs. */
const MAX_BODY_BYTES = 14 * 1024 * 1024;
/** The log of arrivals is for tests; it does not grow without end. */
const KEPT_ARRIVALS = 10_000;
const FAULTS_PATH = '/_faults';
const OFFERS_PATH = '/_offers';
const ARRIVALS_PATH = '/_arrivals';
const HTML = 'text/html;charset=UTF-8';

/** When a call's head arrived (milliseconds since the epoch) and which. */
export type Arrival = { readonly ms: number; readonly api: string };

/** What the server serves. */
export type Served = {
  readonly marketplace: Marketplace;
  readonly protocols: readonly Protocol[];
  readonly pictures: PictureShelf;
  readonly faults: FaultTable;
  readonly arrivals: Arrival[];
};

const NOT_FOUND: Answer = { status: 404, type: 'text/plain', body: 'Not Found' };
const TOO_LARGE: Answer = {
  status: 413,
  type: HTML,
  body: '<html><h1>413 Request Entity Too Large</h1></html>',
};
const DOWN: Answer = { status: 503, type: HTML, body: '<html><h1>503 Service Unavailable</h1></html>' };
const GARBAGE: Answer = {
  status: 200,
  type: 'application/json;charset=UTF-8',
  body: '{"result":{"success":"tr',
};

const readBody = async (request: IncomingMessage): Promise<Buffer | null> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size > MAX_BODY_BYTES ? null : Buffer.concat(chunks);
};

const paramsOf = (...sources: URLSearchParams[]): Map<string, string> => {
  const params = new Map<string, string>();
  for (const source of sources)
    for (const [key, value] of source) if (!params.has(key)) params.set(key, value);
  return params;
};

/** The fields of a form body. Callers that name no type are taken at their word; multipart is read by those who expect it. */
const formIn = (body: Buffer, type = ''): URLSearchParams =>
  new URLSearchParams(/multipart|json/i.test(type) ? '' : body.toString('utf8'));

const orderFaults = (faults: FaultTable, method: string, body: string): Answer => {
  if (method === 'DELETE') {
    faults.clear();
    return jsonAnswer(200, { faults: 'none' });
  }
  const order = method === 'POST' ? readFaultOrder(body) : null;
  if (!order) return jsonAnswer(400, { error: 'POST {api, fault, times, delayMs} or DELETE' });
  faults.add(order);
  return jsonAnswer(201, order);
};

const orderChanges = (changes: OfferChanges, method: string, body: string): Answer => {
  if (method === 'DELETE') {
    changes.clear();
    return jsonAnswer(200, { changes: 'none' });
  }
  const order = method === 'POST' ? readOfferOrder(body) : null;
  if (!order) return jsonAnswer(400, { error: 'POST {id, percent, stock, gone} or DELETE' });
  changes.add(order);
  return jsonAnswer(201, order);
};

/** What a fault makes of a call: another answer, or a late one. */
const suffer = async (
  order: FaultOrder,
  failed: Answer | null,
  answer: () => Promise<Answer>,
  served: Served,
) => {
  if (order.fault === 'down') return DOWN;
  if (order.fault === 'garbage') return GARBAGE;
  if (order.fault === 'slow') await served.marketplace.clock.sleep(order.delayMs);
  return failed ?? answer();
};

const WIRE_FAULTS: readonly string[] = ['down', 'garbage', 'slow'];

const answerCall = (served: Served, asked: Asked, ms: number): Promise<Answer> | null => {
  for (const protocol of served.protocols) {
    const api = protocol.apiOf(asked);
    if (api === null) continue;
    served.arrivals.push({ ms, api });
    if (served.arrivals.length > KEPT_ARRIVALS) served.arrivals.shift();
    const answer = () => protocol.answer(asked, served.marketplace);
    const order = served.faults.take(
      api,
      (fault) => WIRE_FAULTS.includes(fault) || protocol.fail(fault, api) !== null,
    );
    return order ? suffer(order, protocol.fail(order.fault, api), answer, served) : answer();
  }
  return null;
};

const route = async (served: Served, request: IncomingMessage): Promise<Answer> => {
  const arrivedMs = served.marketplace.clock.now();
  const method = request.method ?? 'GET';
  const url = new URL(request.url ?? '/', 'http://simulator');
  const body = await readBody(request);
  if (body === null) return TOO_LARGE;
  if (url.pathname === FAULTS_PATH) return orderFaults(served.faults, method, body.toString('utf8'));
  if (url.pathname === OFFERS_PATH)
    return orderChanges(served.marketplace.changes, method, body.toString('utf8'));
  if (url.pathname === ARRIVALS_PATH) return jsonAnswer(200, served.arrivals);
  const picture = await served.pictures(url.pathname);
  if (picture) return { status: 200, type: 'image/jpeg', body: picture };
  const { headers } = request;
  const params = paramsOf(url.searchParams, formIn(body, headers['content-type']));
  const asked = { method, path: url.pathname, host: headers.host ?? '', params, headers, body };
  return (await answerCall(served, asked, arrivedMs)) ?? NOT_FOUND;
};

const send = (response: ServerResponse, { status, type, body, headers = {} }: Answer): void => {
  const bytes = Buffer.from(body);
  response.writeHead(status, {
    ...headers,
    'content-type': type,
    'content-length': bytes.length,
  } as OutgoingHttpHeaders);
  response.end(bytes);
};

/** The simulator's request listener. Whatever goes wrong, the caller gets an answer. */
export const createListener =
  (served: Served): RequestListener =>
  (request, response) => {
    route(served, request).then(
      (answer) => send(response, answer),
      () => send(response, DOWN),
    );
  };
