/** The parts of Slack's payloads that we read, as schemas: nothing else of them travels further. */
import { z } from 'zod';

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

/** A submitted modal. */
export type SlackSubmission = z.infer<typeof submissionSchema>;

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

/** A pressed button. */
export type SlackPress = z.infer<typeof pressSchema>;

/** The message in an `app_mention` or `message` event, or null when it is none that a person just wrote. */
export const readMessage = (event: unknown): SlackMessage | null => {
  const { data } = messageSchema.safeParse(event);
  if (!data || data.bot_id) return null;
  return [undefined, null, 'file_share', 'thread_broadcast'].includes(data.subtype) ? data : null;
};

/** The typed command, or null when the payload is none. */
export const readCommand = (payload: unknown): SlackCommand | null =>
  commandSchema.safeParse(payload).data ?? null;

/** A submitted modal, or null when the payload is none. */
export const readSubmission = (payload: unknown): SlackSubmission | null =>
  submissionSchema.safeParse(payload).data ?? null;

/** A pressed button, or null when the payload is none. */
export const readPress = (payload: unknown): SlackPress | null => pressSchema.safeParse(payload).data ?? null;

/** Where the answer to a modal goes; null when the modal is none of ours. */
export const readReturnAddress = (metadata: string): ReturnAddress | null => {
  try {
    return returnAddressSchema.parse(JSON.parse(metadata));
  } catch {
    return null;
  }
};

/** The files in a submitted modal. */
export const submittedFiles = (submission: SlackSubmission | null): SlackFile[] =>
  Object.values(submission?.view.state.values ?? {})
    .flatMap((block) => Object.values(block))
    .flatMap(({ files }) => files ?? []);

/** The files in a message or in a submitted modal. */
export const filesIn = (payload: unknown): SlackFile[] =>
  readMessage(payload)?.files ?? submittedFiles(readSubmission(payload));

/** The files of a message among others, or else those of the message that began its thread. */
export const filesAmong = (messages: unknown, { ts, thread_ts }: SlackMessage): SlackFile[] => {
  const found = z.array(messageSchema.pick({ ts: true, files: true })).safeParse(messages).data ?? [];
  const filesOf = (id: string | null | undefined) => found.find((other) => other.ts === id)?.files ?? [];
  const own = filesOf(ts);
  return own.length > 0 ? own : filesOf(thread_ts);
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
