/** The documents tell the truth: their commands run, their paths exist, their table of settings is the real one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SETTINGS, type Setting } from '../src/settings.ts';
import { ROOT, readSource, sourceFiles } from './support/source.ts';
import { tempDir } from './support/temp-dir.ts';

const README = readSource('README.md');
const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...sourceFiles('docs/**/*.md')];
const { scripts } = JSON.parse(readSource('package.json')) as { scripts: Record<string, string> };

type Block = { readonly mark: string; readonly commands: readonly string[] };

/** The fenced blocks of shell commands, with what stands after `sh`. */
const blocksOf = (text: string): Block[] =>
  [...text.matchAll(/^ *```sh ?(.*)\n([\s\S]*?)^ *```$/gm)].map(([, mark = '', body = '']) => ({
    mark,
    commands: body
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  }));

const readmeBlocks = blocksOf(README);
const commandsMarked = (mark: string): string[] =>
  readmeBlocks.filter((block) => block.mark === mark).flatMap(({ commands }) => commands);

/** Runs a command as a reader would, in the project's folder, but with its data and port out of anybody's way. */
const shell = (command: string) => {
  const env = { ...process.env, DATA_DIR: tempDir(), PORT: '0', LANG: 'C.UTF-8' };
  const child = spawn('bash', ['-c', command], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      output[stream] += chunk;
    });
  }
  // npm, its shell and the program are one process group; the minus sign means all of it.
  const signal = (name: NodeJS.Signals) =>
    child.pid !== undefined && child.exitCode === null && process.kill(-child.pid, name);
  onTestFinished(() => void signal('SIGKILL'));
  return { child, output, signal, ended: once(child, 'close') };
};

const run = async (command: string) => {
  const { ended, output } = shell(command);
  const [exitCode] = await ended;
  return { exitCode, ...output };
};

/** Runs a command until its output holds a match, which is the answer. */
const runUntil = async (command: string, pattern: RegExp): Promise<RegExpExecArray> => {
  const { child, ended, output, signal } = shell(command);
  const seen = new Promise<RegExpExecArray>((resolve) => {
    child.stdout.on('data', () => {
      const match = pattern.exec(output.stdout);
      if (match) resolve(match);
    });
  });
  const early = ended.then(() => {
    throw new Error(`'${command}' ended without ${pattern}:\n${output.stdout}\n${output.stderr}`);
  });
  const match = await Promise.race([seen, early]);
  early.catch(() => undefined);
  signal('SIGTERM');
  await ended;
  return match;
};

/** How the README's commands are proven. A command that fits none of these fails the test, so none goes unproven. */
const SEARCH = /^npm run (--silent )?search -- (.+)$/;

describe('the commands in README.md', () => {
  const proven = (command: string): boolean =>
    ['npm ci', 'npm run check', 'npm start'].includes(command) ||
    SEARCH.test(command) ||
    /simulator/.test(command);

  test('are all proven by this test', () => {
    expect(commandsMarked('').filter((command) => !proven(command))).toEqual([]);
    expect(readmeBlocks.filter(({ mark }) => !['', 'needs-account'].includes(mark))).toEqual([]);
  });

  test('begin with the two that a newcomer types', () => {
    expect(readmeBlocks[0]?.commands).toEqual(['npm ci', 'npm start']);
  });

  test('npm start is ready at an address', async () => {
    await runUntil('npm start', /^Tusou is ready.*http:\/\/127\.0\.0\.1:\d+/m);
  });

  test.each(commandsMarked('').filter((command) => SEARCH.test(command)))('%s', async (command) => {
    const { exitCode, stdout, stderr } = await run(command);
    expect({ exitCode, stderr: stderr.replace(/^npm warn.*\n/gm, '') }).toEqual({ exitCode: 0, stderr: '' });
    if (command.includes('--json')) expect(JSON.parse(stdout).offers.length).toBeGreaterThan(0);
    else expect(stdout).toContain(command.includes('--help') ? 'Exit codes' : 'MOQ');
  });

  test.each(commandsMarked('').filter((command) => command.includes('simulator')))('%s', async (command) => {
    const [line = ''] = await runUntil(command.replace(/--port \d+/, '--port 0'), /^\{.*\}$/m);
    const keys = Object.keys(JSON.parse(line)).sort();
    expect(keys).toEqual([
      'accessToken',
      'appKey',
      'appSecret',
      'gatewayUrl',
      'imageAppKey',
      'onebound',
      'url',
    ]);
  });

  test.each(commandsMarked('needs-account'))('%s names real settings and a real script', (command) => {
    const words = command.split(' ');
    const variables = words.filter((word) => word.includes('=')).map((word) => word.split('=')[0]);
    const names = SETTINGS.map(({ name }) => name);
    expect(variables.filter((name) => !names.includes(name ?? ''))).toEqual([]);
    expect(words.slice(variables.length)).toEqual(['npm', 'start']);
  });
});

describe('the scripts', () => {
  test.each(DOCUMENTS)('that %s mentions exist', (path) => {
    const mentioned = [
      ...readSource(path).matchAll(/npm (?:run (?:--silent )?)?(start|test|(?<=run |silent )[\w-]+)/g),
    ];
    expect(mentioned.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([]);
  });

  test('of the Procfile exist, and its roles are roles', () => {
    const lines = readSource('Procfile').trim().split('\n');
    expect(lines).toEqual(['web: ROLE=web npm start', 'worker: ROLE=worker npm start']);
  });
});

describe('the paths', () => {
  const isOurs = (target: string): boolean => !/^(https?:|#|mailto:)/.test(target);

  test.each(DOCUMENTS)('that %s links to exist', (path) => {
    const links = [...readSource(path).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter(isOurs);
    const missing = links.filter((target) => !existsSync(ROOT + posix.join(posix.dirname(path), target)));
    expect(missing).toEqual([]);
  });

  test.each(DOCUMENTS)('that %s names exist', (path) => {
    const named = [
      ...readSource(path).matchAll(/`((?:src|adapters|assets|test|docs|bench|\.ci)\/[\w./-]+)`/g),
    ];
    expect(named.map(([, target = '']) => target).filter((target) => !existsSync(ROOT + target))).toEqual([]);
  });

  test('the tour is ten files', () => {
    const tour = /## The tour[\s\S]*?\n## /.exec(readSource('docs/architecture.md'))?.[0] ?? '';
    expect(tour.match(/^\| \[/gm)).toHaveLength(10);
  });
});

describe('the settings', () => {
  const groups = [...new Set(SETTINGS.map(({ group }) => group))];

  const row = ({ name, byDefault, about }: Setting): string =>
    `| \`${name}\` | ${byDefault === null ? '' : `\`${byDefault}\``} | ${about} |`;

  const table = (): string =>
    groups
      .map((group) => {
        const rows = SETTINGS.filter((setting) => setting.group === group).map(row);
        return `**${group}**\n\n| variable | default | what it does |\n|---|---|---|\n${rows.join('\n')}\n`;
      })
      .join('\n');

  const envLine = ({ name, byDefault, example, about }: Setting): string =>
    `# ${about.replaceAll('`', '')}${byDefault === null ? '' : ` Default: ${byDefault}`}\n# ${name}=${example}\n`;

  const envExample = (): string =>
    `# Every setting of Tusou, with an example. None is required, and an empty one counts as not set.\n\n${SETTINGS.map(envLine).join('\n')}`;

  test('are all in the table of README.md', async () => {
    const current = README.replace(
      /(<!-- settings:[^>]*-->\n)[\s\S]*(<!-- \/settings -->)/,
      (_, start, end) => `${start}\n${table()}\n${end}`,
    );
    await expect(current).toMatchFileSnapshot(`${ROOT}README.md`);
  });

  test('are all in .env.example', async () => {
    await expect(envExample()).toMatchFileSnapshot(`${ROOT}.env.example`);
  });

  test('nothing in a document looks like a setting and is none', () => {
    const names = SETTINGS.map(({ name }) => name);
    const prefixes = /\b((?:TELEGRAM|SLACK|ALI1688|ONEBOUND|MEMORY|DATA|LOG)_[A-Z_]+)\b/g;
    const mentioned = DOCUMENTS.flatMap((path) =>
      [...readSource(path).matchAll(prefixes)].map(([, name = '']) => name),
    );
    expect(mentioned.filter((name) => !names.includes(name))).toEqual([]);
  });
});
