/** Hears what happens in Slack and passes it on: the one place where Bolt's listeners are registered. */
import type { App, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { type Inbound, type Language, type Log, translator } from '#service';
import { OPEN, PRESS } from './blocks.ts';
import { slackCode, slackError } from './errors.ts';
import type { Files } from './files.ts';
import { SEARCH_MODAL, searchModal } from './modal.ts';
import {
  filesAmong,
  filesIn,
  readCommand,
  readMessage,
  type SlackCommand,
  type SlackMessage,
  userIn,
} from './payloads.ts';
import {
  fromCommand,
  fromMessage,
  fromPress,
  fromSubmission,
  isAddressed,
  type Known,
  lacksPhoto,
} from './receive.ts';

/** What listening needs. `client` must give up quickly: Slack waits 3 s for our acknowledgement. */
export type ListenParts = {
  readonly app: App;
  readonly client: WebClient;
  readonly files: Files;
  readonly languageOfUser: (user: string | null) => Promise<Language>;
  readonly botUserId: string;
  readonly receive: (inbound: Inbound) => Promise<void>;
  readonly log: Log;
};

/** Registers the listeners. Each resolves once `receive` has stored the event; Bolt acknowledges after that. */
export const listen = ({
  app,
  client,
  files,
  languageOfUser,
  botUserId,
  receive,
  log,
}: ListenParts): void => {
  let mayReadHistory = true;

  const known = async (payload: unknown): Promise<Known> => ({
    botUserId,
    language: await languageOfUser(userIn(payload)),
  });

  const pass = async (inbound: Inbound | null, payload: unknown): Promise<void> => {
    if (!inbound) return;
    await files.remember(filesIn(payload));
    await receive(inbound);
  };

  /** Mentions sometimes come without the files of their message; one look at the conversation finds them. */
  const withFiles = async (message: SlackMessage): Promise<SlackMessage> => {
    if (!lacksPhoto(message) || !mayReadHistory) return message;
    const { channel, ts, thread_ts } = message;
    const span = { channel, oldest: ts, latest: ts, inclusive: true };
    try {
      const { messages } = thread_ts
        ? await client.conversations.replies({ ...span, ts: thread_ts, limit: 2 })
        : await client.conversations.history({ ...span, limit: 1 });
      return { ...message, files: filesAmong(messages, message) };
    } catch (error) {
      mayReadHistory = slackCode(error) !== 'missing_scope';
      log.debug({ code: slackCode(error) }, 'slack did not show the message of a mention again');
      return message;
    }
  };

  const onMessage = async (event: unknown): Promise<void> => {
    const message = readMessage(event);
    if (!message || !isAddressed(message, botUserId)) return;
    const whole = await withFiles(message);
    await pass(fromMessage(whole, await known(message)), whole);
  };

  /** Opens the modal. The trigger is good for 3 s, so nobody waits for it; a failure is told to the asker alone. */
  const openModal = async (command: SlackCommand, language: Language, respond: RespondFn): Promise<void> => {
    const address = { channel: command.channel_id, via: command.response_url ?? null };
    try {
      await client.views.open({ trigger_id: command.trigger_id, view: searchModal(language, address) });
    } catch (error) {
      const { code, message } = slackError(error, log);
      log.warn({ detail: message }, 'slack did not open the modal');
      await respond({ text: translator(language)(`error-${code}`), response_type: 'ephemeral' }).catch(
        () => {},
      );
    }
  };

  app.event('app_mention', ({ event }) => onMessage(event));
  app.event('message', ({ event }) => onMessage(event));

  app.command(/^\//, async ({ ack, body, respond }) => {
    const command = readCommand(body);
    if (command) {
      const { language } = await known(body);
      const inbound = fromCommand(command, { language });
      if (inbound) await pass(inbound, body);
      else void openModal(command, language, respond);
    }
    await ack();
  });

  app.view(SEARCH_MODAL, async ({ ack, body }) => {
    await pass(fromSubmission(body, await known(body)), body);
    await ack();
  });

  app.action(new RegExp(`^${PRESS}`), async ({ ack, body }) => {
    await pass(fromPress(body, await known(body)), body);
    await ack();
  });
  app.action(new RegExp(`^${OPEN}`), ({ ack }) => ack());

  app.error(async (error) => {
    log.error({ detail: error.name }, 'slack event could not be taken; slack will send it again');
    throw error;
  });
};
