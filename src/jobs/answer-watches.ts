/** Answers about watched offers: the chat's list, one of them with its history, and the alert about a change. Used by `answer`. */
import { textNotice } from '../cards/notice-card.ts';
import { alertCard, watchCard, watchesCard } from '../cards/watch-cards.ts';
import type { ChatMoney } from '../conversation/chat-money.ts';
import { watchedFacts } from '../conversation/watched-lines.ts';
import type { Started, WatchedOffer, Watches } from '../conversation/watches.ts';
import type { Reply } from '../domain/chat.ts';
import type { OfferDetail } from '../domain/offer.ts';
import type { AnswerJob, Clock } from '../domain/ports.ts';
import type { Language } from '../domain/query.ts';
import type { SeenPoint } from '../domain/watch.ts';
import { translator } from '../i18n/translate.ts';
import type { Search } from '../search/search.ts';
import type { Run, Task } from './answering.ts';

/**
 * What watching is done with. `everyMs` lies between two checks, 0 where watching is switched off; `can` says whether the marketplace
 * tells the details of an offer at all. `drawChart` answers null where there is nothing to draw.
 */
export type Watching = {
  readonly watches: Watches;
  readonly everyMs: number;
  readonly can: boolean;
  readonly drawChart: (history: {
    readonly points: readonly SeenPoint[];
    readonly nowMs: number;
  }) => Promise<Uint8Array | null>;
};

/** What answering about watches needs. */
export type WatchAnswerParts = {
  readonly watching: Watching;
  readonly search: Pick<Search, 'offer'>;
  readonly money?: Pick<ChatMoney, 'rateFor'> | undefined;
  readonly clock: Clock;
};

type Act = NonNullable<Task<'watches'>['act']>;

/** What came of an act: a sentence on it, and whether the offer itself is shown then. */
type Done = { readonly says: string | null; readonly shows: string | null };

const HOUR_MS = 60 * 60 * 1000;

/** The sentence that tells how things are with watching an offer. */
export const startedText = (started: Started, everyMs: number, language: Language): string => {
  const t = translator(language);
  if (started === 'full') return t('watch-full');
  if (started === 'unwatchable') return t('watch-nothing-told');
  return t('watch-started', { hours: Math.max(1, Math.round(everyMs / HOUR_MS)) });
};

/** Makes the functions that answer about watches. */
export const createWatchAnswers = ({ watching, search, money, clock }: WatchAnswerParts) => {
  const { watches, everyMs, can, drawChart } = watching;

  /** Why offers cannot be watched here; null where they can. */
  const obstacle = (): 'watch-off' | 'watch-unsupported' | null =>
    everyMs === 0 ? 'watch-off' : can ? null : 'watch-unsupported';

  const start = (job: AnswerJob, detail: OfferDetail, language: Language): Promise<Started> =>
    watches.start(detail, { chat: job.chat, by: job.from.id, language, nowMs: clock.now() });

  const startNew = async (job: AnswerJob, offerId: string, language: Language, by: Run): Promise<Done> => {
    const hindrance = obstacle();
    if (hindrance) return { says: translator(language)(hindrance), shows: null };
    const detail = await search.offer(offerId, language, { fresh: false, signal: by.signal });
    const started = await start(job, detail, language);
    const isOn = started === 'started' || started === 'known';
    return { says: startedText(started, everyMs, language), shows: isOn ? offerId : null };
  };

  const act = async (job: AnswerJob, { verb, offerId }: Act, language: Language, by: Run): Promise<Done> => {
    const t = translator(language);
    switch (verb) {
      case 'start':
        return startNew(job, offerId, language, by);
      case 'stop':
        await watches.stop(job.chat, offerId);
        return { says: t('watch-stopped'), shows: null };
      case 'pause':
      case 'resume': {
        const isThere = await watches.pause(job.chat, offerId, verb === 'pause');
        return { says: isThere ? null : t('watch-unknown'), shows: isThere ? offerId : null };
      }
      case 'show':
        return { says: null, shows: offerId };
    }
  };

  const chartOf = async (known: WatchedOffer | null): Promise<Uint8Array | null> =>
    known ? drawChart({ points: known.points, nowMs: clock.now() }) : null;

  const answerWatches = async (job: AnswerJob, task: Task<'watches'>, by: Run): Promise<Reply> => {
    const { language, page } = task;
    const done = task.act ? await act(job, task.act, language, by) : { says: null, shows: null };
    const list = await watches.of(job.chat);
    const known = await Promise.all(list.map(({ offerId }) => watches.offer(offerId)));
    const reader = { language, nowMs: clock.now() };
    const at = list.findIndex(({ offerId }) => offerId === done.shows);
    const [watch, offer] = [list[at], known[at] ?? null];
    if (watch) {
      const card = watchCard(watchedFacts(watch, offer), offer?.points ?? [], { ...reader, says: done.says });
      return { kind: 'notice', card, picture: await chartOf(offer) };
    }
    const says = done.shows ? translator(language)('watch-unknown') : done.says;
    const facts = list.map((one, index) => watchedFacts(one, known[index] ?? null)).toReversed();
    return { kind: 'notice', card: watchesCard(facts, page, { ...reader, says }) };
  };

  const answerAlert = async ({ chat }: Pick<AnswerJob, 'chat'>, task: Task<'alert'>): Promise<Reply> => {
    const { offerId, language } = task;
    const card = alertCard(task, { language, rate: await money?.rateFor(chat) });
    // Words without a chart tell all of it, and a chart may be drawn again by a press.
    const picture = await chartOf(await watches.offer(offerId)).catch(() => null);
    return { kind: 'notice', card, picture };
  };

  /** What a details card says of watching the offer, after what was wished for is done. */
  const onDetails = async (job: AnswerJob, detail: OfferDetail, { language, watch }: Task<'offer'>) => {
    const hindrance = obstacle();
    if (watch === 'stop') await watches.stop(job.chat, detail.id);
    const started = watch === 'start' && !hindrance ? await start(job, detail, language) : null;
    const list = await watches.of(job.chat);
    const isOn = list.some(({ offerId }) => offerId === detail.id);
    const says =
      watch === 'start' && hindrance
        ? textNotice(hindrance, language).text
        : started && startedText(started, everyMs, language);
    return { on: isOn, count: list.length, can: hindrance === null, says };
  };

  return { answerWatches, answerAlert, onDetails };
};
