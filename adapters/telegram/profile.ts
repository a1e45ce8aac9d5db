/** What people see of the bot before they write to it: its commands and descriptions, in every language. */
import type { Api } from 'grammy';
import type { BotCommand } from 'grammy/types';
import { LANGUAGES, type Language, type Store, type Translate, translator } from '#service';
import { forGrammy } from './client.ts';

/**
 * The menus, by where they are shown. What is said about settings and help concerns one person: in groups Telegram shows the command
 * itself to nobody else either (`is_ephemeral`, Bot API 10.3; older servers do not know the word and show it to all).
 */
const MENUS = [
  {
    scope: 'all_private_chats',
    commands: ['find', 'shortlist', 'watch', 'history', 'settings', 'forget', 'help', 'start'],
    quiet: [],
  },
  {
    scope: 'all_group_chats',
    commands: ['find', 'shortlist', 'watch', 'history', 'settings', 'forget', 'help'],
    quiet: ['settings', 'help'],
  },
] as const;

type Menu = (typeof MENUS)[number];

const commandsIn = ({ commands, quiet }: Menu, t: Translate): BotCommand[] =>
  commands.map((command) => ({
    command,
    description: t(`command-${command}`),
    ...(quiet.some((name) => name === command) && { is_ephemeral: true }),
  }));

const profileIn = (language: Language) => {
  const t = translator(language);
  return {
    menus: MENUS.map((menu) => ({ scope: { type: menu.scope }, commands: commandsIn(menu, t) })),
    description: t('start'),
    about: t('bot-about'),
  };
};

/** What is needed to set the texts; `store` keeps those that were set last. */
type ProfileParts = {
  readonly api: Api;
  readonly store: Store;
  readonly botId: number;
  readonly signal: AbortSignal;
};

/** Sets the texts that people see, if they are not those set last time: Telegram limits hard how often they may be set. */
export const publishProfile = async ({ api, store, botId, signal }: ProfileParts): Promise<void> => {
  const profiles = LANGUAGES.map((language, index) => ({
    // The first language is for everybody whose own has no texts.
    options: index === 0 ? {} : { language_code: language },
    ...profileIn(language),
  }));
  const key = `telegram:profile:${botId}`;
  const wanted = JSON.stringify(profiles);
  if ((await store.get<string>(key)) === wanted) return;
  const until = forGrammy(signal);
  for (const { options, menus, description, about } of profiles) {
    for (const { scope, commands } of menus) await api.setMyCommands(commands, { ...options, scope }, until);
    await api.setMyDescription(description, options, until);
    await api.setMyShortDescription(about, options, until);
  }
  await store.set(key, wanted);
};
