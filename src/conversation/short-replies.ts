/** Says the short things that need no work, beside everything else: nobody's photo waits for a slow or paced chat. */
import { textNotice } from '../cards/notice-card.ts';
import type { ChatRef, Inbound, Platform } from '../domain/chat.ts';
import { asTusouError } from '../domain/errors.ts';
import type { ChatAdapter, Log } from '../domain/ports.ts';
import type { SayKey } from './handle.ts';

/** Short replies under way to one chat at most: whoever asks for help faster than that has it already. */
const AT_ONCE_PER_CHAT = 3;

/** Says short things. `say` never throws and nobody waits for it; `settled` resolves when nothing is under way. */
export type ShortReplies = {
  say(text: SayKey, inbound: Inbound): void;
  settled(): Promise<void>;
};

/** Makes the short replies. They are not worth a job: when one fails, the asker can simply ask again. */
export const createShortReplies = (parts: {
  readonly adapters: ReadonlyMap<Platform, ChatAdapter>;
  readonly log: Log;
}): ShortReplies => {
  const { adapters, log } = parts;
  const underWay = new Map<string, Set<Promise<void>>>();

  const send = async (text: SayKey, { chat, from, message }: Inbound): Promise<void> => {
    const key = text === 'help' && chat.platform === 'slack' ? 'help-slack' : text;
    const reply = { kind: 'notice', card: textNotice(key, from.language) } as const;
    try {
      await adapters.get(chat.platform)?.send(chat, reply, { replaces: null, answers: message });
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
