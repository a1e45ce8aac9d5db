/** Turns a job into the reply that answers it: search or look up, then card and contact sheet. Loaded for the first job (`answers`). */
import { albumOf, detailsCard } from '../cards/details-card.ts';
import { nothingNotice, textNotice } from '../cards/notice-card.ts';
import { headingOf, offerCards, resultCard } from '../cards/result-card.ts';
import { sharePayload } from '../conversation/shares.ts';
import type { OfferCard } from '../domain/card.ts';
import { ALBUM_SIZE, type Reply } from '../domain/chat.ts';
import { TusouError } from '../domain/errors.ts';
import { type Facet, facetOf } from '../domain/facet.ts';
import type { KeptTask, WatchTask } from '../domain/kept-task.ts';
import { type OfferDetail, rowOf } from '../domain/offer.ts';
import type { AnswerJob, ChatAdapter, SearchSubject } from '../domain/ports.ts';
import type { Language } from '../domain/query.ts';
import type { SearchResult } from '../domain/result.ts';
import { cheapestOf, peersOf, type Score, type ScoreWeights, scoreOf } from '../domain/score.ts';
import type { About } from '../search/topic.ts';
import { createCompareAnswers } from './answer-compare.ts';
import { createExportAnswer } from './answer-export.ts';
import { createForgetAnswers } from './answer-forget.ts';
import { createHistoryAnswers } from './answer-history.ts';
import { createListAnswers } from './answer-lists.ts';
import { createShortlistAnswers } from './answer-shortlist.ts';
import { createWatchAnswers } from './answer-watches.ts';
import { type AnswerParts, createTilesOf, type Run, type Task, wantsSheet } from './answering.ts';
import { createLanding } from './landing.ts';
import { createTeam } from './team.ts';

/** Where a part is not there that would keep something. */
const nothingKept = (language: Language): Reply => ({
  kind: 'notice',
  card: textNotice('stale-button', language),
});

/** Of an offer one picture is shown, so one that the chat can show is enough. */
const wantsPicture = ({ sheet }: ChatAdapter, { images, imageUrl }: OfferDetail): boolean =>
  typeof sheet === 'string'
    ? sheet === 'always'
    : ![...images, imageUrl].some((url) => url !== null && sheet.unless(url));

/** Makes the function that answers a job for an adapter. It throws `TusouError`s. */
export const createAnswer = (parts: AnswerParts) => {
  const { search, source, thumbnail, picture: largePicture, original, drawSheet } = parts;
  const { earlier: photos, shares, history, shortlists, voting, shown, money, batch, clock } = parts;
  const { watching, past, forgetting } = parts;
  const team = createTeam(parts.chats);
  const landingOf = createLanding(parts.backend);

  /** The offer's own picture as a photo. Its address never changes what it shows, so it needs no download when it is known. */
  const pictureOf = async (offerId: string, language: Language, signal: AbortSignal): Promise<About> => {
    const { imageUrl } = await search.offer(offerId, language, { fresh: false, signal });
    if (imageUrl === null) throw new TusouError('offer-not-found', { detail: 'the offer has no picture' });
    return { kind: 'photo', photo: { identity: imageUrl, load: (until) => original(imageUrl, until) } };
  };

  const forgetAnswers = forgetting && createForgetAnswers(forgetting);
  const pastAnswers = past && createHistoryAnswers(past);
  const watchAnswers = watching && createWatchAnswers({ watching, search, money, clock });

  const aboutOf = async (subject: SearchSubject, language: Language, signal: AbortSignal): Promise<About> => {
    switch (subject.kind) {
      case 'photo':
        return { kind: 'photo', photo: source(subject.photo) };
      case 'photos':
        return { kind: 'photos', photos: subject.photos.map(source) };
      case 'offer-picture':
        return pictureOf(subject.offerId, language, signal);
      case 'keyword':
        return subject;
    }
  };

  /** A courtesy: an answer without it is complete. */
  const shareLink = async (job: AnswerJob, result: SearchResult, { links }: ChatAdapter) => {
    if (!links || !shares || result.offers.length === 0) return null;
    const token = await shares.tokenFor(job.view, job.chat).catch(() => null);
    const words = headingOf(result);
    return token && links.share(sharePayload({ token, facet: facetOf(result.question) }), words);
  };

  const earlierOf = ({ chat, view }: AnswerJob, photo: string) => photos.note(chat, { photo, view });

  /** Later pages are the same search. */
  const remember = async (job: AnswerJob, subject: SearchSubject, result: SearchResult): Promise<void> => {
    const [best] = result.offers;
    if (result.question.page === 1)
      await history?.note(job, subject, best ? (best.titleTranslated ?? best.title) : null);
  };

  const tilesOf = createTilesOf({ thumbnail });

  const draw = async (cards: readonly OfferCard[], { offers }: SearchResult, signal: AbortSignal) => {
    const tiles = await tilesOf(cards, offers, signal);
    return { tiles, sheet: await drawSheet(tiles) };
  };

  /** The contact sheet of a page that has offers, where the chat shows one. Its failure is that of whoever waits for it. */
  const drawSoon = (cards: readonly OfferCard[], result: SearchResult, { adapter, signal }: Run) => {
    if (cards.length === 0 || !wantsSheet(adapter, cards)) return null;
    const drawing = draw(cards, result, signal);
    drawing.catch(() => {});
    return drawing;
  };

  const answerSearch = async (job: AnswerJob, task: Task<'search'>, by: Run): Promise<Reply> => {
    const { subject, fresh } = task;
    const question = await team.asked(job.chat, task.question);
    // Asked for first: by the time that there are offers, it is there.
    const rateSoon = money?.rateFor(job.chat);
    const about = await aboutOf(subject, question.language, by.signal);
    const result = await search.search({ about, question, fresh }, by.signal);
    const rate = await rateSoon;
    const cards = offerCards(result, { view: job.view, rate });
    // Begun before all that is looked up and kept for the words: drawing takes longest, and most of it beside this thread.
    const sheetSoon = drawSoon(cards, result, by);
    // The picture of an offer is often the original of the photo that led to it, and nobody sent it.
    const isSent = subject.kind !== 'offer-picture';
    const earlier = result.photo && isSent ? await earlierOf(job, result.photo) : null;
    const [share] = await Promise.all([shareLink(job, result, by.adapter), remember(job, subject, result)]);
    const context = { view: job.view, nowMs: clock.now(), earlier, share, rate };
    const sinceSoon = pastAnswers?.notesSince(job, task, result);
    if (result.offers.length === 0) return { kind: 'notice', card: nothingNotice(result, context) };
    await shown?.keep(job, facetOf(result.question), result.offers);
    const since = await sinceSoon;
    const made = resultCard(result, context, cards);
    const card = since ? { ...made, notes: [...made.notes, ...since] } : made;
    const drawn = await sheetSoon;
    if (!drawn) return { kind: 'result', card, sheet: null };
    const { sheet, tiles } = drawn;
    if (!(await by.adapter.wantsTiles?.(job.chat))) return { kind: 'result', card, sheet };
    return { kind: 'result', card, sheet, tiles: tiles.map(({ picture }) => picture) };
  };

  /** The score that the list gave, among the same offers; without that list there is nothing to compare the price with. */
  const scoreIn = async (
    job: AnswerJob,
    detail: OfferDetail,
    { back, quantity, weights }: { back: Facet | null; quantity: number | undefined; weights: ScoreWeights },
  ): Promise<Score> => {
    const list = (back && (await shown?.find(job, back))) ?? [];
    const row = list.find(({ id }) => id === detail.id) ?? rowOf(detail);
    const peers = back ? peersOf(row, list, back.mode) : list;
    return scoreOf(row, { quantity, weights, cheapest: cheapestOf(peers, quantity) });
  };

  const answerOffer = async (job: AnswerJob, task: Task<'offer'>, by: Run): Promise<Reply> => {
    const { offerId, language, back, pick, quantity } = task;
    const rateSoon = money?.rateFor(job.chat);
    const detail = await search.offer(offerId, language, { fresh: false, signal: by.signal });
    if (pick) await history?.wasIn(job.chat, job.from.id);
    if (pick === 'add')
      await shortlists.add(job.chat, { offer: rowOf(detail), by: job.from.id, atMs: job.askedAtMs });
    if (pick === 'remove')
      await shortlists.remove(job.chat, offerId, { by: job.from.id, atMs: job.askedAtMs });
    const { picks } = await shortlists.of(job.chat);
    const shortlist = { count: picks.length, has: picks.some(({ offer }) => offer.id === offerId) };
    const hasAlbum = by.adapter.albums === true;
    const { rates, weights } = await team.of(job.chat);
    const landing = await landingOf(detail, { quantity, rates }, by.signal);
    const score = { score: await scoreIn(job, detail, { back, quantity, weights }), weights };
    const watch = await watchAnswers?.onDetails(job, detail, task);
    const rate = await rateSoon;
    const at = { view: job.view, language, back, quantity };
    const card = detailsCard(detail, {
      ...at,
      shortlist,
      hasAlbum,
      rate,
      score,
      ...(landing && { landing }),
      ...(watch && { watch }),
    });
    const wanted = wantsPicture(by.adapter, detail) ? detail.imageUrl : null;
    const picture = wanted ? await thumbnail(wanted, by.signal) : null;
    return { kind: 'details', card, picture };
  };

  /** A picture that cannot be had is left out; when none can, that is said. */
  const answerPictures = async (job: AnswerJob, task: Task<'pictures'>, by: Run): Promise<Reply> => {
    const { offerId, language } = task;
    const rateSoon = money?.rateFor(job.chat);
    const detail = await search.offer(offerId, language, { fresh: false, signal: by.signal });
    const urls = albumOf(detail).slice(0, ALBUM_SIZE);
    const found = await Promise.all(urls.map((url) => largePicture(url, by.signal)));
    const pictures = found.filter((picture) => picture !== null);
    if (pictures.length === 0) return { kind: 'notice', card: textNotice('pictures-none', language) };
    const rate = await rateSoon;
    const { offer } = detailsCard(detail, { view: job.view, language, back: null, rate });
    return { kind: 'pictures', card: { language, offer }, pictures };
  };

  const { answerShortlist, answerPoll } = createShortlistAnswers({
    shortlists,
    thumbnail,
    drawSheet,
    money,
    voting,
  });
  const answerCompare = createCompareAnswers({ ...parts, team, aboutOf });

  const answerExport = createExportAnswer({
    search,
    shortlists,
    shown,
    thumbnail,
    money,
    clock,
    aboutOf,
    team,
  });

  const answerLists = createListAnswers({ shortlists, clock });

  const answerKept = async (job: AnswerJob, task: KeptTask | WatchTask, by: Run): Promise<Reply> => {
    const { language } = task;
    switch (task.kind) {
      case 'watches':
        return (await watchAnswers?.answerWatches(job, task, by)) ?? nothingKept(language);
      case 'alert':
        return (await watchAnswers?.answerAlert(job, task)) ?? nothingKept(language);
      case 'lists':
        return answerLists(job, task, by);
      case 'history':
        return (await pastAnswers?.answerHistory(job, task)) ?? nothingKept(language);
      case 'forget':
        return (await forgetAnswers?.answerForget(job, task, by)) ?? nothingKept(language);
      case 'check':
        throw new TusouError('internal', { detail: 'a check answers nobody' });
    }
  };

  return (job: AnswerJob, by: Run): Promise<Reply> => {
    switch (job.task.kind) {
      case 'search':
        return answerSearch(job, job.task, by);
      case 'offer':
        return answerOffer(job, job.task, by);
      case 'shortlist':
        return answerShortlist(job, job.task, by);
      case 'poll':
        return answerPoll(job, job.task, by);
      case 'compare':
        return answerCompare(job, job.task, by);
      case 'batch':
        if (batch) return batch(job, job.task, by);
        throw new TusouError('internal', { detail: 'no lists are worked through here' });
      case 'export':
        return answerExport(job, job.task, by);
      case 'pictures':
        // Data that nobody was offered may be pressed all the same.
        if (by.adapter.albums) return answerPictures(job, job.task, by);
        return answerOffer(job, { ...job.task, kind: 'offer', back: null }, by);
      default:
        return answerKept(job, job.task, by);
    }
  };
};
