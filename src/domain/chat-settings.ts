/** How a chat wants its answers, as plain data: what can be set, what it is set to, and what its buttons set. */
import type { ChatRef } from './chat.ts';
import { hasRates, NO_RATES, type TeamRates } from './landed.ts';
import { CARDS_PER_PAGE, LANGUAGES, type Language, SEARCH_MODES, type SearchMode } from './query.ts';
import { CURRENCIES, type Currency, type CurrencyChoice, YUAN_ALONE } from './rates.ts';
import type { ScoreWeights } from './score.ts';
import { readRates, readWeights, WEIGHT_CHOICES, weightChoice } from './team-figures.ts';

/** Offers on one page: what one contact sheet shows so that a phone can still be read, in full rows of three. */
export const PAGE_SIZES = [3, CARDS_PER_PAGE, 9] as const;

/** The orders that a chat may begin with; the others are for those who ask for them. */
const SORTS = ['relevance', 'price', 'sales', 'score'] as const;

const CHANGERS = ['admins', 'everyone'] as const;

/**
 * What is set in a chat. `language` `own` answers everybody in their own. `autoAnswer` answers photos in a group that do not address
 * us; `topics` says otherwise for single topics, by their thread. `currency` is shown beside yuan: none, or that of the installation
 * where nobody chose (`default`). `rates` and `weights` are figures of the team's own, which are typed. `rich` is for messages that not all apps show well. `changers` may change this in a group; in a
 * private chat its owner may.
 */
export type ChatSettings = {
  readonly language: Language | 'own';
  readonly sort: (typeof SORTS)[number];
  readonly pageSize: (typeof PAGE_SIZES)[number];
  readonly mode: SearchMode;
  readonly currency: Currency | 'none' | 'default';
  readonly rates: TeamRates;
  readonly weights: ScoreWeights;
  readonly autoAnswer: boolean;
  readonly topics: Readonly<Record<string, boolean>>;
  readonly rich: boolean;
  readonly changers: (typeof CHANGERS)[number];
};

/** Topics with a word of their own at most; beyond that the oldest topics go by their group. */
const MOST_TOPICS = 200;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const oneOf =
  <const T>(values: readonly [T, ...T[]], otherwise: T = values[0]) =>
  (stored: unknown): T =>
    values.find((value) => value === stored) ?? otherwise;

const topicsIn = (stored: unknown): Readonly<Record<string, boolean>> =>
  Object.fromEntries(
    Object.entries(isObject(stored) ? stored : {})
      .filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean')
      .slice(-MOST_TOPICS),
  );

const READERS: { readonly [Field in keyof ChatSettings]: (stored: unknown) => ChatSettings[Field] } = {
  language: oneOf(['own', ...LANGUAGES]),
  sort: oneOf(SORTS),
  pageSize: oneOf<ChatSettings['pageSize']>(PAGE_SIZES, CARDS_PER_PAGE),
  mode: oneOf(SEARCH_MODES),
  currency: oneOf(['default', 'none', ...CURRENCIES]),
  rates: readRates,
  weights: readWeights,
  autoAnswer: oneOf([false, true]),
  topics: topicsIn,
  rich: oneOf([false, true]),
  changers: oneOf(CHANGERS),
};

/** Reads what was stored, whatever it is: a field that is missing or says nothing we know has its default. Never throws. */
export const readChatSettings = (stored: unknown): ChatSettings => {
  const fields = isObject(stored) ? stored : {};
  const read = Object.entries(READERS).map(([name, reader]) => [name, reader(fields[name])]);
  return Object.fromEntries(read) as ChatSettings;
};

/** The settings of a chat where nothing was ever set. */
export const DEFAULT_CHAT_SETTINGS: ChatSettings = readChatSettings(null);

/** The language in which a chat answers somebody whose own language is this one. */
export const answerLanguage = ({ language }: ChatSettings, own: Language): Language =>
  language === 'own' ? own : language;

/** The currency that a chat has beside yuan; null for yuan alone. */
export const currencyIn = ({ currency }: ChatSettings, byDefault: Currency | null): Currency | null => {
  if (currency === 'default') return byDefault;
  return currency === 'none' ? null : currency;
};

/** The chat's thread where that is a topic of its own. A thread in Slack is a talk within its channel. */
const topicOf = ({ platform, thread }: ChatRef): string | null => (platform === 'telegram' ? thread : null);

/** Whether photos that do not address us are answered in this place of the chat. */
export const answersEveryPhoto = (settings: ChatSettings, chat: ChatRef): boolean => {
  const topic = topicOf(chat);
  const here = topic === null ? undefined : settings.topics[topic];
  return chat.kind === 'group' && (here ?? settings.autoAnswer);
};

const SWITCH = ['off', 'on'] as const;

const switchOf = (isOn: boolean): string => (isOn ? 'on' : 'off');

const topicSwitch = ({ topics }: ChatSettings, chat: ChatRef): string => {
  const here = topics[topicOf(chat) ?? ''];
  return here === undefined ? 'group' : switchOf(here);
};

const withTopic = (settings: ChatSettings, value: string, chat: ChatRef): unknown => {
  const topic = topicOf(chat) ?? '';
  const { [topic]: _, ...others } = settings.topics;
  return value === 'group' ? others : { ...others, [topic]: value === 'on' };
};

/** One thing to set by buttons: its choices in order, which one is chosen, and the fields that a choice changes. */
type Setting = {
  readonly choices: readonly string[];
  readonly chosen: (settings: ChatSettings, chat: ChatRef, money: CurrencyChoice) => string;
  readonly change: (value: string, settings: ChatSettings, chat: ChatRef) => Record<string, unknown>;
};

/** What is chosen where somebody typed figures; no button chooses it. */
export const OWN_CHOICE = 'custom';

/** No rates at all. */
const NO_CHOICE = 'no-rates';

const SETTINGS = {
  language: {
    choices: ['own', ...LANGUAGES],
    chosen: ({ language }) => language,
    change: (language) => ({ language }),
  },
  sort: { choices: SORTS, chosen: ({ sort }) => sort, change: (sort) => ({ sort }) },
  results: {
    choices: PAGE_SIZES.map(String),
    chosen: ({ pageSize }) => String(pageSize),
    change: (value) => ({ pageSize: Number(value) }),
  },
  mode: { choices: SEARCH_MODES, chosen: ({ mode }) => mode, change: (mode) => ({ mode }) },
  currency: {
    choices: ['none', ...CURRENCIES],
    chosen: (settings, _, { byDefault }) => currencyIn(settings, byDefault) ?? 'none',
    change: (currency) => ({ currency }),
  },
  rates: {
    choices: [NO_CHOICE],
    chosen: ({ rates }) => (hasRates(rates) ? OWN_CHOICE : NO_CHOICE),
    change: () => ({ rates: NO_RATES }),
  },
  weights: {
    choices: Object.keys(WEIGHT_CHOICES),
    chosen: ({ weights }) => weightChoice(weights) ?? OWN_CHOICE,
    change: (name) => ({ weights: WEIGHT_CHOICES[name as keyof typeof WEIGHT_CHOICES] }),
  },
  auto: {
    choices: SWITCH,
    chosen: ({ autoAnswer }) => switchOf(autoAnswer),
    change: (value) => ({ autoAnswer: value === 'on' }),
  },
  topic: {
    choices: ['group', ...SWITCH],
    chosen: topicSwitch,
    change: (value, settings, chat) => ({ topics: withTopic(settings, value, chat) }),
  },
  rich: {
    choices: SWITCH,
    chosen: ({ rich }) => switchOf(rich),
    change: (value) => ({ rich: value === 'on' }),
  },
  changers: {
    choices: CHANGERS,
    chosen: ({ changers }) => changers,
    change: (changers) => ({ changers }),
  },
} as const satisfies Readonly<Record<string, Setting>>;

/** The name of one thing to set. */
export type SettingName = keyof typeof SETTINGS;

/** All names, in the order in which they are shown. */
export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** What only admins of a group may change, also where everybody may change the rest: it decides about everybody. */
const FOR_ADMINS: readonly SettingName[] = ['auto', 'topic', 'changers'];

/** Whether somebody who is no admin of the group may change this. */
export const isForEveryone = ({ changers }: ChatSettings, name: SettingName): boolean =>
  changers === 'everyone' && !FOR_ADMINS.includes(name);

const FOR_GROUPS: readonly SettingName[] = FOR_ADMINS;

/** What can be set in this chat, in the order in which it is shown. */
export const settingsIn = (chat: ChatRef, money: CurrencyChoice = YUAN_ALONE): readonly SettingName[] =>
  SETTING_NAMES.filter((name) => {
    if (name === 'topic' && topicOf(chat) === null) return false;
    if (name === 'currency' && money.offered.length === 0) return false;
    if (name === 'rich' && chat.platform !== 'telegram') return false;
    return chat.kind === 'group' || !FOR_GROUPS.includes(name);
  });

/** The choices of a setting, and the one that is chosen. Of the currencies there are those that are offered. */
export const choicesOf = (
  name: SettingName,
  settings: ChatSettings,
  chat: ChatRef,
  money: CurrencyChoice = YUAN_ALONE,
): { readonly choices: readonly string[]; readonly chosen: string } => {
  const setting: Setting = SETTINGS[name];
  const chosen = setting.chosen(settings, chat, money);
  if (name !== 'currency') return { choices: setting.choices, chosen };
  const there: readonly string[] = ['none', chosen, ...money.offered];
  return { choices: setting.choices.filter((choice) => there.includes(choice)), chosen };
};

/** The setting of this name in this chat; null for a word that is none. */
export const settingNamed = (
  name: string,
  chat: ChatRef,
  money: CurrencyChoice = YUAN_ALONE,
): SettingName | null => settingsIn(chat, money).find((known) => known === name) ?? null;

/** The settings with one thing changed; null for a choice that there is not. */
export const withChoice = (
  settings: ChatSettings,
  { name, value }: { readonly name: SettingName; readonly value: string },
  chat: ChatRef,
): ChatSettings | null => {
  const setting: Setting = SETTINGS[name];
  if (!setting.choices.includes(value)) return null;
  return readChatSettings({ ...settings, ...setting.change(value, settings, chat) });
};
