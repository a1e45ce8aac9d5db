/** What concerns one person in a group: shown to that person alone where Telegram allows it, else to all for a short while. */
import { type Api, GrammyError } from 'grammy';
import type { ChatRef, Clock, Log, MessageRef, Place, Store } from '#service';
import { chatError, refusalOf } from './client.ts';
import { type Ephemeral, ephemeralIn, referenceOf } from './ephemeral.ts';
import { createFleeting } from './fleeting.ts';
import { pressIdIn } from './receive.ts';
import { render, type TelegramMessage } from './render.ts';
import type { Send, Told } from './send.ts';

/** How long words that all can see stay: time to read a sentence, and time to press buttons or to come back to a photo that failed. */
const STAYS_MS = { sentence: 60_000, more: 10 * 60_000 };

/**
 * Where nobody pressed a button, only bots that are admins may speak to one person. A group that refused is asked again after this
 * time: somebody may have made the bot an admin.
 */
const REFUSED_MS = 10 * 60_000;

/** Groups whose refusal is remembered at most. */
const MOST_REFUSALS = 1_000;

/** What is needed to speak to one person. `sendToAll` sends where everybody sees it; it rejects with errors of ours. */
export type PersonalParts = {
  readonly api: Api;
  readonly log: Log;
  readonly clock: Clock;
  readonly store: Store;
  readonly sendToAll: Send;
};

/** Something to be said to one person. `press` is the callback query that it answers, which Telegram accepts for 15 s. */
type Telling = {
  readonly chat: ChatRef;
  readonly message: TelegramMessage;
  readonly userId: number;
  readonly press: string | null;
  readonly asked: Ephemeral | null;
};

const looksOf = ({ text, keyboard }: TelegramMessage) => ({
  text,
  parse_mode: 'HTML' as const,
  link_preview_options: { is_disabled: true },
  ...(keyboard.length > 0 && { reply_markup: { inline_keyboard: keyboard } }),
});

/** Whether Telegram said no, so that nothing was shown: after anything else it may have been. */
const isRefused = (error: unknown): boolean =>
  error instanceof GrammyError && (error.error_code === 400 || error.error_code === 403);

/** Makes the way to speak to one person. */
export const createPersonal = (parts: PersonalParts) => {
  const { api, log, clock, sendToAll } = parts;
  const fleeting = createFleeting(parts);
  const refusedUntilMs = new Map<string, number>();

  const mayTry = ({ chat, press, asked }: Telling): boolean =>
    press !== null || asked !== null || (refusedUntilMs.get(chat.id) ?? 0) <= clock.now();

  const noteRefusal = ({ chat, press, asked }: Telling, error: unknown): void => {
    log.debug({ reason: chatError(error).message }, 'telegram shows it to all');
    if (press !== null || asked !== null) return;
    if (refusedUntilMs.size >= MOST_REFUSALS) refusedUntilMs.clear();
    refusedUntilMs.set(chat.id, clock.now() + REFUSED_MS);
  };

  /** Changes a message that one person sees; false when it is not there any more. */
  const edit = async ({ chat, message }: Telling, old: Ephemeral): Promise<boolean> => {
    const { text, ...looks } = looksOf(message);
    const to = { chat_id: Number(chat.id), receiver_user_id: old.userId, ephemeral_message_id: old.id };
    try {
      await api.raw.editEphemeralMessageText({ ...to, text, ...looks });
      return true;
    } catch (error) {
      if (refusalOf(error) === 'unchanged') return true;
      if (isRefused(error)) return false;
      throw chatError(error);
    }
  };

  /** Sends a message that one person sees; null when Telegram does not allow it. */
  const whisper = async (telling: Telling): Promise<MessageRef | null> => {
    const { chat, message, userId, press, asked } = telling;
    if (!mayTry(telling)) return null;
    try {
      const sent = await api.raw.sendMessage({
        chat_id: Number(chat.id),
        ...looksOf(message),
        ...(chat.thread !== null && { message_thread_id: Number(chat.thread) }),
        ...(asked && { reply_parameters: { ephemeral_message_id: asked.id } }),
        ephemeral_message_parameters: {
          receiver_user_id: userId,
          ...(press !== null && { callback_query_id: press }),
        },
      });
      return referenceOf(chat, sent, userId);
    } catch (error) {
      if (!isRefused(error)) throw chatError(error);
      noteRefusal(telling, error);
      return null;
    }
  };

  const sendFleeting = async (chat: ChatRef, reply: Told, place: Place): Promise<MessageRef> => {
    const shown = await sendToAll(chat, reply, place);
    const isMore = place.replaces !== null || (reply.kind === 'notice' && reply.card.actions.length > 0);
    fleeting.add(shown, isMore ? STAYS_MS.more : STAYS_MS.sentence);
    return shown;
  };

  const send = async (chat: ChatRef, reply: Told, place: Place): Promise<MessageRef> => {
    const [old, asked] = [ephemeralIn(place.replaces), ephemeralIn(place.answers)];
    // Everybody sees the message already, so everybody may see what becomes of it.
    if (place.replaces && !old) return sendFleeting(chat, reply, place);
    const userId = Number(place.onlyFor?.userId ?? old?.userId ?? asked?.userId);
    const press = place.onlyFor ? pressIdIn(place.onlyFor.event) : null;
    const telling = { chat, message: render(reply), userId, press, asked };
    if (old && place.replaces && (await edit(telling, old))) return place.replaces;
    // An admin who hides behind the group is nobody whom Telegram could show it to.
    const shown = userId > 0 ? await whisper(telling) : null;
    const answers = asked ? null : place.answers;
    return shown ?? sendFleeting(chat, reply, { ...place, replaces: null, answers });
  };

  return {
    /** Whether a reply concerns one person, or stands among messages that one person alone sees. */
    isFor: ({ onlyFor, replaces, answers }: Place): boolean =>
      onlyFor !== undefined || ephemeralIn(replaces) !== null || ephemeralIn(answers) !== null,
    /** Shows a reply to the person whom it concerns. Rejects with errors of ours. */
    send,
    /** Goes on with taking away what an earlier process said before all. */
    resume: fleeting.resume,
    stop: fleeting.stop,
  };
};
