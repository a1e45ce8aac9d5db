/** All that answers jobs, put together. Loaded apart from the rest, see `app`. */
import { openBatching } from './batching.ts';
import type { Chats } from './conversation/chats.ts';
import { createForget } from './conversation/forget.ts';
import type { Conversations } from './conversations.ts';
import { type AppParts, loadComparisons, loadSheets, type SearchDesk } from './desk.ts';
import type { JobQueue } from './domain/ports.ts';
import { createAnswer } from './jobs/answer.ts';
import type { Watching } from './jobs/answer-watches.ts';
import { createBatchAnswer } from './jobs/batch/answer-batch.ts';

/** What answers are made from. */
export type AnswersParts = Pick<AppParts, 'config' | 'clock'> & {
  readonly desk: SearchDesk;
  readonly conversations: Conversations;
  readonly chats: Chats;
  readonly queue: JobQueue;
  readonly watching: Watching;
};

/** Makes the function that answers a job, see `createAnswer`; searching is open by then. */
export const openAnswers = async (parts: AnswersParts) => {
  const { config, clock, desk, conversations, chats, queue, watching } = parts;
  const { memory, earlier } = await desk.open();
  return createAnswer({
    ...desk,
    earlier,
    ...conversations,
    chats,
    batch: createBatchAnswer({
      ...openBatching(desk, config.dataDir),
      ...conversations,
      matches: config.batchMatches,
      clock,
    }),
    watching,
    past: conversations,
    forgetting: {
      forget: createForget({ ...desk, memory, ...conversations, chats, queue }),
      keepMs: config.keepMs,
    },
    drawSheet: async (tiles) => (await loadSheets()).contactSheet(tiles),
    drawComparison: async (heads, rows) => (await loadComparisons()).comparisonSheet(heads, rows),
  });
};
