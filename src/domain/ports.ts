/** The contracts between rooms. Implementations are picked in `app.ts`; every port has one contract suite in test/contract. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChatRef, Inbound, MessageRef, PhotoRef, Platform, Reply, UserRef } from './chat.ts';
import type { Money } from './money.ts';
import type { Offer, OfferDetail } from './offer.ts';
import type { Filters, Language, Part, Question, SearchMode, SortOrder } from './query.ts';
import type { AnswerTask } from './task.ts';

/** See `task.ts`. */
export type { SearchSubject, Subject } from './task.ts';

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

/** What about a photo makes poor matches: it is blurred, or shows several products or pictures. */
export type PhotoHint = 'photo-blurred' | 'photo-several';

/** A store that can forget everything in it at once. */
export interface ClearableStore extends Store {
  clear(): Promise<void>;
}

/** A store that can tell what is in it. */
export interface ListedStore extends ClearableStore {
  /** The keys that begin so, without those whose time is over. Rejects with `storage-down`: whoever deletes has to know that all is found. */
  keysUnder(prefix: string): Promise<readonly string[]>;
}

/** A photo made ready for upload: JPEG, upright, sRGB, at most 800 px a side. `sha256` is of the bytes as they came. */
export type PreparedPhoto = {
  readonly sha256: string;
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly hints?: readonly PhotoHint[];
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
 * same results, where there is one. `subjects` are the things that the backend sees in an uploaded photo, the likeliest first, and
 * absent where it does not tell.
 */
export type OfferPage = {
  readonly backend: string;
  readonly can?: Abilities;
  readonly offers: readonly Offer[];
  readonly total: number | null;
  readonly dropped: number;
  readonly link?: string;
  readonly subjects?: readonly Part[];
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
  /** How large an uploaded photo should be at most, in bytes; absent where no such limit is known. */
  readonly uploadBytes?: number;
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
  /** The names of those that a question may be put to one by one (its `via`), in their order; absent where this is only one. */
  readonly ways?: readonly string[];
  /**
   * Used in memory keys, and shown to people where it is in a page (`backend-<name>` in the locales): `simulator`, `open-platform`.
   * A chain has its backends' names joined by `+`, and never speaks itself.
   */
  readonly name: string;
  readonly can: Abilities;
  /** Loads what the first call would have to wait for; absent where that is nothing. */
  warmUp?(): Promise<void>;
  search(query: Query, signal: AbortSignal): Promise<OfferPage>;
  offer(id: string, language: Language, signal: AbortSignal): Promise<OfferDetail>;
  /** The freight in the offer's currency for an address inside China. */
  freight(request: FreightRequest, signal: AbortSignal): Promise<Money>;
  /** Looks, as cheaply as it can, what this access is good for. Rejects only with the signal's reason. */
  check?(signal: AbortSignal): Promise<readonly Finding[]>;
}

/**
 * Where a reply goes: in place of one of our messages, and/or as an answer to somebody's message. `onlyFor` is set in groups for what
 * concerns one person alone: shown to nobody else where the platform can, and otherwise not for long. `event` is the key of what that
 * person did, since a platform may allow it only as an answer to that.
 */
export type Place = {
  readonly replaces: MessageRef | null;
  readonly answers: MessageRef | null;
  readonly onlyFor?: { readonly userId: string; readonly event: string };
};

/**
 * Links that open a private chat with us. Whoever follows one says `/start` with the payload: at most 64 of A-Z, a-z, 0-9, _ and -. Null
 * while it is not known who we are. Neither rejects.
 */
export interface ChatLinks {
  open(payload: string): Promise<string | null>;
  /** A page on which people pick whom to send the link, with these words. */
  share(payload: string, words: string): Promise<string | null>;
}

/** Whether what is about to be shown is still to be shown; it rejects when not. */
export type Still = () => Promise<void>;

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
  /** Whether `pictures` can be shown; without it nobody is offered any. */
  readonly albums?: boolean;
  /** Whether results for this chat should bring their offers' pictures one by one, beside the sheet. Never rejects. */
  wantsTiles?(chat: ChatRef): Promise<boolean>;
  /**
   * Shows a reply and answers with the message that now holds it (it may be another one than `replaces`, if that was gone). A sign of
   * work is refused with `chat-rate` where the chat bears no message beside the answer, which is then one of its own. `still` is waited
   * for as the last thing before anything is shown: when it rejects, nothing is, and `send` rejects with the same.
   */
  send(chat: ChatRef, reply: Reply, place: Place, still?: Still): Promise<MessageRef>;
  /**
   * Shows beside the messages that something is coming, from now until the returned function is called. A courtesy: it neither throws
   * nor makes anybody wait.
   */
  attend?(chat: ChatRef, coming: 'picture' | 'words' | 'file'): () => void;
  /**
   * The message with the sign of work that answered `asked` (for the job of this key, where it is given) and whose sending was cut off
   * before its id was kept; null when there is none, or the platform has no way to tell. Asked before a job that is run again sends another.
   * Rejects with `chat-*` errors or `storage-down` when it cannot be told now.
   */
  findSign?(asked: MessageRef, job?: string): Promise<MessageRef | null>;
  /** A vote is shown as a message with a button for each option, put anew with the votes as they come in and when it ends. */
  readonly ballots?: true;
  /** Closes a poll; that it is closed or gone already is no error. Absent where a chat shows no polls. */
  endPoll?(poll: MessageRef): Promise<void>;
  /**
   * Whether somebody may decide how a group is answered: an admin of it. Absent where the platform cannot tell: then everybody may.
   * Private chats are not asked about.
   */
  mayConfigure?(chat: ChatRef, user: UserRef): Promise<boolean>;
  /** What somebody calls themselves, which is untrusted; null where that cannot be told. Absent: it never can. Never rejects. */
  nameOf?(chat: ChatRef, userId: string): Promise<string | null>;
  /** Whether photos in a group reach us also when they are not for us. Absent: they do. */
  hearsEverything?(chat: ChatRef): Promise<boolean>;
  /** Links into this platform's private chats with us, where there are such links. */
  readonly links?: ChatLinks;
  /** The bytes behind one of this platform's photos, or of a file of at most `mostBytes`. */
  download(
    photo: Extract<PhotoRef, { kind: 'platform' }>,
    signal: AbortSignal,
    mostBytes?: number,
  ): Promise<Uint8Array>;
  stop(): Promise<void>;
}

/**
 * Which work goes first when more is asked for than 1688 may be asked: a button under an answer that somebody is looking at,
 * then what people ask for anew, last what nobody waits for.
 */
export const LANES = ['interactive', 'asked', 'background'] as const;
/** One of `LANES`. */
export type Lane = (typeof LANES)[number];

/**
 * A job's place in the order in which work is done: by lane, then by round. Every chat has one job in each round, so whoever sent
 * a hundred photos has a hundred rounds, and who sends one gets into the round that is being worked on.
 */
export type Turn = { readonly lane: Lane; readonly round: number };

/** One answer to be given: everything that is needed to give it, and to give it again after a restart. */
export type AnswerJob = {
  /** The platform's own ids for the event; adding the same key twice is one job. */
  readonly key: string;
  readonly lane: Lane;
  /** When the event came in, in ms since the epoch. */
  readonly askedAtMs: number;
  readonly chat: ChatRef;
  readonly from: UserRef;
  readonly view: string;
  readonly task: AnswerTask;
  /**
   * How many photos there are so far, in a request that arrives in parts. Jobs of the same view then have one message for all: the one
   * with the most photos is shown. Absent where nothing can follow, and in what a button asks for.
   */
  readonly photosSoFar?: number;
  /** The message that asked. */
  readonly asked: MessageRef | null;
  /** Our message that holds, or will hold, the answer. */
  readonly answer: MessageRef | null;
};

/**
 * A running job, and what it may do with the queue. `attempt` counts from 1, and `isLast` says that a failure will not be tried again.
 * `isRepeat`: an earlier run was cut off or failed, so a message that it sent may be in the chat although no answer is kept.
 * `stillMine` rejects when another process has the job by now, which a process that hung, or could not reach the queue, may not have heard
 * yet; after it there are some seconds in which nobody else takes the job. `keepAnswer` stores where the visible answer is, before the work
 * is done, and rejects likewise.
 */
export type JobRun = {
  readonly signal: AbortSignal;
  readonly attempt: number;
  readonly isLast: boolean;
  readonly isRepeat: boolean;
  readonly turn: Turn;
  stillMine(): Promise<void>;
  keepAnswer(answer: MessageRef): Promise<void>;
};

/** How much there is to do. `oldestMs` is when the oldest job that is not over was added, in ms since the epoch; null when there is none. */
export type QueueCounts = {
  readonly waiting: number;
  readonly running: number;
  readonly failed: number;
  readonly oldestMs: number | null;
};

/** A job that was given up, in the dead letter list. `reason` holds no secrets and no people's content. */
export type FailedJob = { readonly job: AnswerJob; readonly reason: string; readonly failedAtMs: number };

/**
 * Durable work. A job that was added is run until it succeeds, fails for good, or has used up its attempts; one that is given up lies
 * in the dead letter list. Where the storage does not answer, calls reject with `storage-down` within seconds.
 */
export interface JobQueue {
  /** Stores the job; resolves when it is safe. False when a job with this key is already known: open, failed, or done within a day. */
  add(job: AnswerJob): Promise<boolean>;
  /**
   * Starts running jobs, at most `concurrency` at a time, in the order of their turns. A job gets the round that its lane is at, or
   * the one after its chat's last job in that lane when that is later. A rejected run is tried again later if its error is
   * retryable. `giveUp` is called with a job that will not be run again, as it was kept last; when it rejects, that is only logged.
   */
  process(
    run: (job: AnswerJob, context: JobRun) => Promise<void>,
    concurrency: number,
    giveUp?: (job: AnswerJob) => Promise<void>,
  ): void;
  /** How many open jobs have an earlier turn than this one; 0 when it is not open. */
  ahead(key: string): Promise<number>;
  counts(): Promise<QueueCounts>;
  /** The dead letter list, latest failure first. */
  failures(atMost: number): Promise<readonly FailedJob[]>;
  /** Puts a failed job back to be run anew, with all its attempts. False when no failed job has this key. */
  retry(key: string): Promise<boolean>;
  /** Forgets a failed job for good. False when no failed job has this key. */
  drop(key: string): Promise<boolean>;
  /** Takes no new work, gives running jobs until the deadline (ms since the epoch), leaves the rest stored. */
  close(deadlineMs: number): Promise<void>;
}

/** A right that one process has at a time. It renews itself until `release`; `lost` is aborted when it could not be kept. */
export type Lock = { readonly lost: AbortSignal; release(): Promise<void> };

/** Rights shared by all processes of an installation. The right of a process that died is free again within seconds. */
export interface Locks {
  /** Takes the right of this name; null while another holder has it. Rejects with `storage-down`. */
  take(name: string): Promise<Lock | null>;
}

/** At most `limit` calls start in any span of `windowMs`, wherever that span begins. */
export type Pace = { readonly limit: number; readonly windowMs: number };

/**
 * The right to start one call after `waitMs`. From the call of `started` on, which belongs to the moment when the request goes onto the
 * wire, the slot is taken for a window. Until then it is held, for `holdMs` after the wait at most; a call that would start
 * later must not start. `giveBack` is for a call that never starts. Neither rejects.
 */
export type Slot = {
  readonly waitMs: number;
  readonly holdMs: number;
  started(): Promise<void>;
  giveBack(): Promise<void>;
};

/** The slots of one call budget, shared by all processes that have it: there are as many as the pace's limit. */
export interface Slots {
  /** Takes the slot that is free soonest; null when all are held, which is worth asking again after some milliseconds. Rejects with `storage-down`. */
  take(): Promise<Slot | null>;
}

/** Puts request listeners on the process's one HTTP server. A mount gets the requests whose path is `prefix` or lies below it; the longest prefix wins. */
export interface HttpMounts {
  mount(prefix: string, listener: (request: IncomingMessage, response: ServerResponse) => void): void;
}
