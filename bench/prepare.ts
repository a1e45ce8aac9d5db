/**
 * Photos of 12 megapixels made ready for upload, beside Pillow in document 002's way (open, thumbnail, JPEG 85, optimised), by turns:
 * one at a time, and how many in a second on this machine's cores. Ours are turned upright, on white, checked, and have a fingerprint
 * as well. Without Pillow (apt python3-pil) only our side is measured.
 */
import { availableParallelism } from 'node:os';
import sharp from 'sharp';
import { preparePhoto } from '../src/images/photo.ts';
import type { Figure, Options } from './index.ts';
import { bigPhoto, median, picturesFor } from './support/pictures.ts';
import { findPillow, type Pillow, startPillow } from './support/pillow.ts';
import { countIn, note, rounded } from './support/report.ts';

const PHOTOS = 8;
const ROUNDS = 5;

const millis = async (work: () => Promise<unknown>): Promise<number> => {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
};

/** Peak signal to noise in dB against the photo decoded in full and resized once. */
const psnr = async (photo: Buffer, jpeg: Uint8Array): Promise<number> => {
  const { width, height } = await sharp(jpeg).metadata();
  const { data, info } = await sharp(photo).raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const [best, given] = await Promise.all([
    sharp(data, { raw }).resize(width, height, { fit: 'fill' }).raw().toBuffer(),
    sharp(jpeg).raw().toBuffer(),
  ]);
  let sum = 0;
  for (let at = 0; at < best.length; at += 1) sum += ((best[at] as number) - (given[at] as number)) ** 2;
  return 10 * Math.log10(255 ** 2 / (sum / best.length));
};

type Quality = { readonly dB: number; readonly bytes: number };

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const qualityOf = async (photos: readonly Buffer[], jpegs: readonly Uint8Array[]): Promise<Quality> => {
  const all: number[] = [];
  for (const [at, photo] of photos.entries()) all.push(await psnr(photo, jpegs[at] ?? new Uint8Array()));
  return { dB: mean(all), bytes: mean(jpegs.map(({ length }) => length)) };
};

const figure = (name: string, value: number, unit: string): Figure => ({
  name,
  value: rounded(value, 3),
  unit,
});

const alone = async (photos: readonly Buffer[]): Promise<number[]> => {
  const times: number[] = [];
  for (const photo of photos) times.push(await millis(() => preparePhoto(photo)));
  return times;
};

/** All photos at once: the product itself lets as many be decoded as there are cores. */
const rateOfOurs = async (photos: readonly Buffer[]): Promise<number> =>
  (photos.length * 1_000) / (await millis(() => Promise.all(photos.map((photo) => preparePhoto(photo)))));

/** What a round measured: times one at a time, photos in a second, and how they compare within the round. */
type Round = {
  readonly ours: number;
  readonly theirs: number;
  readonly rate: number;
  readonly theirRate: number;
  readonly parallelRate: number;
};

/** One at a time the same photo is prepared by both before the next one, so that other work on the machine meets both alike. */
const roundOf = async (photos: readonly Buffer[], one: Pillow, many: readonly Pillow[]): Promise<Round> => {
  const times = await one.go();
  const own = await alone(photos);
  const rate = await rateOfOurs(photos);
  const parallelMs = await millis(() => Promise.all(many.map(({ go }) => go())));
  return {
    ours: median(own),
    theirs: median(times),
    rate,
    theirRate: 1_000 / mean(times),
    parallelRate: (photos.length * 1_000) / parallelMs,
  };
};

const compare = async (photos: readonly Buffer[], rounds: number, pillows: readonly Pillow[]) => {
  const [one, ...many] = pillows as readonly [Pillow, ...Pillow[]];
  const all: Round[] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await roundOf(photos, one, many));
  const prepared: Uint8Array[] = [];
  for (const photo of photos) prepared.push((await preparePhoto(photo)).jpeg);
  const own = await qualityOf(photos, prepared);
  const pillow = await qualityOf(photos, await one.show());
  const middle = (of: (round: Round) => number): number => median(all.map(of));
  return [
    figure(
      'one at a time',
      middle(({ ours }) => ours),
      'ms',
    ),
    figure(
      'one at a time, Pillow',
      middle(({ theirs }) => theirs),
      'ms',
    ),
    figure(
      'one at a time: faster',
      middle(({ ours, theirs }) => theirs / ours),
      'times',
    ),
    figure(
      'photos in a second',
      middle(({ rate }) => rate),
      '1/s',
    ),
    figure(
      'photos in a second, Pillow as document 002 runs it',
      middle(({ theirRate }) => theirRate),
      '1/s',
    ),
    figure(
      'photos in a second: faster',
      middle(({ rate, theirRate }) => rate / theirRate),
      'times',
    ),
    figure(
      'photos in a second, a Pillow process on each core',
      middle(({ parallelRate }) => parallelRate),
      '1/s',
    ),
    figure('PSNR', own.dB, 'dB'),
    figure('PSNR, Pillow', pillow.dB, 'dB'),
    figure('upload', own.bytes / 1_000, 'kB'),
    figure('upload, Pillow', pillow.bytes / 1_000, 'kB'),
    figure('PSNR per byte beside Pillow', own.dB / own.bytes / (pillow.dB / pillow.bytes), 'times'),
  ];
};

/** Measures on photos made of `--pictures DIR`, `--rounds N` times. */
export const run = async (options: Options): Promise<readonly Figure[]> => {
  const rounds = countIn(options, 'rounds', ROUNDS);
  const pictures = await picturesFor(options);
  const photos: Buffer[] = [];
  for (let at = 0; at < PHOTOS; at += 1) photos.push(await bigPhoto(pictures, at));
  await alone(photos);
  const command = findPillow();
  if (!command) {
    note('Pillow is not here (apt install python3-pil), so only our own side is measured.');
    return [
      figure('one at a time', median(await alone(photos)), 'ms'),
      figure('photos in a second', await rateOfOurs(photos), '1/s'),
    ];
  }
  const cores = availableParallelism();
  const shares = Array.from({ length: cores }, (_, core) => photos.filter((_, at) => at % cores === core));
  const pillows: Pillow[] = [];
  try {
    for (const share of [photos, ...shares]) pillows.push(await startPillow(command, share));
    return await compare(photos, rounds, pillows);
  } finally {
    for (const { stop } of pillows) stop();
  }
};
