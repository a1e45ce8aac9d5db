/** `npm run batch`: a file in, a workbook out, and on again where it was when it is ended early. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batchCommand } from '../../src/commands/batch.ts';
import { archiveOf, matchesIn, sheetsOf } from '../support/batch-files.ts';
import { commandLine } from '../support/command-line.ts';
import { type FlowMarketplace, QUERY, startMarketplace, UPLOAD } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { sharedDir } from '../support/shared-dir.ts';

let marketplace: FlowMarketplace;
const dir = sharedDir();
const run = commandLine(() => ({ ...marketplace.env, DATA_DIR: dir(), MEMORY_TTL: 'off' }));

beforeAll(async () => {
  marketplace = await startMarketplace();
});
afterAll(() => marketplace.close());
beforeEach(async () => {
  await marketplace.heal();
  marketplace.forget();
});

const uploads = () => marketplace.calls().filter((api) => api === UPLOAD).length;
const at = (name: string): string => join(dir(), name);

describe('an archive', () => {
  it('becomes a workbook: matches of each picture, the same bytes once, and what failed on a second sheet', async () => {
    const twice = await newPhoto('teapot');
    const others = {
      'again.jpg': twice,
      'same.jpg': twice,
      'notes.txt': Buffer.from('x'),
      'bad.jpg': Buffer.from('x'),
    };
    writeFileSync(at('a.zip'), await archiveOf({ 'heels.jpg': 'high-heels' }, others));
    const { exitCode, stdout, stderr } = await run(
      batchCommand,
      at('a.zip'),
      '--out',
      at('a.xlsx'),
      '--matches',
      '2',
      '--json',
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ file: at('a.xlsx'), pictures: 5, found: 3, failed: 2 });
    const bytes = readFileSync(at('a.xlsx'));
    expect(await matchesIn(bytes)).toEqual({ 'heels.jpg': 2, 'again.jpg': 2, 'same.jpg': 2 });
    const [, failed] = await sheetsOf(bytes);
    expect(failed).toEqual({
      name: 'Not found',
      rows: [
        [4, 'notes.txt', expect.stringMatching(/not a picture/)],
        [5, 'bad.jpg', expect.stringMatching(/not a picture/)],
      ],
    });
    expect(uploads()).toBe(2);
  });

  it('that was ended by trouble goes on where it was', async () => {
    const names = Array.from({ length: 8 }, (_, number) => `${number}.jpg`);
    writeFileSync(
      at('b.zip'),
      await archiveOf(Object.fromEntries(names.map((name) => [name, 'high-heels']))),
    );
    await marketplace.fail('quota', QUERY, { times: 1 });
    const first = await run(batchCommand, at('b.zip'), '--out', at('b.xlsx'));
    expect({ exitCode: first.exitCode, uploads: uploads() }).toEqual({ exitCode: 4, uploads: 4 });
    marketplace.forget();
    const second = await run(batchCommand, at('b.zip'), '--out', at('b.xlsx'));
    expect(second.exitCode).toBe(0);
    expect(Object.keys(await matchesIn(readFileSync(at('b.xlsx'))))).toEqual(names);
    // Three of the first four were done.
    expect(uploads()).toBe(5);
  });
});

describe('a workbook', () => {
  it('is searched with its pictures and addresses, of which those that must not be opened are told', async () => {
    const picture = await newPhoto('teapot');
    const rows = [
      ['Name', 'Picture'],
      ['Teapot', null],
      ['Router', 'http://192.168.0.1/a.jpg'],
    ];
    const image = { data: picture, type: 'jpeg', anchor: { from: { row: 1, col: 1 } } } as const;
    writeFileSync(at('w.xlsx'), await writeXlsx({ sheets: [{ name: 'Wanted', rows, images: [image] }] }));
    const { exitCode } = await run(batchCommand, at('w.xlsx'), '--out', at('wr.xlsx'), '--matches', '1');
    expect(exitCode).toBe(0);
    const bytes = readFileSync(at('wr.xlsx'));
    expect(await matchesIn(bytes)).toEqual({ 'Teapot (Wanted!B2)': 1 });
    expect((await sheetsOf(bytes))[1]?.rows).toEqual([
      [2, 'Router (Wanted!B3)', expect.stringContaining('private network')],
    ]);
  });
});

describe('what cannot be worked with', () => {
  it.each([
    [[], 'exactly one'],
    [['a.zip'], '--out'],
    [['a.zip', '--out', 'b.csv'], '.xlsx'],
    [['a.zip', '--out', 'b.xlsx', '--matches', '11'], '--matches'],
    [['nowhere.zip', '--out', 'b.xlsx'], 'no readable file'],
  ])('%j is refused with a sentence', async (args, sentence) => {
    const { exitCode, stderr } = await run(batchCommand, ...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(sentence);
  });

  it('a file that is no archive is refused, too', async () => {
    writeFileSync(at('c.zip'), 'hello');
    const { exitCode, stderr } = await run(batchCommand, at('c.zip'), '--out', at('c.xlsx'));
    expect({ exitCode, says: stderr.includes('neither a ZIP archive nor') }).toEqual({
      exitCode: 2,
      says: true,
    });
  });
});
