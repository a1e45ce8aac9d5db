/** `npm run doctor`: is every part that is switched on able to work, and what to do about each that is not. */
import { printable } from '../cards/terminal-table.ts';
import { type Config, parseConfig } from '../config.ts';
import { asTusouError } from '../domain/errors.ts';
import type { Clock, Finding, Log } from '../domain/ports.ts';
import { checksOf, machineTrouble, type Part } from './checks.ts';
import { readArguments } from './options.ts';
import { jsonText, type Outcome } from './outcome.ts';

const USAGE = `Usage: npm run doctor -- [--json]

Checks the settings, the folder of data, the port, every backend of 1688, the source of exchange rates, and every chat
that is switched on, each with the cheapest call there is, and says what to do about whatever is wrong.

  --json                         print one JSON document and nothing else

Exit codes: 0 all is well, 1 something is wrong, 2 bad input.`;

const OPTIONS = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

/** What the checks are made with. `log` is made from the settings, once they can be read. */
export type Surroundings = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: (config: Config) => Log;
};

/** A part that was checked. */
type Checked = { readonly part: string; readonly findings: readonly Finding[] };

const settingsTrouble = (error: unknown): Checked => {
  const { detail, message } = asTusouError(error);
  const cure = 'correct it in the environment or in .env; README.md lists all settings';
  const findings = (detail ?? message)
    .split('\n')
    .map((says): Finding => ({ what: 'environment', ok: false, says, cure }));
  return { part: 'Settings', findings };
};

/** A part whose check breaks is a part with a trouble: the others are looked at all the same. */
const checked = async ({ part, check }: Part, signal: AbortSignal): Promise<Checked> => {
  try {
    return { part, findings: await check(signal) };
  } catch (error) {
    signal.throwIfAborted();
    return { part, findings: [machineTrouble('start', error)] };
  }
};

const checkAll = async ({ environment, clock, signal, log }: Surroundings): Promise<readonly Checked[]> => {
  let config: Config;
  try {
    config = parseConfig(environment);
  } catch (error) {
    return [settingsTrouble(error)];
  }
  const parts = checksOf({ config, clock, log: log(config) });
  return Promise.all(parts.map((part) => checked(part, signal)));
};

const asText = (all: readonly Checked[]): string => {
  const width = Math.max(...all.flatMap(({ findings }) => findings.map(({ what }) => what.length)), 0);
  const lines = ({ what, ok, says, cure }: Finding): string[] => [
    `  ${ok ? 'ok     ' : 'PROBLEM'}  ${what.padEnd(width)}  ${printable(says)}`,
    ...(cure === null ? [] : [`           ${' '.repeat(width)}-> ${printable(cure)}`]),
  ];
  return all.flatMap(({ part, findings }) => [part, ...findings.flatMap(lines), '']).join('\n');
};

/** What is wrong in one line. */
const summary = (all: readonly Checked[]): string => {
  const wrong = all.flatMap(({ findings }) => findings).filter(({ ok }) => !ok).length;
  if (wrong === 0) return 'All is well.';
  return wrong === 1 ? 'One problem.' : `${wrong} problems.`;
};

/** Checks everything. Secrets are never printed: findings hold none. */
export const runDoctor = async (args: readonly string[], surroundings: Surroundings): Promise<Outcome> => {
  const { values } = readArguments(args, OPTIONS);
  if (values.help) return { exitCode: 0, stdout: `${USAGE}\n`, stderr: '' };
  const all = await checkAll(surroundings);
  const isWell = all.every(({ findings }) => findings.every(({ ok }) => ok));
  const stdout = values.json ? jsonText({ ok: isWell, parts: all }) : `${asText(all)}\n${summary(all)}\n`;
  return { exitCode: isWell ? 0 : 1, stdout, stderr: '' };
};
