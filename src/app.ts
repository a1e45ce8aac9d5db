/** The composition root: the one place that picks implementations and wires them. `main` and the system tests build the same thing here. */
import { randomUUID } from 'node:crypto';
import { createPlayground } from '../adapters/playground/index.ts';
import type { AnswersParts } from './answers.ts';
import { samplePhoto, samplePhotos } from './backends/simulator/samples.ts';
import { isPlaygroundOn } from './config.ts';
import { type Chats, createChats } from './conversation/chats.ts';
import type { Receive, ReceiveParts, Receiving } from './conversation/receive.ts';
import { type Conversations, openConversations } from './conversations.ts';
import { type AppParts, loadSheets, openSearchDesk, type SearchDesk, showsSheets } from './desk.ts';
import type { ChatRef, Platform } from './domain/chat.ts';
import { TusouError } from './domain/errors.ts';
import type { ChatAdapter, HttpMounts } from './domain/ports.ts';
import { createOneMessage } from './jobs/one-message.ts';
import { openQueue } from './jobs/open-queue.ts';
import { startWorker, type WorkerParts } from './jobs/worker.ts';
import { createMetrics } from './ops/metrics.ts';
import { openedOnce } from './ops/opened-once.ts';
import { createProbes } from './ops/probes.ts';
import { createReadiness } from './ops/readiness.ts';
import { createServer } from './ops/server.ts';
import { isLoopback } from './setting-readers.ts';
import type { Database } from './storage/sqlite.ts';
import { openWatching } from './watching.ts';

/** Where the program listens: for people and platforms (a worker does not), and for probes alone where `OPS_PORT` is set. */
export type Addresses = { readonly url: string | null; readonly opsUrl: string | null };

/** The running program. */
export interface App {
  /** Starts what the configuration names. */
  start(): Promise<Addresses>;
  /** Takes nothing new, lets running work finish until the deadline (ms since the epoch), leaves the rest stored. */
  stop(deadlineMs: number): Promise<void>;
}

/** Whoever started the program has been told by then that it is ready. */
const WARM_UP_AFTER_MS = 50;

/** Everything that adapters are made of, beside their own settings. */
type Surroundings = AppParts & {
  readonly desk: SearchDesk;
  readonly mounts: HttpMounts;
  readonly chats: Chats;
  readonly conversations: Conversations;
};

const playground = ({ config, desk, clock, log, mounts }: Surroundings): ChatAdapter[] =>
  isPlaygroundOn(config)
    ? [
        createPlayground({
          mounts,
          store: desk.stores('playground'),
          log,
          clock,
          newId: randomUUID,
          pictures: desk.thumbnail,
          preview: desk.preview,
          samples: { list: samplePhotos(), photo: samplePhoto },
          sampleData: config.marketplaces[0].kind === 'simulator',
          allowedHosts: config.playground.kind === 'on' ? 'any' : [],
        }),
      ]
    : [];

// Their libraries take longer to load than all the rest, so they are loaded where they are set up.

const telegram = async (surroundings: Surroundings): Promise<ChatAdapter[]> => {
  const { config, desk, clock, log, mounts, chats } = surroundings;
  const settings = config.telegram;
  if (settings.kind === 'off') return [];
  const { createTelegram } = await import('../adapters/telegram/index.ts');
  const { kind: _, ...access } = settings;
  const webhookUrl = settings.kind === 'webhook' ? settings.webhookUrl : null;
  const { locks } = desk;
  const store = desk.stores('telegram');
  const wantsRich = async (chat: ChatRef): Promise<boolean> => (await chats.of(chat)).rich;
  return [createTelegram({ ...access, webhookUrl, mounts, locks, log, clock, store, wantsRich })];
};

/** What Slack's home tab shows. */
const openBoard = async ({ conversations, chats }: Surroundings) => {
  const { createBoard } = await import('./conversation/board.ts');
  const { createWatchedLines } = await import('./conversation/watched-lines.ts');
  return createBoard({ ...conversations, chats, watches: createWatchedLines(conversations.watches) });
};

const slack = async (surroundings: Surroundings): Promise<ChatAdapter[]> => {
  const { config, desk, clock, log, mounts } = surroundings;
  const settings = config.slack;
  if (settings.kind === 'off') return [];
  const { createSlack } = await import('../adapters/slack/index.ts');
  const board = await openBoard(surroundings);
  const { botToken, apiUrl, allowedChannels } = settings;
  // A token cannot be had again, so writing it waits for the disk.
  const installs = settings.installs && {
    ...settings.installs,
    store: desk.stores('installations', 'lasting'),
  };
  const appToken = settings.kind === 'socket' ? settings.appToken : null;
  const signingSecret = settings.kind === 'http' ? settings.signingSecret : null;
  const { locks } = desk;
  const store = desk.stores('slack');
  const access = { botToken, installs, appToken, signingSecret, apiUrl, allowedChannels };
  return [createSlack({ ...access, log, clock, store, mounts, locks, board })];
};

/** The file of the embedded queue, which is asked for only where there is one. */
const fileOf = ({ db }: SearchDesk): Database => {
  if (db) return db;
  throw new TusouError('internal', { detail: 'Redis keeps everything, there is no file' });
};

/** The server for people and platforms, and the one for probes alone where `OPS_PORT` is set. */
const openServers = (
  { config, log }: AppParts,
  told: Pick<Parameters<typeof createProbes>[0], 'ready' | 'metrics'>,
) => {
  const { host, port, opsPort, metricsToken: token } = config;
  const probes = (isOpen: boolean) => createProbes({ ...told, token, isOpen });
  const server = createServer({ host, port, log, own: probes(isLoopback(host)) });
  if (opsPort === null) return { server, ops: null };
  return { server, ops: createServer({ host, port: opsPort, setting: 'OPS_PORT', log, own: probes(true) }) };
};

/**
 * What answers jobs is loaded for the first of them, or by `open`: hardly anybody asks before the program is ready, and one that only
 * receives answers nothing.
 */
const answerLater = (parts: AnswersParts) => {
  const open = openedOnce(async () => (await import('./answers.ts')).openAnswers(parts));
  const answer: WorkerParts['answer'] = async (...asked) => (await open())(...asked);
  return { answer, open };
};

/** What reads messages is loaded for the first of them, or by `open`. `settled` is `Receiving`'s own. */
const receiveLater = (parts: ReceiveParts) => {
  let opened: Receiving | null = null;
  const open = openedOnce(async () => {
    opened = (await import('./conversation/receive.ts')).createReceive(parts);
    return opened;
  });
  const receive: Receive = async (inbound) => (await open()).receive(inbound);
  return { receive, settled: async () => opened?.settled(), open };
};

/** Builds the program: opens the storage and the marketplace, starts nothing yet. Throws `config-invalid` where a setting is to blame. */
export const createApp = async (parts: AppParts): Promise<App> => {
  const { config, clock, log } = parts;
  const adapters = new Map<Platform, ChatAdapter>();
  const metrics = createMetrics(parts);
  const desk = await openSearchDesk(parts, adapters, metrics);
  const queue = await openQueue({ ...config, database: () => fileOf(desk), clock, log });
  metrics.watch(() => queue.counts());
  const running = { adapters: false };
  const ready = createReadiness(
    { storage: () => desk.state.isWritable(), adapters: () => running.adapters },
    parts,
  );
  const { server, ops } = openServers(parts, { ready, metrics });
  // What people set cannot be had again, so writing it waits for the disk.
  const chats = createChats({ store: desk.stores('chats', 'lasting'), clock });
  const conversations = openConversations({ ...parts, ...desk, chats, adapters });
  const surroundings = { ...parts, desk, mounts: server, chats, conversations };
  const made = await Promise.all([playground, telegram, slack].map((make) => make(surroundings)));
  for (const adapter of made.flat()) adapters.set(adapter.platform, adapter);
  // Before the first photo, which must not wait for it.
  if (showsSheets(adapters.values())) await loadSheets();

  const receiving = receiveLater({ ...conversations, queue, chats, adapters, clock, log });
  const everyMs = config.watchEveryMs;
  const watchingParts = {
    ...desk,
    ...conversations,
    queue,
    chats,
    everyMs,
    can: desk.backend.can,
    clock,
    log,
  };
  const { watching, work, keepRounds } = openWatching(watchingParts);
  const answers = answerLater({ ...parts, desk, conversations, chats, queue, watching });
  const receives = config.role !== 'worker';
  const works = config.role !== 'web';

  const stopping = new AbortController();
  let rounds = Promise.resolve();
  const warmUp = (): void =>
    void clock
      .sleep(WARM_UP_AFTER_MS, stopping.signal)
      .then(() => Promise.all([receives && receiving.open(), works && answers.open()]))
      .catch(() => {});

  const start = async (): Promise<Addresses> => {
    // A program that cannot listen ends at once, so it must not have begun anybody's job.
    const url = receives ? (await server.listen()).url : null;
    const opsUrl = ops ? (await ops.listen()).url : null;
    if (works)
      startWorker({
        queue,
        adapters,
        answer: answers.answer,
        presses: desk.stores('presses'),
        watching: work,
        oneMessage: createOneMessage({ store: desk.stores('requests'), locks: desk.locks, clock }),
        clock,
        meter: metrics,
        log,
      });
    if (receives)
      await Promise.all([...adapters.values()].map((adapter) => adapter.start(receiving.receive)));
    running.adapters = true;
    if (receives) void conversations.voting.catchUp();
    if (works) rounds = keepRounds(stopping.signal);
    warmUp();
    return { url, opsUrl };
  };

  /** Nothing more is said to anybody. */
  const settled = async (): Promise<void> => {
    await Promise.all([receiving.settled(), conversations.voting.settled()]);
  };

  /** An adapter that cannot be stopped in time, or at all, must not keep running jobs from being handed back. */
  const stopAdapters = async (deadlineMs: number): Promise<void> => {
    const early = new AbortController();
    const stopped = [...adapters.values()].map((adapter) =>
      adapter
        .stop()
        .catch((error) => log.error({ platform: adapter.platform, err: error }, 'adapter did not stop')),
    );
    const late = clock.sleep(Math.max(0, deadlineMs - clock.now()), early.signal).catch(() => {});
    await Promise.race([Promise.all(stopped).then(settled), late]);
    early.abort();
  };

  const stop = async (deadlineMs: number): Promise<void> => {
    log.info({}, 'stopping');
    stopping.abort();
    running.adapters = false;
    await Promise.all([stopAdapters(deadlineMs), queue.close(deadlineMs), rounds]);
    await server.close(deadlineMs);
    await ops?.close(deadlineMs);
    await desk[Symbol.asyncDispose]();
    log.info({}, 'stopped');
  };

  return { start, stop };
};
