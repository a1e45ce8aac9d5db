/** Answers about a chat's shortlists beside showing one: notes, tags, the history, and which list is the current one. Used by `answer`. */
import {
  doneCard,
  EVENTS_PER_PAGE,
  eraseCard,
  eventsCard,
  listName,
  listsCard,
} from '../cards/lists-card.ts';
import { textNotice } from '../cards/notice-card.ts';
import { MOST_LISTS } from '../conversation/list-names.ts';
import type { ListOfChat, Shortlists } from '../conversation/shortlists.ts';
import type { NoticeCard } from '../domain/card.ts';
import type { Reply } from '../domain/chat.ts';
import type { ListAct } from '../domain/list-task.ts';
import type { AnswerJob, Clock } from '../domain/ports.ts';
import type { Language } from '../domain/query.ts';
import { translator } from '../i18n/translate.ts';
import type { Run, Task } from './answering.ts';

/** The names of people, each asked for once; null where nobody can tell. */
export const namesIn = async (
  ids: Iterable<string | null | undefined>,
  { chat }: Pick<AnswerJob, 'chat'>,
  { adapter }: Pick<Run, 'adapter'>,
): Promise<(id: string | null | undefined) => string | null> => {
  const people = [...new Set(ids)].filter((id): id is string => typeof id === 'string');
  const named = people.map(
    async (id) => [id, (await adapter.nameOf?.(chat, id).catch(() => null)) ?? null] as const,
  );
  const names = new Map(await Promise.all(named));
  return (id) => (id ? (names.get(id) ?? null) : null);
};

type Parts = { readonly shortlists: Shortlists; readonly clock: Clock };
type Change = Extract<ListAct, { place: number }>;

/** What is said about a list that was asked for by its name. */
const USED = { used: 'list-used', begun: 'list-begun', full: 'list-full' } as const;

/** The current one; every chat has one. */
const currentOf = (lists: readonly ListOfChat[]): ListOfChat =>
  lists.find(({ isCurrent }) => isCurrent) ?? { id: 'main', name: null, count: 0, isCurrent: true };

/** Makes the function that answers. */
export const createListAnswers = ({ shortlists, clock }: Parts) => {
  const changed = async ({ chat, from, key }: AnswerJob, act: Change, language: Language) => {
    const event = await shortlists.change(chat, act, { by: from.id, atMs: clock.now(), key });
    if (event) return doneCard(event, language);
    const { count } = currentOf(await shortlists.lists(chat));
    return count === 0
      ? textNotice('shortlist-empty', language)
      : textNotice('list-no-place', language, { count });
  };

  const history = async (job: AnswerJob, page: number, { language, by }: { language: Language; by: Run }) => {
    const { events = [] } = await shortlists.of(job.chat);
    const { name } = currentOf(await shortlists.lists(job.chat));
    const pages = Math.max(1, Math.ceil(events.length / EVENTS_PER_PAGE));
    const shown = Math.min(page, pages);
    const lines = events.toReversed().slice((shown - 1) * EVENTS_PER_PAGE, shown * EVENTS_PER_PAGE);
    const nameOf = await namesIn(
      lines.map((event) => event.by),
      job,
      by,
    );
    const told = lines.map((event) => ({ ...event, who: nameOf(event.by) }));
    return eventsCard(told, { language, name, page: shown, pages });
  };

  /** Which lists there are, under what was just done about them. */
  const listed = async ({ chat }: AnswerJob, language: Language, key: string | null): Promise<NoticeCard> => {
    const lists = await shortlists.lists(chat);
    const t = translator(language);
    const { name } = currentOf(lists);
    const says = key && t(key, { name: listName(name, t), most: MOST_LISTS });
    return listsCard(lists, { language, says });
  };

  const act = async (
    job: AnswerJob,
    { act: wish, language }: Task<'lists'>,
    by: Run,
  ): Promise<NoticeCard> => {
    const { chat } = job;
    switch (wish.verb) {
      case 'history':
        return history(job, wish.page, { language, by });
      case 'use':
        return listed(job, language, USED[await shortlists.use(chat, wish.name)]);
      case 'rename':
        return listed(
          job,
          language,
          (await shortlists.rename(chat, wish.name)) ? 'list-renamed' : 'list-name-taken',
        );
      case 'switch':
        return listed(
          job,
          language,
          (await shortlists.switchTo(chat, wish.list)) ? 'list-used' : 'list-gone',
        );
      case 'erase':
        return listed(
          job,
          language,
          (await shortlists.erase(chat, wish.list)) ? 'list-deleted' : 'list-gone',
        );
      case 'delete':
        return eraseCard(currentOf(await shortlists.lists(chat)), language);
      case 'lists':
        return listed(job, language, null);
      case 'keep':
        return textNotice('forget-kept', language);
      case 'how':
        return textNotice(chat.platform === 'slack' ? 'list-how-slack' : 'list-how', language);
      default:
        return changed(job, wish, language);
    }
  };

  return async (job: AnswerJob, task: Task<'lists'>, by: Run): Promise<Reply> => ({
    kind: 'notice',
    card: await act(job, task, by),
  });
};
