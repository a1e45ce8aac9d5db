/** Works a list of pictures through, a part at a time: whatever was done is kept, so that whoever goes on does nothing twice. */
import { createHash } from 'node:crypto';
import type { BatchFailure, BatchFound, BatchItem, BatchPicture, BatchSource } from '../../domain/batch.ts';
import { asTusouError, TusouError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports.ts';
import type { Question } from '../../domain/query.ts';
import type { Rate } from '../../domain/rates.ts';
import type { BatchLine } from '../../files/batch-file.ts';
import type { Search } from '../../search/search.ts';
import type { BatchShelf } from './shelf.ts';

/** Pictures at once: their calls stand in the background's line anyway, and each is held in memory. */
const AT_ONCE = 4;

/** Longest side of the pictures in the workbook, in pixels: about 3 kB each. */
const SIDE = 96;

/** What working needs. `shrink` makes the small pictures of the workbook, `download` gets a picture from the web, safely. */
export type BatchParts = {
  readonly search: Search;
  readonly shelf: BatchShelf;
  readonly clock: Clock;
  readonly thumbnail: (url: string, signal: AbortSignal) => Promise<Uint8Array | null>;
  readonly shrink: (bytes: Uint8Array, side: number, signal: AbortSignal) => Promise<BatchPicture>;
  readonly download: (url: string, signal: AbortSignal) => Promise<Uint8Array>;
};

/** A list, and how it is asked: the page size of the question is how many matches are wanted. `path` is its file on this machine. */
export type Batch = {
  readonly id: string;
  readonly path: () => Promise<string>;
  readonly question: Question;
};

/** How far a list has come. */
export type BatchProgress = { readonly done: number; readonly total: number; readonly startedMs: number };

/** Until when a part goes on (ms since the epoch), and what ends it before: it is asked before each few pictures. */
export type BatchPart = {
  readonly untilMs: number;
  readonly signal: AbortSignal;
  readonly isStopped: () => Promise<boolean>;
};

const shaOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

/** What went wrong with the picture itself stays with it; anything else is trouble of ours or the marketplace's. */
const failureOf = (error: unknown): BatchFailure | null => {
  const { code, args, blame } = asTusouError(error);
  return blame === 'asker' ? { code, args } : null;
};

const loadFiles = () => Promise.all([import('../../files/archive.ts'), import('../../files/batch-list.ts')]);

/** Makes the functions that work lists through. They reject with what concerns all of a list, or the signal's reason. */
export const createBatchWork = (parts: BatchParts) => {
  const { search, shelf, clock, thumbnail, shrink, download } = parts;

  /** Small pictures are a courtesy: what was found is worth having without. */
  const small = async (bytes: Uint8Array | null, signal: AbortSignal): Promise<BatchPicture | null> => {
    if (!bytes) return null;
    return shrink(bytes, SIDE, signal).catch(() => {
      signal.throwIfAborted();
      return null;
    });
  };

  const findWith = async (
    bytes: Uint8Array,
    sha256: string,
    question: Question,
    signal: AbortSignal,
  ): Promise<BatchFound> => {
    const about = { kind: 'photo', photo: { identity: `file:${sha256}`, load: async () => bytes } } as const;
    const { offers } = await search.search({ about, question, fresh: false }, signal);
    const wanted = offers.slice(0, question.pageSize);
    const pictures = wanted.map(async ({ imageUrl }) =>
      imageUrl ? small(await thumbnail(imageUrl, signal), signal) : null,
    );
    return { own: await small(bytes, signal), offers: wanted, pictures: await Promise.all(pictures) };
  };

  type Reading = (source: BatchSource, signal: AbortSignal) => Promise<Uint8Array>;

  /** The same bytes are searched with once, also when they come twice at the same moment. */
  const createSearching = (batch: Batch, read: Reading) => {
    const underWay = new Map<string, Promise<void>>();
    const searchOnce = async (bytes: Uint8Array, sha256: string, signal: AbortSignal): Promise<void> => {
      if (await shelf.found(batch.id, sha256)) return;
      await shelf.keepFound(batch.id, sha256, await findWith(bytes, sha256, batch.question, signal));
    };
    return async (source: BatchSource, signal: AbortSignal): Promise<string> => {
      const bytes = await read(source, signal);
      const sha256 = shaOf(bytes);
      const searched = underWay.get(sha256) ?? searchOnce(bytes, sha256, signal);
      underWay.set(sha256, searched);
      await searched.finally(() => underWay.delete(sha256));
      return sha256;
    };
  };

  const work = async (
    { id }: Batch,
    { number, item }: { readonly number: number; readonly item: BatchItem },
    searchWith: (source: BatchSource, signal: AbortSignal) => Promise<string>,
    signal: AbortSignal,
  ): Promise<void> => {
    if ('failure' in item || (await shelf.mark(id, number))) return;
    try {
      await shelf.keepMark(id, number, { sha256: await searchWith(item.source, signal) });
    } catch (error) {
      signal.throwIfAborted();
      const failure = failureOf(error);
      if (failure === null) throw error;
      await shelf.keepMark(id, number, { failure });
    }
  };

  /** The pictures in the list; read from its file when it is begun. */
  const itemsOf = async ({ id, path }: Batch): Promise<readonly BatchItem[]> => {
    const known = await shelf.items(id);
    if (known) return known;
    const [, { listBatch }] = await loadFiles();
    const items = await listBatch(await path());
    await shelf.keepItems(id, items);
    return items;
  };

  const begin = async (batch: Batch): Promise<BatchProgress> => {
    const { length: total } = await itemsOf(batch);
    const pace = (await shelf.pace(batch.id)) ?? { cursor: 0, startedMs: clock.now(), troubles: 0 };
    await shelf.keepPace(batch.id, pace);
    return { done: pace.cursor, total, startedMs: pace.startedMs };
  };

  /** Goes on with a list until it is through or the part is over. */
  const goOn = async (batch: Batch, { untilMs, signal, isStopped }: BatchPart): Promise<BatchProgress> => {
    const items = await itemsOf(batch);
    const { startedMs, done } = await begin(batch);
    // The file may be gone by now, and nothing of it is wanted.
    if (done >= items.length) return { done, total: items.length, startedMs };
    const [{ openArchive }, { MOST_PICTURE_BYTES }] = await loadFiles();
    await using archive = await openArchive(await batch.path(), Number.MAX_SAFE_INTEGER);
    const read: Reading = (source, until) =>
      source.kind === 'url' ? download(source.url, until) : archive.read(source.index, MOST_PICTURE_BYTES);
    const searchWith = createSearching(batch, read);
    let cursor = done;
    while (cursor < items.length && clock.now() < untilMs && !(await isStopped())) {
      signal.throwIfAborted();
      const few = items.slice(cursor, cursor + AT_ONCE).map((item, at) => ({ item, number: cursor + at }));
      const worked = await Promise.allSettled(few.map((one) => work(batch, one, searchWith, signal)));
      const trouble = worked.find((one) => one.status === 'rejected');
      if (trouble) throw trouble.reason;
      cursor += few.length;
      await shelf.keepPace(batch.id, { cursor, startedMs, troubles: 0 });
    }
    return { done: cursor, total: items.length, startedMs };
  };

  /** Counts trouble that is not the pictures': how often in a row there was some. */
  const trouble = async ({ id }: Batch): Promise<number> => {
    const pace = (await shelf.pace(id)) ?? { cursor: 0, startedMs: clock.now(), troubles: 0 };
    await shelf.keepPace(id, { ...pace, troubles: pace.troubles + 1 });
    return pace.troubles + 1;
  };

  const lineOf = async ({ id }: Batch, item: BatchItem, number: number): Promise<BatchLine> => {
    if ('failure' in item) return { item, outcome: item };
    const mark = await shelf.mark(id, number);
    const found = mark && 'sha256' in mark ? await shelf.found(id, mark.sha256) : mark;
    return { item, outcome: found ?? { failure: { code: 'file-not-searched', args: {} } } };
  };

  /** What became of the list so far, as a workbook. */
  const result = async (batch: Batch, rate: Rate | null | undefined) => {
    const items = await itemsOf(batch);
    const { batchFile } = await import('../../files/batch-file.ts');
    const lines = async function* (): AsyncIterable<BatchLine> {
      for (const [number, item] of items.entries()) yield lineOf(batch, item, number);
    };
    return batchFile(lines(), { language: batch.question.language, rate });
  };

  return { begin, goOn, trouble, result, forget: ({ id }: Batch) => shelf.forget(id) };
};

/** Working lists through. */
export type BatchWork = ReturnType<typeof createBatchWork>;

/** How many matches a question asks for. */
export const withMatches = (question: Question, matches: number): Question => {
  if (matches < 1) throw new TusouError('internal', { detail: 'no matches wanted' });
  return { ...question, page: 1, pageSize: matches };
};
