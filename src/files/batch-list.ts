/** What is in a file of pictures: an archive of them, or a workbook with pictures in its rows or addresses in its cells. */
import type { BatchFailure, BatchItem } from '../domain/batch.ts';
import { MOST_PICTURES, MOST_ROWS } from '../domain/batch.ts';
import type { ErrorCode } from '../domain/errors.ts';
import { TusouError } from '../domain/errors.ts';
import { type Archive, type ArchiveEntry, openArchive } from './archive.ts';

/** The largest picture that is taken, as everywhere. */
const MOST_PICTURE_MB = 20;

/** The largest picture in bytes. */
export const MOST_PICTURE_BYTES = MOST_PICTURE_MB * 1024 * 1024;

/** Pictures are packed already: what shrinks to less than a hundredth is none, and a bomb where it is large. */
const MOST_RATIO = 100;
const WORTH_LOOKING_BYTES = 1024 * 1024;

/** What systems put into archives by themselves. */
const LITTER = /(^|\/)(__MACOSX\/|\.[^/]*$|Thumbs\.db$|desktop\.ini$)/i;
const PICTURE = /\.(jpe?g|jfif|png|webp|gif|avif|hei[cf]|tiff?|bmp)$/i;
const NESTED = /\.(zip|rar|7z|tar|t?gz|bz2|xz|xls[xm]?)$/i;
const HAS_ENDING = /\.[A-Za-z0-9]{1,8}$/;

const failed = (name: string, code: ErrorCode, args: BatchFailure['args'] = {}): BatchItem => ({
  name,
  failure: { code, args },
});

/** Whether a file that claims these sizes would unpack to far more than any picture does. */
export const isBomb = ({ bytes, packedBytes }: Pick<ArchiveEntry, 'bytes' | 'packedBytes'>): boolean =>
  bytes > WORTH_LOOKING_BYTES && bytes > MOST_RATIO * Math.max(1, packedBytes);

const itemOf = (entry: ArchiveEntry): BatchItem => {
  const { name, index, bytes, isLocked } = entry;
  if (NESTED.test(name)) return failed(name, 'file-nested');
  if (!PICTURE.test(name) && HAS_ENDING.test(name)) return failed(name, 'photo-not-image');
  if (isLocked) return failed(name, 'file-locked');
  if (isBomb(entry)) return failed(name, 'file-bomb');
  if (bytes > MOST_PICTURE_BYTES) return failed(name, 'photo-too-large', { limit: MOST_PICTURE_MB });
  return { name, source: { kind: 'entry', index } };
};

const inArchive = ({ entries }: Archive): BatchItem[] =>
  entries.filter(({ name }) => !name.endsWith('/') && !LITTER.test(name)).map(itemOf);

/** Those beyond the limit are told as such, so that nobody takes them for searched. */
const withinLimit = (items: readonly BatchItem[]): BatchItem[] => {
  let pictures = 0;
  return items.map((item) => {
    if ('failure' in item) return item;
    pictures += 1;
    return pictures <= MOST_PICTURES ? item : failed(item.name, 'file-over-limit', { limit: MOST_PICTURES });
  });
};

const isWorkbook = ({ entries }: Archive): boolean => entries.some(({ name }) => name === 'xl/workbook.xml');

/**
 * What the file at a path holds, in its order. Throws `file-broken`, `file-too-many`, `file-bomb`, `file-locked` or `file-empty` where that
 * concerns all of it; what concerns one picture is that picture's failure.
 */
export const listBatch = async (path: string): Promise<readonly BatchItem[]> => {
  await using archive = await openArchive(path, MOST_ROWS);
  const items = isWorkbook(archive)
    ? await (await import('./batch-workbook.ts')).inWorkbook(path, archive)
    : inArchive(archive);
  if (items.length === 0) throw new TusouError('file-empty');
  return withinLimit(items);
};
