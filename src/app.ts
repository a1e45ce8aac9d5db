/** The composition root: the one place that picks implementations and wires them. `main` and the system tests build the same thing here. */
import { randomUUID } from 'node:crypto';
import { createPlayground } from '../adapters/playground/index.ts';
import { createSlack } from '../adapters/slack/index.ts';
import { createTelegram } from '../adapters/telegram/index.ts';
import { samplePhoto, samplePhotos } from './backends/simulator/samples.ts';
import { isPlaygroundOn } from './config.ts';
import { createReceive } from './conversation/receive.ts';
import { createViews } from './conversation/views.ts';
import { type AppParts, openSearchDesk, type SearchDesk } from './desk.ts';
import type { Platform } from './domain/chat.ts';
import type { ChatAdapter, HttpMounts } from './domain/ports.ts';
import { contactSheet } from './images/contact-sheet.ts';
import { createAnswer } from './jobs/answer.ts';
import { createEmbeddedQueue } from './jobs/embedded-queue.ts';
import { startWorker } from './jobs/worker.ts';
import { createServer } from './ops/server.ts';

/** The running program. */
export interface App {
  /** Starts what the configuration names. Answers with the address that it listens on; null for a worker, which listens nowhere. */
  start(): Promise<{ readonly url: string | null }>;
  /** Takes nothing new, lets running work finish until the deadline (ms since the epoch), leaves the rest stored. */
  stop(deadlineMs: number): Promise<void>;
}

/** Everything that adapters are made of, beside their own settings. */
type Surroundings = AppParts & { readonly desk: SearchDesk; readonly mounts: HttpMounts };

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
          samples: { list: samplePhotos(), photo: samplePhoto },
          sampleData: config.marketplaces[0].kind === 'simulator',
          allowedHosts: config.playground.kind === 'on' ? 'any' : [],
        }),
      ]
    : [];

const telegram = ({ config, desk, clock, log }: Surroundings): ChatAdapter[] => {
  const settings = config.telegram;
  if (settings.kind === 'off') return [];
  const { token, apiRoot } = settings;
  return [createTelegram({ token, apiRoot, log, clock, store: desk.stores('telegram') })];
};

const slack = ({ config, desk, clock, log, mounts }: Surroundings): ChatAdapter[] => {
  const settings = config.slack;
  if (settings.kind === 'off') return [];
  const { botToken, apiUrl } = settings;
  const appToken = settings.kind === 'socket' ? settings.appToken : null;
  const signingSecret = settings.kind === 'http' ? settings.signingSecret : null;
  const store = desk.stores('slack');
  return [createSlack({ botToken, appToken, signingSecret, apiUrl, log, clock, store, mounts })];
};

/** Builds the program: opens the storage and the marketplace, starts nothing yet. Throws `config-invalid` where a setting is to blame. */
export const createApp = async (parts: AppParts): Promise<App> => {
  const { config, clock, log } = parts;
  const adapters = new Map<Platform, ChatAdapter>();
  const desk = await openSearchDesk(parts, adapters);
  const queue = createEmbeddedQueue({ db: desk.db, clock, log, newId: randomUUID });
  const running = { adapters: false };
  const server = createServer({
    host: config.host,
    port: config.port,
    log,
    ready: async () => ({ storage: (await queue.counts()).waiting >= 0, adapters: running.adapters }),
  });
  const surroundings = { ...parts, desk, mounts: server };
  for (const adapter of [playground, telegram, slack].flatMap((make) => make(surroundings)))
    adapters.set(adapter.platform, adapter);

  const { receive, settled } = createReceive({
    queue,
    views: createViews(desk.stores('views')),
    adapters,
    log,
  });
  const receives = config.role !== 'worker';
  const works = config.role !== 'web';

  const start = async (): Promise<{ url: string | null }> => {
    const answer = createAnswer({ ...desk, drawSheet: contactSheet });
    // A program that cannot listen ends at once, so it must not have begun anybody's job.
    const url = receives ? (await server.listen()).url : null;
    if (works) startWorker({ queue, adapters, answer, log });
    if (url === null) return { url };
    await Promise.all([...adapters.values()].map((adapter) => adapter.start(receive)));
    running.adapters = true;
    return { url };
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
    running.adapters = false;
    await Promise.all([stopAdapters(deadlineMs), queue.close(deadlineMs)]);
    await server.close(deadlineMs);
    await desk[Symbol.asyncDispose]();
    log.info({}, 'stopped');
  };

  return { start, stop };
};
