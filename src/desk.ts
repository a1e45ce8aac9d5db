/** The search desk: storage, marketplace and picture work put together. The app and the command line both search here. */
import { randomUUID } from 'node:crypto';
import type { Config } from './config.ts';
import type { PhotoRef, Platform } from './domain/chat.ts';
import { TusouError } from './domain/errors.ts';
import type { Backend, ChatAdapter, Clock, Locks, Log } from './domain/ports.ts';
import { createDownload } from './images/download.ts';
import { createPictures } from './images/pictures.ts';
import type { Preview } from './images/preview.ts';
import { openMarketplace } from './marketplace.ts';
import { type Meter, NO_METER } from './ops/meter.ts';
import { openedOnce } from './ops/opened-once.ts';
import { countedStore } from './search/counted.ts';
import type { Search } from './search/search.ts';
import type { PhotoSource } from './search/topic.ts';
import type { Searching, SearchingParts } from './searching.ts';
import { boundedStores } from './storage/bounded.ts';
import type { Stores } from './storage/keyv-sqlite.ts';
import { type FileState, openFileState, REDIS_PREFIX, type SharedState } from './storage/shared-state.ts';
import type { Database } from './storage/sqlite.ts';

/** What everything is built from: the settings, the time and the log. */
export type AppParts = { readonly config: Config; readonly clock: Clock; readonly log: Log };

/** Opens what processes share, where the settings say. Throws `config-invalid` and `storage-down` with a sentence for the operator. */
export const openState = async ({ config, ...parts }: AppParts): Promise<SharedState | FileState> => {
  const { redisUrl, dataDir, keepMs } = config;
  const made = { ...parts, newId: randomUUID };
  const open = async (): Promise<SharedState | FileState> => {
    if (redisUrl === null) return openFileState({ ...made, dir: dataDir });
    const { openRedisState } = await import('./storage/redis-state.ts');
    return openRedisState({ ...made, url: redisUrl, prefix: REDIS_PREFIX });
  };
  const state = await open();
  return { ...state, stores: boundedStores(state.stores, keepMs) };
};

/** Searching with its storage opened. Closing it lets go of the storage and of the simulator. */
export interface SearchDesk extends AsyncDisposable {
  readonly search: Search;
  /** Loads what the first search would have to wait for, and answers with all of it. */
  open(): Promise<Searching>;
  readonly backend: Backend;
  readonly clock: Clock;
  readonly stores: Stores;
  readonly locks: Locks;
  readonly state: SharedState;
  /** The file of the embedded queue; null where Redis keeps everything. */
  readonly db: Database | null;
  /** Where a photo's bytes come from: its platform, or the web. */
  source(photo: PhotoRef): PhotoSource;
  thumbnail(url: string, signal: AbortSignal): Promise<Uint8Array | null>;
  /** Shows what a search would look at. */
  readonly preview: Preview;
  /** A picture behind an address that a stranger chose, from the public web alone. */
  download(url: string, signal: AbortSignal): Promise<Uint8Array>;
  /** An offer's picture as it is, for searching with. */
  original(url: string, signal: AbortSignal): Promise<Uint8Array>;
  /** An offer's picture, large. */
  picture(url: string, signal: AbortSignal): Promise<Uint8Array | null>;
}

/** Pictures never change behind their address, so they are kept for a while also where answers are not: one answer needs each twice. */
const PICTURE_TTL_MS = 10 * 60 * 1000;

type Adapters = ReadonlyMap<Platform, ChatAdapter>;

const NO_ADAPTERS: Adapters = new Map();

const sourceFrom =
  (adapters: Adapters, download: (url: string, signal: AbortSignal) => Promise<Uint8Array>) =>
  (photo: PhotoRef): PhotoSource => {
    if (photo.kind === 'url') return { identity: null, load: (signal) => download(photo.url, signal) };
    const adapter = adapters.get(photo.platform);
    if (!adapter) throw new TusouError('photo-expired', { detail: `${photo.platform} is switched off` });
    return {
      identity: `${photo.platform}:${photo.uniqueId}`,
      load: (signal) => adapter.download(photo, signal),
    };
  };

/** Loads how contact sheets are drawn, which takes a library of fonts: only where a chat shows them. */
export const loadSheets = () => import('./images/contact-sheet.ts');

/** Loads how comparisons are drawn, for the first one. */
export const loadComparisons = () => import('./images/comparison-sheet.ts');

/** Whether any of these chats may show a contact sheet. */
export const showsSheets = (adapters: Iterable<ChatAdapter>): boolean =>
  [...adapters].some(({ sheet }) => sheet !== 'never');

/** Searching is half of all that the program loads, so it is loaded for the first search, or by `open`. */
const searchLater = (parts: SearchingParts) => {
  let opened: Searching | null = null;
  const open = openedOnce(async () => {
    const [{ openSearching }] = await Promise.all([import('./searching.ts'), parts.backend.warmUp?.()]);
    opened = openSearching(parts);
    return opened;
  });
  const search: Search = {
    search: async (...asked) => (await open()).search.search(...asked),
    offer: async (...asked) => (await open()).search.offer(...asked),
  };
  const preview: Preview = async (...asked) => (await open()).preview(...asked);
  return {
    search,
    preview,
    open,
    close: async () => opened?.close(),
  };
};

/**
 * Opens storage and marketplace and makes the search. `adapters` give the photos of their platforms; a terminal has none, and counts
 * nothing.
 */
export const openSearchDesk = async (
  parts: AppParts,
  adapters: Adapters = NO_ADAPTERS,
  meter: Meter = NO_METER,
): Promise<SearchDesk> => {
  const { config, clock, log } = parts;
  const state = await openState(parts);
  const { stores, locks } = state;
  const calling = { ...state, clock, log, random: Math.random, meter };
  const marketplace = await openMarketplace(config.marketplaces, calling);
  const { backend, pictureOrigins } = marketplace;
  const kept = { store: stores('thumbnails'), ttlMs: Math.max(PICTURE_TTL_MS, config.memoryTtlMs), log };
  const { thumbnail, picture, original } = createPictures({
    ...kept,
    download: createDownload({ trustedOrigins: pictureOrigins, atOnce: 8 }),
    origins: pictureOrigins,
    store: countedStore(kept.store, 'picture', meter),
  });
  const { search, preview, open, close } = searchLater({
    ...{ config, backend, kept, stores, locks, clock, meter, log },
    thumbnail,
  });
  const { downloadPicture } = createDownload({ trustedOrigins: [] });
  return {
    search,
    open,
    backend,
    clock,
    stores,
    locks,
    state,
    db: 'db' in state ? state.db : null,
    source: sourceFrom(adapters, downloadPicture),
    download: downloadPicture,
    thumbnail,
    preview,
    picture,
    original,
    [Symbol.asyncDispose]: async () => {
      await marketplace.close();
      await close();
      await state.close();
    },
  };
};
