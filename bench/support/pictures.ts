/** The pictures that benches measure on: a folder of somebody's own, or what the product ships. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import pLimit from 'p-limit';
import sharp from 'sharp';
import type { Options } from '../index.ts';

/** A picture as it is stored. */
export type Picture = { readonly name: string; readonly bytes: Buffer };

const PICTURE = /\.(?:webp|jpe?g|png|avif|tiff?)$/i;

/** Pictures laid beside a copy of the project for measuring, and the sample photos in it. */
const BESIDE = join(import.meta.dirname, '../../../shared/images');
const SHIPPED = join(import.meta.dirname, '../../assets/photos');

/** Smaller ones are refused as photos, so nothing is to be learnt from them. */
const MIN_SIDE = 100;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => PICTURE.test(file))
    .sort()
    .map((file) => join(folder, file));

/** Pictures of colour variants of one shape lie in a folder of this name; some pairs of them are told from each other hardly by people. */
export const isVariant = (picture: Picture): boolean => picture.name.includes('variants/');

/**
 * The pictures of `--pictures DIR` (folders in it as well), else those beside the project, else those that the product ships.
 * `--most N` takes at most so many, spread over all of them. Byte-identical ones count once.
 */
export const picturesFor = async (options: Options): Promise<readonly Picture[]> => {
  const folder = options.pictures ?? (existsSync(BESIDE) ? BESIDE : SHIPPED);
  const files = filesIn(folder);
  const most = Number(options.most ?? files.length);
  const step = Math.max(1, files.length / most);
  const chosen = Array.from(
    { length: Math.min(most, files.length) },
    (_, at) => files[Math.floor(at * step)] ?? '',
  );
  const seen = new Set<string>();
  const pictures: Picture[] = [];
  for (const file of chosen) {
    const bytes = readFileSync(file);
    const { width, height } = await sharp(bytes)
      .metadata()
      .catch(() => ({ width: 0, height: 0 }));
    const content = bytes.toString('latin1');
    if (Math.min(width, height) < MIN_SIDE || seen.has(content)) continue;
    seen.add(content);
    pictures.push({ name: file.slice(folder.length + 1) || basename(file), bytes });
  }
  process.stderr.write(`${pictures.length} pictures from ${folder}\n`);
  return pictures;
};

/** Works on all of them, as many at a time as there are cores, and says now and then how far it is. */
export const forAll = async <T, R>(
  all: readonly T[],
  work: (one: T, at: number) => Promise<R>,
): Promise<R[]> => {
  const limit = pLimit(availableParallelism());
  let done = 0;
  return Promise.all(
    all.map((one, at) =>
      limit(async () => {
        const result = await work(one, at);
        done += 1;
        if (done % 50 === 0) process.stderr.write(`${done} of ${all.length}\n`);
        return result;
      }),
    ),
  );
};

/** A picture of 4032 x 3024 pixels as a phone takes it, made of a dozen of these. */
export const bigPhoto = async (pictures: readonly Picture[], at: number, quality = 90): Promise<Buffer> => {
  const tiles = Array.from({ length: 12 }, async (_, tile) => {
    const { bytes } = pictures[(at * 5 + tile) % pictures.length] as Picture;
    const input = await sharp(bytes)
      .flatten({ background: '#fff' })
      .resize(1008, 1008, { fit: 'cover' })
      .toBuffer();
    return { input, left: (tile % 4) * 1008, top: Math.floor(tile / 4) * 1008 };
  });
  const ground = { width: 4032, height: 3024, channels: 3, background: '#888' } as const;
  return sharp({ create: ground })
    .composite(await Promise.all(tiles))
    .jpeg({ quality })
    .toBuffer();
};

/** A share as it is shown. */
export const share = (part: number, whole: number): number =>
  Number((whole > 0 ? part / whole : 0).toFixed(4));

/** The middle of some values. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
