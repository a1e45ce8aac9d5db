/** The recorded-style updates of test/fixtures/telegram. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Update } from 'grammy/types';

const FOLDER = new URL('../fixtures/telegram/', import.meta.url);

/** The names of all updates, without `.json`. */
export const updateNames = (): string[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace('.json', ''));

/** An update by its name. */
export const readUpdate = (name: string): Update =>
  JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
