/**
 * How soon the program is ready on an empty DATA_DIR, against a process that imports the very same packages and parts of Node and
 * does nothing else. Both are started in pairs, so that a busy machine is as busy for the one as for the other. `--pairs N`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, endWithChildren, startChild } from '../test/support/children.ts';
import { ROOT } from '../test/support/source.ts';
import type { Figure, Options } from './index.ts';
import { countIn, median, note, rounded } from './support/report.ts';

const PAIRS = 15;

const KEEP_COMPILED = join(ROOT, 'keep-compiled.js');

/** What `npm start` hands to Node. */
const START = ['--import', KEEP_COMPILED, join(ROOT, 'src/main.ts')];
const READY = /^Tusou is ready/m;

const inNewFolder = async <T>(work: (dir: string) => Promise<T>): Promise<T> => {
  const dir = mkdtempSync(join(tmpdir(), 'tusou-startup-'));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

const start = (args: readonly string[], cwd: string, channel = false): Child =>
  startChild({ file: process.execPath, args, cwd, channel, env: { PORT: '0', DATA_DIR: join(cwd, 'data') } });

/** Milliseconds from the start of a process until it says so. */
const timeUntil = (args: readonly string[], says: RegExp): Promise<number> =>
  inNewFolder(async (dir) => {
    const startMs = performance.now();
    const child = start(args, dir);
    await child.said(says);
    const tookMs = performance.now() - startMs;
    await child.kill('SIGKILL');
    return tookMs;
  });

/** What the program's files import by the time it is ready, with its default settings. */
const importsSeen = (): Promise<string[]> =>
  inNewFolder(async (dir) => {
    const child = start(
      ['--import', join(import.meta.dirname, 'support/imports-seen.ts'), ...START],
      dir,
      true,
    );
    await child.said(READY);
    const seen = (await child.message({})) as string[];
    await child.kill('SIGKILL');
    return seen;
  });

/** A file that imports the same and says so. It lies in the project's folder, where its packages are. */
const withImporter = async <T>(
  imports: readonly string[],
  work: (path: string) => Promise<T>,
): Promise<T> => {
  const dir = mkdtempSync(join(ROOT, 'node_modules/.tusou-startup-'));
  const path = join(dir, 'imports.mjs');
  const lines = imports.map((name) => `import ${JSON.stringify(name)};`);
  writeFileSync(path, `${lines.join('\n')}\nprocess.stdout.write('imported\\n');\n`);
  try {
    return await work(path);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

/** Measures after one pair that does not count: the files are in the machine's memory then. */
export const run = async (options: Options): Promise<readonly Figure[]> => {
  endWithChildren();
  // As `npm install` leaves it, also where files were changed since.
  execFileSync(process.execPath, [KEEP_COMPILED]);
  const imports = await importsSeen();
  const packages = imports.filter((name) => !name.startsWith('node:'));
  note(`imported: ${packages.join(', ')}`);
  const pairs = await withImporter(imports, async (importer) => {
    const measured: { readonly ready: number; readonly alone: number }[] = [];
    for (let pair = 0; pair <= countIn(options, 'pairs', PAIRS); pair += 1)
      measured.push({
        alone: await timeUntil([importer], /^imported/m),
        ready: await timeUntil(START, READY),
      });
    return measured.slice(1);
  });
  return [
    {
      name: 'ready on an empty folder, median',
      value: rounded(median(pairs.map(({ ready }) => ready)), 0),
      unit: 'ms',
    },
    {
      name: 'the same imports alone, median',
      value: rounded(median(pairs.map(({ alone }) => alone)), 0),
      unit: 'ms',
    },
    {
      name: 'ready against imports alone, median of pairs',
      value: rounded(median(pairs.map(({ ready, alone }) => ready / alone))),
      unit: 'x',
    },
    { name: 'packages imported', value: packages.length, unit: '' },
  ];
};
