/** When watched offers are checked: each once in every span, at a moment of its own. One process of an installation does this at a time. */
import { createHash } from 'node:crypto';
import type { WatchedOffer, Watches } from '../conversation/watches.ts';
import type { AnswerJob, Clock, JobQueue, Locks, Log } from '../domain/ports.ts';
import { dueSince } from '../domain/watch.ts';
import { alone } from '../ops/alone.ts';

/** What rounds are made with. `everyMs` is how long lies between two checks of an offer. */
export type RoundsParts = {
  readonly watches: Pick<Watches, 'all' | 'offer'>;
  readonly queue: Pick<JobQueue, 'add'>;
  readonly locks: Locks;
  readonly everyMs: number;
  readonly clock: Clock;
  readonly log: Log;
};

/** How often it is looked for offers that are due. */
const LOOK_EVERY_MS = 15_000;

/**
 * Checks that are begun in one look at most, so that after an outage they do not all come at once: some 1,900 an hour, which is a sixth
 * of what an account may ask at 3 calls a second, and enough for 11,500 offers every six hours.
 */
const AT_ONCE = 8;

/** An offer that the marketplace does not know is asked for again after this time, before that is believed. */
const MISSED_AGAIN_MS = 10 * 60 * 1000;

/** A check that came to nothing, because the marketplace was in trouble, is begun again so much later. */
const FAILED_AGAIN_MS = 60 * 60 * 1000;

/** An offer's place in each round: 0 to 1. */
const jitter = (offerId: string): number =>
  createHash('sha256').update(offerId).digest().readUInt32BE() / 2 ** 32;

/** Since when a check of this offer is due; null where it was checked since. */
const dueOf = ({ id, checkedAtMs, misses }: WatchedOffer, nowMs: number, everyMs: number): number | null => {
  const againMs = checkedAtMs + Math.min(MISSED_AGAIN_MS, everyMs);
  if (misses === 1 && againMs <= nowMs) return againMs;
  const due = dueSince(id, nowMs, everyMs, jitter);
  return due > checkedAtMs ? due : null;
};

/**
 * The job of a check: it has the same key whoever makes it, so it is one job. It stands in the line of the chat that watched first, behind
 * everything that people wait for.
 */
const checkJob = (
  { id, language, chats: [first] }: WatchedOffer,
  dueMs: number,
  nowMs: number,
): AnswerJob | null => {
  if (!first) return null;
  const attempt = Math.floor((nowMs - dueMs) / FAILED_AGAIN_MS);
  return {
    key: `check:${id}:${dueMs}:${attempt}`,
    lane: 'background',
    askedAtMs: nowMs,
    chat: { ...first, thread: null, kind: 'private', via: null },
    from: { id: 'watch', language },
    view: 'watch',
    task: { kind: 'check', offerId: id, language, dueMs },
    asked: null,
    answer: null,
  };
};

/**
 * Makes the function that begins the checks that are due, some at a time; it answers with how many. What it learns of offers that are not
 * due spares reading them again.
 */
export const createBeginDue = ({ watches, queue, everyMs, clock }: Omit<RoundsParts, 'locks' | 'log'>) => {
  const lookAgainMs = new Map<string, number>();

  const begin = async (id: string): Promise<boolean> => {
    const nowMs = clock.now();
    const known = await watches.offer(id);
    const due = known && dueOf(known, nowMs, everyMs);
    const job = known && due ? checkJob(known, due, nowMs) : null;
    const soonMs = nowMs + Math.min(MISSED_AGAIN_MS, everyMs);
    const nextMs = dueSince(id, nowMs, everyMs, jitter) + everyMs;
    // A check that has begun, and an offer that was missed, are looked at again soon.
    const isOpen = job !== null || known?.misses === 1;
    lookAgainMs.set(id, isOpen ? Math.min(soonMs, nextMs) : nextMs);
    return job !== null && queue.add(job);
  };

  return async (): Promise<number> => {
    const ids = await watches.all();
    const listed = new Set(ids);
    for (const id of lookAgainMs.keys()) if (!listed.has(id)) lookAgainMs.delete(id);
    let begun = 0;
    for (const id of ids) {
      if (begun >= AT_ONCE) break;
      if ((lookAgainMs.get(id) ?? 0) > clock.now()) continue;
      if (await begin(id)) begun += 1;
    }
    return begun;
  };
};

/** Keeps beginning checks until the signal is aborted; resolves then. */
export const keepRounds = (parts: RoundsParts, signal: AbortSignal): Promise<void> => {
  const { locks, clock, log, everyMs } = parts;
  return alone({ locks, name: 'watch-rounds', clock, log, signal }, async (right) => {
    const beginDue = createBeginDue(parts);
    while (!right.signal.aborted) {
      const begun = await beginDue();
      if (begun > 0) log.info({ begun }, 'checks of watched offers begun');
      await clock.sleep(Math.min(LOOK_EVERY_MS, everyMs / 4), right.signal).catch(() => undefined);
    }
  });
};
