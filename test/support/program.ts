/** Runs the real program as its own process, with an environment that holds only what the test says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { collect } from './log-collector.ts';
import { ROOT } from './source.ts';
import { tempDir } from './temp-dir.ts';

/** How a process is started. The working folder, and so the default `./data`, is an empty one of its own. */
export type Start = {
  readonly entry?: 'src/main.ts' | 'src/cli.ts';
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
};

/** What a process left behind. `exitCode` is null when a signal ended it. */
export type Ended = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

/** A program that is ready. */
export type Program = {
  /** Where it listens; empty for a worker, which listens nowhere. */
  readonly url: string;
  readonly cwd: string;
  stdout(): string;
  stderr(): string;
  /** Sends the signal (SIGTERM when none is named) and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
};

type Running = {
  readonly child: ChildProcess;
  readonly cwd: string;
  readonly ended: Promise<Ended>;
  text(stream: 'stdout' | 'stderr'): string;
};

const run = ({ entry = 'src/main.ts', args = [], env = {}, cwd = tempDir() }: Start): Running => {
  const child = spawn(process.execPath, [ROOT + entry, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const texts = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      texts[stream] += chunk;
    });
  }
  const ended = once(child, 'close').then(([exitCode]) => {
    collect('lines.log', texts.stderr);
    return { exitCode, ...texts };
  });
  return { child, cwd, ended, text: (stream) => texts[stream] };
};

/** Runs a program to its end. */
export const runProgram = (start: Start): Promise<Ended> => run(start).ended;

/** Starts a program and waits for its ready line on stdout. It is killed when the test is over, whatever happens. */
export const startProgram = async (start: Start = {}): Promise<Program> => {
  const { child, cwd, ended, text } = run(start);
  const ready = new Promise<string>((resolve) => {
    child.stdout?.on('data', () => {
      const line = /^Tusou is ready.*\n/m.exec(text('stdout'))?.[0];
      if (line) resolve(/https?:\/\/\S+/.exec(line)?.[0] ?? '');
    });
  });
  const early = ended.then(({ exitCode, stderr }) => {
    throw new Error(`the program ended with ${exitCode} before it was ready:\n${stderr}`);
  });
  const url = await Promise.race([ready, early]);
  early.catch(() => undefined);
  return {
    url,
    cwd,
    stdout: () => text('stdout'),
    stderr: () => text('stderr'),
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
};
