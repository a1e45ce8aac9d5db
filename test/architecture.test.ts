/** The rules of the house as tests: who may import what, and what every file and export must say. */
import { describe, expect, test } from 'vitest';
import {
  exportsOf,
  functionSizes,
  importsOf,
  packageOf,
  projectPath,
  readSource,
  sourceFiles,
  withoutComments,
} from './support/source.ts';

const SOURCES = sourceFiles('src/**/*.ts', 'adapters/**/*.ts');
const EVERYTHING = [...SOURCES, ...sourceFiles('test/**/*.ts', 'bench/**/*.ts')];

/** Generous fences: what is longer than this surely reads better in two pieces. */
const MAX_FILE_LINES = 400;
const MAX_TEST_LINES = 600;
const MAX_FUNCTION_LINES = 60;

/** The table of floors in docs/architecture.md is the rule itself. */
const FLOORS = new Map(
  [...readSource('docs/architecture.md').matchAll(/^\| (\d) \| (.+) \|$/gm)].flatMap(
    ([, floor, rooms = '']) =>
      [...rooms.matchAll(/`([\w/*-]+)`/g)].map(
        ([, room = '']) => [room.replace(/\/\*?$/, ''), Number(floor)] as const,
      ),
  ),
);

/** `adapters/telegram` for its files, `domain` for src/domain/..., `app` for src/app.ts. */
const roomOf = (path: string): string => {
  const [top = '', second = ''] = path.split('/');
  return top === 'adapters' ? `adapters/${second}` : second.replace(/\.ts$/, '');
};

const floorOf = (path: string): number | undefined => {
  const room = roomOf(path);
  return FLOORS.get(room.startsWith('adapters/') ? 'adapters' : room);
};

/** Why this import is against the rule, or null when it is not. */
const objection = (from: string, specifier: string | null): string | null => {
  if (specifier === null) return `${from} imports something that is not written as a literal`;
  const to = projectPath(from, specifier);
  if (to === null || roomOf(from) === roomOf(to)) return null;
  const below = (floorOf(to) ?? Number.POSITIVE_INFINITY) < (floorOf(from) ?? 0);
  if (!below) return `${from} imports ${to}, which is not on a lower floor`;
  const isAdapter = from.startsWith('adapters/');
  return isAdapter && specifier !== '#service'
    ? `${from} imports ${to}: adapters may import only #service`
    : null;
};

const importsByFile = SOURCES.map((path) => [path, importsOf(readSource(path))] as const);

describe('floors', () => {
  test('every file is in a room of the table in docs/architecture.md', () => {
    expect(SOURCES.filter((path) => floorOf(path) === undefined)).toEqual([]);
  });

  test('a file imports only from lower floors and from its own room', () => {
    const objections = importsByFile.flatMap(([path, imports]) =>
      imports.map((name) => objection(path, name)),
    );
    expect(objections.filter((text) => text !== null)).toEqual([]);
  });

  test('the rule catches what it should', () => {
    expect(objection('src/domain/offer.ts', '../cards/result-card.ts')).toContain('lower floor');
    expect(objection('src/search/search.ts', '../backends/chain.ts')).toContain('lower floor');
    expect(objection('adapters/slack/index.ts', '../telegram/index.ts')).toContain('lower floor');
    expect(objection('adapters/slack/index.ts', '../../src/domain/offer.ts')).toContain('only #service');
    expect(objection('adapters/slack/index.ts', '#service')).toBeNull();
    expect(objection('src/search/search.ts', '../domain/offer.ts')).toBeNull();
  });

  test('the reader of imports sees all forms and no comments', () => {
    const code = [
      "import a from 'a';",
      "import {\n  type B,\n} from './b.ts';",
      "import './c.ts';",
      "export { d } from './d.ts';",
      "export type * from './e.ts';",
      "const f = await import('./f.ts');",
      'const g = await import(name);',
      "// import h from 'h';",
      "/* import i from 'i'; */",
      "const text = 'see // here'; import('./j.ts');",
    ].join('\n');
    expect(importsOf(code)).toEqual(['a', './b.ts', './c.ts', './d.ts', './e.ts', './f.ts', null, './j.ts']);
  });
});

describe('packages have one owner', () => {
  const outside = (room: string, packages: RegExp): string[] =>
    importsByFile
      .filter(([path, imports]) => {
        const names = imports.map((name) => packageOf(name ?? ''));
        return !path.startsWith(room) && names.some((name) => packages.test(name ?? ''));
      })
      .map(([path]) => path);

  test.each([
    ['grammY', 'adapters/telegram/', /^(grammy|@grammyjs\/.+)$/],
    ['Slack', 'adapters/slack/', /^@slack\/.+$/],
    ['sharp', 'src/images/', /^sharp$/],
    ['libheif', 'src/images/', /^libheif-js$/],
    ['hucre', 'src/files/', /^hucre$/],
    ['yauzl', 'src/files/', /^yauzl$/],
    ['Fluent', 'src/i18n/', /^@fluent\/.+$/],
    ['pino', 'src/ops/', /^pino$/],
    ['prom-client', 'src/ops/', /^prom-client$/],
    ['Keyv on Redis', 'src/storage/', /^@keyv\/redis$/],
    ['BullMQ', 'src/jobs/', /^bullmq$/],
  ])('%s is known only in %s', (_, room, packages) => {
    expect(outside(room, packages)).toEqual([]);
  });

  /** All that is loaded with a file before anything is asked for. */
  const loadedWith = (path: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(path)) return seen;
    seen.add(path);
    const code = readSource(path).replace(/\bimport\(|^(import|export) type\b[^;]*;/gm, '');
    for (const name of importsOf(code)) {
      const own = projectPath(path, name ?? '');
      if (own) loadedWith(own, seen);
      else seen.add(packageOf(name ?? '') ?? '');
    }
    return seen;
  };

  test('what only some installations need is not loaded by all', () => {
    const loaded = loadedWith('src/main.ts');
    const heavy = ['bullmq', 'ioredis', '@keyv/redis', 'grammy', '@slack/bolt', '@slack/web-api'];
    expect(heavy.filter((name) => loaded.has(name))).toEqual([]);
    expect(loaded).toContain('sharp');
  });

  test('the environment is read only where the program starts', () => {
    const readers = SOURCES.filter((path) =>
      /\bprocess\.env\b|\benv\b.*from 'node:process'/.test(withoutComments(readSource(path))),
    );
    expect(readers.filter((path) => !['src/main.ts', 'src/cli.ts'].includes(path))).toEqual([]);
  });
});

/** The front door hands words on; they are documented where they are defined. */
const handsOn = (path: string, text: string): boolean =>
  path === 'src/service.ts' && /^export (type )?\{/.test(text);

describe('every file', () => {
  const offenders = (paths: readonly string[], breaks: (code: string, path: string) => boolean): string[] =>
    paths.filter((path) => breaks(readSource(path), path));

  test('opens by saying what it is for', () => {
    const unnamed = EVERYTHING.filter((path) => !path.endsWith('.test.ts'));
    expect(offenders(unnamed, (code) => !/^(#!.*\n)?\/\*\*\s*(\* )?\S/.test(code))).toEqual([]);
  });

  test('documents each of its exports', () => {
    const bare = EVERYTHING.flatMap((path) =>
      exportsOf(readSource(path))
        .filter(({ text, documented }) => !documented && !handsOn(path, text))
        .map(({ line, text }) => `${path}:${line} ${text}`),
    );
    expect(bare).toEqual([]);
  });

  test('exports by name', () => {
    expect(offenders(EVERYTHING, (code) => /^export (default\b|\*)/m.test(withoutComments(code)))).toEqual(
      [],
    );
  });

  test('has a name that says what is inside', () => {
    expect(
      offenders(EVERYTHING, (_, path) => /\b(utils?|helpers?|managers?|misc|common)\b/.test(path)),
    ).toEqual([]);
  });

  test('is short', () => {
    const isLong = (code: string, path: string): boolean =>
      code.split('\n').length > (path.endsWith('.test.ts') ? MAX_TEST_LINES : MAX_FILE_LINES);
    expect(offenders(EVERYTHING, isLong)).toEqual([]);
  });

  test('has short functions', () => {
    const long = SOURCES.flatMap((path) =>
      functionSizes(readSource(path))
        .filter(({ lines }) => lines > MAX_FUNCTION_LINES)
        .map(({ line, lines }) => `${path}:${line} has ${lines} lines of its own`),
    );
    expect(long).toEqual([]);
  });

  test('is read by readers that see what they should', () => {
    const code = [
      '/** Bare. */',
      '',
      'export const bare = (text: string): number => {',
      '  const inner = () => {',
      '    return 1;',
      '  };',
      '  return inner();',
      '};',
      '/** Said',
      ' * in two lines. */',
      'export type Said = string;',
    ].join('\n');
    expect(exportsOf(code).map(({ line, documented }) => [line, documented])).toEqual([
      [3, false],
      [11, true],
    ]);
    expect(functionSizes(code)).toEqual([
      { line: 3, lines: 3 },
      { line: 4, lines: 3 },
    ]);
  });

  test('leaves printing to the log and to the command line', () => {
    expect(offenders(SOURCES, (code) => /\bconsole\.\w+\(/.test(withoutComments(code)))).toEqual([]);
  });
});

describe('packages', () => {
  type Locked = { optionalDependencies?: Record<string, string>; resolved?: string };
  const lock = JSON.parse(readSource('package-lock.json')) as { packages: Record<string, Locked> };
  const locked = Object.entries(lock.packages);

  test('the lockfile names no place to download from', () => {
    expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name)).toEqual([]);
  });

  test('the lockfile knows every optional package of every system, which npm 11 insists on', () => {
    const missing = locked.flatMap(([name, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).filter(
        (wanted) =>
          !(`node_modules/${wanted}` in lock.packages) &&
          !(`${name}/node_modules/${wanted}` in lock.packages),
      ),
    );
    expect(missing).toEqual([]);
  });
});
