/** What all answers are made with, and the contact sheet that some of them bring. */

import type { ChatMoney } from '../conversation/chat-money.ts';
import type { Chats } from '../conversation/chats.ts';
import type { History } from '../conversation/history.ts';
import type { Shares } from '../conversation/shares.ts';
import type { Shortlists } from '../conversation/shortlists.ts';
import type { Shown } from '../conversation/shown.ts';
import type { Voting } from '../conversation/voting.ts';
import type { OfferCard } from '../domain/card.ts';
import type { PhotoRef, Reply } from '../domain/chat.ts';
import type { Offer } from '../domain/offer.ts';
import type { AnswerJob, Backend, ChatAdapter, Clock } from '../domain/ports.ts';
import type { SheetColumn, SheetRow } from '../images/comparison-sheet.ts';
import type { Tile } from '../images/contact-sheet.ts';
import type { EarlierPhotos } from '../search/earlier.ts';
import type { Search } from '../search/search.ts';
import type { PhotoSource } from '../search/topic.ts';
import type { Forgetting } from './answer-forget.ts';
import type { Past } from './answer-history.ts';
import type { Watching } from './answer-watches.ts';

/** What answering needs. `source` tells where a photo's bytes come from, `thumbnail` gives an offer's picture, small, and `picture` as it is; `earlier` knows a chat's photos. */
export type AnswerParts = {
  readonly search: Search;
  readonly source: (photo: PhotoRef) => PhotoSource;
  readonly thumbnail: (url: string, signal: AbortSignal) => Promise<Uint8Array | null>;
  readonly picture: (url: string, signal: AbortSignal) => Promise<Uint8Array | null>;
  readonly original: (url: string, signal: AbortSignal) => Promise<Uint8Array>;
  readonly drawSheet: (tiles: readonly Tile[]) => Promise<Uint8Array>;
  readonly drawComparison: (heads: readonly SheetColumn[], rows: readonly SheetRow[]) => Promise<Uint8Array>;
  readonly earlier: EarlierPhotos;
  /** Absent where nothing is kept of what was shown. */
  readonly shown?: Shown;
  /** What chats have set; absent where all of them have the usual. */
  readonly chats?: Pick<Chats, 'of'>;
  /** Who estimates freight; absent where nobody does. */
  readonly backend?: Pick<Backend, 'can' | 'freight'>;
  readonly shortlists: Shortlists;
  /** Absent where no chat has votes by buttons. */
  readonly voting?: Pick<Voting, 'end'> | undefined;
  /** Absent where no lists are worked through. */
  readonly batch?: (job: AnswerJob, task: Task<'batch'>, by: Run) => Promise<Reply>;
  /** Absent where nothing is shared. */
  readonly shares?: Shares;
  /** Absent where it is not remembered what was searched. */
  readonly history?: Pick<History, 'note' | 'wasIn'>;
  /** Absent where prices are told in yuan alone. */
  readonly money?: Pick<ChatMoney, 'rateFor'> | undefined;
  /** Absent where nothing is known of earlier searches. */
  readonly past?: Past;
  /** Absent where nothing can be deleted. */
  readonly forgetting?: Forgetting;
  /** Absent where nothing is watched. */
  readonly watching?: Watching;
  readonly clock: Clock;
};

/** A job's task of one kind. */
export type Task<K extends AnswerJob['task']['kind']> = Extract<AnswerJob['task'], { kind: K }>;

/** For which chat a job is answered, and until when. */
export type Run = {
  readonly adapter: ChatAdapter;
  readonly signal: AbortSignal;
  /** Whether a failure would be the job's end. */
  readonly isLast?: boolean;
};

/** Makes the function that lists what the contact sheet of some offers shows, by their cards. */
export const createTilesOf =
  ({ thumbnail }: Pick<AnswerParts, 'thumbnail'>) =>
  (cards: readonly OfferCard[], offers: readonly Offer[], signal: AbortSignal): Promise<Tile[]> =>
    Promise.all(
      cards.map(async ({ number, imageUrl, price }, index) => ({
        number,
        picture: imageUrl ? await thumbnail(imageUrl, signal) : null,
        price,
        moq: offers[index]?.moq ?? null,
      })),
    );

/** A contact sheet holds all offers of a page, so one picture that the chat cannot show is enough to want it. */
export const wantsSheet = ({ sheet }: ChatAdapter, cards: readonly OfferCard[]): boolean =>
  typeof sheet === 'string'
    ? sheet === 'always'
    : cards.some(({ imageUrl }) => imageUrl !== null && !sheet.unless(imageUrl));
