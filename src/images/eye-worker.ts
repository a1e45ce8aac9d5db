/** A thread that looks at pictures, so that the program's own thread goes on talking meanwhile. Started by `eyes.ts`. */
import { parentPort } from 'node:worker_threads';
import { comparer, describePixels, describeProduct } from './features.ts';
import { readOutline } from './outline.ts';
import type { Box, Raster } from './product-box.ts';

/** An asker's photo as it is handed to all threads: its features, and a number by which a thread knows it again. */
export type HandedPhoto = { readonly number: number; readonly features: Float32Array };

/**
 * What is to be looked for in a picture: a photo's features or those of a part of it (in pixels), an offer's features, or an outline; or how
 * alike a photo and an offer's picture are by their features.
 */
export type Look =
  | { readonly kind: 'features'; readonly picture: Uint8Array; readonly part: Box | null }
  | { readonly kind: 'offer'; readonly raster: Raster }
  | { readonly kind: 'outline'; readonly picture: Uint8Array }
  | { readonly kind: 'likeness'; readonly photo: HandedPhoto; readonly picture: Float32Array };

/** A look with the number that its answer bears. */
export type EyeTask = Look & { readonly id: number };

/** Features, an outline, or a likeness. */
export type Seen = Float32Array | Uint8Array | number;

/** What was seen, or in a word why nothing could be. */
export type EyeAnswer = { readonly id: number } & ({ readonly seen: Seen } | { readonly trouble: string });

/** Photos that are made ready for comparing: each has a page of pictures compared with it, and several are asked about at a time. */
const MOST_READY = 8;

const ready = new Map<number, (picture: Float32Array) => number>();

const comparerFor = ({ number, features }: HandedPhoto): ((picture: Float32Array) => number) => {
  const known = ready.get(number) ?? comparer(features);
  ready.delete(number);
  ready.set(number, known);
  const [oldest = number] = ready.keys();
  if (ready.size > MOST_READY) ready.delete(oldest);
  return known;
};

const see = async (look: Look): Promise<Seen> => {
  if (look.kind === 'likeness') return comparerFor(look.photo)(look.picture);
  if (look.kind === 'outline') return readOutline(look.picture);
  if (look.kind === 'offer') return describePixels(look.raster);
  return (await describeProduct(look.picture, look.part)).features;
};

const answer = async (task: EyeTask): Promise<EyeAnswer> => {
  const { id } = task;
  try {
    return { id, seen: await see(task) };
  } catch (error) {
    return { id, trouble: error instanceof Error ? error.message : 'not an error' };
  }
};

parentPort?.on('message', async (task: EyeTask) => parentPort?.postMessage(await answer(task)));
