/**
 * What each way of preparing a photo does for its search: products of the demo catalogue are photographed on a plain table and pasted on
 * clutter, and the rank of the right product among all of the catalogue is told for the photo as it was sent and for each option, side by
 * side, with how many photos it moved the right product up and down for. `--pictures DIR` are the photos that things are pasted on,
 * `--limit N` takes so many products, `--way NAME` measures that one option alone.
 */
import sharp from 'sharp';
import { loadCatalogue } from '../src/backends/simulator/catalogue.ts';
import { searchByPicture } from '../src/backends/simulator/picture-search.ts';
import { shotSource } from '../src/backends/simulator/pictures.ts';
import { AS_SENT, type Part, type Preparation } from '../src/domain/query.ts';
import { casualPhoto } from '../src/images/casual-photo.ts';
import { describeProduct } from '../src/images/features.ts';
import { preparePhoto } from '../src/images/photo.ts';
import { createTreat } from '../src/images/preparation.ts';
import { dice } from '../test/support/match-copies.ts';
import type { Figure, Options } from './index.ts';
import { type Picture, picturesFor } from './support/pictures.ts';

/** A photo of a product; `box` is where in it the product is, as somebody would drag it, or null on a plain ground. */
type Asked = { readonly product: number; readonly photo: Uint8Array; readonly box: Part | null };

type Way = { readonly name: string; readonly how: Preparation; readonly byHand?: boolean };

const WAYS: readonly Way[] = [
  { name: 'crop', how: { ...AS_SENT, crop: 'auto' } },
  { name: 'crop by hand', how: AS_SENT, byHand: true },
  { name: 'enhance', how: { ...AS_SENT, enhance: true } },
  { name: 'remove background', how: { ...AS_SENT, removeBackground: true } },
  { name: 'all three', how: { crop: 'auto', enhance: true, removeBackground: true } },
];

const SCENE = 800;
const TABLES = [
  [222, 205, 182],
  [226, 224, 218],
  [196, 204, 210],
] as const;

const catalogue = loadCatalogue();
const signal = new AbortController().signal;

const onTable = async (product: number, random: () => number): Promise<Asked> => {
  const source = await shotSource(catalogue.products[product] as (typeof catalogue.products)[number]);
  const look = {
    zoom: 0.3 + random() * 0.45,
    shiftX: random() - 0.5,
    shiftY: random() - 0.5,
    mirror: random() < 0.5,
    turn: random() * 16 - 8,
    background: '#ffffff',
    sticker: null,
    brightness: 0.8 + random() * 0.3,
  };
  const photo = await casualPhoto(source, look, TABLES[Math.floor(random() * 3)] ?? TABLES[0]);
  return { product, photo, box: null };
};

const onClutter = async (product: number, behind: Picture, random: () => number): Promise<Asked> => {
  const { bytes } = await shotSource(catalogue.products[product] as (typeof catalogue.products)[number]);
  const side = Math.round(SCENE * (0.4 + random() * 0.3));
  const thing = await sharp(bytes)
    .rotate(random() * 12 - 6, { background: '#00000000' })
    .resize(side, side, { fit: 'inside' })
    .png()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = thing.info;
  const left = Math.floor(random() * (SCENE - width));
  const top = Math.floor(random() * (SCENE - height));
  const scene = await sharp(behind.bytes).flatten({ background: '#ffffff' }).resize(SCENE, SCENE).toBuffer();
  const photo = await sharp(scene)
    .composite([{ input: thing.data, left, top }])
    .modulate({ brightness: 0.85 + random() * 0.3 })
    .blur(0.6)
    .jpeg({ quality: 75 })
    .toBuffer();
  return { product, photo, box: { left, top, right: left + width, bottom: top + height } };
};

/** Products in their own colour, spread over the catalogue, each on a table and on clutter. The same photos each time. */
const photosFor = async (options: Options): Promise<{ plain: Asked[]; clutter: Asked[] }> => {
  const random = dice(11);
  const behind = (await picturesFor({ most: '60', ...options })).filter(Boolean);
  const own = catalogue.products.flatMap(({ tint }, at) => (tint === null ? [at] : []));
  const most = Math.min(own.length, Number(options.limit ?? 60));
  const chosen = Array.from({ length: most }, (_, at) => own[Math.floor((at * own.length) / most)] ?? 0);
  const [plain, clutter]: [Asked[], Asked[]] = [[], []];
  for (const product of chosen) {
    plain.push(await onTable(product, random));
    clutter.push(await onClutter(product, behind[Math.floor(random() * behind.length)] as Picture, random));
  }
  return { plain, clutter };
};

/** The place of the right product among the products that a search lists, from 0; behind all where it is not listed. */
const rankIn = async (jpeg: Uint8Array, part: Part | null, product: number): Promise<number> => {
  const { features } = await describeProduct(jpeg, part);
  const listed = [...new Set(searchByPicture(catalogue, features).map(({ offer }) => offer.product))];
  const rank = listed.indexOf(product);
  return rank === -1 ? catalogue.products.length : rank;
};

/** What the ranks come to: the shares within the first one and the first five, and the mean reciprocal rank. */
const figuresOf = (name: string, ranks: readonly number[]): Figure[] => {
  const mean = (value: (rank: number) => number): number =>
    Number((ranks.reduce((sum, rank) => sum + value(rank), 0) / ranks.length).toFixed(4));
  return [
    { name: `${name}: top-1`, value: mean((rank) => (rank < 1 ? 1 : 0)), unit: 'share' },
    { name: `${name}: top-5`, value: mean((rank) => (rank < 5 ? 1 : 0)), unit: 'share' },
    { name: `${name}: mean reciprocal rank`, value: mean((rank) => 1 / (rank + 1)), unit: 'share' },
  ];
};

const treat = createTreat({ server: null });

/** `asSent` is the rank of the photo as it was sent, where it is known: what a way leaves as it is need not be looked at again. */
const rankBy = async (
  { product, photo, box }: Asked,
  { how, byHand }: Way,
  asSent?: number,
): Promise<number> => {
  const { fingerprint: _, ...taken } = await preparePhoto(photo);
  const treated = await treat(taken, how, signal);
  if (asSent !== undefined && !byHand && treated.photo.jpeg === taken.jpeg) return asSent;
  return rankIn(treated.photo.jpeg, byHand ? box : null, product);
};

/** For how many photos the right product stands higher and lower than as they were sent. */
const movesOf = (name: string, ranks: readonly number[], before: readonly number[]): Figure[] => {
  const count = (moved: (rank: number, was: number) => boolean): number =>
    ranks.filter((rank, at) => moved(rank, before[at] ?? rank)).length;
  return [
    { name: `${name}: moved up`, value: count((rank, was) => rank < was), unit: 'photos' },
    { name: `${name}: moved down`, value: count((rank, was) => rank > was), unit: 'photos' },
  ];
};

const AS_IT_IS: Way = { name: 'as sent', how: AS_SENT };

const ranksBy = async (asked: readonly Asked[], way: Way, before: readonly number[]): Promise<number[]> => {
  const ranks: number[] = [];
  for (const [at, one] of asked.entries()) ranks.push(await rankBy(one, way, before[at]));
  return ranks;
};

/** Measures. */
export const run = async (options: Options): Promise<readonly Figure[]> => {
  const figures: Figure[] = [];
  const ways = WAYS.filter(({ name }) => (options.way ?? name) === name);
  for (const [ground, asked] of Object.entries(await photosFor(options))) {
    const before = await ranksBy(asked, AS_IT_IS, []);
    figures.push(...figuresOf(`${ground}, ${AS_IT_IS.name}`, before));
    for (const way of ways.filter(({ byHand }) => !byHand || ground === 'clutter')) {
      const name = `${ground}, ${way.name}`;
      const ranks = await ranksBy(asked, way, before);
      figures.push(...figuresOf(name, ranks), ...movesOf(name, ranks, before));
      process.stderr.write(`${name}\n`);
    }
  }
  return figures;
};
