/** Runs jobs: shows at once that work has begun, answers, and puts the answer into that very message. */
import type { ChatRef, MessageRef, Platform, Reply } from '../domain/chat.ts';
import { asTusouError, TusouError } from '../domain/errors.ts';
import type { AnswerJob, ChatAdapter, Clock, JobQueue, JobRun, Log, Place, Store } from '../domain/ports.ts';
import type { JobOutcome, Meter } from '../ops/meter.ts';
import { inTurn } from '../ops/turn.ts';
import type { Run } from './answering.ts';
import { createChatGates } from './chat-gates.ts';
import type { CheckOffer } from './check-offer.ts';
import { failureReply } from './failure-reply.ts';
import { type OneMessage, Overtaken } from './one-message.ts';
import { createPace } from './pace.ts';
import { createPresses } from './presses.ts';
import { isOver, MARKETPLACE_ATTEMPTS } from './retry.ts';
import { type AtWork, createSigns } from './sign.ts';

/** What the worker needs. `presses` is a store that all processes share. */
export type WorkerParts = {
  readonly queue: JobQueue;
  readonly adapters: ReadonlyMap<Platform, ChatAdapter>;
  readonly answer: (job: AnswerJob, by: Run) => Promise<Reply>;
  readonly presses: Store;
  readonly oneMessage: OneMessage;
  /**
   * Absent where nothing is watched. `check` runs the checks of watched offers, which nobody sees; `shutOut` is told when an alert cannot be
   * shown because a chat does not let us in any more.
   */
  readonly watching?: {
    readonly check: CheckOffer;
    readonly shutOut: (chat: ChatRef) => Promise<void>;
  };
  readonly clock: Clock;
  readonly meter: Meter;
  readonly log: Log;
};

/**
 * Jobs at once in one process. They wait for other servers most of the time: for the marketplace in the order of their turns, so
 * many at once make nobody wait longer, and more people see that they are in line.
 */
const JOBS_AT_ONCE = 32;

/** Of one chat, so that a hundred photos at once do not become a hundred messages at once (Telegram: 20 a minute in a group). */
const JOBS_OF_A_CHAT = 4;

/** What became of the work: a reply to show, with the failure that it tells of if that is the operator's concern; or a failure to be tried again. */
type Outcome =
  | {
      readonly kind: 'reply';
      readonly reply: Reply;
      readonly isAnswer: boolean;
      readonly failure: TusouError | null;
    }
  | { readonly kind: 'again'; readonly failure: TusouError };

type Shown = Extract<Outcome, { kind: 'reply' }>;

/** What is wrong with a photo concerns the one who sent it to a group; lists that a press could not change belong to all. */
const concerning = (
  { chat, from, key, lane }: AnswerJob,
  { isAnswer, failure }: Shown,
): Pick<Place, 'onlyFor'> =>
  chat.kind === 'group' && lane !== 'interactive' && !isAnswer && failure === null
    ? { onlyFor: { userId: from.id, event: key } }
    : {};

const adapterFor = ({ adapters }: WorkerParts, { chat }: AnswerJob): ChatAdapter => {
  const adapter = adapters.get(chat.platform);
  if (adapter) return adapter;
  throw new TusouError('config-invalid', {
    detail: `a job came from ${chat.platform}, which is switched off`,
  });
};

const chatOf = ({ chat }: AnswerJob): string => `${chat.platform} ${chat.id}`;

/**
 * An album stands beside the message whose button asked for it, and an alert answers nothing: they have no sign, and take nobody's
 * place.
 */
const isBeside = ({ task }: AnswerJob): boolean => task.kind === 'pictures' || task.kind === 'alert';

/** The message of a list of pictures says how far it has come, which is better than that work goes on. */
const isFurtherPart = ({ task, answer }: AnswerJob): boolean =>
  task.kind === 'batch' && task.step > 0 && answer !== null;

/** The job of the part that follows, in the background and behind the chat's other work there. The same part always has the same one. */
const nextPart = (job: AnswerJob, answer: MessageRef | null, nowMs: number): AnswerJob | null => {
  const { task, chat, view } = job;
  if (task.kind !== 'batch') return null;
  const step = task.step + 1;
  const key = `batch:${chat.platform}:${chat.id}:${view}:${step}`;
  return { ...job, key, lane: 'background', askedAtMs: nowMs, task: { ...task, step }, answer };
};

/** Lists have a gate of their own, so that photos sent meanwhile do not stand behind them. */
const gateOf = (job: AnswerJob): string => (job.task.kind === 'batch' ? `${chatOf(job)} lists` : chatOf(job));

const placeOf = (job: AnswerJob, answer: MessageRef | null): Place =>
  isBeside(job) ? { replaces: null, answers: answer } : { replaces: answer, answers: job.asked };

/** A press that changes the shortlist counts also where a later press on the same message is the one that is answered. */
const countsAnyway = ({ task }: AnswerJob): boolean => task.kind === 'offer' && task.pick !== undefined;

/** What people see that is coming. */
const comingIn = ({ task }: AnswerJob) =>
  task.kind === 'export' || task.kind === 'batch' ? 'file' : task.kind === 'offer' ? 'words' : 'picture';

const aboutOf = ({ chat, task }: AnswerJob) => ({ platform: chat.platform, task: task.kind });

/** The failure as one that the queue does not try again: the asker knows of it. */
const told = ({ code, detail, message, args }: TusouError, cause: unknown): TusouError =>
  new TusouError(code, { detail: detail ?? message, args, cause, isFinal: true });

/** What is left of a run when its job is given up: nothing ends it, and nothing of it is kept. */
const RUN_IS_OVER: JobRun = {
  signal: new AbortController().signal,
  attempt: 1,
  isLast: true,
  isRepeat: false,
  turn: { lane: 'asked', round: 0 },
  stillMine: async () => {},
  keepAnswer: async () => {},
};

const orOvertaken = (error: unknown): JobOutcome => {
  if (error instanceof Overtaken) return 'overtaken';
  throw error;
};

/**
 * Starts the worker on its queue. What can help is tried again; then the asker is told, and the job goes to the dead letters unless
 * the asker alone can do something about it. A message that the chat did not take is thrown, so that the queue tries again.
 */
export const startWorker = (parts: WorkerParts): void => {
  const { queue, log, clock, meter, oneMessage } = parts;
  const gates = createChatGates(JOBS_OF_A_CHAT);
  const pace = createPace(clock);
  const signs = createSigns({ queue, pace, log });
  const beginPress = createPresses(parts.presses);
  /** Keys of jobs whose failure was told and that the queue is about to give up. */
  const toldOf = new Set<string>();
  const inHand = new Map<string, Promise<void>>();

  const work = async ({ job, adapter, run }: AtWork, signal: AbortSignal): Promise<Outcome> => {
    try {
      const isLast = run.attempt >= MARKETPLACE_ATTEMPTS;
      const reply = await parts.answer(job, { adapter, signal, isLast });
      return { kind: 'reply', reply, isAnswer: true, failure: null };
    } catch (error) {
      signal.throwIfAborted();
      const failure = asTusouError(error);
      const { code, blame, message } = failure;
      const fields = { code, cause: message, attempt: run.attempt };
      if (!isOver(failure, job, run)) {
        log.warn({ ...fields, err: error }, 'could not answer yet');
        return { kind: 'again', failure };
      }
      if (blame === 'asker') log.info(fields, 'could not answer');
      else log.error({ ...fields, err: error }, 'could not answer');
      return {
        kind: 'reply',
        reply: failureReply(job, failure),
        isAnswer: false,
        failure: blame === 'asker' ? null : told(failure, error),
      };
    }
  };

  /** The sign and the work go side by side. Where a sign cannot be sent, an answer cannot either, so the work ends with it. */
  const signAndWork = async (at: AtWork): Promise<[MessageRef | null, Outcome]> => {
    if (isBeside(at.job) || isFurtherPart(at.job)) return [at.job.answer, await work(at, at.run.signal)];
    const hopeless = new AbortController();
    const signal = AbortSignal.any([at.run.signal, hopeless.signal]);
    const working = work(at, signal);
    // Its failure is looked at once the sign is there; until then it must not count as unhandled.
    working.catch(() => {});
    const startedMs = clock.now();
    try {
      const answer = await oneMessage.alone(at, signs.show);
      meter.step('sign', clock.now() - startedMs);
      return [answer, await working];
    } catch (error) {
      hopeless.abort(error);
      await working.catch(() => {});
      throw error;
    }
  };

  /** Puts the reply where the sign is, and keeps where it is when that is another message. */
  const show = async (
    { job, adapter, run }: AtWork,
    outcome: Shown,
    signed: MessageRef | null,
  ): Promise<void> => {
    const startedMs = clock.now();
    // The message of a request in parts may be another job's by now.
    const answer = (job.photosSoFar ? job.answer : null) ?? signed;
    const place = { ...placeOf(job, answer), ...concerning(job, outcome) };
    const shown = await adapter.send(job.chat, outcome.reply, place, run.stillMine);
    meter.step('sending', clock.now() - startedMs);
    if (shown.id !== answer?.id && !isBeside(job)) await run.keepAnswer(shown);
    const next = outcome.reply.kind === 'progress' ? nextPart(job, shown, clock.now()) : null;
    if (next) await queue.add(next);
  };

  /** Does what counts anyway, and shows nothing: the message belongs to a later press. */
  const workUnseen = async (at: AtWork): Promise<JobOutcome> => {
    const outcome = await work(at, at.run.signal);
    if (outcome.kind === 'again') throw outcome.failure;
    return 'overtaken';
  };

  /** Buttons of a message that is there already, and of one that gets further photos, may be pressed while the work is done. */
  const answerJob = async (begun: AtWork): Promise<JobOutcome> => {
    begun.run.signal.throwIfAborted();
    const at = await oneMessage.join(begun);
    const { job } = at;
    const early = await beginPress(job);
    if (await early.isOvertaken()) return countsAnyway(job) ? workUnseen(at) : 'overtaken';
    const [answer, outcome] = await signAndWork(at);
    const press = job.answer || !job.photosSoFar ? early : await beginPress({ ...job, answer });
    if (await press.isOvertaken()) return 'overtaken';
    if (outcome.kind === 'again') {
      if (!isBeside(job)) await oneMessage.alone(at, (mine) => signs.tryingAgain(mine, answer));
      throw outcome.failure;
    }
    await oneMessage.alone(at, (mine) => show(mine, outcome, answer));
    if (outcome.failure === null) return outcome.isAnswer ? 'answered' : 'told-failure';
    meter.job(aboutOf(job), 'told-failure');
    toldOf.add(job.key);
    throw outcome.failure;
  };

  const attended = async (at: AtWork): Promise<JobOutcome> => {
    // Nobody waits for an hour for a sign that something is being sent.
    const over = isFurtherPart(at.job) ? undefined : at.adapter.attend?.(at.job.chat, comingIn(at.job));
    try {
      return await answerJob(at);
    } finally {
      over?.();
    }
  };

  /**
   * One run of a job after the other. A process that hung may be given a job anew that it still works on: the run that lost it has been
   * told to stop, and its last message has to be out before the next run begins.
   */
  const oneAfterTheOther = async (key: string, work: () => Promise<void>): Promise<void> => {
    const before = inHand.get(key);
    const mine = (async () => {
      await before?.catch(() => {});
      await work();
    })();
    inHand.set(key, mine);
    try {
      await mine;
    } finally {
      if (inHand.get(key) === mine) inHand.delete(key);
    }
  };

  /** A chat that has thrown us out is not alerted any more, and no operator has to look into it. */
  const unlessShutOut = async (at: AtWork): Promise<JobOutcome> => {
    try {
      return await attended(at);
    } catch (error) {
      const { code } = asTusouError(error);
      const isShut = code === 'chat-forbidden' || code === 'chat-gone';
      if (at.job.task.kind !== 'alert' || !isShut) throw error;
      log.info({ code, platform: at.job.chat.platform }, 'alert has no chat any more');
      await parts.watching?.shutOut(at.job.chat);
      return 'overtaken';
    }
  };

  /** A check that fails is made again in time; nobody is told of it. */
  const runCheck = async ({ task }: AnswerJob, run: JobRun): Promise<boolean> => {
    if (task.kind !== 'check') return false;
    await inTurn(run.turn, async () => parts.watching?.check(task, run.signal));
    return true;
  };

  const runJob = async (job: AnswerJob, run: JobRun): Promise<void> => {
    if (await runCheck(job, run)) return;
    const at = { job, run, adapter: adapterFor(parts, job) };
    if (run.attempt === 1) meter.step('queue-wait', Math.max(0, clock.now() - job.askedAtMs));
    const doIt = (): Promise<JobOutcome> => inTurn(run.turn, () => unlessShutOut(at)).catch(orOvertaken);
    try {
      // Somebody who presses a button does not stand in line behind the photos that the chat was sent.
      const outcome = await (job.lane === 'interactive' ? doIt() : gates(gateOf(job), doIt));
      meter.job(aboutOf(job), outcome);
      log.info({ ...aboutOf(job), outcome, tookMs: clock.now() - job.askedAtMs }, 'job done');
    } catch (error) {
      if (asTusouError(error).retryable && !run.isLast) meter.job(aboutOf(job), 'retried');
      throw error;
    } finally {
      pace.done();
    }
  };

  /** Once, and as the last word. The reason is in the queue's log; the asker only has to know that asking again may help. */
  const tellGivenUp = async (job: AnswerJob): Promise<void> => {
    meter.job(aboutOf(job), 'given-up');
    if (job.task.kind === 'check' || job.task.kind === 'alert') return;
    if (toldOf.delete(job.key)) return;
    const press = await beginPress(job);
    if (await press.isOvertaken()) return;
    const reply = failureReply(job, new TusouError('internal', { detail: 'the job was given up' }));
    const at = { job, adapter: adapterFor(parts, job), run: RUN_IS_OVER };
    await oneMessage
      .alone(at, async ({ adapter, job: { answer } }) => {
        await adapter.send(job.chat, reply, placeOf(job, answer));
      })
      .catch(orOvertaken);
  };

  queue.process((job, run) => oneAfterTheOther(job.key, () => runJob(job, run)), JOBS_AT_ONCE, tellGivenUp);
};
