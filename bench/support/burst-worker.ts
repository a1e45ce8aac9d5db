/** Takes in as many photos as its second argument says, from the address in its first, all asked for at once; prints the memory it took. */
import { readFileSync } from 'node:fs';
import pLimit from 'p-limit';
import { downloadFile } from '../../src/images/download.ts';
import { preparePhoto } from '../../src/images/photo.ts';

const [origin = '', count = '0'] = process.argv.slice(2);

/** Jobs at once, as the worker has them: what waits in the queue is on the disk and not in memory. */
const JOBS = 16;

/** What the product does with a photo of a chat. */
const takeIn = async (at: number): Promise<void> => {
  const limits = { maxBytes: 20 * 1024 * 1024, timeoutMs: 60_000, signal: new AbortController().signal };
  const { bytes } = await downloadFile({ url: `${origin}/${at}`, headers: {}, origins: [origin], ...limits });
  await preparePhoto(bytes, { isLastUse: true });
};

const rssMb = (): number => process.memoryUsage().rss / 1_048_576;

/** The most that this program ever took. The operating system's other count of it begins with what its parent had. */
const mostMb = (): number => {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) / 1_024;
};

// Idle is a program that has done its work before: its code is compiled and its libraries are loaded.
await takeIn(0);
const idleMb = rssMb();
const startMs = performance.now();
const limit = pLimit(JOBS);
await Promise.all(Array.from({ length: Number(count) }, (_, at) => limit(() => takeIn(at))));
const seconds = Math.round((performance.now() - startMs) / 100) / 10;
process.stdout.write(
  `${JSON.stringify({ idleMb: Math.round(idleMb), peakMb: Math.round(mostMb()), seconds })}\n`,
);
