/** How the Bot API tells of a message that people see. */
import type { SeenMessage, SeenPoll } from './telegram-chats.ts';

const chatOf = ({ chatId }: SeenMessage): object => ({
  id: chatId,
  type: chatId > 0 ? 'private' : 'supergroup',
});

/** The sizes of a photo whose largest one has this file id. */
const sizesOf = (fileId: string): object[] => [
  { file_id: `small-${fileId}`, file_unique_id: 's', width: 320, height: 215 },
  { file_id: fileId, file_unique_id: `u${fileId}`, width: 1280, height: 860 },
];

/** The blocks as the Bot API returns them: photos as sizes. */
const asBlocks = (blocks: unknown, fileIds: readonly string[]): unknown => {
  const left = [...fileIds];
  return JSON.parse(JSON.stringify(blocks), (key, value) =>
    key === 'photo' && !Array.isArray(value) ? sizesOf(left.shift() ?? '') : value,
  );
};

const asPoll = ({ id, options, isClosed }: SeenPoll, question: string): object => ({
  id,
  question,
  options: options.map(({ text }) => ({ text, voter_count: 0 })),
  is_closed: isClosed,
});

const contentOf = (seen: SeenMessage, fileIds: readonly string[]): object => {
  if (seen.rich) return { rich_message: { blocks: asBlocks(seen.rich.blocks, fileIds) } };
  if (seen.poll) return { poll: asPoll(seen.poll, seen.html) };
  if (seen.document) {
    const { name, bytes } = seen.document;
    const document = { file_id: fileIds[0], file_unique_id: 'd', file_name: name, file_size: bytes.length };
    return { caption: seen.html, document };
  }
  if (seen.picture === null) return { text: seen.html };
  return { caption: seen.html, photo: sizesOf(fileIds[0] ?? '') };
};

/** A message as the Bot API returns it, sent by `bot`; its files have these ids. */
export const asMessage = (seen: SeenMessage, bot: object, fileIds: readonly string[]): object => ({
  ...(seen.forUser === undefined
    ? { message_id: seen.id }
    : { message_id: 0, ephemeral_message_id: seen.id }),
  from: bot,
  chat: chatOf(seen),
  date: 1_790_000_000,
  ...(seen.answers === null
    ? {}
    : { reply_to_message: { message_id: seen.answers, date: 1_790_000_000, chat: chatOf(seen) } }),
  ...(seen.threadId === null ? {} : { message_thread_id: seen.threadId, is_topic_message: true }),
  ...(seen.album !== undefined && { media_group_id: seen.album }),
  ...contentOf(seen, fileIds),
  ...(seen.buttons.length === 0 ? {} : { reply_markup: { inline_keyboard: seen.buttons } }),
});
