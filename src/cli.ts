/** The command line: `search` a photo, or run the `simulator` alone. Answers go to stdout, the log to stderr. */

import {
  failedOutcome,
  type Outcome,
  parseSearchArguments,
  runSearch,
  SEARCH_USAGE,
} from './commands/search.ts';
import { startSimulatorAlone } from './commands/simulator.ts';
import { type Config, parseConfig } from './config.ts';
import { openSearchDesk } from './desk.ts';
import { asTusouError } from './domain/errors.ts';
import { languageOf } from './domain/query.ts';
import { systemClock } from './ops/clock.ts';
import { createLog } from './ops/log.ts';

/** A terminal that does not tell its width is taken for one of 100 columns. */
const DEFAULT_WIDTH = 100;

const USAGE = `Usage:
  npm run search -- <photo>        search with a photo (npm run search -- --help)
  npm run simulator -- --port N    run the marketplace simulator alone
`;

const environment = process.env;

/** In a terminal only problems are of interest, unless the level was chosen. */
const readConfig = (): Config => parseConfig({ ...environment, LOG_LEVEL: environment.LOG_LEVEL || 'error' });

const search = async (args: readonly string[]): Promise<Outcome> => {
  const lang = environment.LANG;
  const json = args.includes('--json');
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  try {
    const request = parseSearchArguments(args, lang);
    if (request === 'help') return { exitCode: 0, stdout: `${SEARCH_USAGE}\n`, stderr: '' };
    const config = readConfig();
    const log = createLog(config.logLevel, config.secrets);
    await using desk = await openSearchDesk({ config, clock: systemClock, log });
    const width = process.stdout.columns ?? DEFAULT_WIDTH;
    return await runSearch({ request, desk, signal: stop.signal, width });
  } catch (error) {
    return failedOutcome(error, { json, language: languageOf(lang) });
  }
};

const simulator = async (args: readonly string[]): Promise<void> => {
  const running = await startSimulatorAlone(args, systemClock);
  process.stdout.write(`${running.line}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.close());
};

const main = async ([command, ...args]: readonly string[]): Promise<void> => {
  if (command === 'search') {
    const outcome = await search(args);
    process.stderr.write(outcome.stderr);
    process.stdout.write(outcome.stdout);
    process.exitCode = outcome.exitCode;
    return;
  }
  if (command === 'simulator') return simulator(args);
  process.stderr.write(USAGE);
  process.exitCode = 2;
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  const { detail, message } = asTusouError(error);
  process.stderr.write(`${detail ?? message}\n`);
  process.exitCode = 2;
}
