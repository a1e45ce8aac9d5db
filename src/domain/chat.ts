/** What goes in and out of a chat, as plain data that survives a queue and a restart. No platform's words. */
import type { DetailsCard, NoticeCard, PicturesCard, PollCard, ResultCard } from './card.ts';
import type { Adjustment, Language, Wishes } from './query.ts';

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
export const COMMANDS = [
  'start',
  'help',
  'find',
  'shortlist',
  'watch',
  'history',
  'settings',
  'forget',
] as const;
/** One of `COMMANDS`. */
export type CommandName = (typeof COMMANDS)[number];

type Arrival = {
  /** The platform's own ids for this event: the same delivery again has the same key. */
  readonly key: string;
  /**
   * The name of a request that arrives in parts, such as the photos of an album that come one by one: the same in all events about it,
   * each of which has all photos that are there by then, and a key of its own. Absent where nothing can follow.
   */
  readonly request?: string;
  readonly chat: ChatRef;
  readonly from: UserRef;
  /** The message to answer to, or null where there is none (a slash command). */
  readonly message: MessageRef | null;
};

/**
 * Something that happened in a chat and concerns us. `press.data` is untrusted text for the action codec. Photos with `addressed` false
 * were sent to a group and not to us: they concern us only where the chat wants every photo answered. `moved` says that this chat now
 * goes by the id that it comes with, and went by `oldId` before.
 */
export type Inbound =
  | (Arrival & {
      readonly kind: 'photos';
      readonly photos: readonly PhotoRef[];
      readonly caption: string | null;
      /** What was done to the photos by hand; absent on platforms where nobody can. */
      readonly adjustment?: Adjustment;
      readonly wishes?: Wishes;
      readonly addressed?: false;
    })
  /** A file that may hold a list of pictures: an archive or a workbook. */
  | (Arrival & {
      readonly kind: 'file';
      readonly file: Extract<PhotoRef, { kind: 'platform' }>;
      readonly caption: string | null;
    })
  | (Arrival & { readonly kind: 'text'; readonly text: string; readonly wishes?: Wishes })
  | (Arrival & {
      readonly kind: 'command';
      readonly name: CommandName;
      readonly args: string;
      readonly photos: readonly PhotoRef[];
    })
  | (Arrival & { readonly kind: 'press'; readonly data: string; readonly on: MessageRef })
  /** A choice in the vote of this id, by the key of its option; null takes it back. */
  | (Arrival & { readonly kind: 'ballot'; readonly vote: string; readonly choice: string | null })
  | (Arrival & { readonly kind: 'moved'; readonly oldId: string });

/** A file on its way out. `name` ends in what tells its kind (`offers.xlsx`), `type` is the MIME type. At most 50 MB, which is what Telegram's bots may send (core.telegram.org/bots/api#senddocument). */
export type FileToSend = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

/**
 * What we say. `sheet` is the numbered contact sheet as JPEG, or null when no picture could be had. `tiles` are the pictures of the
 * result's offers in their order, for chats that want them by themselves too. A notice's `picture` is a JPEG or PNG, absent where the
 * words say it all. `pictures` is for adapters that can show albums: one
 * to `ALBUM_SIZE` pictures as JPEG, to be shown as a message beside the one that it answers. The `job` of a sign of work is the key of the job
 * that sends it: several people may ask about one message, and each has a sign of their own.
 */
export type Reply =
  | { readonly kind: 'working'; readonly text: string; readonly job?: string }
  | {
      readonly kind: 'result';
      readonly card: ResultCard;
      readonly sheet: Uint8Array | null;
      readonly tiles?: readonly (Uint8Array | null)[];
    }
  | { readonly kind: 'details'; readonly card: DetailsCard; readonly picture: Uint8Array | null }
  | { readonly kind: 'pictures'; readonly card: PicturesCard; readonly pictures: readonly Uint8Array[] }
  | { readonly kind: 'notice'; readonly card: NoticeCard; readonly picture?: Uint8Array | null }
  /** How far long work has come, in place of what was said of it before; a chat that bears little goes without. */
  | { readonly kind: 'progress'; readonly card: NoticeCard }
  /** A file with a sentence about it, in place of the sign of work. `forUser` asked for it: where the chat takes no file, it is theirs alone. */
  | { readonly kind: 'file'; readonly card: NoticeCard; readonly file: FileToSend; readonly forUser: string }
  /** Only for chats that can show one: their adapter has `endPoll` or `ballots`. */
  | { readonly kind: 'poll'; readonly card: PollCard };

/** What a picture of ours is called as a file: chats go by the ending, so a PNG (W3C PNG, section 5.2) must not be called a JPEG. */
export const pictureFileName = (picture: Uint8Array): string =>
  picture[0] === 0x89 && picture[1] === 0x50 ? 'offers.png' : 'offers.jpg';

/** Pictures in one album at most: what Telegram takes (core.telegram.org/bots/api#sendmediagroup). */
export const ALBUM_SIZE = 10;
