/** Takes events in: decides what was asked, stores the work, and says the short things at once. Adapters call it through the app. */
import { textNotice } from '../cards/notice-card.ts';
import type { Inbound, Platform } from '../domain/chat.ts';
import { asTusouError } from '../domain/errors.ts';
import type { AnswerJob, ChatAdapter, JobQueue, Log, Subject } from '../domain/ports.ts';
import { plainQuestion } from '../domain/query.ts';
import { handle, type Intent, type SayKey, viewIdIn } from './handle.ts';
import { type View, type Views, viewIdFor } from './views.ts';

/**
 * Takes an event in. Resolves once everything that it asks for is stored; only then may the platform be told that it arrived.
 * The same event again (same key) changes nothing. Rejects when it could not be stored.
 */
export type Receive = (inbound: Inbound) => Promise<void>;

/** What receiving needs: `adapters` say the short things that need no work. */
export type ReceiveParts = {
  readonly queue: JobQueue;
  readonly views: Views;
  readonly adapters: ReadonlyMap<Platform, ChatAdapter>;
  readonly log: Log;
};

type Open = Extract<Intent, { kind: 'open' }>;
type Press = Extract<Intent, { kind: 'show' | 'details' }>;

/** The first answer about a subject. */
const firstTask = (subject: Subject, { question }: View): AnswerJob['task'] =>
  subject.kind === 'offer'
    ? { kind: 'offer', offerId: subject.offerId, language: question.language, back: null }
    : { kind: 'search', subject, question, fresh: false };

/** The answer that a button asks for, in the language of the message it stands under. */
const pressedTask = (press: Press): AnswerJob['task'] => {
  const { subject, question } = press.view;
  const { language } = question;
  if (press.kind === 'details') {
    const back = subject.kind === 'offer' ? null : press.facet;
    return { kind: 'offer', offerId: press.offerId, language, back };
  }
  if (subject.kind === 'offer') return firstTask(subject, press.view);
  return {
    kind: 'search',
    subject,
    question: { ...question, ...press.facet },
    fresh: press.fresh,
  };
};

/** Makes `Receive` from its parts. */
export const createReceive = ({ queue, views, adapters, log }: ReceiveParts): Receive => {
  const open = async (key: string, { subject, keyword }: Open, inbound: Inbound): Promise<void> => {
    const { chat, from, message: asked } = inbound;
    const question = { ...plainQuestion(from.language), keyword };
    const view: View = { id: viewIdFor(key), chat, subject, question, asked };
    await views.save(view);
    const task = firstTask(subject, view);
    await queue.add({ key, chat, from, view: view.id, task, asked, answer: null });
  };

  const press = async (key: string, intent: Press, inbound: Inbound): Promise<void> => {
    const { chat, from } = inbound;
    const { id, asked } = intent.view;
    const answer = inbound.kind === 'press' ? inbound.on : null;
    await queue.add({ key, chat, from, view: id, task: pressedTask(intent), asked, answer });
  };

  /** Short replies are not worth a job: when one fails, the asker can simply ask again. */
  const say = async (text: SayKey, { chat, from, message }: Inbound): Promise<void> => {
    const key = text === 'help' && chat.platform === 'slack' ? 'help-slack' : text;
    const reply = { kind: 'notice', card: textNotice(key, from.language) } as const;
    try {
      await adapters.get(chat.platform)?.send(chat, reply, { replaces: null, answers: message });
    } catch (error) {
      log.warn({ code: asTusouError(error).code, platform: chat.platform }, 'a short reply failed');
    }
  };

  const act = (intent: Intent, key: string, inbound: Inbound): Promise<void> => {
    switch (intent.kind) {
      case 'open':
        return open(key, intent, inbound);
      case 'show':
      case 'details':
        return press(key, intent, inbound);
      case 'say':
        return say(intent.text, inbound);
    }
  };

  return async (inbound) => {
    const viewId = viewIdIn(inbound);
    const view = viewId ? await views.find(viewId, inbound.chat) : null;
    const intents = handle(inbound, view);
    const keyOf = (index: number): string => (index === 0 ? inbound.key : `${inbound.key}#${index + 1}`);
    await Promise.all(intents.map((intent, index) => act(intent, keyOf(index), inbound)));
  };
};
