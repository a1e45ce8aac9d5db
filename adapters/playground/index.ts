/** The playground: a local web page as a chat platform, for trying everything without an account. */
import {
  type ChatAdapter,
  type Clock,
  type HttpMounts,
  type Inbound,
  type Log,
  type Reply,
  type Store,
  TusouError,
} from '#service';
import { createAdjusting, type Preview } from './adjusting.ts';
import type { AllowedHosts } from './guard.ts';
import { createReceivers, type Samples } from './receive.ts';
import { createRoutes, type Pictures } from './routes.ts';
import { createTurns, type Turn } from './turns.ts';
import { createUploads, type Uploads } from './uploads.ts';

/**
 * What the playground needs. Conversations and uploads are kept in `store`, so that they outlive a restart and may be
 * answered by another process. `newId` makes ids that are never the same. `pictures` gives offers' pictures from where
 * they may be fetched: the page itself loads nothing from other hosts. `preview` shows a photo as a search would look at it. `allowedHosts` are host names beside the loopback
 * ones. `sampleData` says that the offers are made up.
 */
export type PlaygroundParts = {
  readonly mounts: HttpMounts;
  readonly store: Store;
  readonly log: Log;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly pictures: Pictures;
  readonly preview: Preview;
  readonly samples: Samples;
  readonly sampleData: boolean;
  readonly allowedHosts: AllowedHosts;
};

/** The page shows no polls, and says so by having no way to end one. */
type Shown = Exclude<Reply, { kind: 'poll' }>;

const changesFor = async (reply: Shown, uploads: Uploads): Promise<Partial<Turn>> => {
  switch (reply.kind) {
    case 'working':
      return { pending: true, working: reply.text };
    case 'result':
      return { pending: false, working: null, answer: { kind: 'result', card: reply.card } };
    case 'details':
      return { pending: false, working: null, answer: { kind: 'details', card: reply.card } };
    case 'pictures':
      // Never offered here: the page shows all pictures of an offer by itself.
      return { pending: false, working: null };
    case 'progress':
    case 'notice': {
      const bytes = reply.kind === 'notice' ? reply.picture : null;
      const picture = bytes ? (await uploads.keep(bytes, null)).fileId : null;
      return { pending: false, working: null, answer: { kind: 'notice', card: reply.card, picture } };
    }
    case 'file': {
      const { card, file } = reply;
      const kept = await uploads.keepFile(file);
      return { pending: false, working: null, answer: { kind: 'file', card, file: kept } };
    }
  }
};

/**
 * Makes the playground. `start` mounts the page at `/` and everything else of it under `/playground/`. A question and
 * its answer share one message id, so there is one answer for each question, changed in place.
 */
export const createPlayground = (parts: PlaygroundParts): ChatAdapter => {
  const { mounts, store, newId } = parts;
  const log = parts.log.child({ adapter: 'playground' });
  const turns = createTurns(parts);
  const uploads = createUploads(store);
  const adjusting = createAdjusting({ ...parts, turns, uploads });
  const stopping = new AbortController();

  const start = async (receive: (inbound: Inbound) => Promise<void>): Promise<void> => {
    const received = async (inbound: Inbound): Promise<void> => {
      await receive(inbound);
      log.info({ kind: inbound.kind, key: inbound.key }, 'playground event received');
    };
    const talk = { ...parts, turns, uploads, adjusting };
    const receivers = createReceivers({ ...talk, receive: received });
    const listener = createRoutes({ ...talk, log, receivers, stopped: stopping.signal });
    mounts.mount('/', listener);
  };

  return {
    platform: 'playground',
    sheet: 'never',
    start,
    send: async (chat, reply, { replaces, answers }, still) => {
      await still?.();
      if (reply.kind === 'poll') throw new TusouError('internal', { detail: 'the page shows no polls' });
      const id = replaces?.id ?? answers?.id ?? newId();
      await turns.change(chat.id, id, await changesFor(reply, uploads));
      return { chat, id };
    },
    download: ({ fileId }) => uploads.bytes(fileId),
    stop: async () => stopping.abort(),
  };
};
