/** What all deliveries have in common: where a message goes, which buttons it has, and how edits and their refusals are taken. */
import { type Api, GrammyError } from 'grammy';
import type { PhotoSize } from 'grammy/types';
import type { ChatRef, Log, MessageRef, Place } from '#service';
import type { Activity } from './activity.ts';
import type { Budget } from './budget.ts';
import type { ChatNotes } from './chat-notes.ts';
import { type Refusal, refusalOf } from './client.ts';
import type { Lists } from './lists.ts';
import type { TelegramMessage } from './render.ts';
import type { Uploads } from './uploads.ts';

/** What a delivery needs: the client, what is known of chats and pictures, and a log for the detours it takes. */
export type Outlet = {
  readonly api: Api;
  readonly uploads: Uploads;
  readonly notes: ChatNotes;
  readonly budget: Budget;
  readonly activity: Activity;
  readonly lists: Lists;
  readonly log: Log;
};

/** A place for a message. */
export type Spot = { readonly chat: ChatRef; readonly place: Place };

/** A rendered message on its way. */
export type Delivery = Outlet & Spot & { readonly message: TelegramMessage };

/** Words are Telegram HTML. */
export const HTML = { parse_mode: 'HTML' } as const;

/** Chat ids have at most 52 significant bits (core.telegram.org/bots/api#chat), so a number holds them. */
export const chatIdOf = (chat: ChatRef): number => Number(chat.id);

/** What every new message is told: its topic, and what it replies to. */
export const spotOptions = ({ chat, place: { answers } }: Spot) => ({
  ...(chat.thread !== null && { message_thread_id: Number(chat.thread) }),
  ...(answers !== null && {
    reply_parameters: { message_id: Number(answers.id), allow_sending_without_reply: true },
  }),
});

/** The buttons of a message, if it has any. */
export const markupOf = ({ keyboard }: Pick<TelegramMessage, 'keyboard'>) =>
  keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: keyboard } };

/** The file id of a photo's largest size, which is the last one. */
export const largestOf = (photo: readonly PhotoSize[] | undefined): string | null =>
  photo?.at(-1)?.file_id ?? null;

/** Tries an edit. Answers null when it holds, and otherwise why it does not; errors that no other way helps are thrown. */
export const tryEdit = async (edit: Promise<unknown>): Promise<Refusal | null> => {
  try {
    await edit;
    return null;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === 'unchanged') return null;
    if (refusal === 'message-gone' || refusal === 'no-text' || refusal === 'no-media') return refusal;
    throw error;
  }
};

/** Sends anew and takes the old message away; that it cannot be taken away is no reason to fail. */
export const sendInstead = async ({ api, log }: Outlet, old: MessageRef, send: () => Promise<MessageRef>) => {
  const sent = await send();
  await api.deleteMessage(chatIdOf(old.chat), Number(old.id)).catch((error: unknown) => {
    log.debug({ refusal: refusalOf(error) }, 'telegram old message stays');
  });
  return sent;
};

/** Whether a picture is what Telegram does not take, so that the others or the words alone may still arrive. */
export const isAboutPicture = (error: unknown): boolean => {
  const refusal = refusalOf(error);
  if (refusal !== null) return refusal === 'no-photos' || refusal === 'file-gone';
  return error instanceof GrammyError && (error.error_code === 400 || error.error_code === 413);
};
