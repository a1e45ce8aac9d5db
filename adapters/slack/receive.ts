/** What Slack sent, as plain tagged data: pure functions from a payload to an `Inbound`, or null when it does not concern us. */
import type { ChatRef, Inbound, Language, MessageRef, PhotoRef, UserRef } from '#service';
import {
  readPress,
  readReturnAddress,
  readSubmission,
  type SlackCommand,
  type SlackFile,
  type SlackMessage,
  submittedFiles,
} from './payloads.ts';

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

const LINK = /<((?:https?|mailto):[^|<>]+)(?:\|[^<>]*)?>/g;
const CHANNEL = /<#[A-Z0-9]+(?:\|([^<>]*))?>/g;

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

/** A submitted modal: its photos, for the channel in which the command was typed. */
export const fromSubmission = (payload: unknown, known: Pick<Known, 'language'>): Inbound | null => {
  const submission = readSubmission(payload);
  const address = submission && readReturnAddress(submission.view.private_metadata);
  const photos = photosOf(submittedFiles(submission));
  if (!submission || !address || photos.length === 0) return null;
  return {
    key: `slack:view:${submission.view.id}`,
    chat: chatOf(address.channel, null, address.via),
    from: asker(submission.user.id, known),
    message: null,
    kind: 'photos',
    photos,
    caption: null,
  };
};

/** A pressed button of one of our messages. */
export const fromPress = (payload: unknown, known: Pick<Known, 'language'>): Inbound | null => {
  const press = readPress(payload);
  const action = press?.actions[0];
  if (!press || !action) return null;
  const { channel, container, message, user } = press;
  const thread = message?.thread_ts ?? container.thread_ts ?? null;
  const chat = chatOf(channel.id, thread, press.response_url ?? null);
  const on: MessageRef = { chat, id: container.is_ephemeral ? PRIVATE_MESSAGE : container.message_ts };
  return {
    key: `slack:press:${channel.id}:${container.message_ts}:${user.id}:${action.action_ts}`,
    chat,
    from: asker(user.id, known),
    message: on,
    kind: 'press',
    data: action.value ?? '',
    on,
  };
};
