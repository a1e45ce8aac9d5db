/** The contracts between rooms. Implementations are picked in `app.ts`; every port has one contract suite in test/contract. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Facet } from './action.ts';
import type { ChatRef, Inbound, MessageRef, PhotoRef, Platform, Reply, UserRef } from './chat.ts';
import type { Money } from './money.ts';
import type { Offer, OfferDetail } from './offer.ts';
import type { Filters, Language, Question, SearchMode, SortOrder } from './query.ts';

/** Time, handed in. `now` is milliseconds since the epoch; `sleep` rejects with the signal's reason when aborted. */
export interface Clock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The part of pino that we use. Fields first, then a fixed event text; never a photo, a caption or a secret. */
export interface Log {
  debug(fields: object, event: string): void;
  info(fields: object, event: string): void;
  warn(fields: object, event: string): void;
  error(fields: object, event: string): void;
  child(fields: object): Log;
}

/** A key-value store with expiry; Keyv instances are such stores. Values are anything JSON can hold, and byte arrays as Buffers. */
export interface Store {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown, ttlMs?: number): Promise<unknown>;
  delete(key: string): Promise<boolean>;
}

/** A photo made ready for upload: JPEG, upright, sRGB, at most 800 px a side. `sha256` is of the bytes as they came. */
export type PreparedPhoto = {
  readonly sha256: string;
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
};

/** What a backend is asked. `picture-url` is for pictures that are public by nature, never for a chat platform's files. */
export type Query =
  | { readonly kind: 'photo'; readonly photo: PreparedPhoto; readonly question: Question }
  | { readonly kind: 'picture-url'; readonly url: string; readonly question: Question }
  | { readonly kind: 'keyword'; readonly keyword: string; readonly question: Question }
  | { readonly kind: 'related'; readonly offerId: string; readonly question: Question }
  | { readonly kind: 'supplier'; readonly supplierId: string; readonly question: Question };

/**
 * A page of offers. `backend` is the name of the one that spoke; `can` is what that one can do, where it is not the very one that
 * was asked. `dropped` counts rows that had no id or no title and were left out. `link` is the marketplace's own page with the
 * same results, where there is one.
 */
export type OfferPage = {
  readonly backend: string;
  readonly can?: Abilities;
  readonly offers: readonly Offer[];
  readonly total: number | null;
  readonly dropped: number;
  readonly link?: string;
};

/** Where to, and how many pieces, a freight estimate is for. Codes are the marketplace's own area codes. */
export type FreightRequest = {
  readonly offerId: string;
  readonly provinceCode: string;
  readonly cityCode: string;
  readonly districtCode: string;
  readonly quantity: number;
};

/** What a backend can do, as data: asking for anything else is refused with `backend-unsupported`. */
export type Abilities = {
  readonly queries: readonly Query['kind'][];
  readonly detail: boolean;
  readonly freight: boolean;
  readonly sorts: readonly SortOrder[];
  /** Narrowing that the marketplace itself does; the rest of a question's limits is ignored and said so. */
  readonly filters: readonly (keyof Filters | 'price' | 'keyword')[];
  readonly maxPageSize: number;
  /** Modes that the marketplace itself tells apart; without them every mode has the same rows, and the order is the ranking's part. */
  readonly modes?: readonly SearchMode[];
  /** Whether search rows already hold price tiers, so that no detail call is needed for them. */
  readonly tiersInRows: boolean;
  /** Whether the offers are made up. */
  readonly sampleData: boolean;
};

/** One thing that a check looked at: what it is, what was found, and what to do about it (null where all is well). No secrets. */
export type Finding = {
  readonly what: string;
  readonly ok: boolean;
  readonly says: string;
  readonly cure: string | null;
};

/** One way into the marketplace. Errors are `TusouError`s of the `backend-*` and `offer-not-found` codes, or the signal's reason. */
export interface Backend {
  /**
   * Used in memory keys, and shown to people where it is in a page (`backend-<name>` in the locales): `simulator`, `open-platform`.
   * A chain has its backends' names joined by `+`, and never speaks itself.
   */
  readonly name: string;
  readonly can: Abilities;
  search(query: Query, signal: AbortSignal): Promise<OfferPage>;
  offer(id: string, language: Language, signal: AbortSignal): Promise<OfferDetail>;
  /** The freight in the offer's currency for an address inside China. */
  freight(request: FreightRequest, signal: AbortSignal): Promise<Money>;
  /** Looks, as cheaply as it can, what this access is good for. Rejects only with the signal's reason. */
  check?(signal: AbortSignal): Promise<readonly Finding[]>;
}

/** Where a reply goes: in place of one of our messages, and/or as an answer to somebody's message. */
export type Place = { readonly replaces: MessageRef | null; readonly answers: MessageRef | null };

/** A chat platform. Errors are `TusouError`s of the `chat-*` and `photo-*` codes. */
export interface ChatAdapter {
  readonly platform: Platform;
  /**
   * When replies bring pictures as bytes (the contact sheet, the picture of an offer): always, never, or unless the chat shows the
   * picture at this address by itself. Whoever makes a reply asks this; what a reply brings is shown.
   */
  readonly sheet: 'always' | 'never' | { readonly unless: (pictureUrl: string) => boolean };
  /** Begins to listen. `receive` resolves once the event is stored; only then may the platform be told that it arrived. */
  start(receive: (inbound: Inbound) => Promise<void>): Promise<void>;
  /** Shows a reply and answers with the message that now holds it (it may be another one than `replaces`, if that was gone). */
  send(chat: ChatRef, reply: Reply, place: Place): Promise<MessageRef>;
  /** The bytes behind one of this platform's photos. */
  download(photo: Extract<PhotoRef, { kind: 'platform' }>, signal: AbortSignal): Promise<Uint8Array>;
  stop(): Promise<void>;
}

/** What can be searched with from a chat. */
export type SearchSubject =
  | { readonly kind: 'photo'; readonly photo: PhotoRef }
  | { readonly kind: 'keyword'; readonly keyword: string };

/** What an answer is about. */
export type Subject = SearchSubject | { readonly kind: 'offer'; readonly offerId: string };

/** One answer to be given: everything that is needed to give it, and to give it again after a restart. */
export type AnswerJob = {
  /** The platform's own ids for the event; adding the same key twice is one job. */
  readonly key: string;
  readonly chat: ChatRef;
  readonly from: UserRef;
  readonly view: string;
  readonly task:
    | {
        readonly kind: 'search';
        readonly subject: SearchSubject;
        readonly question: Question;
        readonly fresh: boolean;
      }
    | {
        readonly kind: 'offer';
        readonly offerId: string;
        readonly language: Language;
        readonly back: Facet | null;
      };
  /** The message that asked. */
  readonly asked: MessageRef | null;
  /** Our message that holds, or will hold, the answer. */
  readonly answer: MessageRef | null;
};

/** What a running job may do with the queue. `keepAnswer` stores where the visible answer is, before the work is done. */
export type JobRun = {
  readonly signal: AbortSignal;
  readonly attempt: number;
  keepAnswer(answer: MessageRef): Promise<void>;
};

/** Durable work. A job that was added is run until it succeeds, fails for good, or has used up its attempts. */
export interface JobQueue {
  /** Stores the job; resolves when it is safe. False when a job with this key is already known. */
  add(job: AnswerJob): Promise<boolean>;
  /**
   * Starts running jobs, at most `concurrency` at a time: next is the oldest job of the chat with the fewest running ones, so
   * that nobody waits for all that somebody else sent. A rejected run is tried again later if its error is retryable. `giveUp`
   * is called with a job that will not be run again, as it was kept last; when it rejects, that is only logged.
   */
  process(
    run: (job: AnswerJob, context: JobRun) => Promise<void>,
    concurrency: number,
    giveUp?: (job: AnswerJob) => Promise<void>,
  ): void;
  counts(): Promise<{ readonly waiting: number; readonly running: number; readonly failed: number }>;
  /** Takes no new work, gives running jobs until the deadline (ms since the epoch), leaves the rest stored. */
  close(deadlineMs: number): Promise<void>;
}

/** Puts request listeners on the process's one HTTP server. A mount gets the requests whose path is `prefix` or lies below it; the longest prefix wins. */
export interface HttpMounts {
  mount(prefix: string, listener: (request: IncomingMessage, response: ServerResponse) => void): void;
}
