/** What people see of the bot before they write to it: its commands and descriptions, in every language. */
import type { Api } from 'grammy';
import { LANGUAGES, type Language, type Store, translator } from '#service';
import { forGrammy } from './client.ts';

const COMMANDS = ['find', 'help', 'start'] as const;

const profileIn = (language: Language) => {
  const t = translator(language);
  return {
    commands: COMMANDS.map((command) => ({ command, description: t(`command-${command}`) })),
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
  for (const { options, commands, description, about } of profiles) {
    await api.setMyCommands(commands, options, until);
    await api.setMyDescription(description, options, until);
    await api.setMyShortDescription(about, options, until);
  }
  await store.set(key, wanted);
};
