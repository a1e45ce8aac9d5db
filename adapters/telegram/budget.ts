/**
 * What a chat bears: how much was shown in it lately, and how long Telegram wants to be left alone there. Every call passes here on its
 * way to the wire. Counted by each process for itself: Telegram publishes no exact limits, and a 429 tells each of them.
 */
import type { Transformer } from 'grammy';
import type { Clock } from '#service';

const MINUTE_MS = 60_000;

/**
 * Messages and edits in a minute: 20 in a group (core.telegram.org/bots/faq), and in a private chat about one a second. The rest above
 * `courtesies` is kept free for answers.
 */
const BEARS = {
  group: { messages: 20, courtesies: 12 },
  private: { messages: 60, courtesies: 40 },
} as const;

/** Reactions that are put on in a minute in one chat: each is also taken off, and no limit of theirs is published. */
const REACTIONS = 10;

/** A hold is over this much before its time: timers may be early by a little, and the wait is Telegram's own. */
const EARLY_MS = 50;

/** Chats whose calls are remembered; the one that was silent longest is forgotten first. */
const MOST_CHATS = 5_000;

type Kind = 'shows' | 'courtesy';

/** Which calls count, and as what. Chat actions and reactions show no message; all others here are one message or edit. */
const kindOf = (method: string): Kind | null => {
  if (method === 'sendChatAction' || method === 'setMessageReaction') return 'courtesy';
  return /^(send|edit|copy|forward)/.test(method) ? 'shows' : null;
};

/** An album is as many messages as it has pictures. */
const messagesIn = (payload: object): number =>
  'media' in payload && Array.isArray(payload.media) ? payload.media.length : 1;

const chatIn = (payload: object): string | null =>
  'chat_id' in payload && payload.chat_id !== undefined ? String(payload.chat_id) : null;

/** Moments of calls in one chat, and until when Telegram wants none. */
type Ledger = { readonly spent: Record<Kind, number[]>; readonly heldUntilMs: Record<Kind, number> };

const emptyLedger = (): Ledger => ({
  spent: { shows: [], courtesy: [] },
  heldUntilMs: { shows: 0, courtesy: 0 },
});

const tooMany = (waitMs: number) => {
  const retry_after = Math.max(1, Math.ceil(waitMs / 1000));
  const description = `Too Many Requests: retry after ${retry_after}`;
  return { ok: false, error_code: 429, description, parameters: { retry_after } } as const;
};

/** The budget of every chat. */
export interface Budget {
  /** Counts calls. One in a chat where Telegram asked for a pause is answered with the same 429 without being sent: a call would make the pause longer. */
  readonly transformer: Transformer;
  /** Whether the chat bears something that nobody would miss, beside the answers of the next minute. */
  sparesMessage(chatId: string): boolean;
  /** Whether the chat bears one more reaction. */
  sparesReaction(chatId: string): boolean;
}

/** How Telegram refuses to edit what is not there, or somebody else's. */
const NOT_THERE = /message to edit not found|message can't be edited/i;

/** Moments of one call stand together. */
const giveBack = (spent: number[], atMs: number, messages: number): void => {
  const first = spent.indexOf(atMs);
  if (first >= 0) spent.splice(first, messages);
};

/** Makes the budget. */
export const createBudget = (clock: Clock): Budget => {
  const ledgers = new Map<string, Ledger>();

  const ledgerOf = (chatId: string): Ledger => {
    const ledger = ledgers.get(chatId) ?? emptyLedger();
    ledgers.delete(chatId);
    ledgers.set(chatId, ledger);
    const [oldest = chatId] = ledgers.keys();
    if (ledgers.size > MOST_CHATS) ledgers.delete(oldest);
    return ledger;
  };

  const lately = ({ spent }: Ledger, kind: Kind): number => {
    const from = clock.now() - MINUTE_MS;
    spent[kind] = spent[kind].filter((atMs) => atMs > from);
    return spent[kind].length;
  };

  /** A pause for messages is one for courtesies too; the other way round it is not. */
  const holdMs = ({ heldUntilMs }: Ledger, kind: Kind): number => {
    const untilMs = kind === 'shows' ? heldUntilMs.shows : Math.max(heldUntilMs.shows, heldUntilMs.courtesy);
    return untilMs - EARLY_MS - clock.now();
  };

  const isFree = (chatId: string, kind: Kind, most: number): boolean => {
    const ledger = ledgerOf(chatId);
    return holdMs(ledger, kind) <= 0 && lately(ledger, kind) < most;
  };

  const transformer: Transformer = async (prev, method, payload, signal) => {
    const [kind, chatId] = [kindOf(method), chatIn(payload)];
    if (kind === null || chatId === null) return prev(method, payload, signal);
    const ledger = ledgerOf(chatId);
    const waitMs = holdMs(ledger, kind);
    if (waitMs > 0) return tooMany(waitMs);
    lately(ledger, kind);
    const [atMs, messages] = [clock.now(), messagesIn(payload)];
    ledger.spent[kind].push(...Array<number>(messages).fill(atMs));
    const result = await prev(method, payload, signal);
    // What is not there to be edited shows nothing: a look for a lost sign must not leave the chat without signs.
    if (!result.ok && NOT_THERE.test(result.description)) giveBack(ledger.spent[kind], atMs, messages);
    const seconds = result.ok ? undefined : result.parameters?.retry_after;
    if (seconds !== undefined) ledger.heldUntilMs[kind] = clock.now() + seconds * 1000;
    return result;
  };

  return {
    transformer,
    sparesMessage: (chatId) =>
      isFree(chatId, 'shows', BEARS[chatId.startsWith('-') ? 'group' : 'private'].courtesies),
    sparesReaction: (chatId) => isFree(chatId, 'courtesy', 2 * REACTIONS),
  };
};
