/** People in Slack: signed requests as Slack makes of what they do, and the bot's messages as they see them afterwards. */
import { inTime } from './flow-waiting.ts';
import { eventPayload, type Payload, payload } from './slack-payload.ts';
import { slackRequests } from './slack-requests.ts';
import type { SlackDouble } from './slack-wire.ts';

/** A block of a message, with whatever it holds. */
export type Block = Readonly<Record<string, unknown>> & { readonly type: string };

/** A message of the bot as people see it now. */
export type SlackSeen = {
  readonly ts: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly text: string;
  readonly blocks: readonly Block[];
};

/** Where to look: a conversation from some message on, or that message's thread. */
export type Since = { readonly channel: string; readonly ts: string; readonly inThread?: boolean };

/** The kinds of a message's blocks, in order. */
export const kindsOf = ({ blocks }: SlackSeen): string[] => blocks.map(({ type }) => type);

/** The cards of a message's carousels. */
export const cardsOf = ({ blocks }: SlackSeen): Block[] =>
  blocks.flatMap(({ type, elements }) => (type === 'carousel' ? (elements as Block[]) : []));

const everythingIn = (value: unknown): Payload[] => {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(everythingIn);
  return Array.isArray(value) ? inside : [value as Payload, ...inside];
};

type SlackButton = { readonly label: string; readonly value: string; readonly actionId: string };

/** Every button of a message that comes back as a press, by the words on it. */
export const buttonsOf = ({ blocks }: SlackSeen): SlackButton[] =>
  everythingIn(blocks)
    .filter(({ type, value }) => type === 'button' && value !== undefined)
    .map(({ text, value, action_id }) => ({
      label: String((text as Payload).text),
      value: String(value),
      actionId: String(action_id),
    }));

/** Everything that a message's blocks say, line by line. */
export const wordsOf = ({ blocks }: SlackSeen): string =>
  everythingIn(blocks)
    .flatMap(({ type, text }) => (/^(plain_text|mrkdwn)$/.test(String(type)) ? [String(text)] : []))
    .join('\n');

/** Whether a message holds the answer to a photo. */
export const isAnswer = (message: SlackSeen): boolean => message.text.includes('detail.1688.com/offer/');

/** Makes the people of a workspace whose app listens at `serverUrl`. */
export const slackPeople = (slack: SlackDouble, serverUrl: string) => {
  const requests = slackRequests(serverUrl);
  let acts = 0;

  const messagesSince = async ({ channel, ts, inThread = false }: Since): Promise<SlackSeen[]> => {
    const { messages = [] } = inThread
      ? await slack.person.conversations.replies({ channel, ts })
      : await slack.person.conversations.history({ channel, limit: 20 });
    return messages
      .filter((message) => message.user === slack.bot && String(message.ts) > ts && !message.files)
      .map(({ ts: id = '', thread_ts, text = '', blocks = [] }) => ({
        ts: id,
        channel,
        thread: thread_ts ?? null,
        text,
        blocks: blocks as unknown as Block[],
      }));
  };

  /** Waits until the bot's only message there fits. */
  const shown = async (since: Since, fits: (message: SlackSeen) => boolean): Promise<SlackSeen> => {
    let there: SlackSeen[] = [];
    const found = slack.until(async () => {
      there = await messagesSince(since);
      return there.some(fits) ? there : null;
    });
    const messages = await inTime(found, () => there.map(({ text }) => text));
    if (messages.length !== 1) throw new Error(`${messages.length} messages instead of one`);
    return messages[0] as SlackSeen;
  };

  /** Says something in a conversation, so that there is a place to look from. */
  const speak = async (channel: string): Promise<Since> => {
    const { ts = '' } = await slack.person.chat.postMessage({ channel, text: 'anybody know this one?' });
    return { channel, ts };
  };

  /** Sends a photo in the direct message; `again` sends a file that is there already. */
  const sendPhoto = async (bytes: Buffer, name = 'photo.jpg') => {
    const shared = await slack.sharePhoto(slack.direct, bytes, name);
    const event = eventPayload('message-im-photo', { ...shared, channel: slack.direct, user: slack.user });
    await requests.event(event);
    return { channel: slack.direct, ts: shared.ts, event };
  };

  const mentionWithPhoto = async (bytes: Buffer) => {
    const shared = await slack.sharePhoto(slack.channel, bytes);
    const over = { ...shared, channel: slack.channel, user: slack.user, text: `<@${slack.bot}>` };
    const event = eventPayload('app-mention-photo', over);
    await requests.event(event);
    return { channel: slack.channel, ts: shared.ts, inThread: true, event };
  };

  const command = async (text: string, over: Readonly<Record<string, string>> = {}): Promise<Response> =>
    requests.command({
      ...(payload('slash-command') as Record<string, string>),
      text,
      user_id: slack.user,
      channel_id: slack.channel,
      response_url: slack.hookUrl,
      trigger_id: await slack.trigger(),
      ...over,
    });

  /** Types the command, waits for its modal, and submits it with files. */
  const searchByModal = async (channel: string, files: readonly object[]): Promise<Response> => {
    const before = slack.sent('views.open').length;
    await command('', { channel_id: channel });
    const opened = slack.until(async () => slack.sent('views.open')[before] ?? null);
    const { args } = await inTime(opened, () => slack.calls.map(({ method }) => method));
    acts += 1;
    const submission = payload('view-submission');
    const view = submission.view as Payload;
    return requests.interaction({
      ...submission,
      user: { id: slack.user },
      view: {
        ...view,
        id: `V07MODAL${acts}`,
        private_metadata: (args.view as Payload).private_metadata,
        state: { values: { m3x1q: { photo: { type: 'file_input', files } } } },
      },
    });
  };

  /** Presses the first button with these words and waits until the message fits. */
  const press = async (
    message: SlackSeen,
    label: string,
    fits: (message: SlackSeen) => boolean,
  ): Promise<SlackSeen> => {
    const button = buttonsOf(message).find((one) => one.label === label);
    if (!button) throw new Error(`no button '${label}'`);
    acts += 1;
    const { channel, ts, thread } = message;
    await requests.interaction({
      ...payload('block-action'),
      user: { id: slack.user },
      channel: { id: channel },
      container: { message_ts: ts, channel_id: channel, ...(thread ? { thread_ts: thread } : {}) },
      message: { ts, ...(thread ? { thread_ts: thread } : {}) },
      response_url: slack.hookUrl,
      actions: [{ type: 'button', action_id: button.actionId, value: button.value, action_ts: `1.${acts}` }],
    });
    const found = slack.until(async () => {
      const seen = await messagesSince({ channel, ts: thread ?? '0', inThread: thread !== null });
      return seen.find((one) => one.ts === ts && fits(one)) ?? null;
    });
    return inTime(found, () => message.text);
  };

  return {
    ...requests,
    messagesSince,
    shown,
    speak,
    sendPhoto,
    mentionWithPhoto,
    slash: command,
    searchByModal,
    press,
  };
};
