/** Comparing offers: what was shown if it is still known, else the list anew; without their pages by their rows; two at least. */
import { describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import type { Offer } from '../../src/domain/offer.ts';
import type { AnswerJob, ChatAdapter } from '../../src/domain/ports.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { createCompareAnswers } from '../../src/jobs/answer-compare.ts';
import { createTeam } from '../../src/jobs/team.ts';
import { asker, chat, message, offer, offerDetail, photoRef, searchResult } from '../support/made-up.ts';
import { memoryShortlists } from '../support/memory-shortlists.ts';

const offers = ['610947572361', '610947572362', '610947572363'].map((id) => offer(id));
const back = { page: 2, mode: 'same', sort: 'relevance' } as const;
const PICTURE = new Uint8Array([7]);

type Made = Parameters<typeof createCompareAnswers>[0];

const answering = (change: Partial<Made> = {}) => {
  const searched: string[] = [];
  const columns: number[][] = [];
  const answer = createCompareAnswers({
    search: {
      search: async ({ about }) => {
        searched.push(about.kind);
        return searchResult(offers);
      },
      offer: async (id) => offerDetail(id),
    },
    shortlists: memoryShortlists(),
    thumbnail: async () => null,
    drawComparison: async (heads) => {
      columns.push(heads.map(({ number }) => number));
      return PICTURE;
    },
    team: createTeam(undefined),
    aboutOf: async () => ({ kind: 'keyword', keyword: 'cup' }),
    ...change,
  });
  const compare = (only?: readonly number[]) => {
    const task = {
      kind: 'compare',
      language: 'en',
      of: {
        kind: 'search',
        subject: { kind: 'photo', photo: photoRef },
        question: { ...plainQuestion('en'), page: 2 },
      },
      back,
      ...(only && { only }),
    } as const;
    const job: AnswerJob = {
      key: 'tg:1',
      lane: 'interactive',
      askedAtMs: 0,
      chat,
      from: asker,
      view: 'view-0001',
      task,
      asked: null,
      answer: message('5'),
    };
    const by = { adapter: {} as ChatAdapter, signal: new AbortController().signal };
    return answer(job, task, by);
  };
  return { compare, searched, columns };
};

const shownWith = (kept: readonly Offer[] | null) => ({ keep: async () => {}, find: async () => kept });

describe('a comparison', () => {
  it('is of what was shown, by its own numbers, and asks nobody for the list', async () => {
    const { compare, searched, columns } = answering({ shown: shownWith(offers.slice(0, 2)) });
    const reply = await compare();
    expect(reply).toMatchObject({ kind: 'notice', picture: PICTURE });
    expect([searched, columns]).toEqual([[], [[7, 8]]]);
  });

  it('is of the list anew once that is forgotten', async () => {
    const { compare, searched, columns } = answering({ shown: shownWith(null) });
    await compare([1, 3]);
    expect([searched, columns]).toEqual([['keyword'], [[7, 9]]]);
  });

  it('goes by the rows where an offer cannot be opened', async () => {
    const search = {
      search: async () => searchResult(offers),
      offer: async () => {
        throw new TusouError('backend-down');
      },
    };
    const reply = await answering({ search }).compare();
    expect(reply).toMatchObject({ card: { text: expect.stringContaining('Comparing 3 offers') } });
  });

  it('of one offer, or of places that there are not, is none', async () => {
    const { compare, columns } = answering();
    for (const only of [[2], [8, 9]])
      expect(await compare(only)).toMatchObject({
        kind: 'notice',
        card: { text: expect.stringContaining('at least two') },
      });
    expect(columns).toEqual([]);
  });
});
