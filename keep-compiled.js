/**
 * Loaded before the program (`node --import`): what Node compiles is kept, so that the next start need not read TypeScript again, which
 * takes half of it. Run by itself, as npm does at the end of an install, it compiles what a start loads, so that also the first start
 * finds it. JavaScript, because for this file alone Node would load all that it reads TypeScript with.
 */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Node keeps it at its end, which a killed process does not have; by then even a slow machine has started. */
const FLUSH_AFTER_MS = 5_000;

/** All that is loaded without being asked for anything: the program, and what it loads a moment later. */
const STARTED = [
  './src/main.ts',
  './src/backends/simulator/index.ts',
  './src/backends/simulator/serving.ts',
  './src/searching.ts',
  './src/answers.ts',
  './src/conversation/receive.ts',
  './src/backends/open-platform/calls.ts',
];

// Beside the packages: who may write there may change the code itself, which is not so in the folder for temporary files. Where
// it cannot be written, nothing is kept and every start takes its time. Hosts build in one folder and run in another: portable.
enableCompileCache({
  directory: fileURLToPath(new URL('node_modules/.cache/tusou', import.meta.url)),
  portable: true,
});
setTimeout(flushCompileCache, FLUSH_AFTER_MS).unref();

if (import.meta.main) await Promise.all(STARTED.map((path) => import(path)));
