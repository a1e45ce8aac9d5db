/**
 * Long polling that tells Telegram "got it" only after an update was handled. grammY's own loop confirms a failed update
 * with the next fetch, and on stopping also the one that is still being handled; here both stay at Telegram.
 */
import { GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Clock, Log } from '#service';
import { chatError } from './client.ts';
import { createInbox, type Inbox } from './inbox.ts';

/** What the loop works with. */
export type Polling = {
  /** One getUpdates call: everything below `offset` is confirmed, then up to `waitS` seconds are waited for news. */
  readonly fetch: (offset: number | undefined, waitS: number, signal: AbortSignal) => Promise<Update[]>;
  /** Handles an update or an album. False when it was given up because of stopping: then it is not confirmed. */
  readonly handle: (group: readonly Update[]) => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends the loop. */
  readonly signal: AbortSignal;
  /** Aborted when another process may be listening by now: then nothing more is asked of Telegram, which would disturb that one. */
  readonly lost: AbortSignal;
};

/** Seconds that one fetch waits for news; Telegram's servers and most proxies bear it. */
const WAIT_S = 30;

/** While an album waits, news are looked for this often: fetching cannot wait at Telegram, as the album is news to it. */
const LOOK_AGAIN_MS = 250;

/** Time for the last confirmation. Without it nothing is lost: what was handled comes again and is known by its key. */
const CONFIRM_MS = 3000;

const PAUSE_MS = { first: 1000, longest: 60_000 };

/** The pause after a failed fetch: doubled for each failure in a row. */
const pauseMs = (failures: number): number =>
  Math.min(PAUSE_MS.longest, PAUSE_MS.first * 2 ** (failures - 1));

const sleep = ({ clock, signal }: Polling, ms: number): Promise<void> =>
  // Stopping ends every pause; the loop sees the signal itself.
  clock.sleep(ms, signal).catch(() => undefined);

const handleDue = async (polling: Polling, inbox: Inbox): Promise<void> => {
  for (const group of inbox.due(polling.clock.now())) {
    if (polling.signal.aborted || !(await polling.handle(group))) return;
    inbox.done(group);
  }
};

/** Telegram gives updates to one caller only; its words tell which other one there is. */
const hintFor = (description: string): string =>
  /webhook/i.test(description)
    ? 'another program has set a webhook: TELEGRAM_WEBHOOK_URL has to be the same in all processes'
    : 'another program uses the same TELEGRAM_BOT_TOKEN';

const logFailure = (log: Log, error: unknown, failures: number): void => {
  const conflict = error instanceof GrammyError && error.error_code === 409;
  const { code, message } = chatError(error);
  const hint = conflict ? hintFor(error.description) : null;
  log.warn({ code, reason: message, hint, failures }, 'telegram updates cannot be fetched');
};

/** Fetches and handles until the signal is aborted, then confirms what was handled unless the right was lost. Never rejects. */
export const poll = async (polling: Polling): Promise<void> => {
  const { fetch, clock, log, signal } = polling;
  const inbox = createInbox();
  let failures = 0;
  while (!signal.aborted) {
    try {
      inbox.take(await fetch(inbox.offset(), inbox.nextDueMs() === null ? WAIT_S : 0, signal), clock.now());
      failures = 0;
    } catch (error) {
      if (signal.aborted) break;
      failures += 1;
      logFailure(log, error, failures);
      await sleep(polling, pauseMs(failures));
    }
    await handleDue(polling, inbox);
    const nextMs = inbox.nextDueMs();
    if (nextMs !== null) await sleep(polling, Math.min(LOOK_AGAIN_MS, nextMs - clock.now()));
  }
  const offset = inbox.offset();
  if (offset === undefined || polling.lost.aborted) return;
  await fetch(offset, 0, AbortSignal.timeout(CONFIRM_MS)).catch((error: unknown) =>
    logFailure(log, error, 1),
  );
};
