/** What Slack sent, as plain tagged data: pure functions from a payload to an `Inbound`, or null when it does not concern us. */
import { z } from 'zod';
import type { ChatRef, Inbound, Language, MessageRef, PhotoRef, UserRef } from '#service';

/** A file as Slack describes it. Stubs of files from other workspaces have an id and `file_access` only. */
const fileSchema = z.object({
  id: z.string(),
  name: z.string().nullish(),
  mimetype: z.string().nullish(),
  mode: z.string().nullish(),
  size: z.number().nullish(),
  thumb_1024: z.string().nullish(),
  url_private_download: z.string().nullish(),
  url_private: z.string().nullish(),
});

/** A file as Slack describes it, in events, submissions and `files.info` alike. */
export type SlackFile = z.infer<typeof fileSchema>;

const messageSchema = z.object({
  type: z.string(),
  subtype: z.string().nullish(),
  channel: z.string(),
  channel_type: z.string().nullish(),
  user: z.string(),
  bot_id: z.string().nullish(),
  text: z.string().nullish(),
  ts: z.string(),
  thread_ts: z.string().nullish(),
  files: z.array(fileSchema).nullish(),
});

/** A message that somebody wrote to us, or near us. */
export type SlackMessage = z.infer<typeof messageSchema>;

const commandSchema = z.object({
  text: z.string().default(''),
  channel_id: z.string(),
  user_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().nullish(),
});

/** A typed `/1688`. */
export type SlackCommand = z.infer<typeof commandSchema>;

const submissionSchema = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    private_metadata: z.string(),
    state: z.object({
      values: z.record(z.string(), z.record(z.string(), z.object({ files: z.array(fileSchema).nullish() }))),
    }),
  }),
});

const returnAddressSchema = z.object({ channel: z.string(), via: z.string().nullable() });

/** Where the answer to a modal goes, as its `private_metadata` carries it: submissions do not say where they come from. */
export type ReturnAddress = z.infer<typeof returnAddressSchema>;

const pressSchema = z.object({
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
  container: z.object({
    message_ts: z.string(),
    is_ephemeral: z.boolean().nullish(),
    thread_ts: z.string().nullish(),
  }),
  message: z.object({ thread_ts: z.string().nullish() }).nullish(),
  actions: z.array(z.object({ value: z.string().nullish(), action_ts: z.string() })).min(1),
  response_url: z.string().nullish(),
});

/** The id of a message that only its asker sees. It can be replaced through its return address, never by id. */
export const PRIVATE_MESSAGE = 'private';

/** What must be known beside the payload. */
export type Known = { readonly botUserId: string; readonly language: Language };

const chatOf = (id: string, thread: string | null, via: string | null): ChatRef => ({
  platform: 'slack',
  id,
  thread,
  // Ids of direct messages begin with D (docs.slack.dev/reference/objects/conversation-object).
  kind: id.startsWith('D') ? 'private' : 'group',
  via,
});

const asker = (id: string, { language }: Pick<Known, 'language'>): UserRef => ({ id, language });

const LINK = /<((?:https?|mailto):[^|>]+)(?:\|[^>]*)?>/g;
const CHANNEL = /<#[A-Z0-9]+(?:\|([^>]*))?>/g;

/** Text as its author typed it: Slack wraps links in angle brackets and escapes three characters. */
export const plainText = (text: string): string =>
  text
    .replace(LINK, '$1')
    .replace(CHANNEL, '#$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();

/** Files that may be photos; when there is none, the first file, so that its sender hears that it is no picture. */
const photosOf = (files: readonly SlackFile[]): PhotoRef[] => {
  const there = files.filter(({ mode }) => mode !== 'tombstone' && mode !== 'hidden_by_limit');
  const pictures = there.filter(({ mimetype }) => !mimetype || mimetype.startsWith('image/'));
  return (pictures.length > 0 ? pictures : there.slice(0, 1)).map(({ id, name, size }) => ({
    kind: 'platform',
    platform: 'slack',
    fileId: id,
    uniqueId: id,
    name: name ?? null,
    bytes: size ?? null,
  }));
};

/** The message in an `app_mention` or `message` event, or null when it is none that a person just wrote. */
export const readMessage = (event: unknown): SlackMessage | null => {
  const { data } = messageSchema.safeParse(event);
  if (!data || data.bot_id) return null;
  return [undefined, null, 'file_share', 'thread_broadcast'].includes(data.subtype) ? data : null;
};

/** Whether a message is meant for us: written to us alone, or naming us. */
export const isAddressed = (message: SlackMessage, botUserId: string): boolean =>
  message.user !== botUserId &&
  (message.type === 'app_mention' ||
    message.channel.startsWith('D') ||
    (message.text ?? '').includes(`<@${botUserId}>`));

const spoken = (
  text: string,
):
  | Pick<Extract<Inbound, { kind: 'command' }>, 'kind' | 'name' | 'args' | 'photos'>
  | { kind: 'text'; text: string } =>
  /^\/?help$/i.test(text) ? { kind: 'command', name: 'help', args: '', photos: [] } : { kind: 'text', text };

/** A message to us. In channels the answer goes into the message's thread, in direct messages beside it. */
export const fromMessage = (message: SlackMessage, known: Known): Inbound | null => {
  if (!isAddressed(message, known.botUserId)) return null;
  const { channel, ts } = message;
  const thread = message.thread_ts ?? (channel.startsWith('D') ? null : ts);
  const chat = chatOf(channel, thread, null);
  const arrival = {
    key: `slack:${channel}:${ts}`,
    chat,
    from: asker(message.user, known),
    message: { chat, id: ts },
  };
  const text = plainText((message.text ?? '').replaceAll(`<@${known.botUserId}>`, ' '));
  const photos = photosOf(message.files ?? []);
  return photos.length > 0
    ? { ...arrival, kind: 'photos', photos, caption: text || null }
    : { ...arrival, ...spoken(text) };
};

/** Whether a message names us but neither holds nor links to anything to search with, so that its files may be missing. */
export const lacksPhoto = (message: SlackMessage): boolean =>
  message.type === 'app_mention' &&
  (message.files ?? []).length === 0 &&
  !/<https?:/.test(message.text ?? '');

/** The files of a message among others, or else those of the message that began its thread. */
export const filesAmong = (messages: unknown, { ts, thread_ts }: SlackMessage): SlackFile[] => {
  const found = z.array(messageSchema.pick({ ts: true, files: true })).safeParse(messages).data ?? [];
  const filesOf = (id: string | null | undefined) => found.find((other) => other.ts === id)?.files ?? [];
  const own = filesOf(ts);
  return own.length > 0 ? own : filesOf(thread_ts);
};

/** The typed command, or null when the payload is none. */
export const readCommand = (payload: unknown): SlackCommand | null =>
  commandSchema.safeParse(payload).data ?? null;

/** A command with words behind it; null when it stands alone and wants the modal. */
export const fromCommand = (command: SlackCommand, known: Pick<Known, 'language'>): Inbound | null => {
  const text = plainText(command.text);
  if (text === '') return null;
  return {
    key: `slack:command:${command.trigger_id}`,
    chat: chatOf(command.channel_id, null, command.response_url ?? null),
    from: asker(command.user_id, known),
    message: null,
    ...spoken(text),
  };
};

const readReturnAddress = (metadata: string): ReturnAddress | null => {
  try {
    return returnAddressSchema.parse(JSON.parse(metadata));
  } catch {
    return null;
  }
};

const submittedFiles = (payload: unknown): SlackFile[] => {
  const { data } = submissionSchema.safeParse(payload);
  return Object.values(data?.view.state.values ?? {})
    .flatMap((block) => Object.values(block))
    .flatMap(({ files }) => files ?? []);
};

/** The files in a message or in a submitted modal. */
export const filesIn = (payload: unknown): SlackFile[] =>
  readMessage(payload)?.files ?? submittedFiles(payload);

/** A submitted modal: its photos, for the channel in which the command was typed. */
export const fromSubmission = (payload: unknown, known: Pick<Known, 'language'>): Inbound | null => {
  const { data } = submissionSchema.safeParse(payload);
  const address = data ? readReturnAddress(data.view.private_metadata) : null;
  const photos = photosOf(submittedFiles(payload));
  if (!data || !address || photos.length === 0) return null;
  return {
    key: `slack:view:${data.view.id}`,
    chat: chatOf(address.channel, null, address.via),
    from: asker(data.user.id, known),
    message: null,
    kind: 'photos',
    photos,
    caption: null,
  };
};

/** A pressed button of one of our messages. */
export const fromPress = (payload: unknown, known: Pick<Known, 'language'>): Inbound | null => {
  const { data } = pressSchema.safeParse(payload);
  const action = data?.actions[0];
  if (!data || !action) return null;
  const { container, message, user } = data;
  const thread = message?.thread_ts ?? container.thread_ts ?? null;
  const chat = chatOf(data.channel.id, thread, data.response_url ?? null);
  const on: MessageRef = { chat, id: container.is_ephemeral ? PRIVATE_MESSAGE : container.message_ts };
  return {
    key: `slack:press:${data.channel.id}:${container.message_ts}:${user.id}:${action.action_ts}`,
    chat,
    from: asker(user.id, known),
    message: on,
    kind: 'press',
    data: action.value ?? '',
    on,
  };
};

/** Who caused a payload of any kind, or null when it does not say. */
export const userIn = (payload: unknown): string | null => {
  const { data } = z
    .union([
      z.object({ user: z.string() }).transform(({ user }) => user),
      z.object({ user: z.object({ id: z.string() }) }).transform(({ user }) => user.id),
      z.object({ user_id: z.string() }).transform(({ user_id }) => user_id),
    ])
    .safeParse(payload);
  return data ?? null;
};
