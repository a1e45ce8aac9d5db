/** Which request goes where: the page and its files, pictures, the stream of turns, and what the page posts. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, type Log, TusouError } from '#service';
import type { Adjusting } from './adjusting.ts';
import { streamTurns } from './events.ts';
import { type Content, type Exchange, sendContent, sendError, sendStatus } from './exchange.ts';
import { type AllowedHosts, isOurHost, isOurPage, SAFE_HEADERS } from './guard.ts';
import { createPage, pageFiles } from './page.ts';
import type { Receivers, Samples } from './receive.ts';
import { pictureName, picturesOf } from './render.ts';
import { languageCookie, newSession, pageLanguage, sessionCookie, sessionOf } from './session.ts';
import type { Turns } from './turns.ts';
import { pictureType, type Uploads } from './uploads.ts';

/** Gets an offer's picture as a small JPEG from where pictures may be fetched, or null. */
export type Pictures = (url: string, signal: AbortSignal) => Promise<Uint8Array | null>;

/** What the routes work with. `stopped` fires when no stream may go on. */
export type RoutesParts = {
  readonly turns: Turns;
  readonly uploads: Uploads;
  readonly samples: Samples;
  readonly pictures: Pictures;
  readonly receivers: Receivers;
  readonly adjusting: Pick<Adjusting, 'show'>;
  readonly allowedHosts: AllowedHosts;
  readonly sampleData: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly stopped: AbortSignal;
};

type Handle = (exchange: Exchange, rest: readonly string[]) => Promise<void>;

const IMMUTABLE = 'private, max-age=86400, immutable';

const untilClosed = ({ response }: Exchange, stopped: AbortSignal): AbortSignal => {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  if (stopped.aborted) gone.abort();
  else stopped.addEventListener('abort', () => gone.abort(), { signal: gone.signal });
  return gone.signal;
};

const mustHaveSession = ({ request }: Exchange): string => {
  const session = sessionOf(request);
  if (!session) throw new TusouError('chat-gone', { detail: 'no session' });
  return session;
};

const picture = (bytes: Uint8Array): Content => {
  const type = pictureType(bytes);
  if (!type) throw new TusouError('chat-gone', { detail: 'not a picture that browsers show' });
  return { type, bytes, cache: IMMUTABLE };
};

/** What is read: page, files, pictures and the stream of turns. */
const createReads = (parts: RoutesParts): ReadonlyMap<string, Handle> => {
  const { turns, uploads, samples, pictures, clock, stopped } = parts;
  const writePage = createPage(parts);

  const page: Handle = async (exchange) => {
    const { request, response, url } = exchange;
    const { chosen, language } = pageLanguage(request, url);
    const session = sessionOf(request);
    const empty = session === null || (await turns.list(session)).length === 0;
    if (chosen) response.setHeader('set-cookie', languageCookie(request, chosen));
    response.setHeader('vary', 'accept-language, cookie');
    const bytes = Buffer.from(writePage(language, empty));
    sendContent(exchange, { type: 'text/html; charset=utf-8', bytes, cache: 'no-cache' });
  };

  const events: Handle = async (exchange) => {
    const session = mustHaveSession(exchange);
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };
    exchange.response.writeHead(200, headers);
    await streamTurns(exchange, { session, turns, clock, signal: untilClosed(exchange, stopped) });
  };

  const offerPicture: Handle = async (exchange, [turnId = '', name = '']) => {
    const turn = await turns.find(mustHaveSession(exchange), turnId);
    const url = picturesOf(turn?.answer ?? null).find((one) => pictureName(one) === name);
    const bytes = url ? await pictures(url, untilClosed(exchange, stopped)) : null;
    if (!bytes) throw new TusouError('chat-gone', { detail: 'no such picture' });
    sendContent(exchange, { type: 'image/jpeg', bytes, cache: IMMUTABLE });
  };

  const askedPhoto: Handle = async (exchange, [turnId = '']) => {
    const turn = await turns.find(mustHaveSession(exchange), turnId);
    if (turn?.asked?.kind !== 'photo') throw new TusouError('chat-gone', { detail: 'no such photo' });
    sendContent(exchange, picture(await uploads.bytes(turn.asked.photo)));
  };

  const shownPicture: Handle = async (exchange, [turnId = '']) => {
    const answer = (await turns.find(mustHaveSession(exchange), turnId))?.answer;
    const shown = answer?.kind === 'notice' ? answer.picture : null;
    if (!shown) throw new TusouError('chat-gone', { detail: 'no such picture' });
    sendContent(exchange, picture(await uploads.bytes(shown)));
  };

  /** What was made for a turn. A browser saves it under its name, and never opens it as a page. */
  const madeFile: Handle = async (exchange, [turnId = '']) => {
    const turn = await turns.find(mustHaveSession(exchange), turnId);
    if (turn?.answer?.kind !== 'file') throw new TusouError('chat-gone', { detail: 'no such file' });
    const { id, name, type } = turn.answer.file;
    const bytes = await uploads.bytes(id);
    const saved = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
    exchange.response.setHeader('content-disposition', saved);
    sendContent(exchange, { type, bytes, cache: 'private, no-cache' });
  };

  const samplePhoto: Handle = async (exchange, [id = '']) => {
    if (!samples.list.some((sample) => sample.id === id)) throw new TusouError('chat-gone');
    sendContent(exchange, picture(await samples.photo(id)));
  };

  return new Map([
    ['', page],
    ['events', events],
    ['pictures', offerPicture],
    ['photos', askedPhoto],
    ['shown', shownPicture],
    ['files', madeFile],
    ['samples', samplePhoto],
  ]);
};

/**
 * What is posted. Everything but `session` and `previews` is answered by 202 once it is stored; the answer to a question comes in the
 * stream.
 */
const createWrites = ({ receivers, adjusting, stopped }: RoutesParts): ReadonlyMap<string, Handle> => {
  const taken =
    (take: (exchange: Exchange, session: string) => Promise<void>): Handle =>
    async (exchange) => {
      await take(exchange, mustHaveSession(exchange));
      sendStatus(exchange, 202);
    };
  const session: Handle = async (exchange) => {
    const { request } = exchange;
    const known = sessionOf(request);
    const cookie = sessionCookie(request, known ?? newSession());
    sendStatus(exchange, known ? 204 : 201, { 'set-cookie': cookie });
  };
  const preview: Handle = async (exchange) => {
    const signal = untilClosed(exchange, stopped);
    try {
      const { content, note } = await adjusting.show(exchange, mustHaveSession(exchange), signal);
      // A header holds ASCII only.
      if (note) exchange.response.setHeader('x-note', encodeURIComponent(note));
      sendContent(exchange, content);
    } catch (error) {
      // Whoever has changed something meanwhile does not wait for this one any more.
      if (!signal.aborted) throw error;
      exchange.response.destroy();
    }
  };
  return new Map([
    ['session', session],
    ['photos', taken(receivers.photo)],
    ['files', taken(receivers.file)],
    ['drafts', taken(receivers.draft)],
    ['previews', preview],
    ['adjusted', taken(receivers.adjusted)],
    ['samples', taken(receivers.sample)],
    ['texts', taken(receivers.text)],
    ['presses', taken(receivers.press)],
  ]);
};

const segmentsOf = ({ pathname }: URL): string[] => {
  try {
    return pathname.slice(1).split('/').map(decodeURIComponent);
  } catch {
    return ['%'];
  }
};

/** Makes the listener that answers everything under `/`. */
export const createRoutes = (parts: RoutesParts) => {
  const { allowedHosts, log } = parts;
  const reads = createReads(parts);
  const writes = createWrites(parts);
  const files = pageFiles();

  const route = async (exchange: Exchange): Promise<void> => {
    const { request, url } = exchange;
    const isPost = request.method === 'POST';
    if (!isPost && request.method !== 'GET' && request.method !== 'HEAD')
      return sendStatus(exchange, 405, { allow: 'GET, HEAD, POST' });
    const [root, name = '', ...rest] = segmentsOf(url);
    const file = files.get(name);
    if (root === 'playground' && file && !isPost) return sendContent(exchange, file);
    const handle =
      root === 'playground' || (root === '' && !isPost) ? (isPost ? writes : reads).get(name) : null;
    if (!handle) return sendStatus(exchange, 404);
    // Links from other sites may open the page itself; it cannot be framed, and shows nothing to them.
    if (root !== '' && !isOurPage(request))
      throw new TusouError('chat-forbidden', { detail: 'cross-site request' });
    await handle(exchange, rest);
  };

  return (request: IncomingMessage, response: ServerResponse): void => {
    const path = request.url ?? '/';
    for (const [name, value] of Object.entries(SAFE_HEADERS)) response.setHeader(name, value);
    const base = 'http://playground';
    const exchange = {
      request,
      response,
      url: URL.canParse(path, base) ? new URL(path, base) : new URL(base),
    };
    const answered = isOurHost(request.headers.host, allowedHosts)
      ? route(exchange)
      : Promise.reject(new TusouError('chat-forbidden', { detail: 'unknown host' }));
    answered.catch((error: unknown) => {
      const status = sendError(exchange, error);
      const { code, message } =
        error instanceof TusouError ? error : { code: 'internal', message: String(error) };
      if (status >= 500) log.error({ code, message, status }, 'playground request failed');
      else log.debug({ code, status }, 'playground request refused');
    });
  };
};
