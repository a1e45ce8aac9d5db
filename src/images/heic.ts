/** HEIC, which the usual decoder lacks: decoded in a thread of its own, under limits of time and memory. */
import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import { TusouError } from '../domain/errors.ts';
import type { HeicAnswer, HeicTask } from './heic-worker.ts';

/** 48 megapixels of a phone need 350 MB while they are decoded, 12 megapixels 100 MB. */
const MAX_MEMORY_BYTES = 512 * 1024 * 1024;

/** A phone's picture takes about a second, the largest some four. */
const TIME_LIMIT_MS = 20_000;

/** Limits of one decoding; the usual ones unless a test sets others. */
export type HeicLimits = { readonly timeLimitMs?: number; readonly maxMemoryBytes?: number };

// One at a time: the decoder holds the whole picture several times over.
const oneAtATime = pLimit(1);

const broken = (detail: string): TusouError => new TusouError('photo-broken', { detail: `HEIC: ${detail}` });

const startWorker = (bytes: Uint8Array, maxMemoryBytes: number): Worker => {
  // A copy, since what is handed over is gone here, and the caller's buffer may be a part of a larger one.
  const own = new Uint8Array(bytes);
  const task: HeicTask = { bytes: own, maxMemoryBytes };
  return new Worker(new URL('./heic-worker.ts', import.meta.url), {
    workerData: task,
    transferList: [own.buffer],
    env: {},
    // The decoder prints its complaints; they are in its answer too.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 128, stackSizeMb: 4 },
  });
};

const decode = async (bytes: Uint8Array, signal: AbortSignal, limits: HeicLimits): Promise<Uint8Array> => {
  const { timeLimitMs = TIME_LIMIT_MS, maxMemoryBytes = MAX_MEMORY_BYTES } = limits;
  const worker = startWorker(bytes, maxMemoryBytes);
  const late = AbortSignal.timeout(timeLimitMs);
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  worker
    .once('message', (answer: HeicAnswer) =>
      'tiff' in answer ? resolve(answer.tiff) : reject(broken(answer.trouble)),
    )
    .once('error', (error) => reject(new TusouError('photo-broken', { cause: error })))
    .once('exit', () => reject(broken('the decoder stopped')));
  late.addEventListener('abort', () => reject(broken('the time limit')));
  signal.addEventListener('abort', () => reject(signal.reason));
  try {
    return await promise;
  } finally {
    await worker.terminate();
  }
};

/**
 * The picture of a HEIC file as TIFF: upright by the file's own boxes, on white, with the file's colour profile, and shrunk to no less
 * than 1,600 pixels on the longer side. Throws `photo-broken`, also when decoding takes more than 20 seconds or 512 MB; the
 * signal's reason when aborted. One file is decoded at a time, others wait.
 */
export const heicToTiff = (
  bytes: Uint8Array,
  signal: AbortSignal,
  limits: HeicLimits = {},
): Promise<Uint8Array> =>
  oneAtATime(() => {
    signal.throwIfAborted();
    return decode(bytes, signal, limits);
  });
