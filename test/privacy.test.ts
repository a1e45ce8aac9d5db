/** The page on what is kept is complete: every store and every way in which a key begins is in its tables, and so is what /forget deletes. */
import { describe, expect, test } from 'vitest';
import { KEYS_OF_CHATS } from '../src/conversation/forget.ts';
import { readSource, sourceFiles, withoutComments } from './support/source.ts';

type Row = { readonly store: string; readonly keys: readonly string[]; readonly forget: string };

/** The rows of the table of stores. */
const rows: readonly Row[] = readSource('docs/privacy.md')
  .split('\n')
  .filter((line) => /^\| `[\w-]+` \|/.test(line))
  .map((line) => {
    const [store = '', keys = '', , , forget = ''] = line.split(' | ').map((cell) => cell.trim());
    return {
      store: store.replace(/[| `]/g, ''),
      keys: [...keys.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key),
      forget: forget.replace(/ \|$/, ''),
    };
  });

const code = (pattern: string): string =>
  sourceFiles(pattern)
    .map((path) => withoutComments(readSource(path)))
    .join('\n');

const keysIn = (store: string): string[] =>
  rows.filter((row) => row.store === store).flatMap(({ keys }) => keys);

/** Ids of events and locks, and headers, which are no keys of a store. */
const NO_KEYS = [
  'tg:',
  'telegram:look:',
  'history:',
  'watch:',
  'playground:',
  'slack:command:',
  'slack:press:',
  'slack:view:',
  'slack:home:',
  'slack:link:',
  'slack:shortcut:',
  // Names below slack:told.
  'refused:',
  'lost:',
  // In a store of its own.
  'slack:installation:',
  // Ids of what is no message.
  'view:',
  'link:',
  'http:',
  'data:',
  'blob:',
];

describe('docs/privacy.md', () => {
  test('has every store', () => {
    const opened = [...code('{src,adapters}/**/*.ts').matchAll(/\bstores\('([\w-]+)'/g)].map(
      ([, name = '']) => name,
    );
    expect(opened.length).toBeGreaterThan(10);
    expect([...new Set(opened)].sort()).toEqual([...new Set(rows.map(({ store }) => store))].sort());
  });

  test.each(['telegram', 'slack', 'playground'])('has every key of %s', (adapter) => {
    const source = code(`adapters/${adapter}/*.ts`);
    const begun = [...source.matchAll(/[`']((?:[a-z]+:){1,2})(?=\$\{)/g)].map(([, start = '']) => start);
    const known = keysIn(adapter);
    const missing = begun.filter(
      (start) =>
        !NO_KEYS.some((other) => start.startsWith(other)) && !known.some((key) => key.startsWith(start)),
    );
    expect(begun.length).toBeGreaterThan(0);
    expect([...new Set(missing)]).toEqual([]);
  });

  test.each([
    ['memory', 'src/search/{memory,near}.ts'],
    ['watches', 'src/conversation/watches.ts'],
    ['history', 'src/conversation/history.ts'],
    ['shares', 'src/conversation/shares.ts'],
    ['requests', 'src/jobs/one-message.ts'],
  ])('has every key of the store %s', (store, path) => {
    const begun = [...code(path).matchAll(/`([a-z]+:)\$\{/g)].map(([, start = '']) => start);
    const kinds =
      store === 'memory'
        ? [...code(path).matchAll(/^ {2}(\w+): 2 \*\*/gm)].map(([, kind]) => `${kind}:`)
        : [];
    const known = keysIn(store);
    const missing = [...begun, ...kinds].filter(
      (start) => !NO_KEYS.includes(start) && !known.some((key) => key.startsWith(start)),
    );
    expect(begun.length + kinds.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });

  test('marks what /forget deletes, and nothing that it leaves', () => {
    const marked = rows
      .filter(({ forget }) => forget === 'yes')
      .flatMap(({ store, keys }) => keys.map((key) => `${store} ${key}`));
    const deleted = Object.entries(KEYS_OF_CHATS).flatMap(([store, keys]) =>
      keys.map((key) => `${store} ${key}`),
    );
    const plain = (row: string): string => row.replace(/:$/, '');
    // Those are found in another way: see test/conversation/forget.test.ts.
    const others = ['shares token', 'watches chat:{chat}'];
    expect(
      marked
        .map(plain)
        .filter((row) => !others.includes(row))
        .sort(),
    ).toEqual(deleted.map(plain).sort());
  });
});
