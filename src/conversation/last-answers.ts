/** What was answered to a question last in a chat, so that whoever asks it again is told what changed since. */
import { createHash } from 'node:crypto';
import type { ChatRef } from '../domain/chat.ts';
import type { SearchSubject, Store } from '../domain/ports.ts';
import type { Question } from '../domain/query.ts';
import type { SearchResult } from '../domain/result.ts';
import { type Answered, changesSince, rowIn, type Since } from '../domain/since.ts';

/** How long an answer is known; what was asked longer ago is a new question. */
const KNOWN_MS = 30 * 24 * 60 * 60 * 1000;

const subjectOf = (subject: SearchSubject, photo: string | undefined): unknown => {
  switch (subject.kind) {
    case 'photo':
      return photo ?? (subject.photo.kind === 'url' ? subject.photo.url : subject.photo.uniqueId);
    case 'photos':
      return subject.photos.map((one) => (one.kind === 'url' ? one.url : one.uniqueId));
    case 'offer-picture':
      return subject.offerId;
    case 'keyword':
      return subject.keyword;
  }
};

/** What makes it the same question: in whichever language it is answered. */
const questionOf = ({ page: _, language: __, ...question }: Question): unknown =>
  Object.entries(question).toSorted(([one], [other]) => (one < other ? -1 : 1));

/** The answers given last. */
export interface LastAnswers {
  /**
   * Notes an answer's first page, and tells what changed since the same question was answered in this chat before; null where it was not,
   * where this is another page, or the very same answer from memory. A courtesy: it never rejects.
   */
  note(chat: ChatRef, subject: SearchSubject, result: SearchResult): Promise<Since | null>;
}

/** Keeps them in a store. */
export const createLastAnswers = (store: Store): LastAnswers => ({
  note: async ({ platform, id }, subject, result) => {
    const { question, offers, fromMemory, askedAtMs } = result;
    if (question.page !== 1 || fromMemory) return null;
    const name = JSON.stringify([subject.kind, subjectOf(subject, result.photo), questionOf(question)]);
    const key = `${platform}:${id}:${createHash('sha256').update(name).digest('base64url').slice(0, 16)}`;
    const before = await store.get<Answered>(key).catch(() => undefined);
    if (before && before.atMs >= askedAtMs) return null;
    const answered: Answered = { atMs: askedAtMs, rows: offers.map(rowIn) };
    await store.set(key, answered, KNOWN_MS).catch(() => undefined);
    return before ? { atMs: before.atMs, ...changesSince(before.rows, offers) } : null;
  },
});
