/** What one environment variable is: what the documents say of it, and the schema that reads it. */
import type { z } from 'zod';

/** One documented setting. Its name is the key under which it stands in its group. */
export type Entry = {
  readonly group: 'Program' | 'Telegram' | 'Slack' | '1688';
  readonly about: string;
  /** The value of a variable that is not set, as one would write it; null where there is none. */
  readonly byDefault: string | null;
  readonly example: string;
  readonly secret?: true;
  /** Errors complete a sentence that begins with the variable's name, and never hold the value: it may be a secret. */
  readonly reads: z.ZodType;
};
