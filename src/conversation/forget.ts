/**
 * Deletes what is kept of a chat. Entries of a chat have its platform and id in their keys, so they are found by how their keys begin, in
 * every store and without a list that somebody would have to keep (docs/decisions/0018); docs/privacy.md has them all.
 */
import { type ChatRef, type PhotoRef, PLATFORMS, type Platform } from '../domain/chat.ts';
import type { ForgetScope } from '../domain/kept-task.ts';
import type { FailedJob, JobQueue, ListedStore } from '../domain/ports.ts';
import type { Batches } from './batches.ts';
import type { Chats } from './chats.ts';
import type { History } from './history.ts';
import type { Shortlists } from './shortlists.ts';
import type { View } from './views.ts';
import type { Watches } from './watches.ts';

/**
 * How the keys of a chat's entries begin in each store: `{chat}` is its platform and id with a colon between them, `{id}` the id alone, in
 * the store of its own platform. What is not here has an end within a day, or nothing of a chat in it.
 */
export const KEYS_OF_CHATS = {
  views: ['{chat}'],
  shares: ['{chat}'],
  shortlists: ['{chat}'],
  history: ['chat:{chat}'],
  answers: ['{chat}'],
  earlier: ['{chat}'],
  shown: ['{chat}'],
  presses: ['{chat}'],
  requests: ['request:{chat}'],
  batches: ['{chat}'],
  'batch-notes': ['open:{chat}'],
  telegram: ['telegram:chat:{id}', 'telegram:sign:{id}', 'telegram:eyes:{id}'],
  playground: ['turns:{id}', 'turn:{id}', 'draft:{id}'],
} as const;

type Namespace = keyof typeof KEYS_OF_CHATS;

const isOfPlatform = (namespace: Namespace): boolean => PLATFORMS.some((platform) => platform === namespace);

const NAMESPACES = Object.keys(KEYS_OF_CHATS) as Namespace[];

/** What was deleted: how many of each, and whether there was anything else. */
export type Forgotten = {
  readonly searches: number;
  readonly offers: number;
  readonly watches: number;
  readonly settings: number;
  readonly rest: number;
};

/** What is needed to find it all. */
export type ForgetParts = {
  readonly stores: (namespace: Namespace) => ListedStore;
  /** Forgets which photo a platform's file is. */
  readonly memory: { forgetFile(identity: string): Promise<void> };
  readonly chats: Pick<Chats, 'forget'>;
  readonly history: Pick<History, 'forget'>;
  readonly shortlists: Pick<Shortlists, 'lists'>;
  readonly watches: Pick<Watches, 'of' | 'stop'>;
  readonly batches: Pick<Batches, 'discard'>;
  readonly queue: Pick<JobQueue, 'failures' | 'drop'>;
};

type Place = { readonly platform: Platform; readonly id: string };

/** Failed jobs that are looked through: far more than an operator leaves lying. */
const MOST_FAILED = 10_000;

const photosOf = ({ subject }: View): readonly PhotoRef[] =>
  subject.kind === 'photo' ? [subject.photo] : subject.kind === 'photos' ? subject.photos : [];

const isSearch = ({ subject }: View): boolean => subject.kind !== 'offer' && subject.kind !== 'shortlist';

/**
 * Makes the function that deletes. Doing it again deletes what is left. It rejects with `storage-down` where it cannot be told that all
 * is gone.
 */
export const createForget = (parts: ForgetParts) => {
  const { stores, memory, queue } = parts;

  const keysOf = async (namespace: Namespace, { platform, id }: Place): Promise<readonly string[]> => {
    const isForeign = isOfPlatform(namespace) && namespace !== platform;
    const store = stores(namespace);
    const found = KEYS_OF_CHATS[namespace].map(async (pattern) => {
      const start = pattern.replace('{chat}', `${platform}:${id}`).replace('{id}', id);
      const below = await store.keysUnder(`${start}:`);
      return (await store.get(start)) === undefined ? below : [start, ...below];
    });
    return isForeign ? [] : (await Promise.all(found)).flat();
  };

  const viewsOf = async (place: Place): Promise<readonly View[]> => {
    const store = stores('views');
    const found = await Promise.all((await keysOf('views', place)).map((key) => store.get<View>(key)));
    return found.filter((view) => view?.subject !== undefined) as View[];
  };

  /** A link that somebody else got opens nothing any more. */
  const forgetLinks = async (place: Place): Promise<void> => {
    const store = stores('shares');
    for (const key of await keysOf('shares', place))
      await store.delete(`token:${await store.get<string>(key)}`);
  };

  const forgetKeys = async (namespace: Namespace, place: Place): Promise<number> => {
    const keys = await keysOf(namespace, place);
    for (const key of keys) await stores(namespace).delete(key);
    return keys.length;
  };

  /** Which photo a file was: asked again, it is downloaded anew. */
  const forgetFiles = async (views: readonly View[]): Promise<void> => {
    for (const photo of views.flatMap(photosOf)) {
      if (photo.kind !== 'platform') continue;
      await memory.forgetFile(`${photo.platform}:${photo.uniqueId}`);
      // What was given to the page is kept here and nowhere else.
      if (photo.platform === 'playground') await stores('playground').delete(`photo:${photo.fileId}`);
    }
  };

  const forgetJobs = async ({ platform, id }: Place): Promise<number> => {
    const isOfChat = ({ job: { chat } }: FailedJob) => chat.platform === platform && chat.id === id;
    const ofChat = (await queue.failures(MOST_FAILED)).filter(isOfChat);
    for (const { job } of ofChat) await queue.drop(job.key);
    return ofChat.length;
  };

  const forgetPlace = async (place: Place): Promise<Omit<Forgotten, 'settings'>> => {
    const views = await viewsOf(place);
    const watches = await parts.watches.of(place);
    const lists = await parts.shortlists.lists(place);
    const offers = lists.reduce((sum, { count }) => sum + count, 0);
    // Beside the lists with offers there is an entry with their names.
    const listed = lists.filter(({ count }) => count > 0).length + (lists.length > 1 ? 1 : 0);
    for (const { offerId } of watches) await parts.watches.stop(place, offerId);
    await parts.batches.discard(place);
    await parts.history.forget(place);
    await forgetFiles(views);
    await forgetLinks(place);
    let keys = 0;
    for (const namespace of NAMESPACES) keys += await forgetKeys(namespace, place);
    const rest = keys - views.length - listed + (await forgetJobs(place));
    const searches = views.filter(isSearch).length;
    return { searches, offers, watches: watches.length, rest: Math.max(0, rest) };
  };

  return async (chat: ChatRef, scope: Exclude<ForgetScope, 'none'>): Promise<Forgotten> => {
    // A group that became a supergroup has things under the id that it had before.
    const earlier = await stores('views').get<string>(`${chat.platform}:${chat.id}:moved`);
    const places = [chat.id, ...(earlier ? [earlier] : [])].map((id) => ({ platform: chat.platform, id }));
    const all: Omit<Forgotten, 'settings'>[] = [];
    for (const place of places) all.push(await forgetPlace(place));
    const settings = scope === 'all' && (await parts.chats.forget(chat)) ? 1 : 0;
    const sum = (name: keyof Omit<Forgotten, 'settings'>) => all.reduce((count, one) => count + one[name], 0);
    return {
      searches: sum('searches'),
      offers: sum('offers'),
      watches: sum('watches'),
      settings,
      rest: sum('rest'),
    };
  };
};

/** Deletes what is kept of a chat, and tells what that was. */
export type Forget = ReturnType<typeof createForget>;
