/** Gives a file to people in Slack, once: into the conversation, or to the one who asked where the app is not in it. */
import type { WebClient } from '@slack/web-api';
import { type ChatRef, type FileToSend, type Log, type MessageRef, type Store, TusouError } from '#service';
import { slackCode } from './errors.ts';
import { PRIVATE_MESSAGE } from './receive.ts';

/** A job is tried again for hours at most. */
const NOTED_MS = 24 * 60 * 60 * 1000;

const UPLOAD_MS = 120_000;

/** Answers that mean: the app cannot share anything in this conversation. */
const OUTSIDE = ['not_in_channel', 'channel_not_found', 'restricted_action'];

/** What giving files needs. */
export type GiveParts = { readonly client: WebClient; readonly store: Store; readonly log: Log };

/** A file for a chat. `sign` is the message that it was announced by, and names this giving; `words` go with it where it is given alone. */
export type Gift = {
  readonly chat: ChatRef;
  readonly sign: MessageRef;
  readonly file: FileToSend;
  readonly words: string;
  readonly forUser: string;
};

type SharedFile = {
  readonly channels?: readonly string[];
  readonly groups?: readonly string[];
  readonly ims?: readonly string[];
  readonly shares?: object;
};

const isShared = ({ channels = [], groups = [], ims = [], shares = {} }: SharedFile): boolean =>
  channels.length + groups.length + ims.length > 0 ||
  Object.values(shares).some((kind) => kind && Object.keys(kind).length > 0);

/** Sends the bytes to where Slack wants them (docs.slack.dev/messaging/working-with-files#upload). */
const sendBytes = async (url: string, { bytes, type }: FileToSend): Promise<void> => {
  const request = {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(bytes),
    redirect: 'error',
    signal: AbortSignal.timeout(UPLOAD_MS),
  } as const;
  const { ok } = await fetch(url, request).catch(() => ({ ok: false }));
  if (!ok) throw new TusouError('chat-down', { detail: 'Slack: the file was not taken' });
};

/**
 * Makes the function that gives a file; `public` says whether the conversation has it, or the asker alone. What was uploaded is noted
 * before it is shared, so that a run after a crash sees in Slack whether it was. Rejects with the client's errors.
 */
export const createGiveFile = ({ client, store, log }: GiveParts) => {
  const wasShared = async (id: string): Promise<boolean> => {
    const told = await client.files.info({ file: id }).catch((error: unknown) => {
      if (slackCode(error) === null) throw error;
      return null;
    });
    return told?.file !== undefined && isShared(told.file as SharedFile);
  };

  const upload = async (file: FileToSend): Promise<string> => {
    const length = file.bytes.byteLength;
    const place = await client.files.getUploadURLExternal({ filename: file.name, length });
    if (!place.upload_url || !place.file_id)
      throw new TusouError('chat-down', { detail: 'Slack: nowhere to upload to' });
    await sendBytes(place.upload_url, file);
    return place.file_id;
  };

  const shareIn = async (id: string, name: string, channel: string, thread: string | null): Promise<void> => {
    const where = thread ? { channel_id: channel, thread_ts: thread } : { channel_id: channel };
    await client.files.completeUploadExternal({ files: [{ id, title: name }], ...where });
  };

  /** A message opens the conversation with the one who asked, which needs no further scope. */
  const shareAlone = async (id: string, { file, forUser, words }: Gift): Promise<void> => {
    const { channel } = await client.chat.postMessage({ channel: forUser, text: words });
    if (!channel) throw new TusouError('chat-down', { detail: 'Slack: no conversation with the asker' });
    await shareIn(id, file.name, channel, null);
  };

  return async (gift: Gift): Promise<{ readonly public: boolean }> => {
    const { chat, sign, file } = gift;
    const isAlone = sign.id === PRIVATE_MESSAGE;
    const key = `slack:given:${sign.chat.id}:${isAlone ? gift.forUser : sign.id}:${file.name}`;
    const noted = isAlone ? undefined : await store.get<string>(key);
    if (noted && (await wasShared(noted))) return { public: true };
    const id = await upload(file);
    await store.set(key, id, NOTED_MS);
    try {
      if (isAlone) await shareAlone(id, gift);
      else await shareIn(id, file.name, chat.id, chat.thread);
      return { public: !isAlone };
    } catch (error) {
      if (isAlone || !OUTSIDE.includes(slackCode(error) ?? '')) throw error;
      log.info({}, 'slack takes no file here; its asker gets it');
      await shareAlone(id, gift);
      return { public: false };
    }
  };
};
