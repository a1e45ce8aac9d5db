/** Files of lists on the disk: fetched once, whole or not at all, and not kept for ever. */
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSpool } from '../../../src/jobs/batch/spool.ts';
import { tempDir } from '../../support/temp-dir.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('the spool', () => {
  it('fetches a file once, also for two who ask at once, and again for another process only when it is gone', async () => {
    const dir = join(tempDir(), 'lists');
    let fetched = 0;
    const fetch = async () => {
      fetched += 1;
      return Buffer.from('zip');
    };
    const spool = createSpool(dir, Date.now);
    const [one, two] = await Promise.all([spool.path('../a', fetch), spool.path('../a', fetch)]);
    expect([one, await createSpool(dir, Date.now).path('../a', fetch)]).toEqual([two, two]);
    expect({ fetched, bytes: readFileSync(one, 'utf8'), files: readdirSync(dir).length }).toEqual({
      fetched: 1,
      bytes: 'zip',
      files: 1,
    });
    await spool.drop('../a');
    await spool.path('../a', fetch);
    expect(fetched).toBe(2);
  });

  it('that could not be had leaves nothing, and takes away what others left behind', async () => {
    const dir = tempDir();
    writeFileSync(join(dir, 'list-old'), 'x');
    const old = new Date(Date.now() - 3 * DAY_MS);
    utimesSync(join(dir, 'list-old'), old, old);
    const spool = createSpool(dir, Date.now);
    await expect(spool.path('a', () => Promise.reject(new Error('no file')))).rejects.toThrow('no file');
    await spool.path('b', async () => Buffer.from('x'));
    expect(readdirSync(dir)).toHaveLength(1);
    expect(readdirSync(dir)).not.toContain('list-old');
  });
});
