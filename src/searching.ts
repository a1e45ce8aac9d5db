/** Searching put together: the steps of a search with all that looks at pictures. Loaded apart from the rest, see `desk`. */
import type { Config } from './config.ts';
import type { Backend, Clock, Locks, Log, Store } from './domain/ports.ts';
import { createBackgroundServer } from './images/background-server.ts';
import { createEyes, type Eyes } from './images/eyes.ts';
import { areAlike, matchOf } from './images/features.ts';
import { preparePhoto } from './images/photo.ts';
import { createPictureLooks } from './images/picture-looks.ts';
import type { Pictures } from './images/pictures.ts';
import { pixelsOf } from './images/pixels.ts';
import { createTreat } from './images/preparation.ts';
import { createPreview, type Preview } from './images/preview.ts';
import type { Meter } from './ops/meter.ts';
import { createAcross } from './search/across.ts';
import { countedMemory } from './search/counted.ts';
import { createEarlierPhotos, type EarlierPhotos } from './search/earlier.ts';
import { createMemory, type Memory } from './search/memory.ts';
import { createSearch, type Search } from './search/search.ts';
import type { Stores } from './storage/keyv-sqlite.ts';

/** What a desk has for its searches. `kept` is where pictures and their looks are kept, and for how long. */
export type SearchingParts = {
  readonly config: Pick<Config, 'backgroundRemoverUrl' | 'memoryTtlMs'>;
  readonly backend: Backend;
  readonly thumbnail: Pictures['thumbnail'];
  readonly kept: { readonly store: Store; readonly ttlMs: number };
  readonly stores: Stores;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly log: Log;
};

/**
 * Searching, opened. `memory` knows photos and their answers, `earlier` which photos a chat has asked about; `preview` shows what would be
 * searched with; `close` ends the threads that look at pictures.
 */
export type Searching = {
  readonly search: Search;
  readonly preview: Preview;
  readonly memory: Memory;
  readonly earlier: EarlierPhotos;
  close(): Promise<void>;
};

/** What looks at an offer's picture by its pixels, which a contact sheet needs as well. */
const lookAt =
  ({ offer }: Eyes) =>
  async (picture: Uint8Array): Promise<Float32Array> => {
    const { data, width, height } = await pixelsOf(picture);
    return offer({ pixels: data, width, height });
  };

/** Makes the search. */
export const openSearching = (parts: SearchingParts): Searching => {
  const { config, backend, kept, stores, locks, clock, meter, log } = parts;
  const { uploadBytes: mostBytes } = backend.can;
  const eyes = createEyes();
  const server = config.backgroundRemoverUrl
    ? createBackgroundServer({ url: config.backgroundRemoverUrl, log })
    : null;
  const treat = createTreat({ server, mostBytes });
  const remembered = { store: stores('memory'), backend: backend.name, ttlMs: config.memoryTtlMs };
  const memory = countedMemory(createMemory(remembered), meter);
  const search = createSearch({
    ...parts,
    memory,
    treat,
    prepare: (bytes, options) =>
      preparePhoto(bytes, {
        ...options,
        // Whatever a photo is loaded from makes its bytes anew each time.
        isLastUse: true,
        ...(mostBytes && { mostBytes }),
      }),
    outline: eyes.outline,
    describe: eyes.features,
    lookOf: createPictureLooks({ ...kept, log, describe: lookAt(eyes) }),
    match: (photo, picture) => eyes.likeness(photo, picture).then(matchOf, () => null),
    areAlike,
    across: createAcross({ locks, store: stores('work'), clock, log }),
  });
  return {
    search,
    preview: createPreview({ treat, mostBytes }),
    memory,
    earlier: createEarlierPhotos({ store: stores('earlier'), memory, clock }),
    close: eyes.close,
  };
};
