/** What concerns one person in a channel: shown to them alone where they are looking, else in their direct message. Called by `deliver.ts`. */
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { ChatRef, Log, MessageRef } from '#service';
import { slackCode } from './errors.ts';
import { PRIVATE_MESSAGE } from './receive.ts';
import { readRefusal } from './refusal.ts';
import type { Message } from './render.ts';

/** What telling one person needs. `respond` posts through a return address, beside the message that it belongs to. */
export type PrivatelyParts = {
  readonly client: WebClient;
  readonly respond: (via: string, message: Message) => Promise<void>;
  readonly log: Log;
};

/** Something to be told to one person in a chat. `replaces` is a message of ours that all can see and that has nothing more to say. */
export type Telling = {
  readonly chat: ChatRef;
  readonly userId: string;
  readonly message: Message;
  readonly replaces: MessageRef | null;
};

/** Makes the function. It answers null where Slack takes it nowhere, and rejects where the message itself is at fault, or Slack is down. */
export const createPrivately = ({ client, respond, log }: PrivatelyParts) => {
  /** Whether it was said this way; false when Slack does not allow this way. */
  const isSaid = async (way: string, say: () => Promise<unknown>, { blocks }: Message): Promise<boolean> => {
    try {
      await say();
      return true;
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError) || readRefusal(error, blocks)) throw error;
      log.debug({ way, code: slackCode(error) }, 'slack does not show it to one person this way');
      return false;
    }
  };

  /**
   * A return address reaches people also where we are no member, but never a thread (docs.slack.dev/interactivity/handling-user-interaction),
   * so there it comes second.
   */
  const say = async ({ chat, userId, message }: Telling): Promise<boolean> => {
    const { via, thread, id } = chat;
    const responded = async () =>
      via !== null && (await isSaid('return address', () => respond(via, message), message));
    const whispered = () =>
      isSaid(
        'ephemeral',
        () =>
          client.chat.postEphemeral({
            ...message,
            channel: id,
            user: userId,
            ...(thread ? { thread_ts: thread } : {}),
          }),
        message,
      );
    const written = () =>
      isSaid('direct', () => client.chat.postMessage({ ...message, channel: userId }), message);
    const ways = thread === null ? [responded, whispered, written] : [whispered, responded, written];
    for (const way of ways) if (await way()) return true;
    return false;
  };

  return async (telling: Telling): Promise<MessageRef | null> => {
    const { chat, replaces } = telling;
    if (!(await say(telling))) return null;
    if (replaces)
      await client.chat
        .delete({ channel: replaces.chat.id, ts: replaces.id })
        .catch((error: unknown) => log.debug({ code: slackCode(error) }, 'slack did not delete a message'));
    return { chat, id: PRIVATE_MESSAGE };
  };
};
