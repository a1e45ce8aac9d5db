/** What a start loads: everything takes its time, and what nobody has asked for yet can be loaded a moment later. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FilesSeen } from '../support/files-seen.ts';
import { startInstallation } from '../support/installation.ts';
import { ROOT } from '../support/source.ts';

/** What is loaded for the first message, job, search or call; see `openedOnce`. */
const LATER = [
  'src/answers.ts',
  'src/searching.ts',
  'src/conversation/receive.ts',
  'src/backends/open-platform/calls.ts',
  'src/backends/simulator/serving.ts',
  'src/images/contact-sheet.ts',
];

/** 147 when it was written (`npm run bench -- startup` tells what they cost, some 0.4 ms each). */
const MOST_FILES = 165;

test('the program is ready before it has loaded what answers, and loads that soon after', {
  timeout: 60_000,
}, async () => {
  const installation = startInstallation({
    roles: ['all'],
    env: { PLAYGROUND: 'on' },
    nodeArgs: ['--import', join(ROOT, 'test/support/files-seen.ts')],
    channel: true,
  });
  try {
    await installation.ready();
    const seen = async () => (await installation.at(0).message({})) as FilesSeen;
    const { whenReady = [] } = await seen();
    expect(LATER.filter((path) => whenReady?.includes(path))).toEqual([]);
    expect(whenReady).toContain('src/main.ts');
    expect(whenReady?.length).toBeLessThan(MOST_FILES);
    await expect
      .poll(async () => (await seen()).now, { timeout: 20_000 })
      .toEqual(expect.arrayContaining(LATER.slice(0, 4)));
  } finally {
    await installation.destroy();
  }
});
