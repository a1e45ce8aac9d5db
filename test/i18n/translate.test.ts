/** Every language says everything, with the same blanks to fill in, and nothing that nobody shows. */
import { FluentResource } from '@fluent/bundle';
import { describe, expect, test } from 'vitest';
import type { ListEvent } from '../../src/conversation/list-entry.ts';
import { COMMANDS } from '../../src/domain/chat.ts';
import { SETTING_NAMES } from '../../src/domain/chat-settings.ts';
import { ERROR_CODES } from '../../src/domain/errors.ts';
import type { Unknown } from '../../src/domain/landed.ts';
import { BADGES, type Match, type Sold } from '../../src/domain/offer.ts';
import { LANGUAGES, type Language, SEARCH_MODES } from '../../src/domain/query.ts';
import type { Note } from '../../src/domain/result.ts';
import { SCORE_PARTS } from '../../src/domain/score.ts';
import { FIGURES, WEIGHT_CHOICES } from '../../src/domain/team-figures.ts';
import { textKeys, translator } from '../../src/i18n/translate.ts';
import { UNITS } from '../../src/i18n/units.ts';
import type { DossierPart } from '../../src/search/dossier.ts';
import { readSource, sourceFiles, withoutComments } from '../support/source.ts';

/** Every word of a union: the compiler objects when one is missing here. */
const all = <T extends string>(words: Readonly<Record<T, true>>): readonly string[] => Object.keys(words);

/** Keys that are put together from a part and a word of a closed list. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  'error-': ERROR_CODES,
  'badge-': BADGES,
  'board-': ['photo', 'keyword', 'offer-picture'],
  'command-': COMMANDS,
  'button-': SEARCH_MODES,
  'setting-': SETTING_NAMES,
  'setting-about-': SETTING_NAMES,
  'alert-': ['gone', 'back', 'sold-out', 'in-stock'],
  'list-event-': all<ListEvent['what']>({
    added: true,
    removed: true,
    noted: true,
    unnoted: true,
    tagged: true,
    untagged: true,
    won: true,
  }),
  'forgotten-': ['searches', 'offers', 'watches', 'settings', 'rest'],
  'settings-by-': ['admins', 'everyone'],
  'settings-channel-': ['admins', 'everyone'],
  'choice-': [
    ...['own', 'group', 'on', 'off', 'admins', 'everyone', 'no-rates'],
    ...Object.keys(WEIGHT_CHOICES),
  ],
  'button-sort-': ['relevance', 'price', 'sales', 'score'],
  'compare-sold-': all<Sold['period']>({ month: true, quarter: true, total: true }),
  'points-': SCORE_PARTS,
  'why-': all<Unknown>({
    'no-rate': true,
    'no-address': true,
    'no-weight': true,
    'no-volume': true,
    'no-measures': true,
    'not-told': true,
  }),
  'bad-': FIGURES,
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
    'photo-blurred': true,
    'photo-several': true,
    'crop-none': true,
    'background-none': true,
    'background-failed': true,
    unrelated: true,
    'unrelated-narrowed': true,
    'unrelated-last': true,
    'alike-first': true,
    'photos-differ': true,
  }),
  'part-': all<DossierPart>({ 'supplier-offers': true, freight: true }),
  'score-': ['goods', 'service', 'logistics', 'disputes', 'afterSales', 'consultation'],
  'unit-': UNITS,
  'match-': all<Match['level']>({ same: true, similar: true, maybe: true }),
  'file-period-': all<Sold['period']>({ month: true, quarter: true, total: true }),
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

  test('stand in the order and under the headings of the first language', () => {
    const outline = (tag: string) =>
      [...readSource(`src/i18n/locales/${tag}.ftl`).matchAll(/^(?:## .+|[a-z][\w-]* =)/gm)].map(
        ([line]) => line,
      );
    expect(outline(language)).toEqual(outline(LANGUAGES[0]));
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

/** What is written alike in English and at least one other language: names, signs and words that both have. */
const ALIKE = new Set([
  'alert-price',
  'history-line',
  'list-note',
  'list-note-by',
  'watch-point',
  'fact-rate',
  'backend-onebound',
  'backend-open-platform-md5',
  'backend-open-platform-hmac-base64',
  'backend-open-platform-bearer',
  'match-similar',
  'offer-ladder-from',
  'settings-line',
  'quote-line',
  'points-part',
  'landed-line',
  'landed-unknown',
  'compare-hours',
  'button-quantity',
]);

describe.each(LANGUAGES.filter((language) => language !== LANGUAGES[0]))('in %s', (language) => {
  const texts = Object.entries(variablesOf(LANGUAGES[0]));
  const filled =
    (tag: Language) =>
    ([key, variables]: readonly [string, string[]]) =>
      translator(tag)(key, Object.fromEntries(variables.map((name) => [name, 2])));

  test('nothing was left in English', () => {
    const [ours, english] = [filled(language), filled(LANGUAGES[0])];
    const same = texts.filter((entry) => ours(entry) === english(entry));
    expect(same.map(([key]) => key).filter((key) => !ALIKE.has(key))).toEqual([]);
  });

  test('only Chinese is written in Chinese characters, and only Russian in Cyrillic', () => {
    const words = texts.map(filled(language)).join('\n');
    expect(/\p{Script=Han}/u.test(words)).toBe(language === 'zh');
    expect(/\p{Script=Cyrillic}/u.test(words)).toBe(language === 'ru');
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
    ['ru', 1, '1 подходящее предложение'],
    ['ru', 3, '3 подходящих предложения'],
    ['ru', 6, '6 подходящих предложений'],
    ['ru', 21, '21 подходящее предложение'],
    ['es', 1, 'Una oferta coincidente'],
    ['es', 6, '6 ofertas coincidentes'],
    ['vi', 6, '6 nguồn hàng phù hợp'],
  ] as const)('%s counts %d', (language, count, text) => {
    expect(translator(language)('result-heading', { count })).toBe(text);
  });
});
