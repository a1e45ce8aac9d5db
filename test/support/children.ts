/** Processes beside a bench or a system test: they can be killed and started again, and none outlives the one that started them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A child process. `ended` resolves with its exit code, null when a signal ended it. */
export interface Child {
  readonly pid: number;
  readonly ended: Promise<number | null>;
  /** The latest 64 kB that it wrote to stderr. */
  stderr(): string;
  /** The first match in its stdout. Rejects when the process ends before there is one. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends the signal and resolves when the process is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Sends a signal that does not end the process: `SIGSTOP` or `SIGCONT`. */
  signal(signal: NodeJS.Signals): void;
  /** The next message that it sends over its channel; only where it was started with one. */
  message(ask: object): Promise<unknown>;
}

/** What to run. The environment holds only PATH and `env`. */
export type Command = {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it can be spoken to with `message`. */
  readonly channel?: boolean;
};

const KEPT_CHARS = 64 * 1024;

const alive = new Set<ChildProcess>();

process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** Makes Ctrl-C and a time limit from outside (SIGTERM) take the children along. For programs of their own, not for tests. */
export const endWithChildren = (): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
};

/** Starts a process. */
export const startChild = ({ file, args, cwd, env = {}, channel = false }: Command): Child => {
  const child = spawn(file, args, {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(channel ? (['ipc'] as const) : [])],
  });
  alive.add(child);
  const texts = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]?.setEncoding('utf8').on('data', (chunk: string) => {
      texts[stream] = (texts[stream] + chunk).slice(-KEPT_CHARS);
    });
  const ended = once(child, 'close').then(([exitCode]) => {
    alive.delete(child);
    return exitCode as number | null;
  });

  const said = (pattern: RegExp): Promise<RegExpExecArray> => {
    const found = new Promise<RegExpExecArray>((resolve) => {
      const look = (): void => {
        const match = pattern.exec(texts.stdout);
        if (match) resolve(match);
      };
      child.stdout?.on('data', look);
      look();
    });
    const early = ended.then((exitCode) => {
      throw new Error(`${file} ended with ${exitCode} before it said ${pattern}:\n${texts.stderr}`);
    });
    early.catch(() => undefined);
    return Promise.race([found, early]);
  };

  return {
    pid: child.pid ?? -1,
    ended,
    stderr: () => texts.stderr,
    said,
    kill: async (signal) => {
      child.kill(signal);
      await ended;
    },
    signal: (signal) => void child.kill(signal),
    message: async (ask) => {
      child.send(ask);
      const [answer] = await once(child, 'message');
      return answer;
    },
  };
};
