/**
 * A Bot API server on loopback: `getUpdates` really waits, uploads and downloads are real HTTP, messages can be edited and
 * refuse it as Telegram does, errors can be injected, and every call that breaks the specification is refused and noted.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Message, Update } from 'grammy/types';
import { type ApiError, createChats, Refused, type SeenMessage } from './telegram-chats.ts';
import { callProblems, type TelegramCall } from './telegram-spec.ts';
import { createWebhook, type WebhookRequest } from './telegram-webhook.ts';
import { readCall } from './telegram-wire.ts';

/** The bot that the server's token belongs to, as getMe tells it. */
export const TEST_BOT = {
  id: 7000000001,
  is_bot: true,
  first_name: 'Tusou',
  username: 'tusou_test_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
} as const;

/** A loopback Bot API server in a test's hands. */
export interface TelegramServer {
  /** What goes into `TELEGRAM_API_ROOT`. */
  readonly url: string;
  /** What goes into `TELEGRAM_BOT_TOKEN`. */
  readonly token: string;
  /** Lets something happen in a chat. Without an `update_id` it gets the next one; answers with its id. */
  push(update: Omit<Update, 'update_id'> & { update_id?: number }): number;
  /** Lets somebody press a button of one of the bot's messages; answers with the update's id. */
  press(message: SeenMessage, data: string, languageCode?: string, userId?: number): number;
  /** Makes somebody, or the bot, an admin of a group. */
  appoint(chatId: number, userId: number): void;
  /** The bot's messages in a chat that one person alone sees. */
  whisperedIn(chatId: number): SeenMessage[];
  /** The calls so far, in order, without getUpdates; of one method if it is named. */
  calls(method?: string): TelegramCall[];
  /** Forgets the calls so far, with the files that they brought. */
  forgetCalls(): void;
  /** The next call that fits, or the first one so far that does. */
  waitFor(fits: string | ((call: TelegramCall) => boolean)): Promise<TelegramCall>;
  /** The bot's messages in a chat as people see them now. */
  seenIn(chatId: number): SeenMessage[];
  /** Takes a message of the bot away, as an admin would. */
  remove(messageId: number): void;
  /** The emoji that the bot has on somebody's message now. */
  reactionsOn(chatId: number, messageId: number): string[];
  /** Makes the file ids of all pictures invalid that were uploaded so far. */
  forgetUploads(): void;
  /** Puts a file where getFile finds it. `path` is what getFile tells. */
  addFile(fileId: string, bytes: Uint8Array, path?: string): void;
  /** Refuses the next calls of a method (`times`, default 1) with this error; `getFile` and `getUpdates` included. */
  fail(method: string, error: ApiError, times?: number): void;
  /** Breaks the connection of the next call of a method without an answer. */
  hangUp(method: string): void;
  /** Sets the programs that are reached at the public address of a webhook; its requests go to them in turn. */
  reach(...urls: string[]): void;
  /** The requests to the webhook so far. */
  requests(): readonly WebhookRequest[];
  /** Ids of the updates that the bot has not confirmed. */
  pending(): number[];
  /** Resolves when every update is confirmed. */
  allConfirmed(): Promise<void>;
  /** What was wrong with calls that were refused for breaking the specification. */
  violations(): string[];
  close(): Promise<void>;
}

const TOKEN = `${TEST_BOT.id}:${'A'.repeat(35)}`;

type Answer = { readonly ok: true; readonly result: unknown } | ({ readonly ok: false } & ApiError);

const refusal = (error_code: number, description: string): Answer => ({
  ok: false,
  error_code,
  description,
});

const POLLING_REFUSED = refusal(
  409,
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
);

/** Things to wait for: checked again whenever something happened. */
const createWatch = () => {
  const checks = new Set<() => void>();
  return {
    happened: (): void => {
      for (const check of [...checks]) check();
    },
    until: <T>(look: () => T | undefined): Promise<T> =>
      new Promise((resolve) => {
        const check = (): void => {
          const found = look();
          if (found === undefined) return;
          checks.delete(check);
          resolve(found);
        };
        checks.add(check);
        check();
      }),
  };
};

/** The queue of updates, with Telegram's rules: an offset confirms what is below it, and only one may listen. */
const createUpdates = (happened: () => void) => {
  let updates: Update[] = [];
  let lastId = 500_000;
  let release: ((answer: Answer) => void) | null = null;

  const ready = (limit: number): Answer => ({ ok: true, result: updates.slice(0, limit) });

  return {
    all: (): readonly Update[] => updates,
    confirm: (id: number): void => {
      updates = updates.filter(({ update_id }) => update_id !== id);
    },
    pending: () => updates.map(({ update_id }) => update_id),
    push: (update: Omit<Update, 'update_id'> & { update_id?: number }): number => {
      const update_id = update.update_id ?? lastId + 1;
      lastId = Math.max(lastId, update_id);
      updates.push({ ...update, update_id } as Update);
      release?.(ready(100));
      return update_id;
    },
    get: ({ params }: TelegramCall, response: ServerResponse): Promise<Answer> => {
      const { offset = 0, timeout = 0, limit = 100 } = params as Record<string, number>;
      updates = updates.filter(({ update_id }) => update_id >= offset);
      happened();
      release?.(
        refusal(
          409,
          'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
        ),
      );
      if (updates.length > 0 || timeout === 0) return Promise.resolve(ready(limit));
      return new Promise((resolve) => {
        const settle = (answer: Answer): void => {
          clearTimeout(timer);
          if (release === settle) release = null;
          resolve(answer);
        };
        const timer = setTimeout(() => settle(ready(limit)), timeout * 1000);
        release = settle;
        response.once('close', () => settle(ready(limit)));
      });
    },
  };
};

/** Starts a server on a free port. */
export const startTelegramServer = async (): Promise<TelegramServer> => {
  const watch = createWatch();
  const updates = createUpdates(watch.happened);
  const chats = createChats(TEST_BOT);
  const webhook = createWebhook({ ...updates, pending: updates.all, happened: watch.happened });
  const files = new Map<string, { readonly path: string; readonly bytes: Uint8Array }>();
  const faults: { readonly method: string; readonly error: ApiError | null }[] = [];
  const log: TelegramCall[] = [];
  const broken: string[] = [];

  const getFile = ({ params }: TelegramCall): unknown => {
    const file = files.get(String(params.file_id));
    if (!file)
      throw new Refused({
        error_code: 400,
        description: 'Bad Request: wrong file_id or the file is temporarily unavailable',
      });
    return {
      file_id: params.file_id,
      file_unique_id: 'u',
      file_size: file.bytes.length,
      file_path: file.path,
    };
  };

  const answers: Readonly<Record<string, (call: TelegramCall) => unknown>> = {
    ...chats.answers,
    ...webhook.answers,
    getMe: () => TEST_BOT,
    getFile,
  };

  const answer = async (call: TelegramCall, response: ServerResponse): Promise<Answer | null> => {
    const at = faults.findIndex(({ method }) => method === call.method);
    const [fault] = at < 0 ? [] : faults.splice(at, 1);
    const problems = callProblems(call);
    if (call.method !== 'getUpdates') log.push(call);
    if (problems.length > 0) {
      broken.push(...problems);
      return refusal(400, `Bad Request: ${problems.join('; ')}`);
    }
    if (fault) return fault.error && { ok: false, ...fault.error };
    if (call.method === 'getUpdates' && webhook.isSet()) return POLLING_REFUSED;
    if (call.method === 'getUpdates') return updates.get(call, response);
    return { ok: true, result: (answers[call.method] ?? (() => true))(call) };
  };

  const serveMethod = async (method: string, request: IncomingMessage, response: ServerResponse) => {
    const call = await readCall(method, request);
    const reply = await answer(call, response).catch((error: unknown): Answer => {
      if (error instanceof Refused) return { ok: false, ...error.answer };
      throw error;
    });
    watch.happened();
    if (reply === null) return response.destroy();
    const status = reply.ok ? 200 : reply.error_code;
    return response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  };

  const serveFile = (path: string, response: ServerResponse) => {
    const file = [...files.values()].find((known) => known.path === path);
    return file
      ? response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.bytes)
      : response.writeHead(404).end('Not Found');
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://loopback').pathname);
    const method = path.startsWith(`/bot${TOKEN}/`) ? path.slice(TOKEN.length + 5) : null;
    if (method !== null) return serveMethod(method, request, response);
    const file = `/file/bot${TOKEN}/`;
    if (path.startsWith(file)) return serveFile(path.slice(file.length), response);
    const unauthorized = JSON.stringify(refusal(401, 'Unauthorized'));
    return response.writeHead(401, { 'content-type': 'application/json' }).end(unauthorized);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      broken.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const push: TelegramServer['push'] = (update) => {
    chats.said(update.message);
    const id = updates.push(update);
    webhook.sendAll();
    return id;
  };
  let presses = 0;

  return {
    url: `http://127.0.0.1:${port}`,
    token: TOKEN,
    push,
    press: (message, data, languageCode = 'en', userId = 42) => {
      const id = `${message.id}-${++presses}`;
      chats.pressed(id);
      return push({
        callback_query: {
          id,
          from: { id: userId, is_bot: false, first_name: 'Sam', language_code: languageCode },
          chat_instance: '1',
          data,
          message: chats.asSent(message) as Message,
        },
      });
    },
    appoint: chats.appoint,
    whisperedIn: chats.whisperedIn,
    calls: (method) => log.filter((call) => method === undefined || call.method === method),
    forgetCalls: () => void log.splice(0),
    waitFor: (fits) =>
      watch.until(() => log.find((call) => (typeof fits === 'string' ? call.method === fits : fits(call)))),
    seenIn: chats.seenIn,
    reactionsOn: chats.reactionsOn,
    forgetUploads: chats.forgetUploads,
    remove: (messageId) => void chats.remove(messageId),
    addFile: (fileId, bytes, path = `photos/${fileId}.jpg`) => void files.set(fileId, { path, bytes }),
    fail: (method, error, times = 1) => {
      for (let time = 0; time < times; time += 1) faults.push({ method, error });
    },
    hangUp: (method) => void faults.push({ method, error: null }),
    reach: webhook.reach,
    requests: () => webhook.requests,
    pending: updates.pending,
    allConfirmed: async () => void (await watch.until(() => updates.pending().length === 0 || undefined)),
    violations: () => [...broken],
    close: () =>
      new Promise((resolve) => {
        webhook.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
