/** When a failed job is tried again: arithmetic that every queue shares. */
import type { TusouError } from '../domain/errors.ts';

/**
 * How often a job is run in all when its errors are retryable. What fails here is mostly the chat itself, as failed searches
 * are told to the asker: with the delays below a platform may be away for almost three minutes and nobody's answer is lost.
 */
export const JOB_ATTEMPTS = 5;

/** Somebody waits in the chat, so soon at first: 2 s, 8 s, 32 s, 128 s. */
const FIRST_DELAY_MS = 2_000;
const GROWTH = 4;

/** What a marketplace or chat platform may ask us to wait at most; a longer wish is not worth holding a job for. */
const MAX_DELAY_MS = 5 * 60_000;

/** How long to wait after the failure of run number `attempt` (from 1): the other side's wish when that is longer. */
export const retryDelayMs = (attempt: number, error: TusouError): number =>
  Math.min(MAX_DELAY_MS, Math.max(FIRST_DELAY_MS * GROWTH ** (attempt - 1), error.retryAfterMs ?? 0));
