/** Says a sentence to one person in Slack, beside everything else: nobody waits for it, and nothing fails with it. */
import type { WebClient } from '@slack/web-api';
import type { Log } from '#service';
import { slackCode } from './errors.ts';

/** Whom to tell, and where. `respond` is Slack's way back to whoever used a command or a shortcut, also where we are no member. */
export type Listener = {
  readonly client: WebClient;
  readonly channel: string;
  readonly user: string;
  readonly thread: string | null;
  readonly respond?: (message: {
    text: string;
    response_type: 'ephemeral';
    replace_original: false;
  }) => Promise<unknown>;
};

/** Makes the function that says a sentence: privately, in a direct message as a message. It never throws. */
export const createWhisper =
  (log: Log) =>
  async ({ client, channel, user, thread, respond }: Listener, text: string): Promise<void> => {
    const place = { channel, text, ...(thread && { thread_ts: thread }) };
    try {
      if (respond) await respond({ text, response_type: 'ephemeral', replace_original: false });
      else if (channel.startsWith('D')) await client.chat.postMessage(place);
      else await client.chat.postEphemeral({ ...place, user });
    } catch (error) {
      log.info({ code: slackCode(error) }, 'a sentence to somebody in slack was not said');
    }
  };

/** See `createWhisper`. */
export type Whisper = ReturnType<typeof createWhisper>;
