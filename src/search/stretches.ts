/** The backend's list, fetched in stretches of several pages and remembered: the step of a search that calls the marketplace. */
import type { Backend, Clock, Log } from '../domain/ports.ts';
import { type Question, SEARCH_MODES, SORT_ORDERS } from '../domain/query.ts';
import type { Memory, Stretch, StretchOf } from './memory.ts';
import { withoutRepeats } from './rank.ts';
import { subjectsIn } from './subjects.ts';
import { type Topic, timed } from './topic.ts';

/** The stretch that holds a page, and where in it the page begins. */
export type Found = { readonly stretch: Stretch; readonly offset: number };

/**
 * Which stretch of the backend's list holds a page. One call fetches several pages of cards at once
 * (the marketplace allows 50 rows a call), so that turning pages costs no search call.
 */
const stretchFor = ({ page, pageSize }: Question, maxRows: number): StretchOf & { offset: number } => {
  const size = Math.floor(maxRows / pageSize) * pageSize;
  const first = (page - 1) * pageSize;
  return { size, index: Math.floor(first / size), offset: first % size };
};

/** Makes the step that finds the stretch for a question's page: from memory unless `fresh`, else from the backend. */
export const createFindStretch = (parts: { backend: Backend; memory: Memory; clock: Clock; log: Log }) => {
  const { backend, memory, clock, log } = parts;

  const fetchStretch = async (
    topic: Topic,
    { question, of, fresh }: { question: Question; of: StretchOf; fresh: boolean },
    signal: AbortSignal,
  ): Promise<Stretch> => {
    const key = await topic.key(question, signal);
    // Where the backend knows no modes, every mode has the same list, and need not be asked for again.
    const mode = backend.can.modes?.includes(question.mode) ? question.mode : SEARCH_MODES[0];
    // Nor does it know our order: what is put in order here is its own list.
    const sort = question.sort === 'score' ? SORT_ORDERS[0] : question.sort;
    const listed = { ...question, mode, sort };
    const remembered = fresh ? null : await memory.stretch(key, listed, of);
    if (remembered) return remembered;
    const query = await topic.query({ ...listed, page: of.index + 1, pageSize: of.size }, signal);
    const found = await timed({ clock, timings: topic.timings, step: 'searchMs' }, () =>
      backend.search(query, signal),
    );
    const { total, dropped, backend: speaker, can, link } = found;
    const subjects = subjectsIn(query, found.subjects);
    if (dropped > 0) log.warn({ dropped, backend: speaker }, 'rows without id or title left out');
    const offers = withoutRepeats(found.offers);
    const modeKnown = (can ?? backend.can).modes?.includes(mode) ?? false;
    const told = { backend: speaker, offers, total, modeKnown, ...(can && { can }), ...(link && { link }) };
    const stretch = { ...told, ...(subjects.length > 0 && { subjects }), askedAtMs: clock.now() };
    // That words narrow to nothing is an answer; that a photo matches nothing may be a mood of the marketplace.
    // What a server failed to do to the photo is worth trying again.
    const isAsAsked = !topic.hints().includes('background-failed');
    if (isAsAsked && (offers.length > 0 || question.keyword))
      await memory.keepStretch(key, listed, of, stretch);
    return stretch;
  };

  return async (
    topic: Topic,
    { question, fresh }: { question: Question; fresh: boolean },
    signal: AbortSignal,
  ): Promise<Found> => {
    const of = stretchFor(question, backend.can.maxPageSize);
    return { stretch: await fetchStretch(topic, { question, of, fresh }, signal), offset: of.offset };
  };
};
