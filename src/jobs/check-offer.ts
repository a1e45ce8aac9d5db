/** Checks a watched offer: asks for it anew, keeps what is seen, and has the chats that watch it told of what changed. */

import { viewIdFor } from '../conversation/views.ts';
import type { WatchAlert, Watches } from '../conversation/watches.ts';
import type { ChatRef } from '../domain/chat.ts';
import { asTusouError } from '../domain/errors.ts';
import type { AnswerJob, Clock, JobQueue, Log } from '../domain/ports.ts';
import type { Language } from '../domain/query.ts';
import type { Search } from '../search/search.ts';
import type { Task } from './answering.ts';

/** What checking needs. `languageIn` is the language in which a chat is written to, for somebody who reads the one given. */
export type CheckParts = {
  readonly watches: Watches;
  readonly search: Pick<Search, 'offer'>;
  readonly queue: Pick<JobQueue, 'add'>;
  readonly languageIn: (chat: ChatRef, own: Language) => Promise<Language>;
  readonly clock: Clock;
  readonly log: Log;
};

/** Runs a check. Rejects with the signal's reason and with `storage-down`, and may then be run again: nobody is told anything twice. */
export type CheckOffer = (task: Task<'check'>, signal: AbortSignal) => Promise<void>;

type Told = NonNullable<Awaited<ReturnType<Watches['nextAlert']>>>;

/** The same for the same alert, and for no other: the queue takes each key once. */
const keyOf = ({ watch: { chat, offerId, sinceMs }, alert }: Told): string =>
  ['alert', chat.platform, chat.id, offerId, sinceMs, alert.number].join(':');

const alertTask = ({ watch, alert }: Told, language: Language): Task<'alert'> => {
  const { offerId, title } = watch;
  const { before, now } = alert satisfies WatchAlert;
  return { kind: 'alert', offerId, language, title, before, now };
};

/** Makes the function that runs checks. */
export const createCheckOffer = ({
  watches,
  search,
  queue,
  languageIn,
  clock,
  log,
}: CheckParts): CheckOffer => {
  const jobFor = async (told: Told): Promise<AnswerJob> => {
    const { chat, by, language: own } = told.watch;
    const key = keyOf(told);
    const language = await languageIn(chat, own);
    return {
      key,
      lane: 'background',
      askedAtMs: clock.now(),
      chat,
      from: { id: by, language },
      view: viewIdFor(key),
      task: alertTask(told, language),
      asked: null,
      answer: null,
    };
  };

  /** An alert is decided, put into the queue and ticked off, in this order: wherever it is cut off, it is put there once. */
  const tellAll = async (offerId: string): Promise<void> => {
    const known = await watches.offer(offerId);
    for (const chat of known?.chats ?? []) {
      for (;;) {
        const told = await watches.nextAlert(chat, offerId, clock.now());
        if (!told) break;
        if (await queue.add(await jobFor(told)))
          log.info({ platform: chat.platform }, 'watched offer changed');
        await watches.told(chat, offerId, told.alert.number);
      }
    }
  };

  /**
   * What the marketplace tells: the offer, or null where it says that it does not know it. Undefined where it could not be asked: whatever
   * else goes wrong tells nothing about the offer.
   */
  const ask = async ({ offerId, language }: Task<'check'>, signal: AbortSignal) => {
    try {
      return await search.offer(offerId, language, { fresh: true, signal });
    } catch (error) {
      signal.throwIfAborted();
      const { code, message } = asTusouError(error);
      if (code === 'offer-not-found') return null;
      log.warn({ code, cause: message }, 'watched offer not checked');
      return undefined;
    }
  };

  return async (task, signal) => {
    const known = await watches.offer(task.offerId);
    if (!known) return;
    // A run that was cut off may have looked already; what it did not come to tell is told now.
    if (known.checkedAtMs < task.dueMs) {
      if (!(await watches.isWanted(task.offerId))) return;
      const found = await ask(task, signal);
      if (found === undefined) return;
      await watches.note(task.offerId, found, clock.now());
    }
    await tellAll(task.offerId);
  };
};
