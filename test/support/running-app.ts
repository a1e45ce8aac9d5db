/** The whole program inside the test's process: real settings, real storage in a folder of its own, real simulator, any port. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import type { Clock } from '../../src/domain/ports.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { createLog } from '../../src/ops/log.ts';

/** The program as it runs. `lines` are its log; `restart` stops it and starts it again on the same data; `stop` takes its data away. */
export type RunningApp = {
  readonly url: string;
  /** Where probes have a port of their own, else empty. */
  readonly opsUrl: string;
  readonly lines: readonly string[];
  restart(): Promise<void>;
  stop(): Promise<void>;
};

const STOP_WITHIN_MS = 5_000;

/** Starts the program with these variables over an empty environment. May be called outside of a test; whoever starts it stops it. */
export const startApp = async (
  env: Readonly<Record<string, string>> = {},
  clock: Clock = systemClock,
): Promise<RunningApp> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tusou-'));
  const config = parseConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'debug', ...env });
  const lines: string[] = [];
  const log = createLog(config.logLevel, config.secrets, { write: (line) => lines.push(line) });
  const open = async () => {
    const app = await createApp({ config, clock, log });
    const { url, opsUrl } = await app.start();
    return { app, url: url ?? '', opsUrl: opsUrl ?? '' };
  };
  let running = await open();
  const halt = () => running.app.stop(clock.now() + STOP_WITHIN_MS);
  return {
    get url() {
      return running.url;
    },
    get opsUrl() {
      return running.opsUrl;
    },
    lines,
    restart: async () => {
      await halt();
      running = await open();
    },
    stop: async () => {
      await halt();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
