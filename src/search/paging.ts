/** Page after page of one search, fetched only as somebody asks for them. */
import type { Offer } from '../domain/offer.ts';
import type { SearchResult } from '../domain/result.ts';
import type { Ask, Search } from './search.ts';

/** How far to turn pages. */
export type Paging = { readonly maxPages: number; readonly signal: AbortSignal };

/**
 * Yields the page that was asked for and the ones after it, at most `maxPages`. The first page is yielded even when it is empty.
 * The list has ended where a later page is empty, or brings only offers that were there before (some backends repeat their last
 * page for ever), or where the search gives up its words (`keyword-ignored`) although the first page matched them. A page from
 * which rows were left out (`filtered-here`) may be empty and is not the end.
 * Throws the errors of `search`, after the pages that came before.
 */
export async function* pagesOf(
  search: Search['search'],
  first: Ask,
  { maxPages, signal }: Paging,
): AsyncGenerator<SearchResult> {
  const seen = new Set<string>();
  const isNew = ({ id }: Offer): boolean => !seen.has(id) && seen.size < seen.add(id).size;
  let wordsMatched = true;
  for (let turned = 0; turned < maxPages; turned += 1) {
    const question = { ...first.question, page: first.question.page + turned };
    const result = await search({ ...first, question }, signal);
    const offers = result.offers.filter(isNew);
    const gaveUpWords = result.notes.includes('keyword-ignored');
    if (turned === 0) wordsMatched = !gaveUpWords;
    const isEmpty = offers.length === 0 && !result.notes.includes('filtered-here');
    const isEnd = isEmpty || (gaveUpWords && wordsMatched);
    if (turned === 0 || !isEnd) yield { ...result, offers };
    if (isEnd) return;
  }
}
