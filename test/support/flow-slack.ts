/** People in Slack: signed requests as Slack makes of what they do, and the bot's messages as they see them afterwards. */
import { inTime } from './flow-waiting.ts';
import { eventPayload, type Payload, payload } from './slack-payload.ts';
import { type SlackRequests, slackRequests } from './slack-requests.ts';
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

/** A window (modal) as people see it now. */
export type SlackWindow = {
  readonly id: string;
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly blocks: readonly Block[];
};

/** Where to look: a conversation from some message on, or that message's thread. */
export type Since = { readonly channel: string; readonly ts: string; readonly inThread?: boolean };

/** The kinds of a message's blocks, in order. */
export const kindsOf = ({ blocks }: Pick<SlackSeen, 'blocks'>): string[] => blocks.map(({ type }) => type);

/** The cards of a message's carousels. */
export const cardsOf = ({ blocks }: SlackSeen): Block[] =>
  blocks.flatMap(({ type, elements }) => (type === 'carousel' ? (elements as Block[]) : []));

const everythingIn = (value: unknown): Payload[] => {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(everythingIn);
  return Array.isArray(value) ? inside : [value as Payload, ...inside];
};

type SlackButton = {
  readonly label: string;
  readonly value: string;
  readonly actionId: string;
  /** Whether it is a choice of a menu, and not the one that stands there. */
  readonly isOption: boolean;
};

const choiceOf = ({ text, value }: Payload, actionId: unknown, isOption: boolean): SlackButton => ({
  label: String((text as Payload).text),
  value: String(value),
  actionId: String(actionId),
  isOption,
});

/** Every button of a message that comes back as a press, and every choice of its menus, by the words on it. */
export const buttonsOf = ({ blocks }: Pick<SlackSeen, 'blocks'>): SlackButton[] =>
  everythingIn(blocks).flatMap((one) => {
    if (one.type === 'button') return one.value === undefined ? [] : [choiceOf(one, one.action_id, false)];
    if (one.type !== 'static_select') return [];
    const chosen = (one.initial_option as Payload | undefined)?.value;
    return (one.options as Payload[])
      .filter(({ value }) => value !== chosen)
      .map((option) => choiceOf(option, one.action_id, true));
  });

const actionOf = (
  { actionId: action_id, value, isOption }: Omit<SlackButton, 'label'>,
  acts: number,
): Payload => {
  const action = { action_id, action_ts: `1.${acts}` };
  return isOption
    ? { ...action, type: 'static_select', selected_option: { value } }
    : { ...action, type: 'button', value };
};

/** Everything that a message's blocks say, line by line. */
export const wordsOf = ({ blocks }: Pick<SlackSeen, 'blocks'>): string =>
  everythingIn(blocks)
    .flatMap(({ type, text }) => (/^(plain_text|mrkdwn|raw_text)$/.test(String(type)) ? [String(text)] : []))
    .join('\n');

/** Whether a message holds the answer to a photo. */
export const isAnswer = (message: SlackSeen): boolean => message.text.includes('detail.1688.com/offer/');

/**
 * Makes the people of a workspace whose app listens at `to`, or hears them by requests of another kind. `team` is the workspace's id where
 * several are told apart.
 */
export const slackPeople = (slack: SlackDouble, to: string | SlackRequests, team?: string) => {
  const requests = typeof to === 'string' ? slackRequests(to, team) : to;
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

  /** Types the command, and tells the modal that it opens. */
  const openModal = async (channel: string, text = ''): Promise<Payload> => {
    const before = slack.sent('views.open').length;
    await command(text, { channel_id: channel });
    const opened = slack.until(async () => slack.sent('views.open')[before] ?? null);
    const { args } = await inTime(opened, () => slack.calls.map(({ method }) => method));
    return args.view as Payload;
  };

  /** Types the command, waits for its modal, and submits it with files and whatever else is filled in. */
  const searchByModal = async (
    channel: string,
    files: readonly object[],
    filled: Readonly<Record<string, object>> = {},
  ): Promise<Response> => {
    const opened = await openModal(channel);
    acts += 1;
    const others = Object.entries(filled).map(([name, element]) => [name, { [name]: element }]);
    const submission = payload('view-submission');
    const view = submission.view as Payload;
    return requests.interaction({
      ...submission,
      user: { id: slack.user },
      view: {
        ...view,
        id: `V07MODAL${acts}`,
        private_metadata: opened.private_metadata,
        state: {
          values: { photo: { photo: { type: 'file_input', files } }, ...Object.fromEntries(others) },
        },
      },
    });
  };

  /** Chooses "Find on 1688" in the menu of a message, as `conversations.history` shows it. */
  const findOn1688 = (channel: string, message: Payload): Promise<Response> => {
    acts += 1;
    return requests.interaction({
      ...payload('message-shortcut'),
      user: { id: slack.user },
      channel: { id: channel },
      response_url: slack.hookUrl,
      message_ts: message.ts,
      message: { type: 'message', user: slack.user, text: '', ...message },
      action_ts: `2.${acts}`,
    });
  };

  const buttonCalled = (shown: Pick<SlackSeen, 'blocks'>, label: string): SlackButton => {
    const button = buttonsOf(shown).find((one) => one.label === label);
    if (!button) throw new Error(`no button '${label}'`);
    return button;
  };

  /** Presses a button of a message, as somebody. */
  const tap = (
    { channel, ts, thread }: SlackSeen,
    { value, actionId, isOption = false }: Pick<SlackButton, 'value' | 'actionId'> & { isOption?: boolean },
    user = slack.user,
    over: Payload = {},
  ): Promise<Response> => {
    acts += 1;
    return requests.interaction({
      ...payload('block-action'),
      user: { id: user },
      channel: { id: channel },
      container: { message_ts: ts, channel_id: channel, ...(thread ? { thread_ts: thread } : {}) },
      message: { ts, ...(thread ? { thread_ts: thread } : {}) },
      response_url: slack.hookUrl,
      actions: [actionOf({ value, actionId, isOption }, acts)],
      ...over,
    });
  };

  /** Presses the first button with these words. */
  const pressOnly = async (message: SlackSeen, label: string): Promise<void> => {
    await tap(message, buttonCalled(message, label));
  };

  /** Presses the first button with these words and waits until the message fits. */
  const press = async (
    message: SlackSeen,
    label: string,
    fits: (message: SlackSeen) => boolean,
  ): Promise<SlackSeen> => {
    const { channel, ts, thread } = message;
    await pressOnly(message, label);
    const found = slack.until(async () => {
      const seen = await messagesSince({ channel, ts: thread ?? '0', inThread: thread !== null });
      return seen.find((one) => one.ts === ts && fits(one)) ?? null;
    });
    return inTime(found, () => message.text);
  };

  /** The window that people see: as it was changed last. */
  const windowNow = (id: string): SlackWindow => {
    const changes = slack.sent('views.update').filter(({ args }) => args.view_id === id);
    const view = changes.at(-1)?.args.view as Omit<SlackWindow, 'id'>;
    return { ...view, id };
  };

  /** Waits until a window changes and fits. */
  const windowShows = (id: string, fits: (window: SlackWindow) => boolean): Promise<SlackWindow> =>
    inTime(
      slack.until(async () => {
        const isThere = slack.sent('views.update').some(({ args }) => args.view_id === id);
        return isThere && fits(windowNow(id)) ? windowNow(id) : null;
      }),
      () => slack.calls.map(({ method }) => method),
    );

  /** Presses a button of a message that opens a window, and tells the window's id. */
  const openWindow = async (message: SlackSeen, label: string): Promise<string> => {
    const opened: string[] = [];
    slack.onAnswer(({ method }, answer) => {
      const { id } = (answer as { view?: { id?: string } }).view ?? {};
      if (method === 'views.open' && id) opened.push(id);
    });
    const button = buttonCalled(message, label);
    await tap(message, button, slack.user, { trigger_id: await slack.trigger() });
    const [id] = opened;
    if (!id) throw new Error('no window was opened');
    return id;
  };

  /** Presses a button in a window. */
  const pressInWindow = async (window: SlackWindow, label: string): Promise<void> => {
    const button = buttonCalled(window, label);
    const { id, callback_id, private_metadata } = window;
    await requests.interaction({
      type: 'block_actions',
      trigger_id: await slack.trigger(),
      user: { id: slack.user },
      container: { type: 'view', view_id: id },
      view: { id, callback_id, private_metadata },
      actions: [actionOf(button, acts)],
    });
  };

  return {
    ...requests,
    windowShows,
    openWindow,
    pressInWindow,
    messagesSince,
    shown,
    speak,
    sendPhoto,
    mentionWithPhoto,
    slash: command,
    openModal,
    searchByModal,
    findOn1688,
    tap,
    press,
    pressOnly,
  };
};
