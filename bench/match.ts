/**
 * How well the eye tells products: every picture of a folder is asked for as a plain copy (turned by up to 12 degrees, relit, JPEG 70)
 * and pasted on clutter (skewed, relit, 55 to 80 % of another photo of the folder, which is then no candidate). The right picture
 * should be the likest one, and likeness should part the same from different. `--pictures DIR` asks for another folder, `--limit N`
 * for so many queries of each kind, spread over the folder, `--seed N` for other turns, lights and grounds.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { comparer, describePicture, describeProduct, matchOf } from '../src/images/features.ts';
import { areaUnder, clutterCopy, dice, plainCopy } from '../test/support/match-copies.ts';
import type { Figure } from './index.ts';

const FOLDERS = [
  new URL('../../shared/images/catalog/', import.meta.url),
  new URL('../assets/photos/', import.meta.url),
].map(({ pathname }) => pathname);

type Picture = { readonly name: string; readonly bytes: Buffer; readonly features: Float32Array };

const picturesIn = async (folder: string): Promise<Picture[]> => {
  const names = readdirSync(folder).filter((name) => /\.(webp|jpe?g|png|avif)$/i.test(name));
  const pictures: Picture[] = [];
  for (const name of names.sort()) {
    const bytes = readFileSync(`${folder}/${name}`);
    pictures.push({ name, bytes, features: await describePicture(bytes) });
  }
  return pictures;
};

type Asked = { readonly copy: Buffer; readonly not: Picture | null };
type Told = { readonly rank: number; readonly same: number; readonly different: readonly number[] };

const ask = async (pictures: readonly Picture[], right: Picture, { copy, not }: Asked): Promise<Told> => {
  const likeness = comparer((await describeProduct(copy)).features);
  const same = likeness(right.features);
  const different = pictures
    .filter((picture) => picture !== right && picture !== not)
    .map(({ features }) => likeness(features));
  return { rank: different.filter((other) => other >= same).length, same, different };
};

const share = (told: readonly Told[], within: number): number =>
  told.filter(({ rank }) => rank < within).length / told.length;

const wordShare = (scores: readonly number[], level: string): number =>
  scores.filter((score) => matchOf(score).level === level).length / scores.length;

const rounded = (value: number): number => Number(value.toFixed(4));

const figuresOf = (kind: string, told: readonly Told[]): Figure[] => {
  const same = told.map((one) => one.same);
  const different = told.flatMap((one) => one.different);
  const figure = (name: string, value: number, unit = 'share'): Figure => ({
    name: `${kind} ${name}`,
    value: rounded(value),
    unit,
  });
  return [
    figure('queries', told.length, 'pictures'),
    figure('top-1', share(told, 1)),
    figure('top-5', share(told, 5)),
    figure('AUC', areaUnder(same, different), 'area'),
    figure('right called same', wordShare(same, 'same')),
    figure('wrong called same', wordShare(different, 'same')),
    figure('wrong called similar', wordShare(different, 'similar')),
    figure('right called maybe', wordShare(same, 'maybe')),
  ];
};

const timesOf = async (pictures: readonly Picture[]): Promise<Figure[]> => {
  const [first] = pictures;
  if (!first) return [];
  const some = pictures.slice(0, 24);
  const photo = await sharp(first.bytes).resize(800, 800, { fit: 'inside' }).jpeg({ quality: 85 }).toBuffer();
  const offer = await sharp(photo).resize(320, 320, { fit: 'inside' }).jpeg({ quality: 82 }).toBuffer();
  // The first ones are slower, until the code is compiled.
  for (let run = 0; run < 10; run += 1) await describeProduct(photo);
  const photoStarted = process.cpuUsage();
  for (let run = 0; run < 10; run += 1) await describeProduct(photo);
  const describing = process.cpuUsage(photoStarted);
  const offerStarted = process.cpuUsage();
  for (let run = 0; run < 10; run += 1) await describePicture(offer);
  const describingOffers = process.cpuUsage(offerStarted);
  const likeness = comparer(first.features);
  const compared = process.cpuUsage();
  for (const { features } of some) likeness(features);
  const comparing = process.cpuUsage(compared);
  const ms = ({ user, system }: NodeJS.CpuUsage, count: number) => rounded((user + system) / 1000 / count);
  return [
    { name: 'describe an 800 px photo', value: ms(describing, 10), unit: 'CPU ms' },
    { name: 'describe an offer picture', value: ms(describingOffers, 10), unit: 'CPU ms' },
    { name: 'compare with one offer picture', value: ms(comparing, some.length), unit: 'CPU ms' },
  ];
};

/** Measures on the folder that is asked for, else on the evaluation pictures beside the project, else on the pictures that ship. */
export const run = async (options: Readonly<Record<string, string>> = {}): Promise<readonly Figure[]> => {
  const folder = options.pictures ?? FOLDERS.find((one) => existsSync(one)) ?? '';
  const pictures = await picturesIn(folder);
  const step = Math.max(1, Math.ceil(pictures.length / Number(options.limit ?? pictures.length)));
  const random = dice(Number(options.seed ?? 7));
  const plain: Told[] = [];
  const clutter: Told[] = [];
  for (const [at, picture] of pictures.entries()) {
    if (at % step !== 0) continue;
    plain.push(await ask(pictures, picture, { copy: await plainCopy(picture.bytes, random), not: null }));
    const behind =
      pictures[(at + 1 + Math.floor(random() * (pictures.length - 1))) % pictures.length] ?? picture;
    const copy = await clutterCopy(picture.bytes, behind.bytes, random);
    clutter.push(await ask(pictures, picture, { copy, not: behind }));
  }
  return [...figuresOf('plain', plain), ...figuresOf('clutter', clutter), ...(await timesOf(pictures))];
};
