/** Answers about a chat's shortlist: a page of it, a vote on it, and how the vote went. Used by `answer`. */
import { remarkText } from '../cards/lists-card.ts';
import { textNotice } from '../cards/notice-card.ts';
import {
  LEAST_OPTIONS,
  type Listed,
  MOST_OPTIONS,
  pollCard,
  shortlistCard,
} from '../cards/shortlist-card.ts';
import { candidatesOf } from '../conversation/ballot.ts';
import { type Shortlist, votesOf, winnersOf } from '../conversation/list-entry.ts';
import type { Shortlists } from '../conversation/shortlists.ts';
import type { ChatRef, Reply } from '../domain/chat.ts';
import type { Offer } from '../domain/offer.ts';
import type { AnswerJob } from '../domain/ports.ts';
import { CARDS_PER_PAGE } from '../domain/query.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { namesIn } from './answer-lists.ts';
import { type AnswerParts, createTilesOf, type Run, type Task, wantsSheet } from './answering.ts';

type Parts = Pick<AnswerParts, 'thumbnail' | 'drawSheet' | 'money' | 'voting'> & {
  readonly shortlists: Shortlists;
};

type How = { readonly ended: boolean; readonly tag: string | undefined; readonly t: Translate };

/** The offers with their votes, those that most people chose first once a vote is over; with a tag only those that have it. */
const listedIn = (
  list: Shortlist,
  { ended, tag, t }: How,
  nameOf: (id: string | undefined) => string | null,
): Listed[] => {
  const votes = votesOf(list);
  const winners = winnersOf(list);
  const listed = list.picks.map((pick, index) => ({
    offer: pick.offer,
    place: index + 1,
    votes: votes.get(pick.offer.id) ?? null,
    won: winners.includes(pick.offer.id),
    by: pick.by,
    remark: remarkText(pick, nameOf(pick.note?.by), t),
  }));
  if (tag !== undefined) return listed.filter(({ place }) => list.picks[place - 1]?.tags?.includes(tag));
  return ended ? listed.toSorted((a, b) => (b.votes ?? -1) - (a.votes ?? -1)) : listed;
};

/** Makes the functions that answer about shortlists. */
export const createShortlistAnswers = ({ shortlists, thumbnail, drawSheet, money, voting }: Parts) => {
  const tilesOf = createTilesOf({ thumbnail });

  /** None as long as there is but one list, which nobody named. */
  const nameOfList = async (chat: ChatRef): Promise<string | null> =>
    (await shortlists.lists(chat)).find(({ isCurrent }) => isCurrent)?.name ?? null;

  const answerShortlist = async (job: AnswerJob, task: Task<'shortlist'>, by: Run): Promise<Reply> => {
    const { language, page, ends, quantity, tag } = task;
    if (ends) {
      await by.adapter.endPoll?.(ends);
      await voting?.end({ chat: job.chat, on: ends, vote: job.view, language });
    }
    const list = await (ends ? shortlists.withVote(job.chat, job.view) : shortlists.of(job.chat));
    const nameOf = await namesIn(
      list.picks.map(({ note }) => note?.by),
      job,
      by,
    );
    const listed = listedIn(list, { ended: ends !== null, tag, t: translator(language) }, nameOf);
    if (listed.length === 0) {
      const isEmpty = tag === undefined || list.picks.length === 0;
      const card = isEmpty
        ? textNotice('shortlist-empty', language)
        : textNotice('list-no-tag', language, { tag });
      return { kind: 'notice', card };
    }
    const shown = Math.min(page, Math.ceil(listed.length / CARDS_PER_PAGE));
    const canVote = by.adapter.endPoll !== undefined || by.adapter.ballots === true;
    const card = shortlistCard(listed, {
      view: job.view,
      language,
      page: shown,
      canVote,
      ended: ends !== null,
      name: ends ? null : await nameOfList(job.chat),
      tag,
      rate: await money?.rateFor(job.chat),
      quantity,
    });
    const first = (shown - 1) * CARDS_PER_PAGE;
    const offers = listed.slice(first, first + CARDS_PER_PAGE).map(({ offer }) => offer);
    const sheet = wantsSheet(by.adapter, card.offers)
      ? await drawSheet(await tilesOf(card.offers, offers, by.signal))
      : null;
    return { kind: 'result', card, sheet };
  };

  const answerPoll = async (job: AnswerJob, { language }: Task<'poll'>, by: Run): Promise<Reply> => {
    const { picks } = await shortlists.withVote(job.chat, job.view);
    const offerIds = picks.slice(-MOST_OPTIONS).map(({ offer }) => offer.id);
    if (offerIds.length < LEAST_OPTIONS)
      return { kind: 'notice', card: textNotice('vote-needs-two', language) };
    const vote = job.view;
    const list = await shortlists.openVote(job.chat, { id: vote, offerIds, by: job.from.id });
    const pictureOf = async ({ imageUrl }: Offer): Promise<Uint8Array | null> =>
      imageUrl && by.adapter.endPoll ? thumbnail(imageUrl, by.signal) : null;
    const candidates = candidatesOf(list, vote).map(async (candidate) => ({
      ...candidate,
      picture: await pictureOf(candidate.offer),
    }));
    const isOver = list.vote?.isOver === true;
    const card = pollCard(await Promise.all(candidates), { view: vote, language, vote, isOver });
    return { kind: 'poll', card };
  };

  return { answerShortlist, answerPoll };
};
