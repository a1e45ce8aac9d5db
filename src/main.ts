/** Starts Tusou: reads the environment, builds the app, says what is on, and stops within a deadline when told to. */
import { existsSync } from 'node:fs';
import { type App, createApp } from './app.ts';
import { type Config, parseConfig } from './config.ts';
import { asTusouError } from './domain/errors.ts';
import { systemClock } from './ops/clock.ts';
import { createLog } from './ops/log.ts';
import { readyLines } from './start-up.ts';

/** How long running work may take to finish after a signal; Heroku and Kubernetes kill after 30 s. */
const STOP_WITHIN_MS = 20_000;

const fail = (error: unknown): never => {
  const { detail, message } = asTusouError(error);
  process.stderr.write(`Tusou cannot start.\n${detail ?? message}\n`);
  process.exit(1);
};

const readConfig = (): Config => {
  try {
    return parseConfig(process.env);
  } catch (error) {
    return fail(error);
  }
};

const stopOnSignals = (app: App): void => {
  const stop = async (): Promise<void> => {
    await app.stop(systemClock.now() + STOP_WITHIN_MS);
    process.exit(0);
  };
  // A second signal is for people who cannot wait.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().catch(fail));
};

const run = async (): Promise<void> => {
  if (existsSync('.env')) process.loadEnvFile();
  const config = readConfig();
  try {
    const log = createLog(config.logLevel, config.secrets);
    const app = await createApp({ config, clock: systemClock, log });
    stopOnSignals(app);
    const addresses = await app.start();
    process.stdout.write(`${readyLines(config, addresses).join('\n')}\n`);
  } catch (error) {
    fail(error);
  }
};

// An install only loads this file, see keep-compiled.js.
if (import.meta.main) await run();
