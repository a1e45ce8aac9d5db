/** A chat's shortlists as sentences: what was just done to one, its history, and which lists there are. */
import { encodeChatAction } from '../domain/action.ts';
import type { Button, NoticeCard } from '../domain/card.ts';
import type { Language } from '../domain/query.ts';
import { dayText } from '../i18n/languages.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { inRows } from './button-rows.ts';

/** One of the lists; `name` is people's words, null for the one that nobody named. */
export type ListLine = {
  readonly id: string;
  readonly name: string | null;
  readonly count: number;
  readonly isCurrent: boolean;
};

/** Something that was done to a list. `who` is a name, `title` a seller's words and `text` people's: all untrusted. */
export type EventLine = {
  readonly what: 'added' | 'removed' | 'noted' | 'unnoted' | 'tagged' | 'untagged' | 'won';
  readonly title: string;
  readonly text?: string | undefined;
  readonly who: string | null;
  readonly atMs: number;
};

/** Lines of a history on one page: as much as the smallest message holds. */
export const EVENTS_PER_PAGE = 15;

const LISTS_IN_A_ROW = 2;
const TITLE_SHOWN = 40;
const TEXT_SHOWN = 80;
const NAME_SHOWN = 30;

const cut = (text: string, most: number): string => {
  const signs = [...text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()];
  return signs.length > most
    ? `${signs
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : signs.join('');
};

const button = (label: string, value: string): Button => ({
  kind: 'action',
  label,
  action: encodeChatAction({ name: 'shortlist', value }),
});

const notice = (language: Language, text: string, actions: Button[][] = []): NoticeCard => ({
  language,
  tone: 'info',
  text,
  actions,
});

/** What a list is called. */
export const listName = (name: string | null, t: Translate): string => name ?? t('list-main');

/** What people noted on an offer, and who, with its tags, in one line; null where there is nothing. */
export const remarkText = (
  {
    note,
    tags = [],
  }: { readonly note?: { readonly text: string } | undefined; readonly tags?: readonly string[] | undefined },
  who: string | null,
  t: Translate,
): string | null => {
  const told =
    note &&
    (who
      ? t('list-note-by', { text: note.text, name: cut(who, NAME_SHOWN) })
      : t('list-note', { text: note.text }));
  const parts = [
    ...(told ? [told] : []),
    ...(tags.length > 0 ? [tags.map((tag) => `#${tag}`).join(' ')] : []),
  ];
  return parts.length > 0 ? parts.join(' · ') : null;
};

const eventText = ({ what, title, text }: Omit<EventLine, 'who' | 'atMs'>, t: Translate): string =>
  t(`list-event-${what}`, { title: cut(title, TITLE_SHOWN), text: cut(text ?? '', TEXT_SHOWN) });

/** What was just done, with a way to the list. */
export const doneCard = (event: Omit<EventLine, 'who' | 'atMs'>, language: Language): NoticeCard => {
  const t = translator(language);
  return notice(language, eventText(event, t), [
    [button(t('button-shortlist-show'), 'show'), button(t('button-list-history'), 'history-1')],
  ]);
};

/** A page of what was done, newest first. */
export const eventsCard = (
  events: readonly EventLine[],
  { language, name, page, pages }: { language: Language; name: string | null; page: number; pages: number },
): NoticeCard => {
  const t = translator(language);
  const heading = t('list-history', { name: listName(name, t) });
  const show = [button(t('button-shortlist-show'), 'show')];
  if (events.length === 0) return notice(language, [heading, t('list-history-none')].join('\n'), [show]);
  const lines = events.map((event) => {
    const day = dayText(new Date(event.atMs).toISOString().slice(0, 10), language);
    const who = event.who === null ? [] : [cut(event.who, NAME_SHOWN)];
    return [day, ...who, eventText(event, t)].join(' · ');
  });
  const turning = [
    ...(page > 1 ? [button(t('button-previous'), `history-${page - 1}`)] : []),
    ...(page < pages ? [button(t('button-next'), `history-${page + 1}`)] : []),
  ];
  return notice(
    language,
    [heading, '', ...lines].join('\n'),
    [turning, show].filter((row) => row.length > 0),
  );
};

/** Which lists there are, with a button for each other one; `says` is what was just done. */
export const listsCard = (
  lists: readonly ListLine[],
  { language, says }: { language: Language; says: string | null },
): NoticeCard => {
  const t = translator(language);
  const lines = lists.map(({ name, count, isCurrent }) => {
    const line = t('list-line', { name: listName(name, t), count });
    return isCurrent ? t('list-current', { line }) : line;
  });
  const others = lists.filter(({ isCurrent }) => !isCurrent);
  const text = [...(says === null ? [] : [says, '']), t('list-lists'), ...lines, '', t('list-hint')];
  return notice(language, text.join('\n'), [
    [button(t('button-shortlist-show'), 'show')],
    ...inRows(
      others.map(({ id, name }) => button(cut(listName(name, t), NAME_SHOWN), `use-${id}`)),
      LISTS_IN_A_ROW,
    ),
  ]);
};

/** Asks whether a list shall go with all that is on it. */
export const eraseCard = ({ id, name, count }: ListLine, language: Language): NoticeCard => {
  const t = translator(language);
  return notice(language, t('list-delete-ask', { name: listName(name, t), count }), [
    [button(t('button-list-delete'), `erase-${id}`), button(t('button-keep'), 'keep')],
  ]);
};
