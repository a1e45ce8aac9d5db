/** The parts of Slack's payloads that we read, as schemas: nothing else of them travels further. */
import { z } from 'zod';

/** A file as Slack describes it. Stubs of files from other workspaces have an id and `file_access` only. */
const fileSchema = z.object({
  id: z.string(),
  name: z.string().nullish(),
  mimetype: z.string().nullish(),
  mode: z.string().nullish(),
  file_access: z.string().nullish(),
  size: z.number().nullish(),
  thumb_1024: z.string().nullish(),
  url_private_download: z.string().nullish(),
  url_private: z.string().nullish(),
});

/** A file as Slack describes it, in events, submissions and `files.info` alike. */
export type SlackFile = z.infer<typeof fileSchema>;

/** The files in a list of anything: what is none is left out, so that one odd file does not hide the others. */
export const readFiles = (files: unknown): SlackFile[] =>
  (Array.isArray(files) ? files : []).flatMap((file) => fileSchema.safeParse(file).data ?? []);

const filesSchema = z.unknown().optional().transform(readFiles);

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
  parent_user_id: z.string().nullish(),
  edited: z.unknown().optional(),
  files: filesSchema,
});

/** A message that somebody wrote to us, or near us. */
export type SlackMessage = Omit<z.infer<typeof messageSchema>, 'edited'>;

const commandSchema = z.object({
  text: z.string().default(''),
  channel_id: z.string(),
  user_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().nullish(),
});

/** A typed `/1688`. */
export type SlackCommand = z.infer<typeof commandSchema>;

/** The callback id of the message shortcut in the manifest. */
export const SHORTCUT = 'find_on_1688';

const shortcutSchema = z.object({
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
  message: z.object({
    ts: z.string(),
    thread_ts: z.string().nullish(),
    text: z.string().nullish(),
    files: filesSchema,
    attachments: z.unknown().optional(),
    blocks: z.unknown().optional(),
  }),
  action_ts: z.string(),
  response_url: z.string().nullish(),
});

/** "Find on 1688", chosen in the menu of somebody's message. */
export type SlackShortcut = z.infer<typeof shortcutSchema>;

const pressSchema = z.object({
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
  container: z.object({
    message_ts: z.string(),
    is_ephemeral: z.boolean().nullish(),
    thread_ts: z.string().nullish(),
  }),
  message: z.object({ thread_ts: z.string().nullish() }).nullish(),
  actions: z
    .array(
      z.object({
        value: z.string().nullish(),
        selected_option: z.object({ value: z.string() }).nullish(),
        action_ts: z.string(),
      }),
    )
    .min(1),
  response_url: z.string().nullish(),
});

/** A pressed button, or an option that was chosen from a menu. */
export type SlackPress = z.infer<typeof pressSchema>;

/** The subtypes of what a person just wrote; all others tell of something else: an edit, somebody who joins, another bot. */
const SPOKEN = [undefined, null, 'file_share', 'thread_broadcast'];

/** The message in an `app_mention` or `message` event, or null when it is none that a person just wrote. Slack tells mentions anew after an edit. */
export const readMessage = (event: unknown): SlackMessage | null => {
  const { data } = messageSchema.safeParse(event);
  if (!data || data.bot_id || !SPOKEN.includes(data.subtype)) return null;
  const { edited, ...message } = data;
  return edited ? null : message;
};

/** The typed command, or null when the payload is none. */
export const readCommand = (payload: unknown): SlackCommand | null =>
  commandSchema.safeParse(payload).data ?? null;

/** A message shortcut, or null when the payload is none. */
export const readShortcut = (payload: unknown): SlackShortcut | null =>
  shortcutSchema.safeParse(payload).data ?? null;

/** A pressed button, or null when the payload is none. */
export const readPress = (payload: unknown): SlackPress | null => pressSchema.safeParse(payload).data ?? null;

const listedSchema = z.object({
  ts: z.string(),
  user: z.string().nullish(),
  metadata: z
    .object({
      event_type: z.string().nullish(),
      event_payload: z
        .object({ channel: z.string().nullish(), ts: z.string().nullish(), job: z.string().nullish() })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

/** A message as Slack lists it, with the metadata of signs of work. */
export type Listed = z.infer<typeof listedSchema>;

/** The messages of a conversation; what does not look like one is left out. */
export const readListed = (messages: unknown): Listed[] =>
  (Array.isArray(messages) ? messages : []).flatMap((message) => listedSchema.safeParse(message).data ?? []);

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
