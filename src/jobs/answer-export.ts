/** Answers with a list as a file: what was found up to the page that is shown, or all of a shortlist. Used by `answer`. */

import { textNotice } from '../cards/notice-card.ts';
import type { Pick as ListPick } from '../conversation/list-entry.ts';
import { encodeAction } from '../domain/action.ts';
import type { Button } from '../domain/card.ts';
import type { Reply } from '../domain/chat.ts';
import { facetOf } from '../domain/facet.ts';
import type { Offer } from '../domain/offer.ts';
import type { AnswerJob, SearchSubject } from '../domain/ports.ts';
import { CARDS_PER_PAGE, type Language, type Question } from '../domain/query.ts';
import type { ListedOffer } from '../files/offer-sheet.ts';
import { translator } from '../i18n/translate.ts';
import type { About } from '../search/topic.ts';
import type { AnswerParts, Run, Task } from './answering.ts';
import type { Team } from './team.ts';

/** Longest side of the pictures in a workbook: twice what is shown, so that they stand up to being looked at. */
const PICTURE_SIDE = 160;

/** What writes workbooks is loaded when somebody wants one. */
const loadFiles = () => import('../files/offer-file.ts');
const loadPictures = () => import('../images/small-picture.ts');

/** Pages that a file holds at most: each that was not looked at costs calls to 1688. */
const MOST_PAGES = 10;

type Parts = Pick<AnswerParts, 'search' | 'shortlists' | 'thumbnail' | 'money' | 'clock'> & {
  readonly shown: AnswerParts['shown'] | undefined;
  readonly team: Team;
  readonly aboutOf: (subject: SearchSubject, language: Language, signal: AbortSignal) => Promise<About>;
};

/** An offer that is wanted in the file, with what was noted on it. */
type Listed = Omit<ListPick, 'by' | 'atMs'>;

/** Makes the function that answers with files. */
export const createExportAnswer = (parts: Parts) => {
  const { search, shortlists, shown, thumbnail, money, clock, aboutOf, team } = parts;

  /** The pages up to the one that is shown, most of which are remembered; each offer once. */
  const found = async (subject: SearchSubject, question: Question, signal: AbortSignal): Promise<Offer[]> => {
    const about = await aboutOf(subject, question.language, signal);
    const offers = new Map<string, Offer>();
    const last = question.page;
    for (let page = Math.max(1, last - MOST_PAGES + 1); page <= last; page += 1) {
      const asked = { about, question: { ...question, page }, fresh: false };
      for (const offer of (await search.search(asked, signal)).offers) offers.set(offer.id, offer);
    }
    return [...offers.values()];
  };

  /** What of the shortlist is wanted, with what was noted on it. */
  const picksOf = async (
    { chat }: AnswerJob,
    { question, only }: Task<'export'>,
    tag: string | undefined,
  ): Promise<readonly Listed[]> => {
    const { picks } = await shortlists.of(chat);
    if (only) {
      const first = (question.page - 1) * CARDS_PER_PAGE;
      return picks.slice(first, first + CARDS_PER_PAGE).filter((_, index) => only.includes(index + 1));
    }
    return tag === undefined ? picks : picks.filter(({ tags }) => tags?.includes(tag));
  };

  /** The page as it was shown when some of its offers were compared. */
  const compared = async (
    job: AnswerJob,
    { subject, question }: { readonly subject: SearchSubject; readonly question: Question },
    signal: AbortSignal,
  ): Promise<readonly Offer[]> => {
    const kept = await shown?.find(job, facetOf(question));
    if (kept) return kept;
    const about = await aboutOf(subject, question.language, signal);
    return (await search.search({ about, question, fresh: false }, signal)).offers;
  };

  const listOf = async (
    job: AnswerJob,
    task: Task<'export'>,
    signal: AbortSignal,
  ): Promise<readonly Listed[]> => {
    const { subject, only } = task;
    if (subject.kind === 'shortlist') return picksOf(job, task, subject.tag);
    const question = await team.asked(job.chat, task.question);
    const offers = only
      ? (await compared(job, { subject, question }, signal)).filter((_, index) => only.includes(index + 1))
      : await found(subject, question, signal);
    return offers.map((offer) => ({ offer }));
  };

  const withPicture = async (offer: Offer, signal: AbortSignal): Promise<ListedOffer> => {
    const bytes = offer.imageUrl ? await thumbnail(offer.imageUrl, signal) : null;
    if (!bytes) return { offer, picture: null };
    const { smallPicture } = await loadPictures();
    const picture = await smallPicture(bytes, PICTURE_SIDE, signal).catch(() => {
      // A table without one of its pictures is still worth having.
      signal.throwIfAborted();
      return null;
    });
    return { offer, picture };
  };

  /** The same as the other kind of file: one more press. */
  const otherKind = ({ view }: AnswerJob, { question, language, format, only }: Task<'export'>): Button[] =>
    format === 'csv'
      ? []
      : [
          {
            kind: 'action',
            label: translator(language)('button-export-csv'),
            action: encodeAction({
              kind: 'export-csv',
              view,
              facet: facetOf(question),
              ...(only && { only }),
            }),
          },
        ];

  return async (job: AnswerJob, task: Task<'export'>, { signal }: Run): Promise<Reply> => {
    const { subject, language, format, only } = task;
    const rateSoon = money?.rateFor(job.chat);
    const isList = subject.kind === 'shortlist';
    const wanted = await listOf(job, task, signal);
    if (wanted.length === 0)
      return { kind: 'notice', card: textNotice(isList ? 'shortlist-empty' : 'file-nothing', language) };
    const listed = await Promise.all(
      wanted.map(async ({ offer, note, tags }) => ({
        ...(await withPicture(offer, signal)),
        note: note?.text,
        tags,
      })),
    );
    const { fileName, offerFile } = await loadFiles();
    const name = fileName(only ? 'comparison' : isList ? 'shortlist' : 'offers', clock.now(), format);
    const file = await offerFile(listed, { format, name, language, rate: await rateSoon });
    const text = translator(language)('file-offers', { count: listed.length });
    const buttons = otherKind(job, task);
    const actions = buttons.length > 0 ? [buttons] : [];
    return { kind: 'file', card: { language, tone: 'info', text, actions }, file, forUser: job.from.id };
  };
};
