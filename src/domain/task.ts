/** What there is to be answered: what people ask about, and each kind of answer with everything that it takes. */
import type { MessageRef, PhotoRef } from './chat.ts';
import type { Facet } from './facet.ts';
import type { KeptTask, WatchTask } from './kept-task.ts';
import type { Language, Question } from './query.ts';

/** What can be searched with from a chat; `offer-picture` is the offer's own picture. */
export type SearchSubject =
  | { readonly kind: 'photo'; readonly photo: PhotoRef }
  | { readonly kind: 'offer-picture'; readonly offerId: string }
  /** From 2 to `MOST_PHOTOS` photos that were sent together. */
  | { readonly kind: 'photos'; readonly photos: readonly PhotoRef[] }
  | { readonly kind: 'keyword'; readonly keyword: string };

/** What an answer is about. */
export type Subject =
  | SearchSubject
  | { readonly kind: 'offer'; readonly offerId: string }
  /** A file that holds pictures to search with one by one; `matches` is how many are wanted for each, null where nobody said. */
  | {
      readonly kind: 'batch';
      readonly file: Extract<PhotoRef, { kind: 'platform' }>;
      readonly matches: number | null;
    }
  /** The chat's own shortlist, or what has this tag of it. */
  | { readonly kind: 'shortlist'; readonly tag?: string };

/** One kind of answer. It survives a queue and a restart. */
export type AnswerTask =
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
      /** What is done about the chat's shortlist before the offer is shown. */
      readonly pick?: 'add' | 'remove';
      /** For how many pieces prices are told. */
      readonly quantity?: number;
      /** What is done about watching it before it is shown. */
      readonly watch?: 'start' | 'stop';
    }
  /** A page of the chat's shortlist; `ends` is the poll that is ended before. */
  | {
      readonly kind: 'shortlist';
      readonly language: Language;
      readonly page: number;
      readonly ends: MessageRef | null;
      readonly quantity?: number;
      readonly tag?: string;
    }
  /** Offers side by side: those in these places (from 1) of a page of a list, `back`; all that there is room for where none are named. */
  | {
      readonly kind: 'compare';
      readonly language: Language;
      readonly of:
        | { readonly kind: 'search'; readonly subject: SearchSubject; readonly question: Question }
        | { readonly kind: 'shortlist' };
      readonly only?: readonly number[];
      readonly back: Facet;
    }
  /** A part of a list of pictures: what is in it for `step` 0, and some of them in each further one. */
  | {
      readonly kind: 'batch';
      readonly file: Extract<PhotoRef, { kind: 'platform' }>;
      readonly matches: number | null;
      readonly question: Question;
      readonly language: Language;
      readonly step: number;
    }
  /** The list up to the page of the question, or all of a shortlist, as a file. */
  | {
      readonly kind: 'export';
      readonly subject: SearchSubject | Extract<Subject, { kind: 'shortlist' }>;
      readonly question: Question;
      readonly language: Language;
      readonly format: 'xlsx' | 'csv';
      /** Only those in these places (from 1) of the page: what was compared. */
      readonly only?: readonly number[];
    }
  /** A vote on the shortlist. */
  | { readonly kind: 'poll'; readonly language: Language }
  | { readonly kind: 'pictures'; readonly offerId: string; readonly language: Language }
  | KeptTask
  | WatchTask;
