/** What somebody has going on in one place: their searches, the shortlists of their groups, what is watched for them, their settings. */
import { boardSettings } from '../cards/settings-card.ts';
import type { BoardCard, BoardLine } from '../domain/card.ts';
import type { ChatRef, UserRef } from '../domain/chat.ts';
import { answerLanguage } from '../domain/chat-settings.ts';
import type { Language } from '../domain/query.ts';
import { YUAN_ALONE } from '../domain/rates.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import type { ChatMoney } from './chat-money.ts';
import type { Chats } from './chats.ts';
import type { History, Searched } from './history.ts';
import type { Shortlist } from './list-entry.ts';
import { type Shares, sharePayload } from './shares.ts';
import type { Shortlists } from './shortlists.ts';

/** Searches, lists and offers of a list that are shown: a board is looked over, and not read. */
const MOST = { searches: 8, lists: 5, offers: 3 } as const;

/** A search as it was first asked. */
const FIRST = { page: 1, mode: 'same', sort: 'relevance' } as const;

/** What a board is made from. `watches` tells what is watched for somebody; absent where nothing is. */
export type BoardParts = {
  readonly history: Pick<History, 'ofPerson' | 'placesOf'>;
  readonly shortlists: Pick<Shortlists, 'of'>;
  readonly shares: Pick<Shares, 'tokenFor'>;
  readonly chats: Pick<Chats, 'of'>;
  readonly money?: Pick<ChatMoney, 'choice'>;
  readonly watches?: (person: UserRef, chat: ChatRef) => Promise<readonly BoardLine[]>;
};

/**
 * Whose board it is: `person` with their own language, `chat` their private chat with us, whose settings are shown. `maySee` tells whether
 * they may see a group at the moment: what they did there before they left is not shown.
 */
export type BoardOwner = {
  readonly person: UserRef;
  readonly chat: ChatRef;
  readonly maySee: (chat: ChatRef) => Promise<boolean>;
};

const factsOf = ({ subject, photos }: Searched, t: Translate): string =>
  subject === 'photos' ? t('board-photos', { count: photos }) : t(`board-${subject}`);

const votesText = ({ vote }: Shortlist, t: Translate): string[] =>
  vote && !vote.isOver ? [t('board-voting', { votes: Object.keys(vote.ballots).length })] : [];

/** Makes the function. It rejects with `storage-down`. */
export const createBoard = ({ history, shortlists, shares, chats, money, watches }: BoardParts) => {
  const searchesOf = async ({ person, chat }: BoardOwner, t: Translate) => {
    const searches = await history.ofPerson(chat.platform, person.id);
    const shown = searches.slice(0, MOST.searches).map(async (search) => {
      const token = await shares.tokenFor(search.view, search.chat).catch(() => null);
      return {
        title: search.words ?? search.best ?? t('board-nothing'),
        facts: factsOf(search, t),
        chat: search.chat,
        atMs: search.atMs,
        again: token && sharePayload({ token, facet: FIRST }),
      };
    });
    return Promise.all(shown);
  };

  const listOf = async (chat: ChatRef, language: Language) => {
    const t = translator(language);
    const list = await shortlists.of(chat);
    const { picks } = list;
    if (picks.length === 0) return [];
    const latest = picks.slice(-MOST.offers).toReversed();
    const rest = picks.length - latest.length;
    const titleOf = ({ offer }: (typeof picks)[number]): string =>
      language === 'zh' ? offer.title : (offer.titleTranslated ?? offer.title);
    return [
      {
        chat,
        facts: [t('shortlist-heading', { count: picks.length }), ...votesText(list, t)].join(' · '),
        offers: latest.map((pick) => ({ title: titleOf(pick), url: pick.offer.url })),
        more: rest > 0 ? t('board-more', { count: rest }) : null,
      },
    ];
  };

  const listsOf = async ({ person, chat, maySee }: BoardOwner, language: Language) => {
    const places = (await history.placesOf(chat.platform, person.id)).slice(0, MOST.lists);
    const lists = [chat, ...places].map(async (place) =>
      place === chat || (await maySee(place).catch(() => false)) ? listOf(place, language) : [],
    );
    return (await Promise.all(lists)).flat();
  };

  return async (owner: BoardOwner): Promise<BoardCard> => {
    const { person, chat } = owner;
    const settings = await chats.of(chat);
    const language = answerLanguage(settings, person.language);
    const t = translator(language);
    const [searches, lists, watched, choice] = await Promise.all([
      searchesOf(owner, t),
      listsOf(owner, language),
      watches?.(person, chat) ?? [],
      money?.choice() ?? YUAN_ALONE,
    ]);
    const isEmpty = searches.length + lists.length + watched.length === 0;
    return {
      language,
      searches: {
        heading: t('board-searches'),
        hint: t('board-again'),
        button: t('button-refresh'),
        list: searches,
      },
      lists: { heading: t('board-shortlists'), list: lists },
      watches: { heading: t('board-watches'), list: watched },
      settings: {
        heading: t('board-settings'),
        list: boardSettings({ chat, settings, language, money: choice, hearsEverything: true }),
      },
      empty: isEmpty ? t(chat.platform === 'slack' ? 'help-slack' : 'help') : null,
    };
  };
};

/** Makes somebody's board. */
export type Board = ReturnType<typeof createBoard>;
