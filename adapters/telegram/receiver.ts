/** The receiving half of the adapter: connects, polls, and hands every event on until it is safely stored. */
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { asTusouError, type Clock, type Inbound, type Log, type Store } from '#service';
import { chatError, forGrammy } from './client.ts';
import { poll } from './poll.ts';
import { publishProfile } from './profile.ts';
import { type Self, toInbound } from './receive.ts';

type Receive = (inbound: Inbound) => Promise<void>;

/** The updates that we ask Telegram for; edits, channel posts and the rest are not for us. */
const WANTED = ['message', 'callback_query'] as const;

/** Pauses before an event that could not be stored is tried again, in all this often. */
const STORE_PAUSES_MS = [500, 2000];

/** The longest pause between attempts to connect at the start. */
const CONNECT_PAUSE_MS = 30_000;

/** Connects and takes over from a webhook. Null when Telegram cannot be reached now; throws `config-invalid` for a bad token. */
const connect = async (api: Api, log: Log): Promise<Self | null> => {
  try {
    const { id, username } = await api.getMe();
    await api.deleteWebhook();
    log.info({ username }, 'telegram connected');
    return { id, username };
  } catch (error) {
    const problem = chatError(error);
    if (problem.code === 'config-invalid') throw problem;
    log.warn({ code: problem.code, reason: problem.message }, 'telegram cannot be reached, trying again');
    return null;
  }
};

/** What the receiving half works with. `apologize` tells the asker of an event that it was lost. */
export type ReceiverParts = {
  readonly api: Api;
  readonly log: Log;
  readonly clock: Clock;
  readonly store: Store;
  readonly apologize: (inbound: Inbound, error: unknown) => Promise<void>;
};

/** Makes the receiving half; `start` and `stop` are those of the adapter. */
export const createReceiver = ({ api, log, clock, store, apologize }: ReceiverParts) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loose = new Set<Promise<unknown>>();

  const pause = (ms: number): Promise<void> => clock.sleep(ms, signal).catch(() => undefined);

  /** Lets a call run beside the loop; `stop` waits for it. */
  const beside = (call: Promise<unknown>, event: string): void => {
    const settled = call
      .catch((error: unknown) => log.info({ reason: chatError(error).message }, event))
      .finally(() => loose.delete(settled));
    loose.add(settled);
  };

  /** Stores an event. False when stopping came between; an event that cannot be stored is logged and its asker told. */
  const keep = async (inbound: Inbound, receive: Receive): Promise<boolean> => {
    for (const pauseMs of [...STORE_PAUSES_MS, null]) {
      try {
        await receive(inbound);
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        const fields = {
          key: inbound.key,
          code: asTusouError(error).code,
          reason: asTusouError(error).message,
        };
        if (pauseMs !== null) {
          log.warn(fields, 'telegram event not stored, trying again');
          await pause(pauseMs);
        } else {
          log.error(fields, 'telegram event lost');
          await apologize(inbound, error);
        }
      }
    }
    return true;
  };

  const handle = async (group: readonly Update[], self: Self, receive: Receive): Promise<boolean> => {
    for (const { callback_query } of group)
      if (callback_query)
        beside(api.answerCallbackQuery(callback_query.id), 'telegram press answered too late');
    const inbound = toInbound(group, self);
    return inbound === null ? true : keep(inbound, receive);
  };

  const connectPatiently = async (first: Self | null): Promise<Self | null> => {
    let self = first;
    for (let ms = 1000; self === null && !signal.aborted; ms = Math.min(CONNECT_PAUSE_MS, ms * 2)) {
      await pause(ms);
      if (!signal.aborted) self = await connect(api, log);
    }
    return self;
  };

  const run = async (first: Self | null, receive: Receive): Promise<void> => {
    const self = await connectPatiently(first);
    if (self === null) return;
    beside(publishProfile(api, store, self.id), 'telegram profile not set');
    await poll({
      fetch: (offset, waitS, until) =>
        api.getUpdates(
          { ...(offset && { offset }), timeout: waitS, allowed_updates: WANTED },
          until && forGrammy(until),
        ),
      handle: (group) => handle(group, self, receive),
      clock,
      log,
      signal,
    });
  };

  let running: Promise<void> = Promise.resolve();
  return {
    start: async (receive: Receive): Promise<void> => {
      const first = await connect(api, log);
      running = run(first, receive).catch((error: unknown) =>
        log.error({ reason: chatError(error).message }, 'telegram stopped listening'),
      );
    },
    stop: async (): Promise<void> => {
      stopping.abort();
      await running;
      await Promise.all(loose);
    },
  };
};
