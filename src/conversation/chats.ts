/** The settings of chats: kept for good, and moved along when a chat gets another id. */
import type { ChatRef, Platform } from '../domain/chat.ts';
import {
  answersEveryPhoto,
  type ChatSettings,
  readChatSettings,
  type SettingName,
  withChoice,
} from '../domain/chat-settings.ts';
import { TusouError } from '../domain/errors.ts';
import type { Clock, Store } from '../domain/ports.ts';

/** A group's photos come in bursts; what another process sets is known here after this time. */
const KNOWN_MS = 5_000;

/** Chats whose settings are known for the moment at most. */
const MOST_KNOWN = 1_000;

/** A group becomes a supergroup once; more moves than this are a circle. */
const MOST_MOVES = 4;

/** Where a chat went, in place of its settings. */
type Moved = { readonly movedTo: string };

/** The settings of all chats. Where nothing is stored, or nothing can be read, the defaults hold. */
export interface Chats {
  of(chat: ChatRef): Promise<ChatSettings>;
  /** Whether photos that do not address us are answered here. Cheap: what was set elsewhere may be known some seconds late. */
  answersEveryPhoto(chat: ChatRef): Promise<boolean>;
  /** Changes one thing and tells what then is set; null for a choice that there is not. Rejects with `storage-down`. */
  change(
    chat: ChatRef,
    choice: { readonly name: SettingName; readonly value: string },
  ): Promise<ChatSettings | null>;
  /** Sets figures that somebody typed, and tells what then is set. Rejects with `storage-down`. */
  put(chat: ChatRef, figures: Partial<Pick<ChatSettings, 'rates' | 'weights'>>): Promise<ChatSettings>;
  /** Deletes what a chat has set; answers whether there was anything. */
  forget(chat: ChatRef): Promise<boolean>;
  /** The chat that went by `oldId` now goes by `id`: its settings go along. Doing it again changes nothing. Rejects with `storage-down`. */
  move(chat: { readonly platform: Platform; readonly oldId: string; readonly id: string }): Promise<void>;
}

const isMoved = (record: unknown): record is Moved =>
  typeof record === 'object' && record !== null && 'movedTo' in record && typeof record.movedTo === 'string';

/** Keeps the settings in a store without expiry. */
export const createChats = ({ store, clock }: { readonly store: Store; readonly clock: Clock }): Chats => {
  const known = new Map<string, { readonly settings: ChatSettings; readonly untilMs: number }>();

  const keyOf = (platform: Platform, id: string): string => `${platform}:${id}`;

  const write = async (key: string, record: ChatSettings | Moved): Promise<void> => {
    known.clear();
    // Stores of ours answer false where they cannot write.
    if ((await store.set(key, record)) === false) throw new TusouError('storage-down');
  };

  /** The record of a chat, and under which key it is now. */
  const find = async ({ platform, id }: ChatRef): Promise<{ key: string; settings: ChatSettings }> => {
    let key = keyOf(platform, id);
    let record = await store.get<unknown>(key);
    for (let moves = 0; isMoved(record) && moves < MOST_MOVES; moves += 1) {
      key = keyOf(platform, record.movedTo);
      record = await store.get<unknown>(key);
    }
    return { key, settings: readChatSettings(record) };
  };

  const settingsLately = async (chat: ChatRef): Promise<ChatSettings> => {
    const key = keyOf(chat.platform, chat.id);
    const lately = known.get(key);
    if (lately && lately.untilMs > clock.now()) return lately.settings;
    const { settings } = await find(chat);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, { settings, untilMs: clock.now() + KNOWN_MS });
    return settings;
  };

  return {
    of: async (chat) => (await find(chat)).settings,
    answersEveryPhoto: async (chat) => answersEveryPhoto(await settingsLately(chat), chat),
    change: async (chat, choice) => {
      const { key, settings } = await find(chat);
      const changed = withChoice(settings, choice, chat);
      if (changed) await write(key, changed);
      return changed;
    },
    put: async (chat, figures) => {
      const { key, settings } = await find(chat);
      const changed = readChatSettings({ ...settings, ...figures });
      await write(key, changed);
      return changed;
    },
    forget: async (chat) => {
      const { key } = await find(chat);
      known.clear();
      return store.delete(key);
    },
    move: async ({ platform, oldId, id }) => {
      if (oldId === id) return;
      const [oldKey, key] = [keyOf(platform, oldId), keyOf(platform, id)];
      const old = await store.get<unknown>(oldKey);
      if (isMoved(old)) return;
      // What was set under the new id already is the newer word.
      if (old !== undefined && (await store.get<unknown>(key)) === undefined)
        await write(key, readChatSettings(old));
      await write(oldKey, { movedTo: id });
    },
  };
};
