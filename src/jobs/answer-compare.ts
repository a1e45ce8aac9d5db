/** Answers that put offers of a list side by side. Used by `answer`. */
import { compareCard } from '../cards/compare-card.ts';
import { type Compared, type Comparison, comparison } from '../cards/comparison.ts';
import { textNotice } from '../cards/notice-card.ts';
import { MOST_COMPARED } from '../domain/action.ts';
import type { Reply } from '../domain/chat.ts';
import type { Offer } from '../domain/offer.ts';
import type { AnswerJob, SearchSubject } from '../domain/ports.ts';
import { CARDS_PER_PAGE, type Language } from '../domain/query.ts';
import type { SheetColumn } from '../images/comparison-sheet.ts';
import type { About } from '../search/topic.ts';
import type { AnswerParts, Run, Task } from './answering.ts';
import type { Team } from './team.ts';

type Parts = Pick<
  AnswerParts,
  'search' | 'shown' | 'shortlists' | 'thumbnail' | 'drawComparison' | 'money'
> & {
  readonly team: Team;
  readonly aboutOf: (subject: SearchSubject, language: Language, signal: AbortSignal) => Promise<About>;
};

/** A page of a list, and the number of its first offer. */
type Page = { readonly offers: readonly Offer[]; readonly first: number };

/** Offers that a comparison needs. */
const LEAST_COMPARED = 2;

/** Makes the function that compares. */
export const createCompareAnswers = (parts: Parts) => {
  const { search, shown, shortlists, thumbnail, drawComparison, money, team, aboutOf } = parts;

  /** The page as it was shown; after a day it is asked for anew, which the memory mostly answers. */
  const pageOf = async (
    job: AnswerJob,
    { of, back }: Task<'compare'>,
    signal: AbortSignal,
  ): Promise<Page> => {
    if (of.kind === 'shortlist') {
      const first = (back.page - 1) * CARDS_PER_PAGE;
      const { picks } = await shortlists.of(job.chat);
      return {
        offers: picks.slice(first, first + CARDS_PER_PAGE).map(({ offer }) => offer),
        first: first + 1,
      };
    }
    const { subject, question } = of;
    const first = (question.page - 1) * question.pageSize + 1;
    const kept = await shown?.find(job, back);
    if (kept) return { offers: kept, first };
    const about = await aboutOf(subject, question.language, signal);
    const asked = { about, question: await team.asked(job.chat, question), fresh: false };
    return { offers: (await search.search(asked, signal)).offers, first };
  };

  /** Without its own page an offer is compared by what its row tells. */
  const withPage = async (
    { offer, number }: { offer: Offer; number: number },
    language: Language,
    signal: AbortSignal,
  ): Promise<Compared> => {
    try {
      return { number, offer, detail: await search.offer(offer.id, language, { fresh: false, signal }) };
    } catch {
      signal.throwIfAborted();
      return { number, offer, detail: null };
    }
  };

  const pictureOf = async (
    compared: readonly Compared[],
    table: Comparison,
    signal: AbortSignal,
  ): Promise<Uint8Array> => {
    const heads = compared.map(
      async ({ number, offer: { imageUrl } }): Promise<SheetColumn> => ({
        number,
        picture: imageUrl ? await thumbnail(imageUrl, signal) : null,
      }),
    );
    return drawComparison(await Promise.all(heads), table.rows);
  };

  return async (job: AnswerJob, task: Task<'compare'>, { signal }: Run): Promise<Reply> => {
    const { language, back, only } = task;
    const rateSoon = money?.rateFor(job.chat);
    const { offers, first } = await pageOf(job, task, signal);
    const room = offers.map((_, index) => index + 1).slice(0, only ? undefined : MOST_COMPARED);
    const places = room.filter((place) => only?.includes(place) ?? true).slice(0, MOST_COMPARED);
    if (places.length < LEAST_COMPARED)
      return { kind: 'notice', card: textNotice('compare-too-few', language) };
    const picked = places.map((place) => ({ offer: offers[place - 1] as Offer, number: first + place - 1 }));
    const compared = await Promise.all(picked.map((one) => withPage(one, language, signal)));
    const { weights } = await team.of(job.chat);
    const rate = await rateSoon;
    const context = { language, quantity: back.quantity, weights, mode: back.mode, rate };
    const table = comparison(compared, context);
    const all = offers.length;
    const card = compareCard(compared, table, {
      ...context,
      place: { view: job.view, back, places, first, all },
    });
    return { kind: 'notice', card, picture: await pictureOf(compared, table, signal) };
  };
};
