/** What is counted and timed while the program works. Rooms get a `Meter` handed in; `createMetrics` makes the one that is shown. */
import type { Platform } from '../domain/chat.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { AnswerJob } from '../domain/ports.ts';

/**
 * How a run of a job ended. `told-failure`: the asker was told why there is no answer. `retried`: it will be run again. `given-up`: it
 * lies in the dead letter list. `overtaken`: a later press under the same answer made it needless.
 */
export const JOB_OUTCOMES = ['answered', 'told-failure', 'retried', 'given-up', 'overtaken'] as const;
/** One of `JOB_OUTCOMES`. */
export type JobOutcome = (typeof JOB_OUTCOMES)[number];

/**
 * What is timed. `queue-wait`: from when a job was added to when it is run. `sign`: from there to when the chat shows that work has
 * begun. `sending`: until the chat has taken the answer. `budget-wait`: for the right to call 1688. `details`: price tiers.
 * `pictures`: offers' pictures, fetched and compared. `total`: a whole search.
 */
export const STEPS = [
  'queue-wait',
  'sign',
  'download',
  'prepare',
  'search',
  'budget-wait',
  'details',
  'pictures',
  'total',
  'sending',
] as const;
/** One of `STEPS`. */
export type Step = (typeof STEPS)[number];

/**
 * What is looked for in the memory. `file`: the photo behind a platform's file id. `bytes`: the photo with these bytes. `near`: an
 * earlier photo of which this one is a copy. `features`: what a photo looks like. `list`: rows of
 * the marketplace, several pages of them. `picture`: the small picture of an offer.
 */
export const LOOK_KINDS = [
  'file',
  'bytes',
  'near',
  'features',
  'answer',
  'list',
  'offer',
  'picture',
] as const;
/** One of `LOOK_KINDS`. */
export type LookKind = (typeof LOOK_KINDS)[number];

/** How a call to a marketplace ended: it was answered, the caller gave up, or the failure. */
export type CallOutcome = 'ok' | 'aborted' | ErrorCode;

/** The calls of one backend. Names are those of its interface, never anything that was sent. */
export interface CallMeter {
  waited(tookMs: number): void;
  called(api: string, outcome: CallOutcome, tookMs: number): void;
}

/** Is told what happened. Nothing here throws, waits, or keeps what it was told beyond sums. */
export interface Meter {
  job(asked: { platform: Platform; task: AnswerJob['task']['kind'] }, outcome: JobOutcome): void;
  look(kind: LookKind, isHit: boolean): void;
  step(step: Step, tookMs: number): void;
  callsOf(backend: string): CallMeter;
}

/** Counts no calls. */
export const NO_CALLS: CallMeter = { waited: () => {}, called: () => {} };

/** Counts nothing: for the command line and for tests. */
export const NO_METER: Meter = { job: () => {}, look: () => {}, step: () => {}, callsOf: () => NO_CALLS };
