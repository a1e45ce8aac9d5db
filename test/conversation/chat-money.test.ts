/** The currency of a chat: what it chose, what holds where it chose nothing, and yuan alone where anything is missing. */
import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import { createChatMoney } from '../../src/conversation/chat-money.ts';
import { createChats } from '../../src/conversation/chats.ts';
import type { Currency, Rates } from '../../src/domain/rates.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { chat } from '../support/made-up.ts';

const rateOf = (currency: Currency) => ({ currency, perYuan: 0.14, day: '2026-11-24' });

const set = (byDefault: Currency | null) => {
  const asked: Currency[] = [];
  const rates: Rates = {
    of: async (currency) => {
      asked.push(currency);
      return currency === 'RUB' ? null : rateOf(currency);
    },
    currencies: async () => ['USD', 'EUR'],
  };
  const chats = createChats({ store: new Keyv(), clock: fakeClock() });
  return { chats, rates, asked, money: createChatMoney({ chats, rates, byDefault }) };
};

describe('the currency of a chat', () => {
  it('is that of the installation, or what the chat chose', async () => {
    const { chats, money } = set('USD');
    expect(await money.rateFor(chat)).toEqual(rateOf('USD'));
    await chats.change(chat, { name: 'currency', value: 'EUR' });
    expect(await money.rateFor(chat)).toEqual(rateOf('EUR'));
    expect(await money.rateFor({ ...chat, id: '43' })).toEqual(rateOf('USD'));
    expect(await money.choice()).toEqual({ byDefault: 'USD', offered: ['USD', 'EUR'] });
  });

  it('is none where the chat wants none, and then nobody asks for rates', async () => {
    const { chats, money, asked } = set('USD');
    await chats.change(chat, { name: 'currency', value: 'none' });
    expect(await money.rateFor(chat)).toBeNull();
    expect(await set(null).money.rateFor(chat)).toBeNull();
    expect(asked).toEqual([]);
  });

  it('is none where there is no rate, or no way to know', async () => {
    const { chats, money, rates } = set(null);
    await chats.change(chat, { name: 'currency', value: 'RUB' });
    expect(await money.rateFor(chat)).toBeNull();
    const lost = { of: () => Promise.reject(new Error('down')) };
    expect(await createChatMoney({ chats: lost, rates, byDefault: 'USD' }).rateFor(chat)).toBeNull();
  });
});
