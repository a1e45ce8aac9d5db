/** The command line: which command to run, with the environment and the terminal. Answers go to stdout, the log to stderr. */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { batchCommand } from './commands/batch.ts';
import { type Runnable, runnable, type Terminal } from './commands/desk-command.ts';
import { runDoctor } from './commands/doctor.ts';
import { runJobs } from './commands/jobs.ts';
import { runLogin } from './commands/login.ts';
import { memoryCommand } from './commands/memory.ts';
import { offersCommand } from './commands/offer.ts';
import type { Outcome } from './commands/outcome.ts';
import { relatedCommand } from './commands/related.ts';
import { runRepost } from './commands/repost.ts';
import { searchCommand } from './commands/search.ts';
import { startSimulatorAlone } from './commands/simulator.ts';
import { runSlackManifest } from './commands/slack-manifest.ts';
import { supplierCommand } from './commands/supplier.ts';
import { type Config, parseConfig } from './config.ts';
import type { AppParts } from './desk.ts';
import { asTusouError } from './domain/errors.ts';
import type { Log } from './domain/ports.ts';
import { systemClock } from './ops/clock.ts';
import { createLog } from './ops/log.ts';

/** A terminal that does not tell its width is taken for one of 100 columns. */
const DEFAULT_WIDTH = 100;

const USAGE = `Usage:
  npm run search -- <photo>              search with a photo
  npm run search -- --keyword <words>    search by words
  npm run offer -- <id or link> ...      offers in full
  npm run related -- <id or link>        offers that resemble one
  npm run supplier -- <id or link>       who sells an offer, and what else they sell
  npm run batch -- <zip or xlsx> --out F matches for every picture in a file
  npm run login                          let an account of 1688 authorise your app
  npm run repost -- <id or link> ...     list products of your own shop anew
  npm run jobs -- list                   jobs that were given up; also retry and drop
  npm run memory -- stats | forget       what is remembered of photos, and how to forget it
  npm run doctor                         check the whole set-up
  npm run slack-manifest -- [address]    the manifest of the Slack app
  npm run simulator -- --port N          run the marketplace simulator alone

--help after any of them tells its options.
`;

if (existsSync('.env')) process.loadEnvFile();

/** In a terminal only problems are of interest, unless the level was chosen. */
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  LOG_LEVEL: process.env.LOG_LEVEL || 'error',
};

/** A line from the terminal; an empty one where the input has ended. */
const ask = async (question: string, signal: AbortSignal): Promise<string> => {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const ended = once(lines, 'close').then(() => '');
  return Promise.race([lines.question(question, { signal }), ended]).finally(() => lines.close());
};

const COMMANDS: Readonly<Record<string, Runnable>> = {
  search: runnable(searchCommand),
  offer: runnable(offersCommand),
  related: runnable(relatedCommand),
  supplier: runnable(supplierCommand),
  batch: runnable(batchCommand),
  login: (args, at) => runLogin(args, { ...at, ask, newState: randomUUID }),
  memory: runnable(memoryCommand),
  repost: runRepost,
  jobs: runJobs,
  'slack-manifest': runSlackManifest,
  doctor: (args, { signal }) => runDoctor(args, { environment, clock: systemClock, signal, log: logFor }),
};

const logFor = (config: Config): Log => createLog(config.logLevel, config.secrets);

const parts = (): AppParts => {
  const config = parseConfig(environment);
  return { config, clock: systemClock, log: logFor(config) };
};

const terminal = (): Terminal => {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  return {
    parts,
    lang: environment.LANG,
    signal: stop.signal,
    width: process.stdout.columns ?? DEFAULT_WIDTH,
    print: (text) => void process.stdout.write(text),
  };
};

const end = ({ exitCode, stdout, stderr }: Outcome): void => {
  process.stderr.write(stderr);
  process.stdout.write(stdout);
  process.exitCode = exitCode;
};

const simulator = async (args: readonly string[]): Promise<void> => {
  const running = await startSimulatorAlone(args, systemClock);
  process.stdout.write(`${running.line}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.close());
};

const main = async ([name = '', ...args]: readonly string[]): Promise<void> => {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return end(await command(args, terminal()));
  if (name === 'simulator') return simulator(args);
  const isHelp = name === '--help' || name === '-h';
  end({ exitCode: isHelp ? 0 : 2, stdout: isHelp ? USAGE : '', stderr: isHelp ? '' : USAGE });
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  const { detail, message } = asTusouError(error);
  process.stderr.write(`${detail ?? message}\n`);
  process.exitCode = 2;
}
