/** Loaded before the program (`--import`): writes down which of its own files are loaded by when, and tells it on its channel. */
import { registerHooks } from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './source.ts';

const loaded = new Set<string>();

registerHooks({
  load: (url, context, next) => {
    if (url.startsWith('file:')) loaded.add(fileURLToPath(url));
    return next(url, context);
  },
});

const own = (): string[] =>
  [...loaded]
    .filter((path) => path.startsWith(ROOT) && !path.includes('node_modules'))
    .map((path) => path.slice(ROOT.length).split(sep).join('/').replace(/^\//, ''))
    .filter((path) => /^(src|adapters)\//.test(path));

/** What was loaded when the program said that it is ready. */
let whenReady: readonly string[] | null = null;

const write = process.stdout.write.bind(process.stdout);
process.stdout.write = ((text: string, ...more: []) => {
  if (String(text).includes('Tusou is ready')) whenReady = own();
  return write(text, ...more);
}) as typeof process.stdout.write;

/** The files of the program, from its folder on. */
export type FilesSeen = { readonly whenReady: readonly string[] | null; readonly now: readonly string[] };

process.on('message', () => process.send?.({ whenReady, now: own() } satisfies FilesSeen));
