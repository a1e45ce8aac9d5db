/** A made-up job for tests of queues and of what runs them. */
import type { AnswerJob } from '../../src/domain/ports.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { asker, chat, message } from './made-up.ts';

/** A job with this key that asks for an offer, as a message that nobody has answered yet. */
export const answerJob = (key: string, change: Partial<AnswerJob> = {}): AnswerJob => ({
  key,
  lane: 'asked',
  askedAtMs: 0,
  chat,
  from: asker,
  view: 'view-1',
  task: { kind: 'offer', offerId: '6201', language: plainQuestion('en').language, back: null },
  asked: message('10'),
  answer: null,
  ...change,
});
