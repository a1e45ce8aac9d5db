/** When a failed job is tried again, when it is given up, and how long it is known afterwards: what every queue has in common. */
import type { TusouError } from '../domain/errors.ts';
import type { AnswerJob, JobRun } from '../domain/ports.ts';

/**
 * How often a job is run in all when its errors are retryable. With the delays below a chat platform may be away for almost three
 * minutes and nobody's answer is lost.
 */
export const JOB_ATTEMPTS = 5;

/**
 * How often a marketplace that is in trouble is asked for one job; each time its backend tries several times by itself. After that,
 * about half a minute after asking, people would rather decide themselves. Whoever pressed a button is told at once.
 */
export const MARKETPLACE_ATTEMPTS = 3;

/** Somebody waits in the chat, so soon at first: 2 s, 8 s, 32 s, 128 s. */
const FIRST_DELAY_MS = 2_000;
const GROWTH = 4;

/**
 * What the other side may ask us to wait at most; a longer wish is not worth holding a job for. A chat platform may ask for more than a
 * marketplace: the answer is there, only its message is not, and asking before the time makes the wait longer.
 */
const MAX_DELAY_MS = { marketplace: 5 * 60_000, chat: 60 * 60_000 };

/** How long to wait after the failure of run number `attempt` (from 1): the other side's wish when that is longer. */
export const retryDelayMs = (attempt: number, error: TusouError): number =>
  Math.min(
    error.code === 'chat-rate' ? MAX_DELAY_MS.chat : MAX_DELAY_MS.marketplace,
    Math.max(FIRST_DELAY_MS * GROWTH ** (attempt - 1), error.retryAfterMs ?? 0),
  );

/** Whether the asker is to be told now that the answer could not be made, because a further run would not help or not in time. */
export const isOver = (error: TusouError, { lane }: AnswerJob, { attempt, isLast }: JobRun): boolean =>
  !error.retryable ||
  error.blame === 'asker' ||
  isLast ||
  lane === 'interactive' ||
  attempt >= MARKETPLACE_ATTEMPTS;

/**
 * A job that took its process down more often than this is taken to be the cause. The deaths of its neighbours and every restart count
 * too, and a day of many kills must not cost anybody an answer; a job that really is the cause costs a lease each time meanwhile.
 */
export const MAX_LOSSES = 30;

/** A finished key is remembered so long, because platforms deliver an event again for hours (Telegram: up to 24 h). */
export const REMEMBER_DONE_MS = 24 * 60 * 60 * 1000;

/** How long a job that was given up can be retried. */
export const KEEP_FAILED_MS = 30 * REMEMBER_DONE_MS;
