/** Chat settings: whatever was stored can be read, and only what there is can be chosen. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACTION_MAX_BYTES,
  decodeAction,
  decodeChatAction,
  encodeChatAction,
  isAction,
} from '../../src/domain/action.ts';
import type { ChatRef } from '../../src/domain/chat.ts';
import {
  answersEveryPhoto,
  choicesOf,
  currencyIn,
  DEFAULT_CHAT_SETTINGS,
  isForEveryone,
  readChatSettings,
  SETTING_NAMES,
  settingNamed,
  settingsIn,
  withChoice,
} from '../../src/domain/chat-settings.ts';
import type { CurrencyChoice } from '../../src/domain/rates.ts';

const MONEY: CurrencyChoice = { byDefault: 'USD', offered: ['USD', 'EUR', 'VND'] };

const PRIVATE: ChatRef = { platform: 'telegram', id: '42', thread: null, kind: 'private', via: null };
const GROUP: ChatRef = { ...PRIVATE, id: '-100', kind: 'group' };
const TOPIC: ChatRef = { ...GROUP, thread: '77' };
const CHANNEL: ChatRef = { ...GROUP, platform: 'slack', id: 'C1', thread: '1.2' };

describe('the currency of a chat', () => {
  const choose = (value: string) => withChoice(DEFAULT_CHAT_SETTINGS, { name: 'currency', value }, PRIVATE);

  it('can be chosen where there are rates, among those that there are rates for', () => {
    expect(settingsIn(PRIVATE)).not.toContain('currency');
    expect(settingNamed('currency', PRIVATE)).toBeNull();
    expect(settingNamed('currency', PRIVATE, MONEY)).toBe('currency');
    expect(choicesOf('currency', DEFAULT_CHAT_SETTINGS, PRIVATE, MONEY)).toEqual({
      choices: ['none', 'USD', 'EUR', 'VND'],
      chosen: 'USD',
    });
    const rouble = choose('RUB') ?? DEFAULT_CHAT_SETTINGS;
    expect(choicesOf('currency', rouble, PRIVATE, MONEY)).toEqual({
      choices: ['none', 'USD', 'EUR', 'RUB', 'VND'],
      chosen: 'RUB',
    });
  });

  it('is that of the installation until somebody chooses, be it none', () => {
    expect(currencyIn(DEFAULT_CHAT_SETTINGS, 'USD')).toBe('USD');
    expect(currencyIn(DEFAULT_CHAT_SETTINGS, null)).toBeNull();
    expect(currencyIn(choose('none') ?? DEFAULT_CHAT_SETTINGS, 'USD')).toBeNull();
    expect(currencyIn(choose('VND') ?? DEFAULT_CHAT_SETTINGS, 'USD')).toBe('VND');
    for (const value of ['CNY', 'default', 'usd', '']) expect(choose(value)).toBeNull();
  });
});

describe('stored settings', () => {
  it('that are broken, old or none are read field by field', () => {
    const stored = {
      language: 'zh',
      sort: 'by colour',
      pageSize: '9',
      mode: 'similar',
      topics: { 7: true, 8: 1 },
      more: 1,
    };
    expect(readChatSettings(stored)).toEqual({
      ...DEFAULT_CHAT_SETTINGS,
      language: 'zh',
      mode: 'similar',
      topics: { 7: true },
    });
    for (const nothing of [undefined, null, 'x', 7, [], { movedTo: '1' }])
      expect(readChatSettings(nothing)).toEqual(DEFAULT_CHAT_SETTINGS);
  });

  it('are the same after they were read, whatever they were', () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        const read = readChatSettings(stored);
        expect(readChatSettings(structuredClone(read))).toEqual(read);
      }),
    );
  });

  it('hold only so many topics', () => {
    const topics = Object.fromEntries(Array.from({ length: 500 }, (_, topic) => [topic, true]));
    expect(Object.keys(readChatSettings({ topics }).topics)).toHaveLength(200);
  });
});

describe('choices', () => {
  it('are what is chosen after they were chosen, and change nothing else', () => {
    for (const name of SETTING_NAMES) {
      const { choices } = choicesOf(name, DEFAULT_CHAT_SETTINGS, TOPIC);
      for (const value of choices) {
        const changed = withChoice(DEFAULT_CHAT_SETTINGS, { name, value }, TOPIC);
        expect(changed && choicesOf(name, changed, TOPIC).chosen).toBe(value);
        for (const other of SETTING_NAMES.filter((other) => other !== name))
          expect(changed && choicesOf(other, changed, TOPIC)).toEqual(
            choicesOf(other, DEFAULT_CHAT_SETTINGS, TOPIC),
          );
      }
      expect(withChoice(DEFAULT_CHAT_SETTINGS, { name, value: 'nonsense' }, TOPIC)).toBeNull();
    }
  });

  it('fit into a button', () => {
    for (const name of SETTING_NAMES)
      for (const value of choicesOf(name, DEFAULT_CHAT_SETTINGS, TOPIC).choices) {
        const data = encodeChatAction({ name, value });
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(ACTION_MAX_BYTES);
        expect(decodeChatAction(data)).toEqual({ name, value });
        expect(decodeAction(data)).toBeNull();
        expect(isAction(data)).toBe(true);
      }
    for (const data of ['g:', 'g:a', 'g:a:', 'g:A:1', 'g:a:b:c', `g:a:${'x'.repeat(64)}`, 7, null, ''])
      expect(decodeChatAction(data)).toBeNull();
    expect(isAction('z9:abcd1234efgh')).toBe(false);
  });

  const COMMON = ['language', 'sort', 'results', 'mode', 'rates', 'weights'];

  it('are those that the chat can use', () => {
    expect(settingsIn(PRIVATE)).toEqual([...COMMON, 'rich']);
    expect(settingsIn(GROUP)).toEqual([...COMMON, 'auto', 'rich', 'changers']);
    expect(settingsIn(TOPIC)).toContain('topic');
    expect(settingsIn(CHANNEL)).toEqual([...COMMON, 'auto', 'changers']);
    expect(settingNamed('topic', GROUP)).toBeNull();
    expect(settingNamed('constructor', GROUP)).toBeNull();
  });

  it('about everybody are never for everybody', () => {
    const open = { ...DEFAULT_CHAT_SETTINGS, changers: 'everyone' } as const;
    expect(isForEveryone(open, 'sort')).toBe(true);
    expect(isForEveryone(DEFAULT_CHAT_SETTINGS, 'sort')).toBe(false);
    for (const name of ['auto', 'topic', 'changers'] as const) expect(isForEveryone(open, name)).toBe(false);
  });
});

it('a topic goes by its own word, else by its group, and a private chat by none', () => {
  const on = { ...DEFAULT_CHAT_SETTINGS, autoAnswer: true };
  const off = { ...on, topics: { 77: false } };
  expect([GROUP, TOPIC, CHANNEL, PRIVATE].map((chat) => answersEveryPhoto(on, chat))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect([GROUP, TOPIC].map((chat) => answersEveryPhoto(off, chat))).toEqual([true, false]);
  expect(answersEveryPhoto({ ...off, autoAnswer: false, topics: { 77: true } }, TOPIC)).toBe(true);
  expect(answersEveryPhoto(DEFAULT_CHAT_SETTINGS, TOPIC)).toBe(false);
});
