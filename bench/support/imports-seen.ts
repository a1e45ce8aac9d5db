/** Loaded before the program (`--import`): writes down which packages and parts of Node its files import, and tells them on its channel. */
import { registerHooks } from 'node:module';

const wanted = new Map<string, string>();
const loaded = new Set<string>();

registerHooks({
  resolve: (specifier, context, next) => {
    const resolved = next(specifier, context);
    const fromUs = context.parentURL !== undefined && !context.parentURL.includes('/node_modules/');
    if (fromUs && !/^[.#/]|^file:/.test(specifier)) wanted.set(specifier, resolved.url);
    return resolved;
  },
  load: (url, context, next) => {
    loaded.add(url);
    return next(url, context);
  },
});

/** Whose place was only asked for, such as a font's, was not imported. */
const imported = (): string[] =>
  [...wanted].filter(([name, url]) => loaded.has(url) || name.startsWith('node:')).map(([name]) => name);

process.on('message', () => process.send?.(imported()));
