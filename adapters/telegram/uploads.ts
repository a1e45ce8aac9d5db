/** Pictures that Telegram has already: their file ids are remembered by what is in them, so that paging back uploads nothing. */
import { createHash } from 'node:crypto';
import { GrammyError, InputFile } from 'grammy';
import { type Log, pictureFileName, type Store } from '#service';
import { refusalOf } from './client.ts';

/** As long as buttons work; a file id has no end that Telegram tells of (core.telegram.org/bots/faq). */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** A picture as it goes into a call: the id of what Telegram has, or the bytes. */
export type Source = string | InputFile;

/** What a call tells of the pictures that it brought, in their order. */
type FileIds<T> = (sent: T) => readonly (string | null)[];

/** The remembered pictures. */
export interface Uploads {
  /**
   * Makes a call with these pictures: by their file ids where they are known, and again with all bytes where Telegram no longer takes
   * one of them. Rejects with the call's errors. What the call tells of the pictures is remembered.
   */
  bring<T>(
    pictures: readonly Uint8Array[],
    call: (sources: readonly Source[]) => Promise<T>,
    fileIds: FileIds<T>,
  ): Promise<T>;
}

/** Whether a file id may be what Telegram does not take: it says so in several ways, and its list is not published. */
const isAboutFiles = (error: unknown): boolean => {
  if (!(error instanceof GrammyError) || error.error_code !== 400) return false;
  const refusal = refusalOf(error);
  return refusal === null || refusal === 'file-gone';
};

/** File ids belong to one bot. */
export const createUploads = (parts: {
  readonly store: Store;
  readonly log: Log;
  readonly botId: string;
}): Uploads => {
  const { store, log, botId } = parts;

  const keyOf = (picture: Uint8Array): string =>
    `telegram:file:${botId}:${createHash('sha256').update(picture).digest('base64url')}`;
  /** Without the store a picture is only uploaded once more. */
  const known = async (key: string): Promise<string | null> =>
    (await store.get<string>(key).catch(() => undefined)) ?? null;
  const remember = async (key: string, fileId: string | null | undefined): Promise<void> => {
    if (fileId) await store.set(key, fileId, KEPT_MS).catch(() => undefined);
  };

  return {
    bring: async (pictures, call, fileIds) => {
      const keys = pictures.map(keyOf);
      const files = pictures.map((picture) => new InputFile(picture, pictureFileName(picture)));
      const ids = await Promise.all(keys.map(known));
      const isKnown = ids.some((id) => id !== null);
      /** Those that were known are known well enough. */
      const learn = async (sent: Awaited<ReturnType<typeof call>>, before: typeof ids) => {
        const told = fileIds(sent);
        await Promise.all(keys.map((key, at) => (before[at] ? null : remember(key, told[at]))));
        return sent;
      };
      try {
        const sent = await call(files.map((file, at) => ids[at] ?? file));
        return await learn(sent, ids);
      } catch (error) {
        if (!isKnown || !isAboutFiles(error)) throw error;
        log.info({ pictures: pictures.length }, 'telegram takes a known picture no longer, uploading it');
        await Promise.all(keys.map((key) => store.delete(key).catch(() => undefined)));
        return learn(await call(files), []);
      }
    },
  };
};
