/** Looks up what an event leaves out: the files of a mention, the picture above it, a stub's file, somebody's latest picture. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Clock, Log } from '#service';
import { slackCode } from './errors.ts';
import { readFiles, type SlackFile, type SlackMessage } from './payloads.ts';
import { isStub, mayBePicture } from './pictures-in.ts';

/** Scopes count after a reinstall, which needs no restart of ours. */
const REFUSED_MS = 10 * 60 * 1000;

/** Conversations that are remembered as closed to us at most. */
const MOST_REFUSED = 1_000;

/** Messages of a thread that are looked through: Slack gives them from its beginning, and hardly a thread has more. */
const THREAD_PAGE = 200;

/** Messages of a conversation among which somebody's latest picture is looked for where files cannot be listed. */
const HISTORY_PAGE = 50;

/** A picture that was posted longer ago is not what somebody means who opens the modal now. */
const LATELY_MS = 24 * 60 * 60 * 1000;

const messageSchema = z.object({
  ts: z.string(),
  user: z.string().nullish(),
  files: z.unknown().optional().transform(readFiles),
});

type Told = z.infer<typeof messageSchema>;

const readTold = (messages: unknown): Told[] =>
  (Array.isArray(messages) ? messages : []).flatMap((message) => messageSchema.safeParse(message).data ?? []);

/**
 * The files of a message among those of its conversation, or else the nearest picture above it in its thread, whoever posted it: the
 * message that began the thread is one of them. Our own pictures are answers, and nothing to search with.
 */
export const filesAmong = (
  messages: unknown,
  { ts, thread_ts }: SlackMessage,
  botUserId: string,
): SlackFile[] => {
  const told = readTold(messages);
  const own = told.find((message) => message.ts === ts)?.files ?? [];
  if (own.length > 0 || !thread_ts) return own;
  const above = told
    .filter((message) => Number(message.ts) < Number(ts) && message.user !== botUserId)
    .sort((one, other) => Number(other.ts) - Number(one.ts));
  return above.find(({ files }) => files.some(mayBePicture))?.files ?? [];
};

/** The latest picture of one person among the messages of a conversation, newest first as Slack tells them; null where there is none. */
export const latestAmong = (messages: unknown, user: string, sinceMs: number): SlackFile | null => {
  const theirs = readTold(messages).filter((told) => told.user === user && Number(told.ts) * 1000 >= sinceMs);
  return theirs.flatMap(({ files }) => files).find(mayBePicture) ?? null;
};

/** What looking up needs. The clients that are handed in must give up quickly: Slack waits 3 s for our acknowledgement. */
export type LookupParts = { readonly clock: Pick<Clock, 'now'>; readonly log: Log };

/** Makes the functions that look things up. None of them rejects. */
export const createLookup = ({ clock, log }: LookupParts) => {
  /** By conversation, since each kind of them has a scope of its own: when it may be asked about again. */
  const refused = new Map<string, number>();
  const underway = new Map<string, Promise<SlackFile[] | null>>();

  const failed = (channel: string, error: unknown): null => {
    const code = slackCode(error);
    if (refused.size >= MOST_REFUSED) refused.clear();
    if (code === 'missing_scope') refused.set(channel, clock.now() + REFUSED_MS);
    log.debug({ code }, 'slack did not show the files of a mention');
    return null;
  };

  const askFiles = async (
    client: WebClient,
    message: SlackMessage,
    us: string,
  ): Promise<SlackFile[] | null> => {
    const { channel, ts, thread_ts } = message;
    if ((refused.get(channel) ?? 0) > clock.now()) return null;
    try {
      const { messages } = thread_ts
        ? await client.conversations.replies({
            channel,
            ts: thread_ts,
            latest: ts,
            inclusive: true,
            limit: THREAD_PAGE,
          })
        : await client.conversations.history({ channel, oldest: ts, latest: ts, inclusive: true, limit: 1 });
      return filesAmong(messages, message, us);
    } catch (error) {
      return failed(channel, error);
    }
  };

  const whole = async (client: WebClient, file: SlackFile): Promise<SlackFile> => {
    if (!isStub(file)) return file;
    try {
      const { file: told } = await client.files.info({ file: file.id });
      return readFiles([told])[0] ?? file;
    } catch (error) {
      log.debug({ code: slackCode(error) }, 'slack did not tell about a file of another workspace');
      return file;
    }
  };

  const listed = async (client: WebClient, channel: string, user: string, sinceMs: number) => {
    const span = { channel, user, types: 'images', ts_from: String(Math.floor(sinceMs / 1000)), count: 10 };
    const { files } = await client.files.list(span);
    return readFiles(files).find(mayBePicture) ?? null;
  };

  const inHistory = async (client: WebClient, channel: string, user: string, sinceMs: number) => {
    const { messages } = await client.conversations.history({ channel, limit: HISTORY_PAGE });
    return latestAmong(messages, user, sinceMs);
  };

  return {
    /**
     * The files that belong to a message which came without any. Null when Slack did not show the conversation. Two events about one
     * message are one question.
     */
    filesOf: (client: WebClient, message: SlackMessage, botUserId: string): Promise<SlackFile[] | null> => {
      const key = `${message.channel}:${message.ts}`;
      const asking =
        underway.get(key) ?? askFiles(client, message, botUserId).finally(() => underway.delete(key));
      underway.set(key, asking);
      return asking;
    },
    /** The files with what Slack tells of those of which an event names only the id. */
    complete: (client: WebClient, files: readonly SlackFile[]): Promise<SlackFile[]> =>
      Promise.all(files.map((file) => whole(client, file))),
    /** The latest picture that somebody posted in a conversation within a day; null where there is none, or the app may not see it. */
    latestPicture: async (
      client: WebClient,
      { channel, user }: { readonly channel: string; readonly user: string },
    ): Promise<SlackFile | null> => {
      const sinceMs = clock.now() - LATELY_MS;
      for (const look of [listed, inHistory]) {
        const found = await look(client, channel, user, sinceMs).catch((error) => {
          log.debug({ code: slackCode(error) }, 'slack did not show somebody’s latest picture');
          return null;
        });
        if (found) return found;
      }
      return null;
    },
  };
};

/** See `createLookup`. */
export type Lookup = ReturnType<typeof createLookup>;
