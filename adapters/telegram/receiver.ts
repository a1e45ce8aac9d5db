/** The receiving half of the adapter: connects, polls, and hands every event on until it is safely stored. */
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { Clock, Inbound, Log, Store } from '#service';
import { chatError, forGrammy } from './client.ts';
import { connect, connectPatiently } from './connect.ts';
import { type Apologize, createKeep, type Receive } from './keep.ts';
import { poll } from './poll.ts';
import { publishProfile } from './profile.ts';
import { type Self, toInbound } from './receive.ts';

/** The updates that we ask Telegram for; edits, channel posts and the rest are not for us. */
const WANTED = ['message', 'callback_query'] as const;

/** What an update says. One that we trip over is logged and passed by: it must not stop the others for good. */
const understand = (group: readonly Update[], self: Self, log: Log): Inbound | null => {
  try {
    return toInbound(group, self);
  } catch (error) {
    const reason = error instanceof Error ? error.message : null;
    log.error({ updateId: group[0]?.update_id, reason }, 'telegram update not understood');
    return null;
  }
};

/** What the receiving half works with. */
export type ReceiverParts = {
  readonly api: Api;
  readonly log: Log;
  readonly clock: Clock;
  readonly store: Store;
  readonly apologize: Apologize;
};

/** Makes the receiving half; `start` and `stop` are those of the adapter. */
export const createReceiver = ({ api, log, clock, store, apologize }: ReceiverParts) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loose = new Set<Promise<unknown>>();
  const keep = createKeep({ log, clock, signal, apologize });

  /** Lets a call run beside the loop; `stop` waits for it. */
  const beside = (call: Promise<unknown>, event: string): void => {
    const settled = call
      .catch((error: unknown) => log.info({ reason: chatError(error).message }, event))
      .finally(() => loose.delete(settled));
    loose.add(settled);
  };

  const handle = async (group: readonly Update[], self: Self, receive: Receive): Promise<boolean> => {
    for (const { callback_query } of group)
      if (callback_query)
        beside(api.answerCallbackQuery(callback_query.id), 'telegram press answered too late');
    const inbound = understand(group, self, log);
    return inbound === null ? true : keep(inbound, receive);
  };

  const run = async (first: Self | null, receive: Receive): Promise<void> => {
    const self = first ?? (await connectPatiently({ api, log, clock, signal }));
    if (self === null) return;
    beside(publishProfile({ api, store, botId: self.id, signal }), 'telegram profile not set');
    await poll({
      fetch: (offset, waitS, until) =>
        api.getUpdates(
          { ...(offset && { offset }), timeout: waitS, allowed_updates: WANTED },
          forGrammy(until),
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
