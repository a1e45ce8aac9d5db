/** The end of what is kept of a chat as cards: the question whether it is meant, and what was deleted. */
import { encodeChatAction } from '../domain/action.ts';
import type { Button, NoticeCard } from '../domain/card.ts';
import type { ForgetScope } from '../domain/kept-task.ts';
import type { Language } from '../domain/query.ts';
import { translator } from '../i18n/translate.ts';

/** What can be said to have been deleted, in the order in which it is said. */
const PARTS = ['searches', 'offers', 'watches', 'settings', 'rest'] as const;

/** How much was deleted of each. */
export type ForgottenParts = Readonly<Record<(typeof PARTS)[number], number>>;

/** Asks whether all of it shall go, with the settings or without. */
export const forgetCard = (language: Language, keepDays: number): NoticeCard => {
  const t = translator(language);
  const button = (key: string, scope: ForgetScope): Button => ({
    kind: 'action',
    label: t(key),
    action: encodeChatAction({ name: 'forget', value: scope }),
  });
  return {
    language,
    tone: 'info',
    text: t('forget-ask', { days: keepDays }),
    actions: [
      [button('button-forget', 'chat')],
      [button('button-forget-all', 'all')],
      [button('button-keep', 'none')],
    ],
  };
};

/** What was deleted, part by part. */
export const forgottenCard = (forgotten: ForgottenParts, language: Language): NoticeCard => {
  const t = translator(language);
  const parts = PARTS.filter((part) => forgotten[part] > 0).map((part) =>
    t(`forgotten-${part}`, { count: forgotten[part] }),
  );
  const what = new Intl.ListFormat(language, { type: 'unit' }).format(parts);
  const text = parts.length > 0 ? t('forget-done', { what }) : t('forget-nothing');
  return { language, tone: 'info', text, actions: [] };
};
