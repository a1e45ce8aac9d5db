/**
 * What a photo costs of a processor beside a bare resize of the same file, by turns: from its bytes (their digest, the checks, the upload,
 * the fingerprint) to all looks into the memory, in the SQLite file. Once as a copy of a photo that is known, once as a new one, which
 * is then also kept.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Fingerprint } from '../src/images/fingerprint.ts';
import { preparePhoto } from '../src/images/photo.ts';
import { systemClock } from '../src/ops/clock.ts';
import { createMemory, type Memory } from '../src/search/memory.ts';
import { createStores } from '../src/storage/keyv-sqlite.ts';
import { openDatabase } from '../src/storage/sqlite.ts';
import { silentLog } from '../test/support/silent-log.ts';
import type { Figure, Options } from './index.ts';
import { bigPhoto, median, picturesFor } from './support/pictures.ts';
import { countIn, rounded } from './support/report.ts';

const ROUNDS = 8;
const PHOTOS = 8;

const bare = (bytes: Uint8Array): Promise<Buffer> =>
  sharp(bytes).rotate().resize(800, 800, { fit: 'inside' }).jpeg({ quality: 85 }).toBuffer();

/** Milliseconds of all processors together, as the operating system counts them for this process. */
const cpuMs = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

/** All looks, the cheapest first: by the platform's file id, by the bytes, by what it shows. `see` is what the memory is shown. */
const takeIn = async (memory: Memory, bytes: Uint8Array, see: (print: Fingerprint) => Fingerprint) => {
  const identity = `file:${randomBytes(8).toString('hex')}`;
  await memory.file(identity);
  const own = createHash('sha256').update(bytes).digest('hex');
  await memory.bytes(own);
  const { fingerprint } = await preparePhoto(bytes, { sha256: own });
  // The bytes of a copy are others each time.
  const copy = createHash('sha256').update(identity).digest('hex');
  await memory.recognise(copy, see(fingerprint));
  await memory.keepFile(identity, copy);
};

/** The same picture as one that was never seen. */
const asNew = (print: Fingerprint): Fingerprint => ({ ...print, hash: new Uint8Array(randomBytes(32)) });

const compare = async (
  what: string,
  photos: readonly Buffer[],
  { memory, rounds }: { memory: Memory; rounds: number },
): Promise<Figure[]> => {
  const ways = [
    { name: 'a known photo', work: (bytes: Uint8Array) => takeIn(memory, bytes, (print) => print) },
    { name: 'a new photo', work: (bytes: Uint8Array) => takeIn(memory, bytes, asNew) },
  ];
  for (const bytes of photos) for (const work of [bare, ...ways.map((way) => way.work)]) await work(bytes);
  const resizes: number[] = [];
  const taken: number[][] = ways.map(() => []);
  const ratios: number[][] = ways.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const bytes of photos) {
      const resize = await cpuMs(() => bare(bytes));
      resizes.push(resize);
      for (const [at, { work }] of ways.entries()) {
        const all = await cpuMs(() => work(bytes));
        taken[at]?.push(all);
        ratios[at]?.push(all / resize);
      }
    }
  const own = ways.flatMap(({ name }, at) => [
    { name: `${what}, ${name}`, value: rounded(median(taken[at] ?? []), 1), unit: 'CPU ms' },
    { name: `${what}, ${name}: ratio`, value: rounded(median(ratios[at] ?? []), 3), unit: 'times' },
  ]);
  return [{ name: `${what}: bare resize`, value: rounded(median(resizes), 1), unit: 'CPU ms' }, ...own];
};

/** Measures on photos of 12 megapixels and of 1,280 pixels made of `--pictures DIR`, `--rounds N` times. */
export const run = async (options: Options): Promise<readonly Figure[]> => {
  const rounds = countIn(options, 'rounds', ROUNDS);
  const pictures = await picturesFor(options);
  const big: Buffer[] = [];
  for (let at = 0; at < PHOTOS; at += 1) big.push(await bigPhoto(pictures, at));
  const sent: Buffer[] = [];
  for (const bytes of big) sent.push(await sharp(bytes).resize(1280).jpeg({ quality: 85 }).toBuffer());
  const dir = mkdtempSync(join(tmpdir(), 'tusou-bench-'));
  const db = openDatabase(dir);
  try {
    const store = createStores({ db, clock: systemClock, log: silentLog })('bench');
    const parts = { memory: createMemory({ store, backend: 'bench', ttlMs: 3_600_000 }), rounds };
    return [...(await compare('12 megapixels', big, parts)), ...(await compare('1,280 px', sent, parts))];
  } finally {
    db.close();
    rmSync(dir, { recursive: true, force: true });
  }
};
