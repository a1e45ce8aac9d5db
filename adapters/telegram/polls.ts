/** Votes as native polls: sends them with a picture for each option, and tells whose choice an answer to one is. */
import { type Api, InputFile } from 'grammy';
import type { PollAnswer } from 'grammy/types';
import {
  type ChatRef,
  type Inbound,
  languageOf,
  type MessageRef,
  type Place,
  type PollCard,
  type Store,
} from '#service';
import { refusalOf } from './client.ts';
import { LIMITS } from './limits.ts';
import { keyboardOf } from './render.ts';
import { clean, cut, type Line, lengthOf, toHtml } from './text.ts';

/** An option as grammY's own client takes it. */
type InputPollOption = Parameters<Api['sendPoll']>[2][number];

/** What a poll was about: its chat and its vote, and the key of each option in their order. */
type Known = { readonly chat: ChatRef; readonly vote: string; readonly keys: readonly string[] };

/** As long as people may still vote: Telegram closes no poll by itself, and a vote of last month is no question any more. */
const KNOWN_MS = 30 * 24 * 60 * 60 * 1000;

const storeKey = (poll: string): string => `telegram:poll:${poll}`;

/** Numbered links with price and MOQ, as many as fit: an option itself can hold neither link nor line break. */
const descriptionLines = ({ options }: PollCard): Line[] => {
  const lines = options.map(
    ({ text, facts, url }): Line => [
      { text: cut(clean(text), LIMITS.pollLine), href: url },
      ...(facts === '' ? [] : [{ text: ` · ${cut(clean(facts), LIMITS.pollLine)}` }]),
    ],
  );
  const kept = [...lines];
  while (kept.length > 0 && lengthOf(kept) > LIMITS.pollDescription) kept.pop();
  return kept;
};

const optionOf = ({ text, picture }: PollCard['options'][number], withPicture: boolean): InputPollOption => ({
  text: cut(clean(text), LIMITS.pollOption) || '…',
  ...(withPicture && picture && { media: { type: 'photo', media: new InputFile(picture, 'offer.jpg') } }),
});

/** Makes the polls of a bot; `store` knows them later, in any process. */
export const createPolls = ({ api, store }: { readonly api: Api; readonly store: Store }) => {
  const sendOnce = async (
    chat: ChatRef,
    card: PollCard,
    place: Place,
    withPictures: boolean,
  ): Promise<MessageRef> => {
    const description = descriptionLines(card);
    const options = card.options.map((option) => optionOf(option, withPictures));
    const keyboard = keyboardOf(card.actions);
    const sent = await api.sendPoll(
      Number(chat.id),
      cut(clean(card.question), LIMITS.pollQuestion),
      options,
      {
        is_anonymous: false,
        ...(withPictures &&
          description.length > 0 && { description: toHtml(description), description_parse_mode: 'HTML' }),
        ...(chat.thread !== null && { message_thread_id: Number(chat.thread) }),
        ...(place.answers && {
          reply_parameters: { message_id: Number(place.answers.id), allow_sending_without_reply: true },
        }),
        ...(keyboard.length > 0 && { reply_markup: { inline_keyboard: keyboard } }),
      },
    );
    const keys = card.options.map(({ key }) => key);
    await store.set(storeKey(sent.poll.id), { chat, vote: card.vote, keys } satisfies Known, KNOWN_MS);
    return { chat, id: String(sent.message_id) };
  };

  return {
    /**
     * Sends the poll and takes the message that it replaces away, since no message can become a poll. Servers before Bot API 10.0 know
     * neither pictures nor a description: there the bare poll is sent.
     */
    send: async (chat: ChatRef, card: PollCard, place: Place): Promise<MessageRef> => {
      const sent = await sendOnce(chat, card, place, true).catch((error: unknown) => {
        if (refusalOf(error) !== null) throw error;
        return sendOnce(chat, card, place, false);
      });
      const old = place.replaces;
      if (old) await api.deleteMessage(Number(old.chat.id), Number(old.id)).catch(() => undefined);
      return sent;
    },

    /** Closes a poll; one that is closed or gone is none to close. */
    end: async ({ chat, id }: MessageRef): Promise<void> => {
      await api.stopPoll(Number(chat.id), Number(id)).catch(() => undefined);
    },

    /** The choice in an answer to one of our polls; null for any other. */
    ballotIn: async (answer: PollAnswer, updateId: number): Promise<Inbound | null> => {
      const { poll_id, user, option_ids } = answer;
      const known = user && (await store.get<Known>(storeKey(poll_id)));
      if (!known) return null;
      const from = { id: String(user.id), language: languageOf(user.language_code) };
      const choice = known.keys[option_ids[0] ?? -1] ?? null;
      const { chat, vote } = known;
      return { kind: 'ballot', key: `tg:ballot:${updateId}`, chat, from, message: null, vote, choice };
    },
  };
};

/** The polls of a bot. */
export type Polls = ReturnType<typeof createPolls>;
