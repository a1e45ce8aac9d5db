/** The currency that a chat has beside yuan: what it can choose from, and what yuan are worth in what it chose. */
import type { ChatRef } from '../domain/chat.ts';
import { currencyIn } from '../domain/chat-settings.ts';
import type { Currency, CurrencyChoice, Rate, Rates } from '../domain/rates.ts';
import type { Chats } from './chats.ts';

/** The currencies of chats. Nothing here rejects, and nobody waits for longer than the rates let them. */
export interface ChatMoney {
  /** What there is to choose from, the same for all chats. */
  choice(): Promise<CurrencyChoice>;
  /** The rate of a chat's currency; null for yuan alone, also while there is no rate. */
  rateFor(chat: ChatRef): Promise<Rate | null>;
}

/** Joins the settings of chats and the rates; `byDefault` is for chats that chose nothing. */
export const createChatMoney = ({
  chats,
  rates,
  byDefault,
}: {
  readonly chats: Pick<Chats, 'of'>;
  readonly rates: Rates;
  readonly byDefault: Currency | null;
}): ChatMoney => ({
  choice: async () => ({ byDefault, offered: await rates.currencies() }),
  rateFor: async (chat) => {
    const settings = await chats.of(chat).catch(() => null);
    const currency = settings ? currencyIn(settings, byDefault) : null;
    return currency && rates.of(currency);
  },
});
