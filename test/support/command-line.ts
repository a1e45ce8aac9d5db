/** Commands inside the test's own process, against a marketplace that the test can put into trouble. */
import { type DeskCommand, type Request, runnable } from '../../src/commands/desk-command.ts';
import { parseConfig } from '../../src/config.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { silentLog } from './silent-log.ts';

/** What a command printed, piece by piece, and how it ended. */
export type Ran = {
  readonly exitCode: number;
  readonly pieces: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
};

/** Makes a function that runs a command with these settings, each time on a desk of its own. */
export const commandLine =
  (env: () => Readonly<Record<string, string>>) =>
  async <R extends Request>(command: DeskCommand<R>, ...args: string[]): Promise<Ran> => {
    const pieces: string[] = [];
    const outcome = await runnable(command)(args, {
      parts: () => ({ config: parseConfig(env()), clock: systemClock, log: silentLog }),
      lang: 'en_GB.UTF-8',
      signal: new AbortController().signal,
      width: 100,
      print: (text) => void pieces.push(text),
    });
    return { ...outcome, pieces, stdout: pieces.join('') + outcome.stdout };
  };
