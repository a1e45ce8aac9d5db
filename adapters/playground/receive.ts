/** What the page sends becomes what happened in the chat: a photo, a sample photo, a text or a press. */
import { ACTION_MAX_BYTES, type ChatRef, type Inbound, type Language, TusouError } from '#service';
import { type Exchange, headerOf, malformed, readBody, readJson, requestLanguage } from './exchange.ts';
import type { Asked, Turns } from './turns.ts';
import type { UploadedPhoto, Uploads } from './uploads.ts';

/** Photos for people who have none at hand; `photo` throws for an id that is not in the list. */
export type Samples = {
  readonly list: readonly { readonly id: string; readonly title: string; readonly titleZh: string }[];
  photo(id: string): Promise<Uint8Array>;
};

/** Largest photo that is taken, in megabytes: what Telegram's bots may download at most (core.telegram.org/bots/api#getfile). */
export const UPLOAD_LIMIT_MB = 20;

/** Uploads that are read at the same time; each may hold `UPLOAD_LIMIT_MB` of memory. */
const UPLOADS_AT_ONCE = 8;

/** Presses on a turn that are known when they come again. The page sends again only what it heard no answer to. */
const PRESSES_KNOWN = 8;

/** Longest text that is taken, in characters: longer than any address that a browser opens. */
const TEXT_LIMIT = 2_048;

/** What receiving needs. `receive` resolves once the event is stored. */
export type ReceiveParts = {
  readonly turns: Turns;
  readonly uploads: Uploads;
  readonly samples: Samples;
  readonly receive: (inbound: Inbound) => Promise<void>;
};

type Submission = { readonly session: string; readonly key: string; readonly language: Language };

/** The chat of a session. */
export const chatOf = (session: string): ChatRef => ({
  platform: 'playground',
  id: session,
  thread: null,
  kind: 'private',
  via: null,
});

/** The page makes a key for each submission, and sends it again when it tries again. */
const submissionOf = ({ request }: Exchange, session: string): Submission => {
  const key = headerOf(request, 'x-key');
  if (!/^[\w-]{16,40}$/.test(key)) throw malformed('no submission key');
  return { session, key, language: requestLanguage(request) };
};

const arrivalOf = ({ session, key, language }: Submission, turn: string) => {
  const chat = chatOf(session);
  const message = { chat, id: turn };
  return { key: `playground:${key}`, chat, from: { id: session, language }, message };
};

const nameOf = ({ request }: Exchange): string | null => {
  try {
    return decodeURIComponent(headerOf(request, 'x-file-name')).slice(0, 200) || null;
  } catch {
    return null;
  }
};

const stringIn = (body: Readonly<Record<string, unknown>>, field: string, limit: number): string => {
  const value = body[field];
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '' || text.length > limit) throw malformed(`no usable ${field}`);
  return text;
};

/** Lets so many callers in at a time and sends the others away. */
const turnstile = (places: number) => {
  let taken = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (taken >= places) throw new TusouError('chat-rate', { detail: 'too many uploads at once' });
    taken += 1;
    try {
      return await work();
    } finally {
      taken -= 1;
    }
  };
};

/** Makes the functions that take what the page posts; each resolves once it is stored, and throws `TusouError`s. */
export const createReceivers = ({ turns, uploads, samples, receive }: ReceiveParts) => {
  const oneOfFew = turnstile(UPLOADS_AT_ONCE);

  /**
   * The turn is on the page before the work begins, and taken back when the work could not even be stored. When the question
   * comes again, the page is only told anew how things stand.
   */
  const ask = async (submission: Submission, asked: Asked, inbound: Inbound): Promise<void> => {
    const { session, key } = submission;
    const isKnown = (await turns.find(session, key)) !== null;
    await turns.change(session, key, isKnown ? {} : { asked, pending: true });
    try {
      await receive(inbound);
    } catch (error) {
      if (!isKnown) await turns.forget(session, key);
      throw error;
    }
  };

  const askPhoto = (submission: Submission, photo: UploadedPhoto): Promise<void> => {
    const asked = { kind: 'photo', photo: photo.fileId, name: photo.name } as const;
    const arrival = arrivalOf(submission, submission.key);
    return ask(submission, asked, { kind: 'photos', ...arrival, photos: [photo], caption: null });
  };

  const photo = (exchange: Exchange, session: string): Promise<void> =>
    oneOfFew(async () => {
      const submission = submissionOf(exchange, session);
      const bytes = await readBody(exchange.request, UPLOAD_LIMIT_MB * 1024 * 1024);
      await askPhoto(submission, await uploads.keep(bytes, nameOf(exchange)));
    });

  const sample = async (exchange: Exchange, session: string): Promise<void> => {
    const submission = submissionOf(exchange, session);
    const id = stringIn(await readJson(exchange.request), 'sample', 100);
    const known = samples.list.find((one) => one.id === id);
    if (!known) throw malformed('no such sample');
    const name = submission.language === 'zh' ? known.titleZh : known.title;
    await askPhoto(submission, await uploads.keep(await samples.photo(id), name));
  };

  const text = async (exchange: Exchange, session: string): Promise<void> => {
    const submission = submissionOf(exchange, session);
    const said = stringIn(await readJson(exchange.request), 'text', TEXT_LIMIT);
    const arrival = arrivalOf(submission, submission.key);
    await ask(submission, { kind: 'text', text: said }, { kind: 'text', ...arrival, text: said });
  };

  const press = async (exchange: Exchange, session: string): Promise<void> => {
    const submission = submissionOf(exchange, session);
    const body = await readJson(exchange.request);
    const turn = stringIn(body, 'turn', 40);
    const data = stringIn(body, 'action', ACTION_MAX_BYTES);
    const found = await turns.find(session, turn);
    if (!found) throw new TusouError('chat-gone');
    const arrival = arrivalOf(submission, turn);
    const { key } = submission;
    // A press that was stored before is not answered again; the page is only told anew how things stand.
    const isKnown = found.presses.includes(key);
    const presses = [...found.presses, key].slice(-PRESSES_KNOWN);
    await turns.change(session, turn, isKnown ? {} : { pending: true, working: null, presses });
    try {
      await receive({ kind: 'press', ...arrival, data, on: arrival.message });
    } catch (error) {
      await turns.change(session, turn, { pending: false, presses: found.presses });
      throw error;
    }
  };

  return { photo, sample, text, press };
};

/** The functions that take what the page posts. */
export type Receivers = ReturnType<typeof createReceivers>;
