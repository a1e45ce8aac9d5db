/** The settings as cards: every setting with its value, every choice with its button, in every language. */
import { describe, expect, it } from 'vitest';
import { choicesCard, type SettingsContext, settingsCard } from '../../src/cards/settings-card.ts';
import { decodeChatAction } from '../../src/domain/action.ts';
import type { NoticeCard } from '../../src/domain/card.ts';
import type { ChatRef } from '../../src/domain/chat.ts';
import { choicesOf, DEFAULT_CHAT_SETTINGS, settingsIn } from '../../src/domain/chat-settings.ts';
import { LANGUAGES } from '../../src/domain/query.ts';
import { translator } from '../../src/i18n/translate.ts';
import { chat } from '../support/made-up.ts';

const TOPIC: ChatRef = { ...chat, id: '-100', kind: 'group', thread: '77' };

const context = (change: Partial<SettingsContext> = {}): SettingsContext => ({
  chat: TOPIC,
  settings: DEFAULT_CHAT_SETTINGS,
  language: 'en',
  hearsEverything: true,
  ...change,
});

const actionsOf = ({ actions }: NoticeCard) =>
  actions.flat().map((button) => (button.kind === 'action' ? decodeChatAction(button.action) : null));

const en = translator('en');

describe('the currency', () => {
  const money = { byDefault: 'USD', offered: ['USD', 'EUR', 'RUB', 'VND', 'JPY'] } as const;

  it.each(LANGUAGES)('is on the card and has a page of codes, in %s', (language) => {
    const t = translator(language);
    const line = t('settings-line', { name: t('setting-currency'), value: 'USD' });
    expect(settingsCard(context({ language, money })).text).toContain(line);
    expect(settingsCard(context({ language })).text).not.toContain(t('setting-currency'));
    const { actions } = choicesCard('currency', context({ language, money }));
    expect(actions.map((row) => row.map(({ label }) => label))).toEqual([
      [t('choice-yuan-alone')],
      ['✓ USD', 'EUR', 'RUB', 'VND'],
      ['JPY'],
      [t('settings-back')],
    ]);
  });
});

describe('the settings', () => {
  it('say what is set, and who may change it', () => {
    expect(settingsCard(context()).text.split('\n')).toEqual([
      'Settings of this chat',
      '',
      "Language: Everybody's own",
      'Order: Best match',
      'Offers per page: 6',
      'Look for: Same product',
      'Our rates: None',
      'Score: Balanced',
      'Answer every photo: Off',
      'Every photo in this topic: As in the group',
      'Rich messages: Off',
      'Who may change this: Admins',
      '',
      en('settings-by-admins'),
    ]);
    const open = { ...DEFAULT_CHAT_SETTINGS, changers: 'everyone', language: 'zh' } as const;
    expect(settingsCard(context({ settings: open })).text).toContain('Language: 中文');
    expect(settingsCard(context({ settings: open })).text).toContain(en('settings-by-everyone'));
    expect(settingsCard(context({ chat })).text).not.toContain(en('settings-by-admins'));
  });

  it.each(LANGUAGES)('have a button for each, which opens it, in %s', (language) => {
    const card = settingsCard(context({ language }));
    expect(actionsOf(card)).toEqual(settingsIn(TOPIC).map((value) => ({ name: 'open', value })));
    for (const name of settingsIn(TOPIC)) {
      const page = choicesCard(name, context({ language }));
      const { choices, chosen } = choicesOf(name, DEFAULT_CHAT_SETTINGS, TOPIC);
      expect(actionsOf(page)).toEqual([
        ...choices.map((value) => ({ name, value })),
        { name: 'open', value: 'all' },
      ]);
      const marked = page.actions.flat().filter(({ label }) => label.startsWith('✓ '));
      expect(marked).toHaveLength(1);
      expect(actionsOf({ ...page, actions: [marked] })).toEqual([{ name, value: chosen }]);
      for (const { label } of page.actions.flat()) expect(label.length).toBeLessThanOrEqual(40);
    }
  });

  it('say what is missing where photos that are for nobody do not reach the bot', () => {
    const wanted = { ...DEFAULT_CHAT_SETTINGS, topics: { 5: true } };
    const deaf = en('settings-deaf');
    expect(settingsCard(context({ settings: wanted, hearsEverything: false })).text).toContain(deaf);
    expect(settingsCard(context({ settings: wanted })).text).not.toContain(deaf);
    expect(settingsCard(context({ hearsEverything: false })).text).not.toContain(deaf);
    expect(choicesCard('auto', context({ hearsEverything: false })).text).toContain(deaf);
    expect(choicesCard('sort', context({ hearsEverything: false })).text).not.toContain(deaf);
  });
});
