/** Which pictures an answer brings along, by what its chat can show from an address. */
import { describe, expect, it } from 'vitest';
import type { Offer } from '../../src/domain/offer.ts';
import type { AnswerJob, ChatAdapter } from '../../src/domain/ports.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { createAnswer } from '../../src/jobs/answer.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { offer, offerDetail, searchResult } from '../support/made-up.ts';
import { answerJob } from '../support/made-up-job.ts';

const SHOWN = 'https://pictures.example/shown.jpg';
const HIDDEN = 'https://pictures.example/hidden.webp';
const SHEET = new Uint8Array([1]);
const PICTURE = new Uint8Array([2]);

const showsSome: ChatAdapter['sheet'] = { unless: (url) => url === SHOWN };

/** Answers a job for a chat with this wish; the offers and the offer looked up have these pictures. */
const answerWith = (sheet: ChatAdapter['sheet'], pictures: readonly (string | null)[], job: AnswerJob) => {
  const pictured = (imageUrl: string | null): Partial<Offer> => ({ imageUrl });
  const offers = pictures.map((url, index) => offer(`70000000000${index}`, pictured(url)));
  const [first = null, ...others] = pictures;
  const images = others.filter((url) => url !== null);
  const answer = createAnswer({
    search: {
      search: async () => searchResult(offers),
      offer: async () => offerDetail('700000000001', { imageUrl: first, images }),
    } as unknown as Parameters<typeof createAnswer>[0]['search'],
    source: () => {
      throw new Error('nobody reads the photo here');
    },
    thumbnail: async () => PICTURE,
    drawSheet: async () => SHEET,
    clock: fakeClock(),
  });
  const adapter = { sheet } as ChatAdapter;
  return answer(job, { adapter, signal: new AbortController().signal });
};

const search = answerJob('1', {
  task: {
    kind: 'search',
    subject: { kind: 'keyword', keyword: 'lamp' },
    question: plainQuestion('en'),
    fresh: false,
  },
});
const look = answerJob('2', {
  task: { kind: 'offer', offerId: '700000000001', language: 'en', back: null },
});

describe('the contact sheet of an answer', () => {
  it.each([
    ['always', 'always', [SHOWN, null], SHEET],
    ['never', 'never', [HIDDEN, null], null],
    ['not where the chat shows all pictures itself', showsSome, [SHOWN, SHOWN], null],
    ['where the chat cannot show one of them', showsSome, [SHOWN, HIDDEN], SHEET],
    ['not because an offer has no picture', showsSome, [SHOWN, null], null],
    ['not where no offer has one', showsSome, [null, null], null],
  ] as const)('comes %s', async (_, wish, pictures, sheet) => {
    expect(await answerWith(wish, pictures, search)).toMatchObject({ kind: 'result', sheet });
  });
});

describe('the picture of an offer', () => {
  it.each([
    ['always', 'always', [SHOWN], PICTURE],
    ['never', 'never', [HIDDEN], null],
    ['not where the chat shows it itself', showsSome, [SHOWN], null],
    ['not where the chat shows another one itself', showsSome, [HIDDEN, SHOWN], null],
    ['where the chat can show none', showsSome, [HIDDEN, HIDDEN], PICTURE],
    ['not where there is none', 'always', [null], null],
  ] as const)('comes %s', async (_, wish, pictures, picture) => {
    expect(await answerWith(wish, pictures, look)).toMatchObject({ kind: 'details', picture });
  });
});
