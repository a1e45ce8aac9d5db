/** What is set in a chat as a card: a line and a button for each setting, and a page with the choices of one. */
import { encodeChatAction } from '../domain/action.ts';
import type { BoardSetting, Button, NoticeCard } from '../domain/card.ts';
import type { ChatRef } from '../domain/chat.ts';
import {
  type ChatSettings,
  choicesOf,
  OWN_CHOICE,
  type SettingName,
  settingsIn,
} from '../domain/chat-settings.ts';
import type { Language } from '../domain/query.ts';
import type { CurrencyChoice } from '../domain/rates.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { inRows } from './button-rows.ts';
import { figuresLines, ratesText, weightsText } from './figures-text.ts';

/**
 * What a settings card is made of. `money`: the currencies that can be had; absent where there is yuan alone. `hearsEverything`: photos
 * that are not for us reach us, so that answering them can work.
 */
export type SettingsContext = {
  readonly chat: ChatRef;
  readonly settings: ChatSettings;
  readonly language: Language;
  readonly money?: CurrencyChoice;
  readonly hearsEverything: boolean;
};

/** Names and choices are short, so two of their buttons stand side by side on a phone. */
const BUTTONS_IN_A_ROW = 2;

/** Of buttons with three letters. */
const CODES_IN_A_ROW = 4;

const button = (label: string, name: string, value: string): Button => ({
  kind: 'action',
  label,
  action: encodeChatAction({ name, value }),
});

/** A language in its own words, as people look for it: `Español`. */
const languageName = (tag: string): string => {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
};

/** A choice in words. Orders and modes are called what their buttons under a list are called, and figures of one's own are told in full. */
const choiceText = (
  name: SettingName,
  choice: string,
  { settings, language }: Pick<SettingsContext, 'settings' | 'language'>,
): string => {
  const t = translator(language);
  if (choice === OWN_CHOICE)
    return name === 'rates' ? ratesText(settings.rates, language) : weightsText(settings.weights, t);
  if (name === 'results') return choice;
  if (name === 'currency') return choice === 'none' ? t('choice-yuan-alone') : choice;
  if (name === 'sort') return t(`button-sort-${choice}`);
  if (name === 'mode') return t(`button-${choice}`);
  return name === 'language' && choice !== 'own' ? languageName(choice) : t(`choice-${choice}`);
};

/** Answering every photo was asked for in a group whose photos do not reach us. */
const deafNote = ({ settings, hearsEverything }: SettingsContext, t: Translate): string[] => {
  const isWanted = settings.autoAnswer || Object.values(settings.topics).includes(true);
  return isWanted && !hearsEverything ? ['', t('settings-deaf')] : [];
};

/** Who decides in a group; in Slack that is whoever made the channel, too. */
const whoText = ({ platform }: ChatRef, { changers }: ChatSettings, t: Translate): string =>
  platform === 'slack' ? t(`settings-channel-${changers}`) : t(`settings-by-${changers}`);

/** All settings of the chat, each with the button that opens its choices. */
export const settingsCard = (context: SettingsContext): NoticeCard => {
  const { chat, settings, language, money } = context;
  const t = translator(language);
  const names = settingsIn(chat, money);
  const lines = names.map((name) => {
    const { chosen } = choicesOf(name, settings, chat, money);
    return t('settings-line', { name: t(`setting-${name}`), value: choiceText(name, chosen, context) });
  });
  const who = chat.kind === 'group' ? ['', whoText(chat, settings, t)] : [];
  return {
    language,
    tone: 'info',
    text: [t('settings-title'), '', ...lines, ...who, ...deafNote(context, t)].join('\n'),
    actions: inRows(
      names.map((name) => button(t(`setting-${name}`), 'open', name)),
      BUTTONS_IN_A_ROW,
    ),
  };
};

/** The currencies' codes stand close together, below the choice of none. */
const rowsOf = (name: SettingName, buttons: readonly Button[]): Button[][] =>
  name === 'currency'
    ? [buttons.slice(0, 1), ...inRows(buttons.slice(1), CODES_IN_A_ROW)]
    : inRows(buttons, BUTTONS_IN_A_ROW);

/** The choices of one setting, the chosen one marked, and the way back. */
export const choicesCard = (name: SettingName, context: SettingsContext): NoticeCard => {
  const { chat, settings, language, money, hearsEverything } = context;
  const t = translator(language);
  const { choices, chosen } = choicesOf(name, settings, chat, money);
  const isAboutHearing = name === 'auto' || name === 'topic';
  const buttons = choices.map((choice) =>
    button(`${choice === chosen ? '✓ ' : ''}${choiceText(name, choice, context)}`, name, choice),
  );
  return {
    language,
    tone: 'info',
    text: [
      t(`setting-${name}`),
      '',
      t(`setting-about-${name}`),
      ...figuresLines(name, settings, language),
      ...(isAboutHearing && !hearsEverything ? ['', t('settings-deaf')] : []),
    ].join('\n'),
    actions: [...rowsOf(name, buttons), [button(t('settings-back'), 'open', 'all')]],
  };
};

/** All settings of the chat with all their choices, for places that show them as menus. */
export const boardSettings = (context: SettingsContext): BoardSetting[] => {
  const { chat, settings, language, money } = context;
  const t = translator(language);
  return settingsIn(chat, money).map((name) => {
    const { choices, chosen } = choicesOf(name, settings, chat, money);
    return {
      label: t(`setting-${name}`),
      current: choiceText(name, chosen, context),
      choices: choices.map((value) => ({
        label: choiceText(name, value, context),
        action: encodeChatAction({ name, value }),
      })),
    };
  });
};
