/** Takes events in: decides what was asked, stores the work, and has the short things said. Adapters call it through the app. */
import type { Inbound, Platform } from '../domain/chat.ts';
import type { AnswerJob, ChatAdapter, JobQueue, Log, Subject } from '../domain/ports.ts';
import { plainQuestion } from '../domain/query.ts';
import { handle, type Intent, viewIdIn } from './handle.ts';
import { createShortReplies } from './short-replies.ts';
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

/** Makes `receive` from its parts. `settled` resolves when no short reply is under way. */
export const createReceive = (
  parts: ReceiveParts,
): { readonly receive: Receive; settled(): Promise<void> } => {
  const { queue, views } = parts;
  const { say, settled } = createShortReplies(parts);

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

  const act = async (intent: Intent, key: string, inbound: Inbound): Promise<void> => {
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

  const receive: Receive = async (inbound) => {
    const viewId = viewIdIn(inbound);
    const view = viewId ? await views.find(viewId, inbound.chat) : null;
    const intents = handle(inbound, view);
    const keyOf = (index: number): string => (index === 0 ? inbound.key : `${inbound.key}#${index + 1}`);
    await Promise.all(intents.map((intent, index) => act(intent, keyOf(index), inbound)));
  };
  return { receive, settled };
};
