/** What goes in and out of a chat, as plain data that survives a queue and a restart. No platform's words. */
import type { DetailsCard, NoticeCard, ResultCard } from './card.ts';
import type { Language } from './query.ts';

/** The places where people talk to us. */
export const PLATFORMS = ['telegram', 'slack', 'playground'] as const;
/** One of `PLATFORMS`. */
export type Platform = (typeof PLATFORMS)[number];

/**
 * A conversation. `thread` is a Telegram topic or a Slack thread. `via` is an adapter's own private return address for a
 * chat that it cannot post to by id (Slack's response_url); nobody else reads it, and it is never logged.
 */
export type ChatRef = {
  readonly platform: Platform;
  readonly id: string;
  readonly thread: string | null;
  readonly kind: 'private' | 'group';
  readonly via: string | null;
};

/** A message in a chat, by the platform's own id. */
export type MessageRef = { readonly chat: ChatRef; readonly id: string };

/** Who asked, and in which language to answer. */
export type UserRef = { readonly id: string; readonly language: Language };

/**
 * Where a photo's bytes can be had again, also after a restart: by the platform's file id, or from a web address.
 * `uniqueId` is the same whenever the same file is sent again; `bytes` is what the platform says, unchecked.
 */
export type PhotoRef =
  | {
      readonly kind: 'platform';
      readonly platform: Platform;
      readonly fileId: string;
      readonly uniqueId: string;
      readonly name: string | null;
      readonly bytes: number | null;
    }
  | { readonly kind: 'url'; readonly url: string };

/** Commands that mean the same on every platform. */
export const COMMANDS = ['start', 'help', 'find'] as const;
/** One of `COMMANDS`. */
export type CommandName = (typeof COMMANDS)[number];

type Arrival = {
  /** The platform's own ids for this event: the same delivery again has the same key. */
  readonly key: string;
  readonly chat: ChatRef;
  readonly from: UserRef;
  /** The message to answer to, or null where there is none (a slash command). */
  readonly message: MessageRef | null;
};

/** Something that happened in a chat and concerns us. `press.data` is untrusted text for the action codec. */
export type Inbound =
  | (Arrival & {
      readonly kind: 'photos';
      readonly photos: readonly PhotoRef[];
      readonly caption: string | null;
    })
  | (Arrival & { readonly kind: 'text'; readonly text: string })
  | (Arrival & {
      readonly kind: 'command';
      readonly name: CommandName;
      readonly args: string;
      readonly photos: readonly PhotoRef[];
    })
  | (Arrival & { readonly kind: 'press'; readonly data: string; readonly on: MessageRef });

/** What we say. `sheet` is the numbered contact sheet as JPEG, or null when no picture could be had. */
export type Reply =
  | { readonly kind: 'working'; readonly text: string }
  | { readonly kind: 'result'; readonly card: ResultCard; readonly sheet: Uint8Array | null }
  | { readonly kind: 'details'; readonly card: DetailsCard; readonly picture: Uint8Array | null }
  | { readonly kind: 'notice'; readonly card: NoticeCard };
