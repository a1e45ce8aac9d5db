/** Files in and out of Slack: photos that people gave us, and contact sheets that we show. */
import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import {
  type Clock,
  downloadFile,
  type Log,
  MAX_PICTURE_BYTES,
  pictureFileName,
  type Store,
  TusouError,
} from '#service';
import { logMissingScope, slackError } from './errors.ts';
import type { SlackFile } from './payloads.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DOWNLOAD_MS = 20_000;
const LARGE_DOWNLOAD_MS = 120_000;

/** How often and how long to ask whether Slack has taken an upload in; it scans files before it shows them. */
const PROCESSED = { attempts: 20, pauseMs: 250 } as const;

/** Where Slack keeps files. The bot token goes nowhere else. */
const FILE_ORIGINS = ['https://files.slack.com'];

/** What handling files needs. `apiUrl` is set for tests, whose double keeps its files at the same origin. */
export type FilesParts = {
  readonly client: WebClient;
  readonly botToken: string;
  readonly apiUrl: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * The address to download. Slack's copy of at most 1024 pixels a side is all that a search needs, and a JPEG or PNG even
 * when the original is HEIC; small pictures have no such copy.
 */
const addressOf = (file: SlackFile): string | null =>
  file.thumb_1024 ?? file.url_private_download ?? file.url_private ?? null;

const uploadKey = (picture: Uint8Array): string =>
  `slack:upload:${createHash('sha256').update(picture).digest('hex')}`;

const isPage = (contentType: string | null, bytes: Uint8Array): boolean =>
  /^text\/html\b/i.test(contentType ?? '') ||
  /^\s*<(!doctype|html)/i.test(Buffer.from(bytes.subarray(0, 64)).toString());

/** Makes the functions that get and upload files. */
export const createFiles = ({ client, botToken, apiUrl, store, clock, log }: FilesParts) => {
  const origins = [...FILE_ORIGINS, new URL(apiUrl).origin];
  const addressKey = (id: string): string => `slack:file:${id}`;

  /** Keeps the addresses that came with an event, which saves a call and also works where `files.info` is refused. */
  const remember = async (files: readonly SlackFile[]): Promise<void> => {
    const kept = files.map(async (file) => {
      const address = addressOf(file);
      if (address) await store.set(addressKey(file.id), address, DAY_MS);
    });
    await Promise.all(kept);
  };

  const askAddress = async (id: string): Promise<string> => {
    const { file } = await client.files.info({ file: id }).catch((error) => {
      throw slackError(error, log);
    });
    const address = file ? addressOf({ ...file, id }) : null;
    if (!address) throw new TusouError('photo-expired', { detail: 'Slack: the file has no address' });
    return address;
  };

  /** Slack sends its sign-in page for files of channels that we are not in, and for all files without the scope. It never returns. */
  const refused = async (id: string): Promise<never> => {
    await askAddress(id);
    logMissingScope(log, 'files:read');
    throw new TusouError('chat-forbidden', { detail: 'Slack: sign-in page instead of the file' });
  };

  /** Gets a file's bytes. Throws `photo-expired`, `photo-hidden`, `photo-too-large`, or a `chat-*` code. */
  const download = async (
    id: string,
    signal: AbortSignal,
    maxBytes = MAX_PICTURE_BYTES,
  ): Promise<Uint8Array> => {
    const url = (await store.get<string>(addressKey(id))) ?? (await askAddress(id));
    const headers = { authorization: `Bearer ${botToken}` };
    const limits = {
      origins,
      maxBytes,
      timeoutMs: maxBytes > MAX_PICTURE_BYTES ? LARGE_DOWNLOAD_MS : DOWNLOAD_MS,
    };
    try {
      const { bytes, contentType } = await downloadFile({ url, headers, signal, ...limits });
      if (!isPage(contentType, bytes)) return bytes;
    } catch (error) {
      if (!(error instanceof TusouError) || error.code !== 'chat-forbidden') throw error;
    }
    return refused(id);
  };

  const isProcessed = async (id: string): Promise<boolean> => {
    for (let attempt = 0; attempt < PROCESSED.attempts; attempt += 1) {
      const { file } = await client.files.info({ file: id });
      if (file?.mimetype) return true;
      await clock.sleep(PROCESSED.pauseMs);
    }
    return false;
  };

  const uploadNew = async (bytes: Buffer, alt: string): Promise<string | null> => {
    const filename = pictureFileName(bytes);
    const { files } = await client.filesUploadV2({ file: bytes, filename, alt_text: alt });
    const id = files?.[0]?.files?.[0]?.id ?? null;
    if (id && (await isProcessed(id))) return id;
    log.warn({}, 'slack did not take an uploaded picture in; the answer goes out without it');
    return null;
  };

  /** Uploads a picture, or finds it when it was uploaded lately. Null when that fails: an answer without picture is better than none. */
  const upload = async (picture: Uint8Array, alt: string): Promise<string | null> => {
    const bytes = Buffer.from(picture);
    const key = uploadKey(bytes);
    const known = await store.get<string>(key);
    if (known) return known;
    try {
      const id = await uploadNew(bytes, alt);
      if (id) await store.set(key, id, DAY_MS);
      return id;
    } catch (error) {
      log.warn(
        { code: slackError(error, log).message },
        'slack refused a picture; the answer goes out without it',
      );
      return null;
    }
  };

  /** Forgets an upload that Slack no longer shows, so that the next answer uploads it anew. */
  const forget = (picture: Uint8Array): Promise<boolean> => store.delete(uploadKey(picture));

  return { remember, download, upload, forget };
};

/** The files of a workspace, as the functions that reach them. */
export type Files = ReturnType<typeof createFiles>;
