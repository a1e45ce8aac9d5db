/** `npm run memory`: counting what is known, and forgetting it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePhoto } from '../../src/backends/simulator/samples.ts';
import { memoryCommand } from '../../src/commands/memory.ts';
import { searchCommand } from '../../src/commands/search.ts';
import { commandLine } from '../support/command-line.ts';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { sharedDir } from '../support/shared-dir.ts';

let marketplace: FlowMarketplace;
const dataDir = sharedDir();
const run = commandLine(() => ({ ...marketplace.env, DATA_DIR: dataDir() }));
const file = (name: string): string => join(dataDir(), name);

beforeAll(async () => {
  marketplace = await startMarketplace();
  const photo = await samplePhoto('teddy-bear');
  writeFileSync(file('photo.webp'), photo);
  const copy = await sharp(photo).flatten({ background: '#fff' }).jpeg({ quality: 60 }).toBuffer();
  writeFileSync(file('copy.jpg'), copy);
});
afterAll(() => marketplace.close());

const fromMemory = async (name: string): Promise<boolean> =>
  JSON.parse((await run(searchCommand, file(name), '--json')).stdout).fromMemory;

describe('the memory of photos', () => {
  it('answers a copy as the photo, counts both, and forgets both when it is told to forget one', async () => {
    expect([
      await fromMemory('photo.webp'),
      await fromMemory('photo.webp'),
      await fromMemory('copy.jpg'),
    ]).toEqual([false, true, true]);
    const counted = JSON.parse((await run(memoryCommand, 'stats', '--json')).stdout);
    expect(counted).toEqual({ on: true, photos: 1, byFile: 0, byBytes: 1, byLook: 1, unknown: 1 });

    expect(await run(memoryCommand, 'forget', file('copy.jpg'))).toMatchObject({
      exitCode: 0,
      stdout: 'The photo is forgotten.\n',
    });
    expect((await run(memoryCommand, 'forget', file('photo.webp'))).exitCode).toBe(3);
    expect(await fromMemory('photo.webp')).toBe(false);
    expect(await fromMemory('copy.jpg')).toBe(true);
  });

  it('forgets everything', async () => {
    await fromMemory('photo.webp');
    expect((await run(memoryCommand, 'forget', '--all')).exitCode).toBe(0);
    expect(await fromMemory('copy.jpg')).toBe(false);
    expect((await run(memoryCommand, 'stats')).stdout).toContain('photos that are known   1');
  });

  it.each([
    [[]],
    [['stats', '--all']],
    [['forget']],
    [['forget', 'a.jpg', '--all']],
    [['forget', 'missing.jpg']],
  ])('%j: exit code 2', async (args) => {
    expect((await run(memoryCommand, ...args)).exitCode).toBe(2);
  });
});
