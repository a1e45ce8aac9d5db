/** `npm run bench -- <name> [--json] [--<flag> <value>]...`: runs bench/<name>.ts and prints what it measured. */
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';

/** One measured figure, such as `{ name: 'hit at 1', value: 0.994, unit: 'share' }`. */
export type Figure = { readonly name: string; readonly value: number; readonly unit: string };

/** Flags beside `--json`, by name: `--seed 5` and `--seed=5` are the same, and a flag without a value is `true`. */
export type Options = Readonly<Record<string, string>>;

/**
 * What every file of this folder exports: measures, and answers with the figures in the order to show them. What is worth
 * reading on the way goes to stderr.
 */
export type Bench = { run(options: Options): Promise<readonly Figure[]> };

const names = (): string[] =>
  readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'))
    .filter((name) => name !== 'index')
    .sort();

const table = (figures: readonly Figure[]): string => {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures.map(({ name, value, unit }) => `${name.padEnd(width)}  ${value} ${unit}`).join('\n');
};

const json = (name: string, figures: readonly Figure[]): string =>
  JSON.stringify({ name, figures: Object.fromEntries(figures.map((figure) => [figure.name, figure.value])) });

const optionsIn = (args: readonly string[]): Options =>
  Object.fromEntries(
    args.flatMap((arg, at) => {
      const [, name, value] = /^--([\w-]+)(?:=(.*))?$/.exec(arg) ?? [];
      if (name === undefined) return [];
      const next = args[at + 1];
      return [[name, value ?? (next === undefined || next.startsWith('--') ? 'true' : next)]];
    }),
  );

const [name = '', ...args] = process.argv.slice(2);
if (names().includes(name)) {
  const bench = (await import(`./${name}.ts`)) as Bench;
  const options = optionsIn(args);
  const figures = await bench.run(options);
  process.stdout.write(`${options.json ? json(name, figures) : table(figures)}\n`);
} else {
  process.stderr.write(
    `Usage: npm run bench -- <name> [--json] [--<flag> <value>]\nNames: ${names().join(', ')}\n`,
  );
  process.exitCode = 2;
}
