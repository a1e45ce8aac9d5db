/** Answers a list of pictures: one part of it a job, so that other chats' work goes on between; at the end the result as a workbook. */
import { batchCard } from '../../cards/batch-card.ts';
import { textNotice } from '../../cards/notice-card.ts';
import type { Batches } from '../../conversation/batches.ts';
import type { ChatMoney } from '../../conversation/chat-money.ts';
import { MOST_BATCH_MB } from '../../domain/batch.ts';
import type { Reply } from '../../domain/chat.ts';
import { asTusouError, TusouError } from '../../domain/errors.ts';
import type { AnswerJob, Clock } from '../../domain/ports.ts';
import { translator } from '../../i18n/translate.ts';
import type { Run, Task } from '../answering.ts';
import type { Spool } from './spool.ts';
import type { Batch, BatchProgress, BatchWork } from './work.ts';
import { withMatches } from './work.ts';

/**
 * How long a part goes on: the progress is told at its end, and a chat bears some twenty messages and edits a minute. Each part holds one of
 * the places of its process, so where many are at work they are short, and whoever presses a button soon has a place.
 */
const PART_MS = { few: 15_000, many: 3_000 };

/** Parts at work in one process that count as few. */
const FEW = 8;

/** Trouble in a row, each after the queue's own attempts, before a list ends with what there is: a quarter of an hour and more. */
const MOST_TROUBLES = 20;

/** What answering lists needs. `matches` is how many are looked for where the sender did not say. */
export type BatchAnswerParts = {
  readonly work: BatchWork;
  readonly spool: Spool;
  readonly batches: Batches;
  readonly money?: Pick<ChatMoney, 'rateFor'> | undefined;
  readonly matches: number;
  readonly clock: Clock;
};

/** What platforms say of files that are too large is about photos. */
const aboutFile = (error: unknown): TusouError => {
  const failure = asTusouError(error);
  if (failure.code !== 'photo-too-large') return failure;
  return new TusouError('file-too-large', { args: { limit: MOST_BATCH_MB, ...failure.args }, cause: error });
};

/** Makes the function that answers with a progress card while there is more to do, and with the file at the end. */
export const createBatchAnswer = ({ work, spool, batches, money, matches, clock }: BatchAnswerParts) => {
  const batchOf = (job: AnswerJob, task: Task<'batch'>, { adapter, signal }: Run): Batch => {
    const id = `${job.chat.platform}:${job.chat.id}:${job.view}`;
    const fetch = async (): Promise<Uint8Array> =>
      adapter
        .download(task.file, signal, MOST_BATCH_MB * 1024 * 1024)
        .catch((error) => Promise.reject(signal.aborted ? signal.reason : aboutFile(error)));
    const question = withMatches(task.question, task.matches ?? matches);
    return { id, path: () => spool.path(id, fetch), question };
  };

  const progress = (
    job: AnswerJob,
    { language }: Task<'batch'>,
    at: BatchProgress,
    troubled = false,
  ): Reply => ({
    kind: 'progress',
    card: batchCard({ ...at, nowMs: clock.now() }, { view: job.view, language, troubled }),
  });

  const finished = async (
    job: AnswerJob,
    { language }: Task<'batch'>,
    { batch, isStopped }: { readonly batch: Batch; readonly isStopped: boolean },
  ): Promise<Reply> => {
    const { bytes, found, failed } = await work.result(batch, await money?.rateFor(job.chat));
    const key = isStopped ? 'batch-stopped' : 'batch-done';
    const text = translator(language)(key, { found, total: found + failed, failed });
    const { fileName, WORKBOOK } = await import('../../files/offer-file.ts');
    const file = { name: fileName('matches', clock.now(), 'xlsx'), type: WORKBOOK, bytes };
    await spool.drop(batch.id);
    await batches.end(job.chat, job.view);
    return { kind: 'file', card: { language, tone: 'info', text, actions: [] }, file, forUser: job.from.id };
  };

  /** Its chat had it deleted: what came to it since goes as well. */
  const discarded = async (job: AnswerJob, { language }: Task<'batch'>, batch: Batch): Promise<Reply> => {
    await work.forget(batch);
    await spool.drop(batch.id);
    await batches.end(job.chat, job.view);
    return { kind: 'notice', card: textNotice('batch-forgotten', language) };
  };

  /** Where 1688 is in trouble the list waits, and ends with what there is when that takes too long or waiting cannot help. */
  const withTrouble = async (
    job: AnswerJob,
    task: Task<'batch'>,
    { batch, error, by }: { readonly batch: Batch; readonly error: unknown; readonly by: Run },
  ): Promise<Reply> => {
    by.signal.throwIfAborted();
    const failure = asTusouError(error);
    if (failure.code === 'storage-down' || (failure.retryable && !by.isLast)) throw error;
    const troubles = await work.trouble(batch);
    if (!failure.retryable || troubles > MOST_TROUBLES)
      return finished(job, task, { batch, isStopped: true });
    return progress(job, task, await work.begin(batch), true);
  };

  let atWork = 0;

  const goOn = async (batch: Batch, { signal }: Run, isStopped: () => Promise<boolean>) => {
    atWork += 1;
    const partMs = atWork > FEW ? PART_MS.many : PART_MS.few;
    try {
      return await work.goOn(batch, { untilMs: clock.now() + partMs, signal, isStopped });
    } finally {
      atWork -= 1;
    }
  };

  return async (job: AnswerJob, task: Task<'batch'>, by: Run): Promise<Reply> => {
    const batch = batchOf(job, task, by);
    const isStopped = () => batches.isStopped(job.view);
    if (await batches.isDiscarded(job.view)) return discarded(job, task, batch);
    await batches.begin(job.chat, job.view);
    try {
      if (task.step === 0) return progress(job, task, await work.begin(batch));
    } catch (error) {
      if (!asTusouError(error).retryable) await batches.end(job.chat, job.view);
      throw error;
    }
    try {
      const at = await goOn(batch, by, isStopped);
      if (await batches.isDiscarded(job.view)) return await discarded(job, task, batch);
      const stopped = await isStopped();
      if (at.done < at.total && !stopped) return progress(job, task, at);
      return await finished(job, task, { batch, isStopped: at.done < at.total });
    } catch (error) {
      return withTrouble(job, task, { batch, error, by });
    }
  };
};
