/**
 * Whether a photo is known again when it was compressed, resized or turned on its way, through the very look-up that the memory does;
 * and whether no two distinct photos, and no two colours of one, are ever taken for one another.
 */
import { Keyv } from 'keyv';
import { type Fingerprint, hammingDistance } from '../src/images/fingerprint.ts';
import { isSamePhoto } from '../src/images/same-photo.ts';
import { createNearPhotos } from '../src/search/near.ts';
import type { Figure, Options } from './index.ts';
import { CHAINS, hueTurned, SAME_COPIES } from './support/copies.ts';
import { forAll, isVariant, type Picture, picturesFor, share } from './support/pictures.ts';
import { takeIn } from './support/taken.ts';

type Taken = { readonly picture: Picture; readonly print: Fingerprint };

const HUES = [-90, -30, -20, 20, 30, 60, 120, 180];

/** A colour that is turned where there is hardly any leaves the picture as it was: at least so many of 1,024 cells have one. */
const COLOURED_CELLS = 31;
const isColoured = ({ cb, cr }: Fingerprint): boolean =>
  cb.filter((value, at) => Math.hypot(value - 128, (cr[at] ?? 128) - 128) > 12).length >= COLOURED_CELLS;

const printOf = async (bytes: Uint8Array): Promise<Fingerprint> => (await takeIn(bytes)).fingerprint;

/** Photos whose picture is the very same are no distinct ones, whatever their files are called. */
const isTwin = (a: Fingerprint, b: Fingerprint): boolean => {
  const farthest = (x: Uint8Array, y: Uint8Array) =>
    x.reduce((most, value, at) => Math.max(most, Math.abs(value - (y[at] ?? 0))), 0);
  return farthest(a.luma, b.luma) <= 3 && farthest(a.cb, b.cb) <= 3 && farthest(a.cr, b.cr) <= 3;
};

const falseMerges = (taken: readonly Taken[]): { pairs: number; merged: number; variants: number } => {
  let [pairs, merged, variants] = [0, 0, 0];
  for (const [at, a] of taken.entries())
    for (const b of taken.slice(0, at)) {
      pairs += 1;
      if (hammingDistance(a.print.hash, b.print.hash) > 64 || !isSamePhoto(a.print, b.print)) continue;
      if (isTwin(a.print, b.print)) continue;
      process.stderr.write(`taken for one: ${a.picture.name} and ${b.picture.name}\n`);
      merged += 1;
      if (isVariant(a.picture) && isVariant(b.picture)) variants += 1;
    }
  return { pairs, merged, variants };
};

/** Measures on `--pictures DIR`. */
export const run = async (options: Options): Promise<readonly Figure[]> => {
  const pictures = await picturesFor(options);
  const taken = await forAll(pictures, async (picture) => ({ picture, print: await printOf(picture.bytes) }));
  const near = createNearPhotos({ store: new Keyv(), ttlMs: 3_600_000 });
  for (const { picture, print } of taken) await near.keep(picture.name, print);
  const printAt = new Map(taken.map(({ picture, print }) => [picture.name, print]));

  const copies = Object.entries({ ...SAME_COPIES, ...CHAINS });
  const rows = await forAll(taken, async ({ picture, print }, at) => {
    const known: boolean[] = [];
    for (const [, copy] of copies) {
      const found = await near.find(await printOf(await copy(picture.bytes, at)));
      // A twin under another name is as right.
      known.push(found === picture.name || (found !== null && isTwin(printAt.get(found) ?? print, print)));
    }
    const hues: boolean[] = [];
    for (const degrees of isColoured(print) ? HUES : [])
      hues.push(isSamePhoto(print, await printOf(await hueTurned(degrees)(picture.bytes, at))));
    return { known, hues };
  });
  const hues = rows.flatMap((row) => row.hues);
  const { pairs, merged, variants } = falseMerges(taken);
  return [
    ...copies.map(([name], column) => ({
      name: `known again: ${name}`,
      value: share(rows.filter(({ known }) => known[column]).length, rows.length),
      unit: 'share',
    })),
    { name: 'false merges of distinct photos', value: merged, unit: `of ${pairs} pairs` },
    { name: 'false merges of colour variants', value: variants, unit: 'pairs' },
    { name: 'false merges of turned hues', value: hues.filter(Boolean).length, unit: `of ${hues.length}` },
  ];
};
