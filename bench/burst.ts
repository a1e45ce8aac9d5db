/** Two hundred photos of 12 megapixels at the same moment, in a process of their own: the most memory that it ever takes beside an idle one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Figure, Options } from './index.ts';
import { bigPhoto, picturesFor } from './support/pictures.ts';

const PHOTOS = 200;
/** So many different ones; each is downloaded anew for every use. */
const DIFFERENT = 8;

type Report = { readonly idleMb: number; readonly peakMb: number; readonly seconds: number };

/** Measures with photos made of `--pictures DIR`. */
export const run = async (options: Options): Promise<readonly Figure[]> => {
  const pictures = await picturesFor(options);
  const photos: Buffer[] = [];
  for (let at = 0; at < DIFFERENT; at += 1) photos.push(await bigPhoto(pictures, at));
  const server = createServer(({ url }, response) => {
    response.end(photos[Number(url?.slice(1)) % DIFFERENT]);
  }).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const script = join(import.meta.dirname, 'support/burst-worker.ts');
    const child = spawn(process.execPath, [script, origin, String(PHOTOS)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const { idleMb, peakMb, seconds } = JSON.parse(line) as Report;
    return [
      { name: 'idle', value: idleMb, unit: 'MB' },
      { name: 'peak', value: peakMb, unit: 'MB' },
      { name: 'peak beside idle', value: Number((peakMb / idleMb).toFixed(2)), unit: 'times' },
      { name: `${PHOTOS} photos`, value: seconds, unit: 's' },
    ];
  } finally {
    server.closeAllConnections();
    server.close();
  }
};
