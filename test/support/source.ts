/** The project's own source, read as text, for the tests that keep the house in order. */
import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project, with a slash at the end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The text of one file of the project. */
export const readSource = (path: string): string => readFileSync(ROOT + path, 'utf8');

/** The paths of the files that match a glob such as `src/**` followed by `/*.ts`, from the project's folder, in order. */
export const sourceFiles = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: ROOT })
    .filter((path) => !path.includes('node_modules'))
    .sort();

/** The code without comments. Texts in quotes stay, so that a `//` inside an address is not taken for a comment. */
export const withoutComments = (code: string): string =>
  code.replace(
    /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|(?<=^|[\s;{}(,])\/\/[^\n]*/g,
    (_, text?: string) => text ?? '',
  );

const STATIC_IMPORT = /^(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]/gm;
const DYNAMIC_IMPORT = /\bimport\(\s*(?:['"]([^'"]+)['"])?/g;

/** What a file imports or exports from, in the words of the import; `null` for a dynamic import that names no literal. */
export const importsOf = (code: string): (string | null)[] => {
  const bare = withoutComments(code);
  const fixed = [...bare.matchAll(STATIC_IMPORT)].map((match) => match[1] ?? match[2] ?? null);
  const dynamic = [...bare.matchAll(DYNAMIC_IMPORT)].map((match) => match[1] ?? null);
  return [...fixed, ...dynamic];
};

/** The path inside the project that an import of `from` points to, or null when it is a package or a part of Node. */
export const projectPath = (from: string, specifier: string): string | null => {
  if (specifier === '#service') return 'src/service.ts';
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : null;
};

/** The name of the package that an import names: `@slack/bolt` for `@slack/bolt/dist/x`, null for Node and for own files. */
export const packageOf = (specifier: string): string | null => {
  if (/^(\.|#|node:)/.test(specifier)) return null;
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
};

/** A function with a body of several lines: where it begins, and how many lines are its own and not an inner function's. */
export type FunctionSize = { readonly line: number; readonly lines: number };

const OPENS_FUNCTION = /(=>|\)|\): [^=]+) \{$/;
const OPENS_STATEMENT = /^\s*(\} )?(if|else|for|while|switch|try|catch|describe|test)\b/;

/** The sizes of the functions of a formatted file: a body ends at the first line that is indented like its opening line. */
export const functionSizes = (code: string): FunctionSize[] => {
  const lines = code.split('\n');
  const spans = lines.flatMap((opening, first) => {
    if (!OPENS_FUNCTION.test(opening) || OPENS_STATEMENT.test(opening)) return [];
    const indent = /^\s*/.exec(opening)?.[0] ?? '';
    const last = lines.findIndex((line, at) => at > first && line.startsWith(`${indent}}`));
    return last < 0 ? [] : [{ first, last }];
  });
  return spans.map(({ first, last }) => {
    const inner = spans.filter((span) => span.first > first && span.last < last);
    const own = lines.filter(
      (_, at) => at >= first && at <= last && !inner.some((span) => at >= span.first && at <= span.last),
    );
    return { line: first + 1, lines: own.length };
  });
};

/** The exported declarations of a file: the line number, the line, and whether a doc comment stands right above. */
export const exportsOf = (code: string): { line: number; text: string; documented: boolean }[] => {
  const lines = code.split('\n');
  return lines.flatMap((text, index) => {
    if (!/^export\b/.test(text)) return [];
    const documented = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/$/.test(lines.slice(0, index).join('\n'));
    return [{ line: index + 1, text, documented }];
  });
};
