/** Figures and quantities that are typed: what is understood as what, who may set them, and what is said of those that are none. */
import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import { createChats } from '../../src/conversation/chats.ts';
import { createConfigure } from '../../src/conversation/configure.ts';
import { handle, isAboutLatest } from '../../src/conversation/handle.ts';
import type { View } from '../../src/conversation/views.ts';
import { encodeAction } from '../../src/domain/action.ts';
import type { Inbound, Reply } from '../../src/domain/chat.ts';
import type { ChatAdapter } from '../../src/domain/ports.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { translator } from '../../src/i18n/translate.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { arrival, photoRef } from '../support/made-up.ts';
import { silentLog } from '../support/silent-log.ts';

const en = translator('en');
const view: View = {
  id: 'abcd1234efgh',
  chat: arrival.chat,
  subject: { kind: 'photo', photo: photoRef },
  question: plainQuestion('en'),
  asked: null,
};
const text = (words: string): Inbound => ({ ...arrival, kind: 'text', text: words });
const command = (name: 'find' | 'settings', args: string): Inbound => ({
  ...arrival,
  kind: 'command',
  name,
  args,
  photos: [],
});

describe('what is typed', () => {
  it('alone as a quantity is about the latest list', () => {
    for (const inbound of [text('for 300'), command('find', 'x300')]) {
      expect(isAboutLatest(inbound)).toBe(true);
      expect(handle(inbound, view)).toMatchObject([
        { kind: 'show', view, facet: { page: 1, quantity: 300 } },
      ]);
      expect(handle(inbound, null)).toEqual([{ kind: 'say', text: 'quantity-no-list' }]);
    }
    expect(handle(text('for 300 <20 yuan similar'), view)).toMatchObject([
      { facet: { quantity: 300, maxPriceFen: 2000, mode: 'similar' } },
    ]);
    expect(handle(text('for 0'), view)).toEqual([{ kind: 'say', text: 'bad-quantity' }]);
  });

  it('with words is a search for so many pieces', () => {
    expect(isAboutLatest(text('red cup for 300'))).toBe(false);
    expect(handle(text('red cup for 300'), null)).toMatchObject([
      { kind: 'open', subject: { kind: 'keyword', keyword: 'red cup' }, words: { quantity: 300 } },
    ]);
    expect(handle(text('red cup for 0 pcs'), null)).toMatchObject([
      { kind: 'open' },
      { text: 'bad-quantity' },
    ]);
    const link = 'https://detail.1688.com/offer/610947572360.html for 300';
    expect(handle(text(link), null)).toMatchObject([
      { subject: { kind: 'offer' }, words: { quantity: 300 } },
    ]);
  });

  it('as figures is set, or shown how to write', () => {
    expect(handle(text('rates kg=8'), null)).toEqual([
      { kind: 'configure', action: { figures: 'rates', text: 'kg=8' } },
    ]);
    expect(handle(command('settings', 'weights price=5'), null)).toMatchObject([
      { action: { figures: 'weights' } },
    ]);
    expect(handle(command('settings', 'rates'), null)).toEqual([
      { kind: 'configure', action: { name: 'open', value: 'rates' } },
    ]);
    expect(handle(command('settings', ''), null)).toEqual([
      { kind: 'configure', action: { name: 'open', value: 'all' } },
    ]);
  });

  it('as a press compares', () => {
    const facet = { page: 2, mode: 'same', sort: 'relevance' } as const;
    const data = encodeAction({ kind: 'compare', view: view.id, facet, only: [1, 3] });
    const on = { chat: arrival.chat, id: '5' };
    expect(handle({ ...arrival, kind: 'press', data, on }, view)).toEqual([
      { kind: 'compare', view, facet, only: [1, 3] },
    ]);
  });
});

describe('figures', () => {
  const settingsWith = (isAdmin: boolean) => {
    const sent: Reply[] = [];
    const adapter = {
      send: async (chat: Inbound['chat'], reply: Reply) => {
        sent.push(reply);
        return { chat, id: '1' };
      },
      mayConfigure: async () => isAdmin,
    } as unknown as ChatAdapter;
    const chats = createChats({ store: new Keyv(), clock: fakeClock() });
    const parts = { chats, adapters: new Map([['telegram', adapter] as const]), log: silentLog };
    const { configure, settled } = createConfigure(parts);
    const inbound: Inbound = { ...text(''), chat: { ...arrival.chat, kind: 'group' } };
    const said = async (figures: 'rates' | 'weights', words: string): Promise<string> => {
      configure(inbound, { figures, text: words });
      await settled();
      const last = sent.at(-1);
      return last?.kind === 'notice' ? last.card.text : '';
    };
    return { chats, inbound, said };
  };

  it('of a group are set by its admins alone', async () => {
    const { chats, inbound, said } = settingsWith(false);
    expect(await said('rates', 'kg=8')).toBe(en('settings-not-yours'));
    expect((await chats.of(inbound.chat)).rates.kgFen).toBeNull();
  });

  it('add to what is set, and change nothing where a word is wrong', async () => {
    const { chats, inbound, said } = settingsWith(true);
    await said('rates', 'kg=8');
    expect(await said('rates', 'duty=5')).toContain('¥8.00 a kg · duty 5 %');
    expect(await said('rates', 'kg=9 duty=much')).toBe(en('bad-rates', { word: 'duty=much' }));
    expect((await chats.of(inbound.chat)).rates).toMatchObject({ kgFen: 800, dutyBp: 500 });
    expect(await said('weights', 'price=100 match=0')).toContain('price 100 · match 0');
  });
});
