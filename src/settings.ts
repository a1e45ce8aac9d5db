/** The environment variables: one documented entry for each, by group, and the schema that reads them all. */
import { z } from 'zod';
import type { Entry } from './settings/entry.ts';
import { MARKETPLACE_ENTRIES } from './settings/marketplace.ts';
import { PROGRAM_ENTRIES } from './settings/program.ts';
import { SLACK_ENTRIES } from './settings/slack.ts';
import { TELEGRAM_ENTRIES } from './settings/telegram.ts';

const ENTRIES = {
  ...PROGRAM_ENTRIES,
  ...TELEGRAM_ENTRIES,
  ...SLACK_ENTRIES,
  ...MARKETPLACE_ENTRIES,
} as const satisfies Readonly<Record<string, Entry>>;

type Entries = typeof ENTRIES;
type Value<E extends Entry> = E['byDefault'] extends string
  ? z.output<E['reads']>
  : z.output<E['reads']> | null;

/** The values of all variables, read and with defaults filled in; null where a variable without a default is not set. */
export type Settings = { readonly [Name in keyof Entries]: Value<Entries[Name]> };

/** One environment variable, as the documents and the summary at the start describe it. */
export type Setting = Omit<Entry, 'reads'> & { readonly name: string };

/** Every environment variable that the program reads, in the order of the documents. */
export const SETTINGS: readonly Setting[] = Object.entries<Entry>(ENTRIES).map(
  ([name, { reads: _, ...facts }]) => ({ name, ...facts }),
);

/** Reads all variables at once from texts, with null for what has neither a value nor a default. Foreign names are refused. */
export const settingsSchema = z.strictObject(
  Object.fromEntries(
    Object.entries<Entry>(ENTRIES).map(([name, { reads, byDefault }]) => [
      name,
      byDefault === null ? reads.nullable() : reads,
    ]),
  ),
) as unknown as z.ZodType<Settings>;
