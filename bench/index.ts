/** `npm run bench -- <name> [--json]`: runs bench/<name>.ts and prints what it measured. */
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';

/** One measured figure, such as `{ name: 'hit at 1', value: 0.994, unit: 'share' }`. */
export type Figure = { readonly name: string; readonly value: number; readonly unit: string };

/** What every file of this folder exports: measures, and answers with the figures in the order to show them. */
export type Bench = { run(): Promise<readonly Figure[]> };

const names = (): string[] =>
  readdirSync(import.meta.dirname)
    .map((file) => basename(file, '.ts'))
    .filter((name) => name !== 'index')
    .sort();

const table = (figures: readonly Figure[]): string => {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures.map(({ name, value, unit }) => `${name.padEnd(width)}  ${value} ${unit}`).join('\n');
};

const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true });
const [name = ''] = positionals;
if (names().includes(name)) {
  const bench = (await import(`./${name}.ts`)) as Bench;
  const figures = await bench.run();
  process.stdout.write(`${values.json ? JSON.stringify({ name, figures }) : table(figures)}\n`);
} else {
  process.stderr.write(`Usage: npm run bench -- <name> [--json]\nNames: ${names().join(', ')}\n`);
  process.exitCode = 2;
}
