/** Lazy paging: where it stops, and that it asks for nothing that nobody looks at. */
import { describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import type { Note, SearchResult } from '../../src/domain/result.ts';
import { pagesOf } from '../../src/search/paging.ts';
import type { Ask } from '../../src/search/search.ts';
import { offer, searchResult } from '../support/made-up.ts';

const { signal } = new AbortController();
const ask: Ask = {
  about: { kind: 'keyword', keyword: 'cup' },
  question: { ...plainQuestion('en'), page: 2, pageSize: 2 },
  fresh: false,
};

type Page = { ids: string; notes?: readonly Note[] } | TusouError;

/** A search whose list begins at page 2 with these pages, and is empty behind them. */
const listOf = (...pages: readonly Page[]) => {
  const asked: number[] = [];
  const search = async ({ question }: Ask): Promise<SearchResult> => {
    asked.push(question.page);
    const page = pages[question.page - 2] ?? { ids: '' };
    if (page instanceof TusouError) throw page;
    const offers = [...page.ids].map((digit) => offer(`70000000000${digit}`));
    return searchResult(offers, { question, notes: page.notes ?? [] });
  };
  return { asked, pages: (maxPages: number) => pagesOf(search, ask, { maxPages, signal }) };
};

const idsOf = async (pages: AsyncIterable<SearchResult>): Promise<string[]> => {
  const all: string[] = [];
  for await (const { offers } of pages) all.push(offers.map(({ id }) => id.slice(-1)).join(''));
  return all;
};

describe('turning pages', () => {
  it('begins with the page that was asked for and stops at the first empty one', async () => {
    const list = listOf({ ids: '12' }, { ids: '34' }, { ids: '5' });
    expect(await idsOf(list.pages(10))).toEqual(['12', '34', '5']);
    expect(list.asked).toEqual([2, 3, 4, 5]);
  });

  it('stops after as many pages as were wanted', async () => {
    const list = listOf({ ids: '12' }, { ids: '34' }, { ids: '56' });
    expect(await idsOf(list.pages(2))).toEqual(['12', '34']);
    expect(list.asked).toEqual([2, 3]);
  });

  it('asks for no page before the one before it was looked at', async () => {
    const list = listOf({ ids: '12' }, { ids: '34' });
    const pages = list.pages(10);
    await pages.next();
    expect(list.asked).toEqual([2]);
  });

  it('tells an empty first page', async () => {
    expect(await idsOf(listOf().pages(10))).toEqual(['']);
  });

  it('shows no offer twice, and ends where a backend repeats its last page for ever', async () => {
    expect(await idsOf(listOf({ ids: '12' }, { ids: '23' }, { ids: '23' }, { ids: '23' }).pages(10))).toEqual(
      ['12', '3'],
    );
  });

  it('goes on behind a page from which all rows were left out', async () => {
    const left = { ids: '', notes: ['filtered-here'] } as const;
    expect(await idsOf(listOf({ ids: '12' }, left, { ids: '34' }).pages(10))).toEqual(['12', '', '34']);
  });

  it('ends where the search gives up words that the first page matched', async () => {
    const wider = { ids: '78', notes: ['keyword-ignored'] } as const;
    expect(await idsOf(listOf({ ids: '12' }, wider).pages(10))).toEqual(['12']);
    expect(await idsOf(listOf({ ...wider, ids: '12' }, wider).pages(10))).toEqual(['12', '78']);
  });

  it('throws what a page throws, after the pages before it', async () => {
    const pages = listOf({ ids: '12' }, new TusouError('backend-rate')).pages(10);
    expect((await pages.next()).value?.offers).toHaveLength(2);
    await expect(pages.next()).rejects.toMatchObject({ code: 'backend-rate' });
  });
});
