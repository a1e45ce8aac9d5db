/** `npm run login`: an account authorises the app, and its tokens are kept where every process finds them. */
import { createBudget } from '../backends/budget.ts';
import { accessStore } from '../backends/open-platform/access-store.ts';
import { authorisePage, createOAuth, type TokenPair } from '../backends/open-platform/oauth.ts';
import { tokenKey } from '../backends/open-platform/token.ts';
import { printable } from '../cards/terminal-table.ts';
import { type AppParts, openState } from '../desk.ts';
import { TusouError } from '../domain/errors.ts';
import { languageOf } from '../domain/query.ts';
import type { SharedState } from '../storage/shared-state.ts';
import { type Gateway, gatewayOf } from './gateway.ts';
import { readArguments, refuse } from './options.ts';
import { failedOutcome, type Outcome } from './outcome.ts';

const USAGE = `Usage: npm run login -- [code or address]

Prints the page on which an account of 1688 authorises the app of ALI1688_APP_KEY. Afterwards the browser is sent to
ALI1688_REDIRECT_URI with a code: paste that whole address (or the code alone) when asked, or give it to this command.
The tokens are kept in the storage (DATA_DIR or REDIS_URL) and renewed as long as they are used.

Exit codes: 0 authorised, 2 bad input, 4 1688 refused or does not answer.`;

/** Where the command runs. `ask` puts a question on the terminal and answers with the line that was typed; `newState` makes a word that nobody guesses. */
export type LoginTerminal = {
  readonly parts: () => AppParts;
  readonly lang: string | undefined;
  readonly signal: AbortSignal;
  readonly print: (text: string) => void;
  readonly ask: (question: string, signal: AbortSignal) => Promise<string>;
  readonly newState: () => string;
};

type WithCallback = Gateway & { readonly redirectUri: string };

const withCallback = (gateway: Gateway): WithCallback => {
  const { redirectUri } = gateway;
  if (redirectUri !== null) return { ...gateway, redirectUri };
  throw new TusouError('config-invalid', {
    detail: 'ALI1688_REDIRECT_URI is not set: set it to the callback address of the app.',
  });
};

/** The code in what was pasted: the code itself, or the address that holds it. Throws `input-invalid`. */
const readCode = (pasted: string, state: string | null): string => {
  const text = pasted.trim();
  const query = URL.canParse(text) ? new URL(text).searchParams : null;
  // An address with another state was not asked for from here: somebody may want us to act for their account.
  if (query && state !== null && query.get('state') !== state)
    return refuse('This address is of another login. Open the page above and paste the address it leads to.');
  const code = query ? query.get('code') : text;
  return code && /^[\w-]+$/.test(code) ? code : refuse('There is no code in this.');
};

const timeText = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const validity = ({ accessUntilMs, refreshToken, refreshUntilMs }: TokenPair): string => {
  const until = (ms: number | null): string =>
    ms === null ? 'until it is taken back' : `until ${timeText(ms)}`;
  if (refreshToken === null) return `It is valid ${until(accessUntilMs)} and cannot be renewed.`;
  return `The token is valid ${until(accessUntilMs)} and renews itself. The authorisation is valid ${until(refreshUntilMs)} and is prolonged as long as it is used.`;
};

const authorise = async (gateway: WithCallback, given: string | undefined, terminal: LoginTerminal) => {
  if (given !== undefined) return readCode(given, null);
  const state = terminal.newState();
  terminal.print(
    `Open this page, log in to 1688 and authorise the app:\n\n  ${authorisePage({ ...gateway, state })}\n\n`,
  );
  const asked =
    'Paste the address that the browser was sent to (the code in it is good for two minutes):\n> ';
  return readCode(await terminal.ask(asked, terminal.signal), state);
};

const keep = async (pair: TokenPair, appKey: string, { stores }: SharedState): Promise<void> => {
  const store = accessStore(stores);
  await store.set(tokenKey(appKey), pair);
  // The store itself only logs what fails.
  if (!(await store.get(tokenKey(appKey))))
    throw new TusouError('config-invalid', { detail: 'The tokens could not be written to the storage.' });
};

const exchange = async (
  gateway: WithCallback,
  { code, parts, signal }: { code: string; parts: AppParts; signal: AbortSignal },
): Promise<TokenPair> => {
  const state = await openState(parts);
  try {
    const paced = { ...parts, random: Math.random };
    const budget = createBudget({ ...paced, name: gateway.kind, qps: gateway.qps, slots: state.slots });
    const pair = await createOAuth({ ...gateway, ...paced, budget }).exchange(
      code,
      gateway.redirectUri,
      signal,
    );
    await keep(pair, gateway.appKey, state);
    return pair;
  } finally {
    await state.close();
  }
};

const login = async (given: string | undefined, terminal: LoginTerminal): Promise<Outcome> => {
  const parts = terminal.parts();
  const gateway = withCallback(gatewayOf(parts.config));
  const code = await authorise(gateway, given, terminal);
  const pair = await exchange(gateway, { code, parts, signal: terminal.signal });
  const owner = pair.owner === null ? 'The account' : printable(pair.owner);
  const fixed =
    gateway.accessToken === null
      ? ''
      : '\nALI1688_ACCESS_TOKEN is set and goes before this login: remove it.';
  return { exitCode: 0, stdout: `${owner} has authorised the app. ${validity(pair)}${fixed}\n`, stderr: '' };
};

/** Runs the command. Codes and tokens are never printed. Never throws. */
export const runLogin = async (args: readonly string[], terminal: LoginTerminal): Promise<Outcome> => {
  try {
    const { values, positionals } = readArguments(args, { help: { type: 'boolean', short: 'h' } });
    if (values.help) return { exitCode: 0, stdout: `${USAGE}\n`, stderr: '' };
    if (positionals.length > 1) return refuse('Give one code or address.');
    return await login(positionals[0], terminal);
  } catch (error) {
    return failedOutcome(error, { json: false, language: languageOf(terminal.lang) });
  }
};
