/** Takes events in: decides what was asked, stores the work, and has the short things said. Adapters call it through the app. */
import type { Inbound, Platform } from '../domain/chat.ts';
import { answerLanguage, type ChatSettings } from '../domain/chat-settings.ts';
import { withFacet } from '../domain/facet.ts';
import type { AnswerJob, ChatAdapter, Clock, JobQueue, Log, Subject } from '../domain/ports.ts';
import { AS_SENT, isAsSent, type Language, plainQuestion, type Question } from '../domain/query.ts';
import type { Batches } from './batches.ts';
import type { ChatMoney } from './chat-money.ts';
import type { Chats } from './chats.ts';
import { createConfigure } from './configure.ts';
import { handle, type Intent, isAboutLatest, viewIdIn } from './handle.ts';
import type { History } from './history.ts';
import type { KeptWish } from './kept-things.ts';
import { type Shares, sharedIn } from './shares.ts';
import { createShortReplies } from './short-replies.ts';
import type { Shortlists } from './shortlists.ts';
import { type View, type Views, viewIdFor } from './views.ts';
import type { Voting } from './voting.ts';
import type { Watches } from './watches.ts';
import { NO_WORDS, withWords } from './words.ts';

/**
 * Takes an event in. Resolves once everything that it asks for is stored; only then may the platform be told that it arrived.
 * The same event again (same key) changes nothing. Rejects when it could not be stored.
 */
export type Receive = (inbound: Inbound) => Promise<void>;

/** What receiving needs: `adapters` say the short things that need no work, `chats` knows how each chat wants its answers. */
export type ReceiveParts = {
  readonly queue: JobQueue;
  readonly chats: Chats;
  readonly views: Views;
  readonly shortlists: Shortlists;
  /** Absent where no chat has votes by buttons. */
  readonly voting?: Voting;
  readonly batches: Pick<Batches, 'begin' | 'stop'>;
  /** Absent where nothing is shared. */
  readonly shares?: Shares;
  /** Absent where it is not remembered what was searched. */
  readonly history?: Pick<History, 'move' | 'wasIn'>;
  /** Absent where nothing is watched. */
  readonly watches?: Pick<Watches, 'move'>;
  /** Absent where prices are told in yuan alone. */
  readonly money?: Pick<ChatMoney, 'choice'>;
  readonly adapters: ReadonlyMap<Platform, ChatAdapter>;
  readonly clock: Clock;
  readonly log: Log;
};

type Open = Omit<Extract<Intent, { kind: 'open' }>, 'kind'>;
type Press = Extract<
  Intent,
  { kind: 'show' | 'details' | 'pictures' | 'pick' | 'drop' | 'watch' | 'compare' }
>;

type Choose = Extract<Intent, { kind: 'choose' }>;
type Export = Extract<Intent, { kind: 'export' }>;
type Poll = { readonly kind: 'vote' | 'tally'; readonly view: View };

/** An event as the chat wants it answered, and as it came: with the person's own language. */
type Heard = { readonly settings: ChatSettings; readonly inbound: Inbound; readonly own: Inbound };

/** What is searched in modes: pictures are. */
const IN_MODES: readonly Subject['kind'][] = ['photo', 'photos'];

/**
 * The first question about a subject, as the chat wants it. What was not adjusted is left out, so
 * that it is the same question as without.
 */
const firstQuestion = (
  { subject, words, adjustment }: Open,
  { sort, mode, pageSize }: ChatSettings,
  language: Language,
): Question => {
  const { part = null, preparation = AS_SENT } = adjustment ?? {};
  const wished = {
    ...plainQuestion(language),
    sort,
    pageSize,
    ...(IN_MODES.includes(subject.kind) && { mode }),
  };
  return {
    ...withWords(wished, words),
    ...(part && { part }),
    ...(!isAsSent(preparation) && { preparation }),
  };
};

const photosIn = (subject: Subject): number =>
  subject.kind === 'photos' ? subject.photos.length : subject.kind === 'photo' ? 1 : 0;

/** A page of the list; a tag goes along with its view. */
const listTask = (
  subject: Subject,
  page: { readonly language: Language; readonly page: number; readonly quantity?: number },
): AnswerJob['task'] => {
  const tag = subject.kind === 'shortlist' ? subject.tag : undefined;
  return { kind: 'shortlist', ends: null, ...page, ...(tag !== undefined && { tag }) };
};

/** The first answer about a subject. */
const firstTask = (subject: Subject, { question }: View): AnswerJob['task'] => {
  const { language, quantity } = question;
  switch (subject.kind) {
    case 'offer':
      return { kind: 'offer', offerId: subject.offerId, language, back: null, ...(quantity && { quantity }) };
    case 'shortlist':
      return listTask(subject, { language, page: 1 });
    case 'batch': {
      const { file, matches } = subject;
      return { kind: 'batch', file, matches, question, language, step: 0 };
    }
    default:
      return { kind: 'search', subject, question, fresh: false };
  }
};

/** What is compared: offers of a page of the list, or of the shortlist. There is no list behind a single offer. */
const comparingTask = ({ view, facet, only }: Extract<Press, { kind: 'compare' }>): AnswerJob['task'] => {
  const { subject, question } = view;
  const { language } = question;
  if (subject.kind === 'offer' || subject.kind === 'batch') return firstTask(subject, view);
  const of =
    subject.kind === 'shortlist'
      ? ({ kind: 'shortlist' } as const)
      : ({ kind: 'search', subject, question: withFacet(question, facet) } as const);
  return { kind: 'compare', language, back: facet, of, ...(only && { only }) };
};

/** The answer that a button asks for, in the language of the message it stands under. */
const pressedTask = (press: Press): AnswerJob['task'] => {
  const { subject, question } = press.view;
  const { language } = question;
  const { quantity } = press.facet;
  const forSo = quantity ? { quantity } : {};
  if (press.kind === 'compare') return comparingTask(press);
  if (press.kind !== 'show') {
    const { offerId } = press;
    if (press.kind === 'drop') return listTask(subject, { language, page: press.facet.page });
    if (press.kind === 'pictures') return { kind: 'pictures', offerId, language };
    const back = subject.kind === 'offer' ? null : press.facet;
    const pick = press.kind === 'pick' && { pick: press.pick };
    const watch = press.kind === 'watch' && { watch: press.watch };
    return { kind: 'offer', offerId, language, back, ...pick, ...watch, ...forSo };
  }
  if (subject.kind === 'offer')
    return { kind: 'offer', offerId: subject.offerId, language, back: null, ...forSo };
  if (subject.kind === 'batch') return firstTask(subject, press.view);
  if (subject.kind === 'shortlist') return listTask(subject, { language, page: press.facet.page, ...forSo });
  return {
    kind: 'search',
    subject,
    question: withFacet(question, press.facet),
    fresh: press.fresh,
  };
};

/** Receiving. `settled` resolves when no short reply is under way. */
export type Receiving = { readonly receive: Receive; settled(): Promise<void> };

/** Makes `receive` from its parts. */
export const createReceive = (parts: ReceiveParts): Receiving => {
  const { queue, views, chats, clock } = parts;
  const { say, settled: said } = createShortReplies(parts);
  const { configure, settled: configured } = createConfigure(parts);
  let lastMs = 0;

  /** Of two presses in one millisecond the second one counts as the later. */
  const askedAtMs = (): number => {
    lastMs = Math.max(clock.now(), lastMs + 1);
    return lastMs;
  };

  const open = async (key: string, intent: Open, { settings, inbound }: Heard): Promise<void> => {
    const { subject, like } = intent;
    const { chat, from, message: asked, request } = inbound;
    const { language } = from;
    const question = like ? { ...like, language } : firstQuestion(intent, settings, language);
    const view: View = { id: viewIdFor(request ?? key), chat, subject, question, asked };
    if (subject.kind === 'batch' && !(await parts.batches.begin(chat, view.id)))
      return say('batch-too-many', inbound);
    // Saved first: a button that is pressed from now on is about all photos.
    await views.save(view);
    const task = firstTask(subject, view);
    await queue.add({
      key,
      lane: 'asked',
      askedAtMs: askedAtMs(),
      chat,
      from,
      view: view.id,
      task,
      ...(request !== undefined && { photosSoFar: photosIn(subject) }),
      asked,
      answer: null,
    });
  };

  /**
   * A vote on the shortlist, and its end: each is a message of its own under the one that was pressed. A vote goes by the view of its
   * buttons.
   */
  const poll = async (key: string, { kind, view }: Poll, inbound: Inbound): Promise<void> => {
    const { chat, from } = inbound;
    const { language } = view.question;
    const on = inbound.kind === 'press' ? inbound.on : null;
    if (kind === 'tally' && !((await parts.voting?.mayEnd(inbound, view)) ?? true))
      return say('vote-not-yours', inbound);
    const id = kind === 'vote' ? viewIdFor(key) : view.id;
    if (kind === 'vote') await views.save({ ...view, id, subject: { kind: 'shortlist' }, asked: on });
    const task: AnswerJob['task'] =
      kind === 'vote' ? { kind: 'poll', language } : { kind: 'shortlist', language, page: 1, ends: on };
    const job = { key, chat, from, view: id, task, asked: on, answer: null };
    await queue.add({ ...job, lane: 'interactive', askedAtMs: askedAtMs() });
  };

  const choose = async (inbound: Inbound, { view, offerId }: Choose): Promise<void> => {
    if (inbound.kind !== 'press' || !parts.voting) return say('stale-button', inbound);
    const [isCounted] = await Promise.all([
      parts.voting.choose(inbound, view, offerId),
      parts.history?.wasIn(inbound.chat, inbound.from.id),
    ]);
    if (!isCounted) say('vote-over', inbound);
  };

  /** Work on a list ends at its next picture; its message then tells what there is. */
  const stop = async ({ id }: View, inbound: Inbound): Promise<void> => {
    await parts.batches.stop(id);
    say('batch-stopping', inbound);
  };

  /** A file is a message of its own beside the list. Of an offer alone there is no list. */
  const exported = async (key: string, intent: Export, inbound: Inbound): Promise<void> => {
    const { view, facet, format, only } = intent;
    const { subject } = view;
    if (subject.kind === 'offer' || subject.kind === 'batch') return;
    const question = withFacet(view.question, facet);
    const { language } = question;
    const task = { kind: 'export', subject, question, language, format, ...(only && { only }) } as const;
    const { chat, from, message: asked } = inbound;
    const job = { key, chat, from, view: view.id, task, asked, answer: null };
    await queue.add({ ...job, lane: 'interactive', askedAtMs: askedAtMs() });
  };

  const press = async (key: string, intent: Press, inbound: Inbound): Promise<void> => {
    const { chat, from } = inbound;
    const { id } = intent.view;
    const pressedAtMs = askedAtMs();
    // Of several presses on one list only the latest is answered, but all of them count.
    if (intent.kind === 'drop')
      await parts.shortlists.remove(chat, intent.offerId, { by: from.id, atMs: pressedAtMs, key });
    // Words are answered by a message of their own, below them.
    const [asked, answer] =
      inbound.kind === 'press' ? [intent.view.asked, inbound.on] : [inbound.message, null];
    await queue.add({
      key,
      lane: 'interactive',
      askedAtMs: pressedAtMs,
      chat,
      from,
      view: id,
      task: pressedTask(intent),
      asked,
      answer,
    });
  };

  /** What the chat keeps is shown in a message of its own, and changed where it is shown. */
  const kept = async (key: string, wish: KeptWish, inbound: Inbound): Promise<void> => {
    const { chat, from, message: asked } = inbound;
    const on = inbound.kind === 'press' ? inbound.on : null;
    const { language } = from;
    const job = { key, chat, from, view: wish.kind, task: { ...wish, language }, asked, answer: on };
    await queue.add({ ...job, lane: on ? 'interactive' : 'asked', askedAtMs: askedAtMs() });
  };

  const act = async (intent: Intent, key: string, heard: Heard): Promise<void> => {
    const { inbound, own } = heard;
    switch (intent.kind) {
      case 'open':
        return open(key, intent, heard);
      case 'show':
      case 'details':
      case 'pick':
      case 'drop':
      case 'watch':
      case 'pictures':
      case 'compare':
        return press(key, intent, inbound);
      case 'choose':
        return choose(inbound, intent);
      case 'vote':
      case 'tally':
        return poll(key, { ...intent, kind: intent.kind }, inbound);
      case 'stop':
        return stop(intent.view, inbound);
      case 'export':
        return exported(key, intent, inbound);
      case 'cast': {
        const { vote, choice } = intent;
        await parts.shortlists.cast(inbound.chat, { vote, voter: inbound.from.id, choice });
        return;
      }
      case 'more': {
        const subject = { kind: 'offer-picture', offerId: intent.offerId } as const;
        return open(key, { subject, words: NO_WORDS }, heard);
      }
      case 'kept':
        return kept(key, intent.wish, inbound);
      case 'configure':
        return configure(own, intent.action);
      case 'say':
        return say(intent.text, inbound);
    }
  };

  /** The view that an event is about, if it is about an earlier one. */
  const viewOf = async (inbound: Inbound): Promise<View | null> => {
    const shared = sharedIn(inbound);
    if (shared) return (await parts.shares?.find(shared.token)) ?? null;
    if (isAboutLatest(inbound)) return views.latest(inbound.chat);
    const viewId = viewIdIn(inbound);
    return viewId ? views.find(viewId, inbound.chat) : null;
  };

  /** People show each other photos all day: those are looked at only where the chat wants it. */
  const concernsUs = async (inbound: Inbound): Promise<boolean> =>
    inbound.kind !== 'photos' || inbound.addressed !== false || chats.answersEveryPhoto(inbound.chat);

  const move = async ({
    chat: { platform, id },
    oldId,
  }: Extract<Inbound, { kind: 'moved' }>): Promise<void> => {
    const kept = [chats, views, parts.shortlists, parts.history, parts.watches];
    await Promise.all(kept.map((one) => one?.move({ platform, id, oldId })));
  };

  const receive: Receive = async (own) => {
    if (own.kind === 'moved') return move(own);
    if (!(await concernsUs(own))) return;
    const settings = await chats.of(own.chat);
    const from = { ...own.from, language: answerLanguage(settings, own.from.language) };
    const inbound = { ...own, from };
    const view = await viewOf(inbound);
    const intents = handle(inbound, view);
    const keyOf = (index: number): string => (index === 0 ? inbound.key : `${inbound.key}#${index + 1}`);
    await Promise.all(intents.map((intent, index) => act(intent, keyOf(index), { settings, inbound, own })));
  };
  return {
    receive,
    settled: async () => {
      await Promise.all([said(), configured(), parts.voting?.settled()]);
    },
  };
};
