/** The receiving half of the adapter: connects, and listens by long polling in one process or by a webhook in any number. */
import type { Api } from 'grammy';
import { alone, type Clock, type HttpMounts, type Locks, type Log, type Store } from '#service';
import type { createAdmission, Refusal } from './admission.ts';
import { albumOf } from './albums.ts';
import type { ChatNotes } from './chat-notes.ts';
import { chatError, forGrammy } from './client.ts';
import { attempt, identify, patiently, setWebhook, WANTED } from './connect.ts';
import { createGather } from './gather.ts';
import { createIntake } from './intake.ts';
import type { Apologize, Receive } from './keep.ts';
import type { Identity } from './links.ts';
import { poll } from './poll.ts';
import type { Polls } from './polls.ts';
import { publishProfile } from './profile.ts';
import type { Self } from './receive.ts';
import { openWebhook, webhookAddress, webhookSecret } from './webhook.ts';

/** The right to ask Telegram for updates, which it gives to one caller only. */
const LISTEN = 'telegram:listen';

/** The pause after a first contact that failed; later ones have their own. */
const RECONNECT_MS = 1000;

/** What the receiving half works with. Without a `webhookUrl` it polls. */
export type ReceiverParts = {
  readonly token: string;
  readonly webhookUrl: string | null;
  readonly mounts: HttpMounts;
  readonly locks: Locks;
  readonly api: Api;
  readonly log: Log;
  readonly clock: Clock;
  readonly store: Store;
  readonly apologize: Apologize;
  readonly polls: Polls;
  readonly admission: ReturnType<typeof createAdmission>;
  readonly turnAway: (refusal: Refusal) => Promise<void>;
  readonly notes: ChatNotes;
  readonly identity: Pick<Identity, 'know'>;
};

/** A way to listen: opened at once, it works as soon as it is known who we are, until `close`. */
type Ear = { listen(self: Self): Promise<void>; close(): Promise<void> };

/** Makes the receiving half; `start` and `stop` are those of the adapter. */
export const createReceiver = (parts: ReceiverParts) => {
  const { api, log, clock, store, token, webhookUrl, mounts, locks } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const loose = new Set<Promise<unknown>>();

  /** Lets a call run beside the listening; `stop` waits for it. */
  const beside = (call: Promise<unknown>, event: string): void => {
    const settled = call
      .catch((error: unknown) => log.info({ reason: chatError(error).message }, event))
      .finally(() => loose.delete(settled));
    loose.add(settled);
  };
  const intake = createIntake({ ...parts, beside });

  const byPolling = (receive: Receive): Ear => ({
    listen: (self) =>
      alone({ locks, name: LISTEN, clock, log, signal }, async (right) => {
        const taking = { self, receive, signal: right.signal, throughOutage: true };
        const until = forGrammy(right.signal);
        await patiently(() => api.deleteWebhook({}, until), { log, clock, signal: right.signal });
        await poll({
          fetch: (offset, waitS, stop) =>
            api.getUpdates(
              { ...(offset && { offset }), timeout: waitS, allowed_updates: WANTED },
              forGrammy(stop),
            ),
          handle: (group) => intake.take(group, taking),
          clock,
          log,
          ...right,
        });
      }),
    close: async () => {},
  });

  const byWebhook = (receive: Receive, base: string): Ear => {
    let self: Self | null = null;
    const gather = createGather({
      handle: async (group) =>
        self !== null && intake.take(group, { self, receive, signal, throughOutage: false }),
      clock,
      signal,
    });
    const secret = webhookSecret(token);
    const webhook = openWebhook({
      mounts,
      webhookUrl: base,
      secret,
      take: async (update) => {
        if (self === null) return false;
        if (albumOf(update) !== null) await intake.arrived(update, { self, signal });
        return gather(update);
      },
      log,
    });
    return {
      listen: async (known) => {
        self = known;
        const hook = { url: webhookAddress(base), secret };
        const done = await patiently(() => setWebhook(api, hook, signal), { log, clock, signal });
        if (done !== null) log.info({ webhook: done }, 'telegram calls this program');
      },
      close: webhook.close,
    };
  };

  const connect = (): Promise<Self> => identify(api, log);

  const connectLater = async (): Promise<Self | null> => {
    // Stopping ends the pause, and then nothing is tried.
    await clock.sleep(RECONNECT_MS, signal).catch(() => undefined);
    return patiently(connect, { log, clock, signal });
  };

  const run = async (first: Self | null, ear: Ear): Promise<void> => {
    const self = first ?? (await connectLater());
    if (self === null) return;
    parts.identity.know(self);
    beside(publishProfile({ api, store, botId: self.id, signal }), 'telegram profile not set');
    await ear.listen(self);
  };

  let ear: Ear | null = null;
  let running: Promise<void> = Promise.resolve();
  return {
    start: async (receive: Receive): Promise<void> => {
      const first = await attempt(connect, { log, clock, signal });
      ear = webhookUrl === null ? byPolling(receive) : byWebhook(receive, webhookUrl);
      running = run(first, ear).catch((error: unknown) =>
        log.error({ reason: chatError(error).message }, 'telegram stopped listening'),
      );
    },
    stop: async (): Promise<void> => {
      stopping.abort();
      await ear?.close();
      await running;
      await Promise.all(loose);
    },
  };
};
