/** Options that cannot be read are named in one sentence. */
import { expect, test } from 'vitest';
import { readArguments } from '../../src/commands/options.ts';

const OPTIONS = { page: { type: 'string' } } as const;

test.each([
  [['--lang', 'ru'], "Unknown option '--lang'."],
  [['--page'], "Option '--page <value>' argument missing"],
])('%j is refused: %s', (args, reason) => {
  expect(() => readArguments(args, OPTIONS)).toThrow(
    expect.objectContaining({ code: 'input-invalid', args: { reason } }),
  );
});
