/** What the three ways through the PC pages have in common: a picture is handed over once, then asked about page by page. */
import { hash } from 'node:crypto';
import { TusouError } from '../../domain/errors.ts';
import type { Offer } from '../../domain/offer.ts';
import type { Abilities, Clock, PreparedPhoto, Query } from '../../domain/ports.ts';
import type { Question } from '../../domain/query.ts';
import { createRecent } from '../recent.ts';
import { blocked } from './wire.ts';

/** A page of offers as a flow found it. `rows` counts what the page listed, advertisements and all. */
export type Found = {
  readonly offers: readonly Offer[];
  readonly total: number | null;
  readonly dropped: number;
  readonly rows: number;
};

/** One way through the pages. `link` is the page on which 1688 shows the same results. */
export type Flow = {
  readonly can: Pick<Abilities, 'queries' | 'sorts' | 'filters' | 'maxPageSize'>;
  search(query: Query, signal: AbortSignal): Promise<Found & { readonly link: string | null }>;
  /** The cheapest thing that shows whether 1688 lets us in: resolves if so. */
  probe(signal: AbortSignal): Promise<unknown>;
};

/**
 * How a flow searches by picture. `Handle` is what handing a picture over gives. `query` answers null when the handle is no
 * longer good. `narrowed`: whether a true search for this question may come up empty on its first page.
 */
export type PictureSteps<Handle> = {
  readonly name: string;
  readonly clock: Clock;
  upload(photo: PreparedPhoto, signal: AbortSignal): Promise<Handle>;
  query(handle: Handle, question: Question, signal: AbortSignal): Promise<Found | null>;
  link(handle: Handle): string;
  narrowed(question: Question): boolean;
};

/** How long a handle is used again, and how many are kept. 1688 does not say how long one lives; this covers a conversation. */
const KEPT = { keptForMs: 5 * 60 * 1000, atMost: 1000 };

const NOTHING = 'nothing came for a picture that was taken; maybe a login is needed';

/**
 * Makes a search by picture that hands the same picture over only once in a while. Something always looks like a picture, so an
 * empty first page is no answer: it is thrown as `backend-blocked`, and nobody remembers it.
 */
export const createPictureSearch = <Handle>(steps: PictureSteps<Handle>) => {
  const handles = createRecent<Handle>({ clock: steps.clock, ...KEPT });

  return async (photo: PreparedPhoto, question: Question, signal: AbortSignal) => {
    const digest = hash('sha256', photo.jpeg);
    const isSuspicious = (found: Found | null): boolean =>
      found?.rows === 0 && question.page === 1 && !steps.narrowed(question);
    const known = handles.get(digest);
    const remembered = known && (await steps.query(known, question, signal));
    if (known && remembered && !isSuspicious(remembered)) return { ...remembered, link: steps.link(known) };

    // A remembered handle may have expired: it is worth one more upload.
    handles.forget(digest);
    const handle = await steps.upload(photo, signal);
    const found = await steps.query(handle, question, signal);
    if (!found)
      throw new TusouError('backend-image-refused', { detail: `${steps.name}: a new picture is not known` });
    if (isSuspicious(found)) throw blocked(steps.name, NOTHING);
    handles.keep(digest, handle);
    return { ...found, link: steps.link(handle) };
  };
};

/** The offers of rows that a parser reads; a row that it cannot read is counted. */
export const foundIn = (
  rows: readonly unknown[],
  parse: (row: unknown) => Offer | null,
  total: number | null,
): Found => {
  const offers = rows.map(parse).filter((offer) => offer !== null);
  return { offers, total, dropped: rows.length - offers.length, rows: rows.length };
};
