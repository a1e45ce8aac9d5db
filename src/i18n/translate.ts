/** Texts for people: Fluent files, one per language, complete by test. */
import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Language } from '../domain/query.ts';
import { localeOf } from './languages.ts';

/** Looks a text up by key and fills in its values. */
export type Translate = (key: string, args?: Readonly<Record<string, string | number>>) => string;

const load = (language: Language): FluentBundle => {
  // Isolation marks would count against captions' length limits and show up as boxes in some clients.
  const bundle = new FluentBundle(localeOf(language), { useIsolating: false });
  const source = readFileSync(new URL(`./locales/${language}.ftl`, import.meta.url), 'utf8');
  const problems = bundle.addResource(new FluentResource(source));
  if (problems.length > 0) throw problems[0];
  return bundle;
};

const bundles = new Map<Language, FluentBundle>();
const bundleFor = (language: Language): FluentBundle => {
  const bundle = bundles.get(language) ?? load(language);
  bundles.set(language, bundle);
  return bundle;
};

/** The texts of one language. An unknown key throws: the locale tests make sure that every key is in every language. */
export const translator = (language: Language): Translate => {
  const bundle = bundleFor(language);
  return (key, args) => {
    const message = bundle.getMessage(key);
    if (!message?.value) throw new Error(`no text '${key}' in '${language}'`);
    return bundle.formatPattern(message.value, args);
  };
};

/** The keys of a language's file, for tests that compare the languages. */
export const textKeys = (language: Language): string[] => [...bundleFor(language)._messages.keys()];
