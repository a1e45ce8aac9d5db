/** Every language says everything, with the same blanks to fill in, and nothing that nobody shows. */
import { FluentResource } from '@fluent/bundle';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/domain/chat.ts';
import { ERROR_CODES } from '../../src/domain/errors.ts';
import { BADGES, type Match, type Sold } from '../../src/domain/offer.ts';
import { LANGUAGES, SEARCH_MODES } from '../../src/domain/query.ts';
import type { Note } from '../../src/domain/result.ts';
import { textKeys, translator } from '../../src/i18n/translate.ts';
import type { DossierPart } from '../../src/search/dossier.ts';
import { readSource, sourceFiles, withoutComments } from '../support/source.ts';

/** Every word of a union: the compiler objects when one is missing here. */
const all = <T extends string>(words: Readonly<Record<T, true>>): readonly string[] => Object.keys(words);

/** Keys that are put together from a part and a word of a closed list. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  'error-': ERROR_CODES,
  'badge-': BADGES,
  'command-': COMMANDS,
  'button-': SEARCH_MODES,
  'button-sort-': ['relevance', 'price', 'sales'],
  'backend-': [
    'simulator',
    'open-platform',
    'onebound',
    'pc-web',
    ...['md5', 'hmac-base64', 'bearer'].map((name) => `open-platform-${name}`),
  ],
  'note-': all<Note>({
    'tiers-unavailable': true,
    'tiers-partial': true,
    'keyword-ignored': true,
    'sample-data': true,
    'sort-ignored': true,
    'filter-ignored': true,
    'filtered-here': true,
  }),
  'part-': all<DossierPart>({ 'supplier-offers': true, freight: true }),
  'score-': ['goods', 'service', 'logistics', 'disputes', 'afterSales', 'consultation'],
  'match-': all<Match['level']>({ same: true, similar: true, maybe: true }),
  'offer-sold-': all<Sold['period']>({ month: true, quarter: true, total: true }),
};

const FAMILY_KEYS = Object.entries(FAMILIES).flatMap(([part, words]) => words.map((word) => part + word));

const code = sourceFiles('src/**/*.ts', 'adapters/**/*.{ts,js,html}')
  .map((path) => withoutComments(readSource(path)))
  .join('\n');

/** The names of the variables anywhere inside a text, in order, each once. */
const variablesIn = (pattern: unknown): string[] => {
  if (pattern === null || typeof pattern !== 'object') return [];
  const { type, name } = pattern as { type?: unknown; name?: unknown };
  const own = type === 'var' ? [String(name)] : [];
  return [...new Set([...own, ...Object.values(pattern).flatMap(variablesIn)])].sort();
};

const variablesOf = (language: string): Record<string, string[]> => {
  const { body } = new FluentResource(readSource(`src/i18n/locales/${language}.ftl`));
  return Object.fromEntries(body.map(({ id, value }) => [id, variablesIn(value)]));
};

/** The calls that make an error with this code, each with its arguments as written. */
const makings = (errorCode: string): string[] =>
  [...code.matchAll(new RegExp(`new TusouError\\('${errorCode}'([^;]*)`, 'g'))].map(([call]) => call);

describe.each(LANGUAGES)('the texts in %s', (language) => {
  test('are the same ones with the same variables as in the first language', () => {
    expect(variablesOf(language)).toEqual(variablesOf(LANGUAGES[0]));
  });

  test('have a key only once', () => {
    const keys = [...readSource(`src/i18n/locales/${language}.ftl`).matchAll(/^([a-z][\w-]*) =/gm)];
    expect(keys.map(([, key]) => key)).toEqual(textKeys(language));
  });

  test('can all be said', () => {
    const say = translator(language);
    for (const [key, variables] of Object.entries(variablesOf(language))) {
      const filled = say(key, Object.fromEntries(variables.map((name) => [name, 2])));
      expect(filled.trim()).toBe(filled);
      expect(filled).not.toMatch(/^$|\{|\u2068/);
    }
  });

  test('cover every closed list', () => {
    const keys = new Set(textKeys(language));
    expect(FAMILY_KEYS.filter((key) => !keys.has(key))).toEqual([]);
  });
});

describe('the keys', () => {
  test('are all used somewhere', () => {
    const parts = Object.keys(FAMILIES).filter((part) => code.includes(`\`${part}\${`));
    const built = new Set(parts.flatMap((part) => FAMILIES[part]?.map((word) => part + word) ?? []));
    const unused = textKeys(LANGUAGES[0]).filter(
      (key) => !built.has(key) && !new RegExp(`['"\`]${key}['"\`]|\\{\\{${key}\\}\\}`).test(code),
    );
    expect(unused).toEqual([]);
  });

  test('that are put together in the code belong to a closed list of this test', () => {
    const parts = [...code.matchAll(/\bt(?:ranslator\(\w[^`]*\))?\(`([a-z-]+-)\$\{/g)].map(
      ([, part = '']) => part,
    );
    expect(parts.filter((part) => !(part in FAMILIES))).toEqual([]);
  });

  test('that are named in the code exist', () => {
    const named = [...code.matchAll(/\b(?:t|text)\(\s*'([a-z-]+)'|\{\{((?!slot-)[a-z-]+)\}\}/g)];
    const keys = new Set(textKeys(LANGUAGES[0]));
    const unknown = named.map(([, call, slot]) => call ?? slot ?? '').filter((key) => !keys.has(key));
    expect(named.length).toBeGreaterThan(0);
    expect(unknown).toEqual([]);
  });

  test('of errors with blanks are always thrown with what fills them', () => {
    const withBlanks = ERROR_CODES.filter(
      (name) => (variablesOf(LANGUAGES[0])[`error-${name}`] ?? []).length > 0,
    );
    expect(withBlanks.length).toBeGreaterThan(0);
    expect(withBlanks.flatMap(makings).filter((call) => !call.includes('args'))).toEqual([]);
  });

  test('that nobody knows are refused', () => {
    expect(() => translator('en')('no-such-key')).toThrow("no text 'no-such-key' in 'en'");
  });
});

describe('plural forms', () => {
  test.each([
    ['en', 1, 'One matching offer'],
    ['en', 2, '2 matching offers'],
    ['zh', 1, '1 个匹配的货源'],
  ] as const)('%s counts %d', (language, count, text) => {
    expect(translator(language)('result-heading', { count })).toBe(text);
  });
});
