/** What the page sends becomes what happened in the chat: a photo, a sample photo, a text or a press. */
import {
  ACTION_MAX_BYTES,
  type Adjustment,
  type ChatRef,
  COMMANDS,
  decodeAction,
  type Inbound,
  type Language,
  TusouError,
  translator,
} from '#service';
import { type Adjusting, adjustmentIn } from './adjusting.ts';
import { type Exchange, headerOf, malformed, readBody, readJson, requestLanguage } from './exchange.ts';
import type { Asked, Turn, Turns } from './turns.ts';
import { turnstile } from './turnstile.ts';
import type { UploadedPhoto, Uploads } from './uploads.ts';

/** Photos for people who have none at hand; `photo` throws for an id that is not in the list. */
export type Samples = {
  readonly list: readonly { readonly id: string; readonly titles: Readonly<Record<Language, string>> }[];
  photo(id: string): Promise<Uint8Array>;
};

/** Largest photo that is taken, in megabytes: what Telegram's bots may download at most (core.telegram.org/bots/api#getfile). */
export const UPLOAD_LIMIT_MB = 20;

/** Largest archive or workbook of pictures that is taken, in megabytes. */
const LIST_LIMIT_MB = 100;

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
  readonly adjusting: Pick<Adjusting, 'photoIn'>;
  readonly receive: (inbound: Inbound) => Promise<void>;
};

/** Presses that are answered by a turn of their own. */
const BEGIN_ANEW = ['more', 'shortlist', 'export', 'export-csv'] as const;

/** What stands as the question over such a turn. */
const ASKED_BY_PRESS = {
  shortlist: 'page-asked-shortlist',
  export: 'button-export',
  'export-csv': 'button-export-csv',
} as const;
type Command = Extract<Inbound, { kind: 'command' }>;

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

/** A text that begins as commands do elsewhere: `/watch`. */
const commandIn = (text: string): Pick<Command, 'kind' | 'name' | 'args' | 'photos'> | null => {
  const [, word, args = ''] = /^\/([a-z]+)(?:\s+(.*))?$/s.exec(text) ?? [];
  const name = COMMANDS.find((known) => known === word);
  return name ? { kind: 'command', name, args, photos: [] } : null;
};

/** Makes the functions that take what the page posts; each resolves once it is stored, and throws `TusouError`s. */
export const createReceivers = ({ turns, uploads, samples, adjusting, receive }: ReceiveParts) => {
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

  const askPhoto = (submission: Submission, photo: UploadedPhoto, adjustment?: Adjustment): Promise<void> => {
    const by = adjustment && { adjustment };
    const asked = { kind: 'photo', photo: photo.fileId, name: photo.name, ...by } as const;
    const arrival = arrivalOf(submission, submission.key);
    return ask(submission, asked, { kind: 'photos', ...arrival, photos: [photo], caption: null, ...by });
  };

  const upload = async (exchange: Exchange): Promise<UploadedPhoto> =>
    uploads.keep(await readBody(exchange.request, UPLOAD_LIMIT_MB * 1024 * 1024), nameOf(exchange));

  const photo = (exchange: Exchange, session: string): Promise<void> =>
    oneOfFew(async () => askPhoto(submissionOf(exchange, session), await upload(exchange)));

  /** An archive or a workbook of pictures. */
  const file = (exchange: Exchange, session: string): Promise<void> =>
    oneOfFew(async () => {
      const submission = submissionOf(exchange, session);
      const bytes = await readBody(exchange.request, LIST_LIMIT_MB * 1024 * 1024);
      const list = await uploads.keep(bytes, nameOf(exchange));
      const arrival = arrivalOf(submission, submission.key);
      const text = list.name ?? translator(submission.language)('page-asked-file');
      await ask(submission, { kind: 'text', text }, { kind: 'file', ...arrival, file: list, caption: null });
    });

  /** A photo that is going to be adjusted first. */
  const draft = (exchange: Exchange, session: string): Promise<void> =>
    oneOfFew(async () => {
      const { key } = submissionOf(exchange, session);
      await uploads.keepDraft(session, key, await upload(exchange));
    });

  const adjusted = async (exchange: Exchange, session: string): Promise<void> => {
    const submission = submissionOf(exchange, session);
    const body = await readJson(exchange.request);
    await askPhoto(submission, await adjusting.photoIn(body, session), adjustmentIn(body));
  };

  const sample = async (exchange: Exchange, session: string): Promise<void> => {
    const submission = submissionOf(exchange, session);
    const id = stringIn(await readJson(exchange.request), 'sample', 100);
    const known = samples.list.find((one) => one.id === id);
    if (!known) throw malformed('no such sample');
    const name = known.titles[submission.language];
    await askPhoto(submission, await uploads.keep(await samples.photo(id), name));
  };

  const text = async (exchange: Exchange, session: string): Promise<void> => {
    const submission = submissionOf(exchange, session);
    const said = stringIn(await readJson(exchange.request), 'text', TEXT_LIMIT);
    const arrival = arrivalOf(submission, submission.key);
    const event = commandIn(said) ?? ({ kind: 'text', text: said } as const);
    await ask(submission, { kind: 'text', text: said }, { ...arrival, ...event });
  };

  /** A question has one answer: what a button begins anew is a turn of its own. */
  const beginAnew = async (
    submission: Submission,
    { id, answer }: Turn,
    { kind, data }: { readonly kind: (typeof BEGIN_ANEW)[number]; readonly data: string },
  ): Promise<void> => {
    const { message, ...arrival } = arrivalOf(submission, submission.key);
    const t = translator(submission.language);
    const title = answer?.kind === 'details' ? answer.card.offer.title : '';
    const text = kind === 'more' ? `${t('button-more')}: ${title}` : t(ASKED_BY_PRESS[kind]);
    const on = { chat: arrival.chat, id };
    const event = { kind: 'press', ...arrival, message, data, on } as const;
    await ask(submission, { kind: 'text', text }, event);
    // The page takes a turn that is pressed for waiting until it is told of it.
    await turns.change(submission.session, id, {});
  };

  const press = async (exchange: Exchange, session: string): Promise<void> => {
    const submission = submissionOf(exchange, session);
    const body = await readJson(exchange.request);
    const turn = stringIn(body, 'turn', 40);
    const data = stringIn(body, 'action', ACTION_MAX_BYTES);
    const found = await turns.find(session, turn);
    if (!found) throw new TusouError('chat-gone');
    const arrival = arrivalOf(submission, turn);
    const kind = decodeAction(data)?.kind;
    const anew = BEGIN_ANEW.find((one) => one === kind);
    if (anew) return beginAnew(submission, found, { kind: anew, data });
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

  return { photo, file, draft, adjusted, sample, text, press };
};

/** The functions that take what the page posts. */
export type Receivers = ReturnType<typeof createReceivers>;
