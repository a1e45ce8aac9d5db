/** Reading JSON from marketplaces, whose ids may be longer than a JavaScript number can hold. */

/** Sixteen digits in a row: only then can a number be above 2^53. */
const LONG_NUMBER = /[[:,\s]-?\d{16}/;

type WithSource = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** Keeps whole numbers above 2^53 as the digits that were written. */
const keepLongIds: WithSource = (_key, value, { source }) =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '') ? source : value;

/**
 * Parses JSON text without rounding ids: a whole number above 2^53 becomes a string of its digits, everything else is as
 * with `JSON.parse`. Answers undefined when the text is no JSON.
 */
export const parseJson = (text: string): unknown => {
  try {
    // Revivers are given the source text (since Node 21); they are slow, so this one runs only where it matters.
    return LONG_NUMBER.test(text)
      ? JSON.parse(text, keepLongIds as Parameters<typeof JSON.parse>[1])
      : JSON.parse(text);
  } catch {
    return undefined;
  }
};
