/** Pages of any size out of calls that give only so many rows at a time. */
import type { Question } from '../../domain/query.ts';
import type { Rows } from './parse.ts';

/** One page of a call, for a question whose `pageSize` the call can bear. */
export type AskPage = (question: Question) => Promise<Rows>;

/**
 * The page that a question asks for, of a call that gives at most `cap` rows: for a longer page the call's own pages are put together,
 * one after the other, until there are enough or the call has no more.
 */
export const askInPages = async (question: Question, cap: number, ask: AskPage): Promise<Rows> => {
  const { page, pageSize } = question;
  if (pageSize <= cap) return ask(question);
  const from = (page - 1) * pageSize;
  const first = Math.floor(from / cap);
  const last = Math.ceil((from + pageSize) / cap);
  const skipped = from - first * cap;
  const offers: Rows['offers'][number][] = [];
  let dropped = 0;
  let total: number | null = null;
  for (let at = first; at < last; at += 1) {
    const rows = await ask({ ...question, page: at + 1, pageSize: cap });
    offers.push(...rows.offers);
    dropped += rows.dropped;
    total = rows.total ?? total;
    if (rows.offers.length + rows.dropped < cap) break;
  }
  return { offers: offers.slice(skipped, skipped + pageSize), total, dropped };
};
