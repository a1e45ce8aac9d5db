/** A part of the files that mean harm; `npm run bench -- hostile` takes all of them in, in a process that may die. */
import { describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import { preparePhoto } from '../../src/images/photo.ts';
import { type HostileFile, hostileFiles } from '../support/hostile-pictures.ts';

/** Bombs that need seconds are left to the bench. */
const SLOW = /megapixels|300 MB|scans|50,000|200,000|9 MB/;

const files = hostileFiles();
const quick = files.filter(({ name }) => !SLOW.test(name));
const inFamily = (family: string, every: number): HostileFile[] =>
  quick.filter((file) => file.family === family).filter((_, index) => index % every === 0);

describe('files that mean harm', () => {
  it('are at least 300, each under a name of its own', () => {
    expect(files.length).toBeGreaterThanOrEqual(300);
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
  });

  it.each([
    ['bomb', 1],
    ['boxes', 2],
    ['polyglot', 2],
    ['metadata', 2],
    ['other format', 1],
    ['empty', 1],
    ['noise', 4],
    ['damaged', 7],
    ['truncated', 23],
  ] as const)(
    'end in a picture or in a clear refusal: %s',
    async (family, every) => {
      const some = inFamily(family, every);
      expect(some.length).toBeGreaterThan(2);
      for (const { name, bytes } of some) {
        const outcome = await preparePhoto(await bytes()).catch((error: unknown) => error);
        if (outcome instanceof Error) {
          expect(outcome, name).toBeInstanceOf(TusouError);
          expect((outcome as TusouError).code, name).toMatch(/^photo-/);
        }
      }
    },
    120_000,
  );

  it('are opened as what they are, whatever they hold beside it', async () => {
    const taken = [
      'jpeg with a page behind it',
      'gif that is a script',
      'png with a zip behind it',
      'avif that says it is heic',
    ];
    for (const { name, bytes } of files.filter((file) => taken.includes(file.name)))
      expect((await preparePhoto(await bytes())).jpeg.length, name).toBeGreaterThan(1000);
  });
});
