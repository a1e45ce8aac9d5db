/** What people see of the bot before they write to it: its commands and descriptions, in every language. */
import type { Api } from 'grammy';
import { LANGUAGES, type Language, type Store, translator } from '#service';

const COMMANDS = ['find', 'help', 'start'] as const;

const profileIn = (language: Language) => {
  const t = translator(language);
  return {
    commands: COMMANDS.map((command) => ({ command, description: t(`command-${command}`) })),
    description: t('start'),
    about: t('bot-about'),
  };
};

/** Sets the texts that people see, if they are not those set last time: Telegram limits hard how often they may be set. */
export const publishProfile = async (api: Api, store: Store, botId: number): Promise<void> => {
  const profiles = LANGUAGES.map((language, index) => ({
    // The first language is for everybody whose own has no texts.
    options: index === 0 ? {} : { language_code: language },
    ...profileIn(language),
  }));
  const key = `telegram:profile:${botId}`;
  const wanted = JSON.stringify(profiles);
  if ((await store.get<string>(key)) === wanted) return;
  for (const { options, commands, description, about } of profiles) {
    await api.setMyCommands(commands, options);
    await api.setMyDescription(description, options);
    await api.setMyShortDescription(about, options);
  }
  await store.set(key, wanted);
};
