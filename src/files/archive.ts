/** Reads ZIP archives of strangers: one file at a time, by its number, within limits that hold also where the archive lies. */
import { TextDecoder } from 'node:util';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { TusouError } from '../domain/errors.ts';

/** A file in an archive. `name` is for people only, and never a path that anything is written to. Sizes are what the archive says. */
export type ArchiveEntry = {
  readonly index: number;
  readonly name: string;
  readonly bytes: number;
  readonly packedBytes: number;
  readonly isLocked: boolean;
};

/** An open archive. */
export interface Archive extends AsyncDisposable {
  readonly entries: readonly ArchiveEntry[];
  /**
   * A file's bytes, at most `mostBytes`. Throws `file-broken` where the file is damaged or is not as the archive says, and `file-bomb` where
   * it is larger than that.
   */
  read(index: number, mostBytes: number): Promise<Buffer>;
}

const NAME_CHARACTERS = 200;
const UTF8_FLAG = 0x800;

const broken = (cause: unknown): TusouError => new TusouError('file-broken', { cause });

const decoded = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** Chinese Windows writes names in its own code page and says nothing of it, so what is no UTF-8 is read as that. */
const nameOf = (raw: Uint8Array, isUtf8: boolean): string => {
  const name = decoded(raw, 'utf-8') ?? (isUtf8 ? null : decoded(raw, 'gb18030'));
  return (name ?? Buffer.from(raw).toString('latin1'))
    .replace(/\p{Cc}/gu, '')
    .slice(0, NAME_CHARACTERS)
    .toWellFormed();
};

const entryOf = (entry: Entry, index: number): ArchiveEntry => ({
  index,
  // The library's types know of decoded names only.
  name: nameOf(entry.fileName as unknown as Buffer, (entry.generalPurposeBitFlag & UTF8_FLAG) !== 0),
  bytes: entry.uncompressedSize,
  packedBytes: entry.compressedSize,
  isLocked: entry.isEncrypted(),
});

const listed = async (zip: ZipFile, mostEntries: number): Promise<Entry[]> => {
  if (zip.entryCount > mostEntries) throw new TusouError('file-too-many', { args: { limit: mostEntries } });
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    // The number at the end of the archive is only what it says.
    if (entries.length > mostEntries) throw new TusouError('file-too-many', { args: { limit: mostEntries } });
  }
  return entries;
};

const readEntry = async (zip: ZipFile, entry: Entry, mostBytes: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const stream = await zip.openReadStreamPromise(entry);
  for await (const chunk of stream) {
    bytes += (chunk as Buffer).length;
    if (bytes > mostBytes) throw new TusouError('file-bomb');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
};

/** Opens the archive at a path. Throws `file-broken` where it is none, `file-too-many` where it holds more than `mostEntries` files. */
export const openArchive = async (path: string, mostEntries: number): Promise<Archive> => {
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false };
  const zip = await openPromise(path, options).catch((error) => Promise.reject(broken(error)));
  const entries = await listed(zip, mostEntries).catch((error) => {
    zip.close();
    throw error instanceof TusouError ? error : broken(error);
  });
  return {
    entries: entries.map(entryOf),
    read: async (index, mostBytes) => {
      const entry = entries[index];
      if (!entry) throw new TusouError('file-broken', { detail: 'no such file in the archive' });
      try {
        return await readEntry(zip, entry, mostBytes);
      } catch (error) {
        throw error instanceof TusouError ? error : broken(error);
      }
    },
    [Symbol.asyncDispose]: async () => zip.close(),
  };
};
