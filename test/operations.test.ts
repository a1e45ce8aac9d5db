/** What docs/operations.md tells an operator works: its commands, its table of metrics, and the dashboard beside it. */
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createMetrics } from '../src/ops/metrics.ts';
import { openDatabase } from '../src/storage/sqlite.ts';
import { fakeClock } from './support/fake-clock.ts';
import { readMetrics } from './support/metrics-text.ts';
import { startProgram } from './support/program.ts';
import { ROOT, readSource } from './support/source.ts';
import { tempDir } from './support/temp-dir.ts';

const PAGE = readSource('docs/operations.md');

type Block = { readonly mark: string; readonly script: string };

const blocks: readonly Block[] = [...PAGE.matchAll(/^```sh ?(.*)\n([\s\S]*?)^```$/gm)].map(
  ([, mark = '', script = '']) => ({ mark, script }),
);
const marked = (mark: string): string[] =>
  blocks.filter((block) => block.mark === mark).map(({ script }) => script);

const run = async (script: string, env: Record<string, string> = {}): Promise<string> => {
  const settings = { cwd: ROOT, env: { ...process.env, ...env } };
  return (await promisify(execFile)('bash', ['-euc', script], settings)).stdout;
};

const isHere = (tool: string): Promise<boolean> =>
  run(`command -v ${tool}`).then(
    () => true,
    () => false,
  );

test('every block of commands is run here, or needs what a test has not', () => {
  const known = ['backup', 'restore', 'needs-running', 'needs-root', 'needs-account'];
  expect(blocks.filter(({ mark }) => !known.includes(mark))).toEqual([]);
  for (const mark of known) expect(marked(mark).length).toBeGreaterThan(0);
});

describe('a backup', () => {
  const values = (file: string): unknown[] => {
    const copy = new DatabaseSync(file, { readOnly: true });
    try {
      return copy.prepare('SELECT key FROM entries ORDER BY key').all();
    } finally {
      copy.close();
    }
  };

  const ways = marked('backup').map((backup) => ({ tool: backup.split(' ', 1)[0] ?? '', backup }));

  test.for(ways)('of a file in use, and back again, with $tool', async ({ tool, backup }, { skip }) => {
    skip(!(await isHere(tool)), `there is no ${tool} on this machine`);
    const env = { DATA_DIR: tempDir(), BACKUP: join(tempDir(), 'copy.sqlite') };
    const file = join(env.DATA_DIR, 'tusou.sqlite');
    const db = openDatabase(env.DATA_DIR);
    const keep = db.lasting.prepare("INSERT INTO entries (namespace, key, body) VALUES ('n', ?, x'00')");
    keep.run('before');
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
    await run(backup, env);
    expect(statSync(env.BACKUP).mode & 0o777).toBe(0o600);
    expect(values(env.BACKUP)).toEqual([{ key: 'before' }]);

    keep.run('after');
    db.close();
    const [restore = ''] = marked('restore');
    await run(restore, env);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}-wal`)).toBe(false);
    openDatabase(env.DATA_DIR).close();
    expect(values(file)).toEqual([{ key: 'before' }]);
  });
});

test('the probes answer as the page says', async ({ skip }) => {
  skip(!(await isHere('curl')), 'there is no curl on this machine');
  const program = await startProgram({ env: { ROLE: 'worker', OPS_PORT: '0' } });
  const port = /Metrics +http:\/\/127\.0\.0\.1:(\d+)/.exec(program.stdout())?.[1] ?? '';
  const told = await run(marked('needs-running').join('').replaceAll('9464', port));
  expect(told).toContain('{"status":"ok"}');
  expect(told).toContain('{"status":"ready"');
  expect(told).toContain('# TYPE tusou_step_seconds histogram');
});

describe('the metrics', () => {
  const scraped = async () => {
    const metrics = createMetrics({ clock: fakeClock() });
    metrics.watch(async () => ({ waiting: 0, running: 0, failed: 0, oldestMs: null }));
    return readMetrics(await metrics.text());
  };
  const ours = async () => [...(await scraped()).types.keys()].filter((name) => name.startsWith('tusou_'));

  test('are all in the table of the page, and no others', async () => {
    const told = [...PAGE.matchAll(/^\| `(tusou_\w+)` \|/gm)].map(([, name]) => name);
    expect(told.toSorted()).toEqual((await ours()).toSorted());
  });

  test('that the page mentions anywhere exist', async () => {
    const { types } = await scraped();
    const mentioned = [...PAGE.matchAll(/\b((?:tusou|process|nodejs)_[a-z_0-9]+[a-z0-9])\b/g)];
    expect(mentioned.map(([, name = '']) => name).filter((name) => !types.has(name))).toEqual([]);
  });
});

describe('the dashboard', () => {
  type Panel = {
    readonly id: number;
    readonly title: string;
    readonly type: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly datasource?: { readonly uid: string };
    readonly targets?: readonly { readonly expr: string }[];
  };
  type Dashboard = {
    readonly schemaVersion: number;
    readonly panels: readonly Panel[];
    readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
  };
  const dashboard = JSON.parse(readSource('docs/grafana-dashboard.json')) as Dashboard;
  const graphs = dashboard.panels.filter(({ type }) => type !== 'row');
  const queries = graphs.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  const namesIn = (expr: string): string[] => expr.match(/\b(?:tusou|process|nodejs)_\w+/g) ?? [];
  /** A histogram is asked for by the names of its parts. */
  const metricOf = (name: string): string => name.replace(/_(bucket|sum|count)$/, '');

  test('asks only for metrics that exist, with labels and values that exist, and for every one of ours', async () => {
    const metrics = createMetrics({ clock: fakeClock() });
    metrics.watch(async () => ({ waiting: 0, running: 0, failed: 0, oldestMs: null }));
    metrics.job({ platform: 'telegram', task: 'search' }, 'answered');
    metrics.callsOf('simulator').called('product.image.upload', 'ok', 1);
    const { types, samples } = readMetrics(await metrics.text());
    const asked = new Set(queries.flatMap(namesIn).map(metricOf));
    expect([...asked].filter((name) => !types.has(name))).toEqual([]);
    const ours = [...types.keys()].filter((name) => name.startsWith('tusou_'));
    expect(ours.filter((name) => !asked.has(name))).toEqual([]);

    const labelled = queries.flatMap((expr) => [...expr.matchAll(/(\w+)\{([^}]*)\}/g)]);
    expect(labelled.length).toBeGreaterThan(0);
    for (const [, name = '', selector = ''] of labelled) {
      const labels = [...selector.matchAll(/(\w+)(?:=~|!=|=)"/g)].map(([, label = '']) => label);
      const known = samples.find((sample) => sample.name === name)?.labels ?? {};
      expect(labels.filter((label) => label !== 'job' && !(label in known))).toEqual([]);
      for (const [, label = '', value = ''] of selector.matchAll(/(state|result|step)="([^"]+)"/g))
        expect(samples.some((sample) => sample.name === name && sample.labels[label] === value)).toBe(true);
    }
  });

  test('can be imported: a source of data to choose, panels that do not overlap, brackets that close', () => {
    expect(dashboard.schemaVersion).toBe(42);
    expect(dashboard.templating.list.map(({ name, type }) => [name, type])).toEqual([
      ['datasource', 'datasource'],
      ['job', 'query'],
    ]);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    expect(graphs.filter(({ datasource }) => datasource?.uid !== `\${datasource}`)).toEqual([]);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    for (const expr of queries)
      for (const pair of ['()', '{}', '[]'])
        expect(expr.split(pair.charAt(0)).length, expr).toBe(expr.split(pair.charAt(1)).length);
  });
});
