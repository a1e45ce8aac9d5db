/** Says the short things that need no work, beside everything else: nobody's photo waits for a slow or paced chat. */
import { linkButton, textNotice } from '../cards/notice-card.ts';
import type { NoticeCard } from '../domain/card.ts';
import type { ChatRef, Inbound, Platform } from '../domain/chat.ts';
import { asTusouError } from '../domain/errors.ts';
import type { ChatAdapter, Log, Place } from '../domain/ports.ts';
import { MOST_QUANTITY } from '../domain/pricing.ts';
import { countText } from '../i18n/languages.ts';
import { translator } from '../i18n/translate.ts';
import type { SayKey } from './handle.ts';
import { placeFor } from './place.ts';

/** Short replies under way to one chat at most: whoever asks for help faster than that has it already. */
const AT_ONCE_PER_CHAT = 3;

/** Says short things. `say` never throws and nobody waits for it; `settled` resolves when nothing is under way. */
export type ShortReplies = {
  say(text: SayKey, inbound: Inbound): void;
  settled(): Promise<void>;
};

/** What is of use to everybody who reads along; the rest concerns only the one who asked. In Slack help is for whoever asked, too. */
const FOR_ALL: readonly SayKey[] = ['start', 'help'];

/** Slack has its own words, and Telegram a command for the settings. */
const cardFor = (text: SayKey, { chat, from }: Inbound): NoticeCard => {
  const { language } = from;
  if (text === 'bad-quantity')
    return textNotice(text, language, { most: countText(MOST_QUANTITY, language) });
  if (!FOR_ALL.includes(text)) return textNotice(text, language);
  if (chat.platform === 'slack' && text === 'help') return textNotice('help-slack', language);
  const card = textNotice(text, language);
  if (chat.platform !== 'telegram') return card;
  return { ...card, text: `${card.text}\n${translator(language)('settings-hint')}` };
};

const placeOfReply = (text: SayKey, inbound: Inbound): Place =>
  FOR_ALL.includes(text) && inbound.chat.platform !== 'slack'
    ? { replaces: null, answers: inbound.message }
    : placeFor(inbound);

/** Makes the short replies. They are not worth a job: when one fails, the asker can simply ask again. */
export const createShortReplies = (parts: {
  readonly adapters: ReadonlyMap<Platform, ChatAdapter>;
  readonly log: Log;
}): ShortReplies => {
  const { adapters, log } = parts;
  const underWay = new Map<string, Set<Promise<void>>>();

  /** In a group, help leads to a private chat where the platform has links to one. */
  const withLink = async (text: SayKey, { chat, from }: Inbound, card: NoticeCard): Promise<NoticeCard> => {
    if (text !== 'help' || chat.kind !== 'group') return card;
    const link = await adapters.get(chat.platform)?.links?.open('help');
    if (!link) return card;
    return { ...card, actions: [...card.actions, [linkButton('button-private', from.language, link)]] };
  };

  const send = async (text: SayKey, inbound: Inbound): Promise<void> => {
    const { chat } = inbound;
    try {
      const card = await withLink(text, inbound, cardFor(text, inbound));
      const reply = { kind: 'notice', card } as const;
      await adapters.get(chat.platform)?.send(chat, reply, placeOfReply(text, inbound));
    } catch (error) {
      log.warn({ code: asTusouError(error).code, platform: chat.platform }, 'a short reply failed');
    }
  };

  const track = (place: string, sending: Promise<void>): void => {
    const here = underWay.get(place) ?? new Set();
    underWay.set(place, here.add(sending));
    void sending.then(() => {
      here.delete(sending);
      if (here.size === 0) underWay.delete(place);
    });
  };

  const placeOf = ({ platform, id }: ChatRef): string => `${platform} ${id}`;

  return {
    say: (text, inbound) => {
      const place = placeOf(inbound.chat);
      const isBusy = (underWay.get(place)?.size ?? 0) >= AT_ONCE_PER_CHAT;
      if (isBusy) log.info({ platform: inbound.chat.platform }, 'a short reply was left out');
      else track(place, send(text, inbound));
    },
    settled: async () => {
      await Promise.all([...underWay.values()].flatMap((here) => [...here]));
    },
  };
};
