/** Commands that ask the search desk: what they are made of, and how each is run, from arguments to exit code. */
import { type AppParts, openSearchDesk, type SearchDesk } from '../desk.ts';
import { type Language, languageOf } from '../domain/query.ts';
import { failedOutcome, type Outcome } from './outcome.ts';

/** What every request says beside its own matter. */
export type Request = { readonly json: boolean; readonly language: Language };

/** A request, the desk to ask, and the terminal: how wide it is, and where what is finished goes before the command has ended. */
export type Run<R extends Request> = {
  readonly request: R;
  readonly desk: SearchDesk;
  readonly signal: AbortSignal;
  readonly width: number;
  readonly print: (text: string) => void;
};

/** One command: its usage, how its arguments are read (`help` when only the usage is wanted), and what it does. */
export type DeskCommand<R extends Request> = {
  readonly usage: string;
  readonly parse: (args: readonly string[], lang: string | undefined) => R | 'help';
  readonly run: (run: Run<R>) => Promise<Outcome>;
};

/** Where a command runs. `parts` is read only when there is something to ask, so that `--help` needs no settings. `lang` is like `LANG`. */
export type Terminal = {
  readonly parts: () => AppParts;
  readonly lang: string | undefined;
  readonly signal: AbortSignal;
  readonly width: number;
  readonly print: (text: string) => void;
};

/** A command with its parts hidden, so that commands of all kinds fit into one list. */
export type Runnable = (args: readonly string[], terminal: Terminal) => Promise<Outcome>;

/** Makes a command runnable. What it throws becomes an outcome; the desk is opened for it and closed after it. */
export const runnable =
  <R extends Request>(command: DeskCommand<R>): Runnable =>
  async (args, { parts, lang, ...terminal }) => {
    let told: Request = { json: args.includes('--json'), language: languageOf(lang) };
    try {
      const request = command.parse(args, lang);
      if (request === 'help') return { exitCode: 0, stdout: `${command.usage}\n`, stderr: '' };
      told = request;
      await using desk = await openSearchDesk(parts());
      return await command.run({ request, desk, ...terminal });
    } catch (error) {
      return failedOutcome(error, told);
    }
  };
