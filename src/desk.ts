/** The search desk: storage, marketplace and picture work put together. The app and the command line both search here. */
import type { Config } from './config.ts';
import type { PhotoRef, Platform } from './domain/chat.ts';
import { TusouError } from './domain/errors.ts';
import type { Backend, ChatAdapter, Clock, Log } from './domain/ports.ts';
import { createDownload } from './images/download.ts';
import { describeProduct, matchOf, similarity } from './images/features.ts';
import { preparePhoto } from './images/photo.ts';
import { createPictures } from './images/pictures.ts';
import { openMarketplace } from './marketplace.ts';
import { createMemory } from './search/memory.ts';
import { createSearch, type Search } from './search/search.ts';
import type { PhotoSource } from './search/topic.ts';
import { createStores, type Stores } from './storage/keyv-sqlite.ts';
import { type Database, openDatabase } from './storage/sqlite.ts';

/** What everything is built from: the settings, the time and the log. */
export type AppParts = { readonly config: Config; readonly clock: Clock; readonly log: Log };

/** Searching with its storage opened. Closing it lets go of the file and of the simulator. */
export interface SearchDesk extends AsyncDisposable {
  readonly search: Search;
  readonly backend: Backend;
  readonly clock: Clock;
  readonly stores: Stores;
  readonly db: Database;
  /** Where a photo's bytes come from: its platform, or the web. */
  source(photo: PhotoRef): PhotoSource;
  thumbnail(url: string, signal: AbortSignal): Promise<Uint8Array | null>;
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

/** Opens storage and marketplace and makes the search. `adapters` give the photos of their platforms; a terminal has none. */
export const openSearchDesk = async (
  { config, clock, log }: AppParts,
  adapters: Adapters = NO_ADAPTERS,
): Promise<SearchDesk> => {
  const db = openDatabase(config.dataDir);
  const stores = createStores({ db, clock, log });
  const marketplace = await openMarketplace(config.marketplaces, { clock, log, stores, random: Math.random });
  const { backend, pictureOrigins } = marketplace;
  const { thumbnail } = createPictures({
    download: createDownload({ trustedOrigins: pictureOrigins }),
    store: stores('thumbnails'),
    ttlMs: Math.max(PICTURE_TTL_MS, config.memoryTtlMs),
    log,
  });
  const search = createSearch({
    backend,
    memory: createMemory({ store: stores('memory'), backend: backend.name, ttlMs: config.memoryTtlMs }),
    prepare: preparePhoto,
    describe: async (picture, part) => (await describeProduct(picture, part)).features,
    compare: (photo, picture) => matchOf(similarity(photo, picture)),
    thumbnail,
    clock,
    log,
  });
  const { downloadPicture } = createDownload({ trustedOrigins: [] });
  return {
    search,
    backend,
    clock,
    stores,
    db,
    source: sourceFrom(adapters, downloadPicture),
    thumbnail,
    [Symbol.asyncDispose]: async () => {
      await marketplace.close();
      db.close();
    },
  };
};
