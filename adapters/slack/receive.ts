/** What Slack sent, as plain tagged data: pure functions from a payload to an `Inbound`, or null when it does not concern us. */
import {
  type ChatRef,
  COMMANDS,
  type CommandName,
  type Inbound,
  isAboutList,
  type Language,
  type MessageRef,
  type PhotoRef,
  type UserRef,
} from '#service';
import type { Submission } from './form.ts';
import { readPress, type SlackCommand, type SlackMessage, type SlackShortcut } from './payloads.ts';
import { listAmong, photosOf, picturesOf } from './pictures-in.ts';

/** The id of a message that only its asker sees. It can be replaced through its return address, never by id. */
export const PRIVATE_MESSAGE = 'private';

/** What must be known beside the payload. */
export type Known = { readonly botUserId: string; readonly language: Language };

/** A conversation by its id, with the thread and the return address that an answer goes to. */
export const chatOf = (id: string, thread: string | null, via: string | null): ChatRef => ({
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

/** A command that somebody typed although a file was attached: Slack then sends it as the words of the file's message. */
const TYPED_COMMAND = /^\s*\/1688(?!\S)/;

const isTypedCommand = ({ text, files }: SlackMessage): boolean =>
  files.length > 0 && TYPED_COMMAND.test(text ?? '');

const isDirect = ({ channel }: SlackMessage): boolean => channel.startsWith('D');

const namesUs = ({ type, text }: SlackMessage, botUserId: string): boolean =>
  type === 'app_mention' || (text ?? '').includes(`<@${botUserId}>`);

/** A picture in the thread below a message of ours answers us; words there are people's own. */
const answersUs = ({ parent_user_id, files }: SlackMessage, botUserId: string): boolean =>
  parent_user_id === botUserId && picturesOf(files).length > 0;

/** Whether a message is meant for us: written to us alone, naming us, answering us with a picture, or under the command that carries no files. */
export const isAddressed = (message: SlackMessage, botUserId: string): boolean =>
  message.user !== botUserId &&
  (isDirect(message) ||
    namesUs(message, botUserId) ||
    answersUs(message, botUserId) ||
    isTypedCommand(message));

/** Whether a message may concern us at all: it is for us, or has a picture that its channel may want answered. Costs nothing. */
export const mayConcernUs = (message: SlackMessage, botUserId: string): boolean =>
  isAddressed(message, botUserId) ||
  (message.user !== botUserId && !isDirect(message) && picturesOf(message.files).length > 0);

/** The words of a message, without our name and the command before them; to say `find` and no more is to say nothing. */
const wordsOf = (message: SlackMessage, botUserId: string): string =>
  plainText((message.text ?? '').replaceAll(`<@${botUserId}>`, ' ').replace(TYPED_COMMAND, '')).replace(
    /^find$/i,
    '',
  );

type Spoken =
  | Pick<Extract<Inbound, { kind: 'command' }>, 'kind' | 'name' | 'args' | 'photos'>
  | { kind: 'text'; text: string };

/** Commands by the words that mean them. Searching needs no word, and a watch may be a product. */
const COMMAND_WORDS: Readonly<Record<string, CommandName>> = {
  ...Object.fromEntries(
    COMMANDS.filter((name) => name !== 'find' && name !== 'watch').map((name) => [name, name]),
  ),
  watches: 'watch',
};

/** Words that in a message may be a product, so that there they need a slash of their own. */
const AMBIGUOUS: readonly CommandName[] = ['watch', 'history', 'forget'];

/** Words that are a command where they stand alone: Slack has but one with a slash. What is watched may be named behind it, and so may what is done to the shortlist. */
const commandIn = (text: string, isTyped: boolean): { name: CommandName; args: string } | null => {
  const [, slash, word = '', args = ''] = /^(\/?)([a-z]+)(?:\s+(.+))?$/is.exec(text) ?? [];
  const name = COMMAND_WORDS[word.toLowerCase()];
  const isPlain = isTyped || slash === '/';
  const takesWords =
    name === 'shortlist' ? isPlain || isAboutList(args) : name === 'watch' && !/\s/.test(args);
  if (!name || (args !== '' && !takesWords)) return null;
  return isPlain || !AMBIGUOUS.includes(name) ? { name, args } : null;
};

const spoken = (text: string, isTyped: boolean): Spoken => {
  const command = commandIn(text, isTyped);
  return command ? { kind: 'command', ...command, photos: [] } : { kind: 'text', text };
};
/**
 * A message to us, or with pictures near us. Its key is channel and ts: a retry has the same `event_id`, but Slack also sends one message as several events with
 * ids of their own (a mention is a message too), so `event_id` would let a second answer through. In channels the answer goes into the message's thread, in direct messages beside it.
 */
export const fromMessage = (message: SlackMessage, known: Known): Inbound | null => {
  if (!mayConcernUs(message, known.botUserId)) return null;
  const { channel, ts, files } = message;
  const thread = message.thread_ts ?? (isDirect(message) ? null : ts);
  const chat = chatOf(channel, thread, null);
  const arrival = {
    key: `slack:${channel}:${ts}`,
    chat,
    from: asker(message.user, known),
    message: { chat, id: ts },
  };
  const text = wordsOf(message, known.botUserId);
  const words = { caption: text || null };
  if (!isAddressed(message, known.botUserId))
    return { ...arrival, kind: 'photos', photos: picturesOf(files), ...words, addressed: false };
  const file = listAmong(files);
  if (file) return { ...arrival, kind: 'file', file, ...words };
  const photos = photosOf(files);
  return photos.length > 0
    ? { ...arrival, kind: 'photos', photos, ...words }
    : { ...arrival, ...spoken(text, false) };
};

/**
 * Whether a message to us neither holds nor links to anything to search with, so that its picture may stand above it in the thread, or be
 * left out: mentions sometimes come without their files, messages never do.
 */
export const lacksPhoto = (message: SlackMessage, botUserId: string): boolean =>
  message.files.length === 0 &&
  !/<https?:/.test(message.text ?? '') &&
  commandIn(wordsOf(message, botUserId), false) === null &&
  (message.type === 'app_mention' || Boolean(message.thread_ts));

/** A command with words behind it; null when it stands alone and wants the modal. */
export const fromCommand = (command: SlackCommand, known: Pick<Known, 'language'>): Inbound | null => {
  const text = plainText(command.text);
  if (text === '') return null;
  return {
    key: `slack:command:${command.trigger_id}`,
    chat: chatOf(command.channel_id, null, command.response_url ?? null),
    from: asker(command.user_id, known),
    message: null,
    ...spoken(text, true),
  };
};

const fromForm = (
  { user, viewId, address, form }: Submission,
  photos: readonly PhotoRef[],
  known: Pick<Known, 'language'>,
): Inbound | null => {
  const { words, wishes } = form;
  if (!address || (photos.length === 0 && words === '')) return null;
  const arrival = {
    key: `slack:view:${viewId}`,
    chat: chatOf(address.channel, null, address.via),
    from: asker(user, known),
    message: null,
    ...(Object.keys(wishes).length > 0 && { wishes }),
  };
  const file = listAmong(form.files);
  if (file) return { ...arrival, kind: 'file', file, caption: words || null };
  return photos.length > 0
    ? { ...arrival, kind: 'photos', photos, caption: words || null }
    : { ...arrival, kind: 'text', text: words };
};

/** A submitted modal, for the conversation in which the command was typed. A view is submitted once, so its id is the key. */
export const fromSubmission = (submission: Submission, known: Pick<Known, 'language'>): Inbound | null =>
  fromForm(submission, photosOf(submission.form.files), known);

/** The press that searches with the picture which the modal offered, with what else its form says. It is one request, however often it is pressed. */
export const fromOffered = (
  submission: Submission,
  picture: PhotoRef,
  known: Pick<Known, 'language'>,
): Inbound | null => {
  const inbound = fromForm(submission, [picture], known);
  return inbound && { ...inbound, key: `${inbound.key}:offered` };
};

const URL_FIELDS = ['image_url', 'thumb_url'];

/** Addresses of pictures that a message shows without being files: an unfurled link, a block of another app. */
const picturesShown = ({ message }: SlackShortcut): PhotoRef[] => {
  const shown = [message.attachments, message.blocks].flatMap((list) => (Array.isArray(list) ? list : []));
  return shown
    .flatMap((item) => (typeof item === 'object' && item !== null ? Object.entries(item) : []))
    .flatMap(([name, url]) => (URL_FIELDS.includes(name) && typeof url === 'string' ? [url] : []))
    .filter((url) => /^https:\/\//.test(url))
    .slice(0, 1)
    .map((url) => ({ kind: 'url', url }));
};

/**
 * "Find on 1688" on somebody's message: its pictures, else a picture that it shows, else what its links lead to. The words of the
 * message are its author's and not the asker's, so nothing is searched for by them. Null where there is nothing to search with.
 */
export const fromShortcut = (shortcut: SlackShortcut, known: Pick<Known, 'language'>): Inbound | null => {
  const { channel, message, user, response_url, action_ts } = shortcut;
  const thread = message.thread_ts ?? (channel.id.startsWith('D') ? null : message.ts);
  const chat = chatOf(channel.id, thread, response_url ?? null);
  const arrival = {
    key: `slack:shortcut:${channel.id}:${message.ts}:${user.id}:${action_ts}`,
    chat,
    from: asker(user.id, known),
    message: { chat, id: message.ts },
  };
  const pictures = picturesOf(message.files);
  const photos = pictures.length > 0 ? pictures : picturesShown(shortcut);
  if (photos.length > 0) return { ...arrival, kind: 'photos', photos, caption: null };
  const [link] = [...(message.text ?? '').matchAll(LINK)].flatMap(([, url = '']) =>
    url.startsWith('http') ? [plainText(url)] : [],
  );
  return link ? { ...arrival, kind: 'text', text: link } : null;
};

/** A pressed button of one of our messages. `action_ts` tells one press from the next, and is the same when a press comes again. */
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
    data: action.selected_option?.value ?? action.value ?? '',
    on,
  };
};
