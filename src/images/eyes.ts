/** Looking at pictures beside the program's own thread: describing one takes it long enough to keep everybody else waiting. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { TusouError } from '../domain/errors.ts';
import type { EyeAnswer, EyeTask, HandedPhoto, Look, Seen } from './eye-worker.ts';
import type { Box, Raster } from './product-box.ts';

/** More threads than cores see no more, and each takes some 20 MB. */
const MOST_EYES = Math.min(4, availableParallelism());

/**
 * What a thread may fill with objects, in MB; pixels are not counted. The largest photo leaves less than 20, and without a limit Node lets the
 * garbage of each thread grow beyond 100 (`npm run bench -- soak`: 500 MB in place of 750 for the whole process).
 */
const HEAP = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 };

/** Looks at pictures, and compares what was seen. Rejects with `photo-broken` where there is nothing to be seen. */
export interface Eyes {
  /** As `describeProduct` of `features.ts`: of the picture, or of a part of it in pixels. */
  features(picture: Uint8Array, part: Box | null): Promise<Float32Array>;
  /** As `describePixels` of `features.ts`: what comparing an offer's picture with a photo needs. */
  offer(raster: Raster): Promise<Float32Array>;
  /** As `similarity` of `features.ts`: how alike a photo and an offer's picture are, each by its features, which nobody may change. */
  likeness(photo: Float32Array, picture: Float32Array): Promise<number>;
  /** As `readOutline` of `outline.ts`. */
  outline(picture: Uint8Array): Promise<Uint8Array>;
  /** Ends the threads; what is being looked at is rejected. */
  close(): Promise<void>;
}

type Asker = { readonly resolve: (seen: Seen) => void; readonly reject: (error: TusouError) => void };
type Eye = { readonly worker: Worker; readonly askers: Map<number, Asker> };

const broken = (detail: string): TusouError => new TusouError('photo-broken', { detail });

const openEye = (onEnd: (eye: Eye) => void): Eye => {
  const worker = new Worker(new URL('./eye-worker.ts', import.meta.url), {
    env: {},
    resourceLimits: HEAP,
  });
  const eye: Eye = { worker, askers: new Map() };
  worker.on('message', (answer: EyeAnswer) => {
    const asker = eye.askers.get(answer.id);
    eye.askers.delete(answer.id);
    // A thread that has nothing to do must not keep the process.
    if (eye.askers.size === 0) worker.unref();
    if ('seen' in answer) asker?.resolve(answer.seen);
    else asker?.reject(broken(answer.trouble));
  });
  // The end comes after every error, and tells the askers.
  worker.on('error', () => {});
  worker.on('exit', () => {
    onEnd(eye);
    for (const { reject } of eye.askers.values()) reject(broken('the thread that looked at it ended'));
  });
  return eye;
};

/** Features as all threads can read them without a copy of their own. */
const shared = (features: Float32Array): Float32Array => {
  const copy = new Float32Array(new SharedArrayBuffer(features.byteLength));
  copy.set(features);
  return copy;
};

/** Hands photos to threads. A photo is compared with many pictures, so it is made ready to be handed over once. */
const createHands = () => {
  const handed = new WeakMap<Float32Array, HandedPhoto>();
  let photos = 0;
  return (features: Float32Array): HandedPhoto => {
    const known = handed.get(features);
    if (known) return known;
    photos += 1;
    const photo = { number: photos, features: shared(features) };
    handed.set(features, photo);
    return photo;
  };
};

/** Makes `Eyes`. Threads are started when there is something to look at; one that breaks down is replaced by the next look. */
export const createEyes = (): Eyes => {
  const eyes = new Set<Eye>();
  const handOver = createHands();
  let looks = 0;

  /** An idle thread, or a new one; when there are as many as there may be, the one that has least to do. */
  const nextEye = (): Eye => {
    const [leastBusy] = [...eyes].sort((a, b) => a.askers.size - b.askers.size);
    if (leastBusy && (leastBusy.askers.size === 0 || eyes.size >= MOST_EYES)) return leastBusy;
    const eye = openEye((ended) => eyes.delete(ended));
    eyes.add(eye);
    return eye;
  };

  const look = (what: Look): Promise<Seen> =>
    new Promise((resolve, reject) => {
      const { worker, askers } = nextEye();
      const task: EyeTask = { ...what, id: looks++ };
      askers.set(task.id, { resolve, reject });
      worker.ref();
      worker.postMessage(task);
    });

  return {
    features: async (picture, part) => (await look({ kind: 'features', picture, part })) as Float32Array,
    offer: async (raster) => (await look({ kind: 'offer', raster })) as Float32Array,
    likeness: async (photo, picture) =>
      (await look({ kind: 'likeness', photo: handOver(photo), picture })) as number,
    outline: async (picture) => (await look({ kind: 'outline', picture })) as Uint8Array,
    close: async () => {
      await Promise.all([...eyes].map(({ worker }) => worker.terminate()));
    },
  };
};
