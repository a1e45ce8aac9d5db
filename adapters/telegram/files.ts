/** Downloads photos: asks Telegram for the place of a file, then gets it without letting the token out. */
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Api } from 'grammy';
import { downloadFile, type PhotoRef, TusouError } from '#service';
import { type Access, chatError, forGrammy, refusalOf } from './client.ts';

/** The largest file that bots may download (core.telegram.org/bots/api#getfile). */
const MAX_MB = 20;
const MAX_BYTES = MAX_MB * 1024 * 1024;

const TIMEOUT_MS = 30_000;

const tooLarge = (mostBytes: number): TusouError =>
  new TusouError('photo-too-large', { args: { limit: Math.floor(mostBytes / 1024 / 1024) } });

const pathOf = async (api: Api, fileId: string, signal: AbortSignal): Promise<string> => {
  try {
    const { file_path } = await api.getFile(fileId, forGrammy(signal));
    if (file_path) return file_path;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw refusalOf(error) === 'file-large' ? tooLarge(MAX_BYTES) : chatError(error);
  }
  throw new TusouError('photo-expired', { detail: 'getFile: no file_path' });
};

/** A Bot API server run with `--local` keeps the files on a disk that we share, and says where. The path holds the token. */
const readLocal = async (path: string, mostBytes: number, signal: AbortSignal): Promise<Uint8Array> => {
  try {
    const { size } = await stat(path);
    return size > mostBytes ? Promise.reject(tooLarge(mostBytes)) : await readFile(path, { signal });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof TusouError) throw error;
    throw new TusouError('config-invalid', {
      detail:
        'the Bot API server of TELEGRAM_API_ROOT keeps its files in a folder that cannot be read from here',
    });
  }
};

/** Telegram's hosts never hand out paths of this machine; only a server of one's own may. */
const OFFICIAL = 'https://api.telegram.org';

/** The bytes of a photo. Throws `photo-too-large`, `photo-expired` and the `chat-*` codes. */
export const downloadPhoto = async (
  { api, token, apiRoot }: Access & { readonly api: Api },
  { fileId, bytes }: Extract<PhotoRef, { kind: 'platform' }>,
  signal: AbortSignal,
  wantedBytes = MAX_BYTES,
): Promise<Uint8Array> => {
  // A server of one's own may hand out more than Telegram's.
  const mostBytes = apiRoot === OFFICIAL ? Math.min(wantedBytes, MAX_BYTES) : wantedBytes;
  if (bytes !== null && bytes > mostBytes) throw tooLarge(mostBytes);
  const path = await pathOf(api, fileId, signal);
  if (isAbsolute(path) && apiRoot !== OFFICIAL) return readLocal(path, mostBytes, signal);
  const file = await downloadFile({
    url: `${apiRoot}/file/bot${token}/${path.split('/').map(encodeURIComponent).join('/')}`,
    headers: {},
    origins: [new URL(apiRoot).origin],
    maxBytes: mostBytes,
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  return file.bytes;
};
