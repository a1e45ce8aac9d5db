/** A thread that looks at pictures, so that the program's own thread goes on talking meanwhile. Started by `eyes.ts`. */
import { parentPort } from 'node:worker_threads';
import { describePicture, describeProduct } from './features.ts';
import { readOutline } from './outline.ts';
import type { Box } from './product-box.ts';

/** What is to be looked for in a picture: a photo's features or those of a part of it (in pixels), an offer's features, or an outline. */
export type Look =
  | { readonly kind: 'features'; readonly picture: Uint8Array; readonly part: Box | null }
  | { readonly kind: 'offer'; readonly picture: Uint8Array }
  | { readonly kind: 'outline'; readonly picture: Uint8Array };

/** A look with the number that its answer bears. */
export type EyeTask = Look & { readonly id: number };

/** What was seen, or in a word why nothing could be. */
export type EyeAnswer = { readonly id: number } & (
  | { readonly seen: Float32Array | Uint8Array }
  | { readonly trouble: string }
);

const see = async (look: Look): Promise<Float32Array | Uint8Array> => {
  if (look.kind === 'outline') return readOutline(look.picture);
  if (look.kind === 'offer') return describePicture(look.picture);
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
