/** Loaded before the program (`--import`, with `--expose-gc`): tells on its channel how much memory is in use once the garbage is gone. */

process.on('message', () => {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ heapUsed, external, rss });
});

/** What is told, in bytes. */
export type Memory = { readonly heapUsed: number; readonly external: number; readonly rss: number };
