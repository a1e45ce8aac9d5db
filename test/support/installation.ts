/** An installation of the real program: one or more processes on the same data, and the marketplace that they ask, each a process of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from './children.ts';
import { ROOT } from './source.ts';

/** What a process of the installation does. */
export type Role = 'all' | 'web' | 'worker';

const READY = /^Tusou is ready.*$/m;

/** Starts the simulator as a process; `env` points the program at it, and `qps` is what it bears of each API in a second. */
export const startMarket = async (qps: number) => {
  const args = [join(ROOT, 'src/cli.ts'), 'simulator', '--port', '0', '--qps', String(qps)];
  const child = startChild({ file: process.execPath, args });
  const [line] = await child.said(/^\{.*\}$/m);
  const access = JSON.parse(line);
  return {
    child,
    url: access.gatewayUrl as string,
    env: {
      ALI1688_APP_KEY: access.appKey as string,
      ALI1688_APP_SECRET: access.appSecret as string,
      ALI1688_ACCESS_TOKEN: access.accessToken as string,
      ALI1688_GATEWAY_URL: access.gatewayUrl as string,
    },
  };
};

/** The processes of an installation. */
export interface Installation {
  /** The process at a place, as it runs now. */
  at(place: number): Child;
  /** Kills the process at a place with `kill -9` and starts it anew, without waiting for it. */
  killAndRevive(place: number): Promise<void>;
  /** Resolves when the process at a place has said that it is ready. */
  readyAt(place: number): Promise<unknown>;
  /** Resolves when every process has said so. */
  ready(): Promise<void>;
  /** Ends all of them (`SIGTERM`), and those that do not end within the time with `kill -9`. Answers with the exit codes. */
  stop(withinMs: number): Promise<(number | null)[]>;
  /** Ends everything at once and takes the data away. */
  destroy(): Promise<void>;
}

const late = (ms: number): Promise<'late'> =>
  new Promise((resolve) => {
    setTimeout(() => resolve('late'), ms).unref();
  });

/**
 * Starts a process for each role with the same data and environment. `nodeArgs` go before the program's file; with `channel` the
 * processes can be spoken to.
 */
export const startInstallation = (options: {
  readonly roles: readonly Role[];
  readonly env: Readonly<Record<string, string>>;
  readonly nodeArgs?: readonly string[];
  readonly channel?: boolean;
}): Installation => {
  const dir = mkdtempSync(join(tmpdir(), 'tusou-installation-'));
  const { roles, nodeArgs = [], channel = false } = options;
  const start = (role: Role): Child =>
    startChild({
      file: process.execPath,
      args: [...nodeArgs, '--import', join(ROOT, 'keep-compiled.js'), join(ROOT, 'src/main.ts')],
      cwd: dir,
      channel,
      env: { PORT: '0', PLAYGROUND: 'off', DATA_DIR: join(dir, 'data'), ROLE: role, ...options.env },
    });
  const processes = roles.map(start);

  const at = (place: number): Child => {
    const child = processes[place];
    if (!child) throw new Error(`no process at place ${place}`);
    return child;
  };

  const stopOne = async (child: Child, withinMs: number): Promise<number | null> => {
    child.signal('SIGTERM');
    const exitCode = await Promise.race([child.ended, late(withinMs)]);
    if (exitCode !== 'late') return exitCode;
    await child.kill('SIGKILL');
    return null;
  };

  return {
    at,
    killAndRevive: async (place) => {
      await at(place).kill('SIGKILL');
      processes[place] = start(roles[place] ?? 'all');
    },
    readyAt: (place) => at(place).said(READY),
    ready: async () => {
      await Promise.all(processes.map((child) => child.said(READY)));
    },
    stop: (withinMs) => Promise.all(processes.map((child) => stopOne(child, withinMs))),
    destroy: async () => {
      await Promise.all(processes.map((child) => child.kill('SIGKILL')));
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
