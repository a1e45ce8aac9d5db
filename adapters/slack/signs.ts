/** Signs of work: each says in its metadata what it answers and for which job, so that one whose sending was cut off can be found again. */
import type { WebClient } from '@slack/web-api';
import type { Log, MessageRef } from '#service';
import { slackCode, slackError } from './errors.ts';
import { type Listed, readListed } from './payloads.ts';
import { isMessage } from './refs.ts';

const EVENT_TYPE = 'tusou_sign_of_work';

/** Messages a page, and pages that are looked through: a question asked longer ago is not looked for. */
const PAGE = 100;
const PAGES = 3;

/** The metadata of the sign of work of a job that answers a message; only apps of the workspace see it (docs.slack.dev/messaging/message-metadata). */
export const signMetadata = ({ chat, id }: MessageRef, job: string | undefined) => ({
  event_type: EVENT_TYPE,
  event_payload: { channel: chat.id, ts: id, ...(job !== undefined && { job }) },
});

/** What looking for signs needs. `botUserId` tells who we are. */
export type FindParts = {
  readonly client: WebClient;
  readonly log: Log;
  readonly botUserId: () => Promise<string>;
};

/** Signs of earlier versions do not say which job they are of. */
const isSignFor = ({ metadata }: Listed, { chat, id }: MessageRef, job?: string): boolean =>
  metadata?.event_type === EVENT_TYPE &&
  metadata.event_payload?.channel === chat.id &&
  metadata.event_payload.ts === id &&
  (job === undefined || (metadata.event_payload.job ?? job) === job);

/**
 * Makes the function that finds the sign by which a job answers a message. Null when there is none, or the app may not read the conversation.
 * Rejects with `chat-rate` or `chat-down` when it cannot be told now.
 */
export const createFindSign = ({ client, log, botUserId }: FindParts) => {
  const pageOf = async ({ chat, id }: MessageRef, cursor: string | undefined) => {
    const span = { channel: chat.id, oldest: id, inclusive: true, limit: PAGE, include_all_metadata: true };
    const from = cursor ? { ...span, cursor } : span;
    const { messages, response_metadata: told } = chat.thread
      ? await client.conversations.replies({ ...from, ts: chat.thread })
      : await client.conversations.history(from);
    return { messages: readListed(messages), next: told?.next_cursor || undefined };
  };

  const messagesSince = async (asked: MessageRef): Promise<Listed[]> => {
    const first = await pageOf(asked, undefined);
    const all = [...first.messages];
    for (let [page, next] = [1, first.next]; next && page < PAGES; page += 1) {
      const more = await pageOf(asked, next);
      all.push(...more.messages);
      next = more.next;
    }
    return all;
  };

  return async (asked: MessageRef, job?: string): Promise<MessageRef | null> => {
    if (!isMessage(asked)) return null;
    try {
      const [us, messages] = [await botUserId(), await messagesSince(asked)];
      const sign = messages.find((message) => message.user === us && isSignFor(message, asked, job));
      return sign ? { chat: asked.chat, id: sign.ts } : null;
    } catch (error) {
      const failure = slackError(error, log);
      if (failure.retryable) throw failure;
      log.debug({ code: slackCode(error) }, 'slack sign of work not looked for');
      return null;
    }
  };
};
