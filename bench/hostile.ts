/**
 * What happens to files that mean harm: each of some hundreds is taken in by a process of its own, which has to survive, to answer soon
 * and to need little memory. Anything but a good picture or an error of the `photo-*` family counts as a failure.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HostileFile, hostileFiles } from '../test/support/hostile-pictures.ts';
import type { Outcome } from '../test/support/intake-worker.ts';
import type { Figure, Options } from './index.ts';

/** After this long a file counts as a hang: decoding has 20 seconds, waiting and a busy machine as much again. */
const HANG_MS = 45_000;

type Result = Outcome & { readonly file: HostileFile };

const startWorker = (): ChildProcess =>
  fork(new URL('../test/support/intake-worker.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });

/** Hands a file to the process and waits for its answer, its end, or too long. */
const ask = async (worker: ChildProcess, path: string): Promise<Outcome> => {
  const nothing = { ms: HANG_MS, rssMb: 0 };
  const settled = new AbortController();
  const { signal } = settled;
  const answers = [
    once(worker, 'message', { signal }).then(([answer]): Outcome => answer),
    once(worker, 'exit', { signal }).then((): Outcome => ({ outcome: 'crash', ...nothing })),
    once(AbortSignal.timeout(HANG_MS), 'abort', { signal }).then(
      (): Outcome => ({ outcome: 'hang', ...nothing }),
    ),
  ];
  worker.send(path);
  try {
    return await Promise.race(answers);
  } finally {
    settled.abort();
    await Promise.allSettled(answers);
  }
};

const runAll = async (files: readonly HostileFile[], folder: string): Promise<Result[]> => {
  const results: Result[] = [];
  let worker = startWorker();
  for (const file of files) {
    const path = join(folder, 'file');
    await writeFile(path, await file.bytes());
    const outcome = await ask(worker, path);
    results.push({ file, ...outcome });
    if (outcome.outcome === 'crash' || outcome.outcome === 'hang') {
      worker.kill('SIGKILL');
      worker = startWorker();
    }
  }
  worker.kill();
  return results;
};

const isRight = ({ outcome }: Outcome): boolean => outcome === 'taken' || outcome.startsWith('photo-');

const figuresOf = (results: readonly Result[]): Figure[] => {
  const count = (matches: (result: Result) => boolean) => results.filter(matches).length;
  const outcomes = [...new Set(results.map(({ outcome }) => outcome))].filter((outcome) =>
    isRight({ outcome, ms: 0, rssMb: 0 }),
  );
  return [
    { name: 'files', value: results.length, unit: 'files' },
    { name: 'crashes', value: count(({ outcome }) => outcome === 'crash'), unit: 'files' },
    { name: 'hangs', value: count(({ outcome }) => outcome === 'hang'), unit: 'files' },
    {
      name: 'other failures',
      value: count((result) => !isRight(result) && result.outcome !== 'crash' && result.outcome !== 'hang'),
      unit: 'files',
    },
    ...outcomes
      .sort()
      .map((name) => ({ name, value: count(({ outcome }) => outcome === name), unit: 'files' })),
    { name: 'slowest', value: Math.max(...results.map(({ ms }) => ms)), unit: 'ms' },
    { name: 'peak memory', value: Math.max(...results.map(({ rssMb }) => rssMb)), unit: 'MB' },
  ];
};

/** What is worth a look: whatever went wrong, and what took long. */
const tell = (results: readonly Result[]): void => {
  const slowest = [...results].sort((a, b) => b.ms - a.ms).slice(0, 12);
  for (const { file, outcome, ms, rssMb } of [...results.filter((result) => !isRight(result)), ...slowest])
    process.stderr.write(`${file.family}: ${file.name}: ${outcome}, ${ms} ms, ${rssMb} MB so far\n`);
};

/** Takes all files in, or with `--family` those of one family. */
export const run = async ({ family }: Options): Promise<readonly Figure[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'tusou-hostile-'));
  try {
    const files = hostileFiles().filter((file) => !family || file.family === family);
    const results = await runAll(files, folder);
    tell(results);
    return figuresOf(results);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
