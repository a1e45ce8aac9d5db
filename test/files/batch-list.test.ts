/** Archives and workbooks of strangers: what is in them, and what is wrong with them, in words, with nothing else lost. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { openArchive } from '../../src/files/archive.ts';
import { listBatch, MOST_PICTURE_BYTES } from '../../src/files/batch-list.ts';
import { cellPicture } from '../support/made-up-table.ts';
import { sharedDir } from '../support/shared-dir.ts';
import { type Packed, zipOf } from '../support/zip.ts';

const dir = sharedDir();
let files = 0;

const onDisk = (bytes: Uint8Array): string => {
  files += 1;
  const path = join(dir(), `list-${files}`);
  writeFileSync(path, bytes);
  return path;
};

const listOf = (bytes: Uint8Array) => listBatch(onDisk(bytes));
const inZip = (...packed: Packed[]) => listOf(zipOf(packed));
const jpeg = (name: string | Buffer, more: Partial<Packed> = {}): Packed => ({
  name,
  bytes: Buffer.from('\xff\xd8\xffpicture', 'latin1'),
  ...more,
});
const codeOf = async (listing: Promise<unknown>): Promise<string> =>
  listing.then(
    () => 'none',
    (error: { code?: string }) => String(error.code),
  );
const codes = (items: Awaited<ReturnType<typeof listOf>>) =>
  items.map((item) => ('failure' in item ? item.failure.code : item.source.kind));

describe('an archive', () => {
  test('is listed in its order, without what systems put into it', async () => {
    const items = await inZip(
      jpeg('shoes/b.jpg'),
      { name: 'shoes/', bytes: Buffer.alloc(0) },
      jpeg('a.PNG'),
      jpeg('__MACOSX/._a.PNG'),
      jpeg('.DS_Store'),
      jpeg('x/Thumbs.db'),
      jpeg('IMG_0001'),
    );
    expect(items.map(({ name }) => name)).toEqual(['shoes/b.jpg', 'a.PNG', 'IMG_0001']);
    expect(codes(items)).toEqual(['entry', 'entry', 'entry']);
  });

  test('tells of each file why it is no picture to search with', async () => {
    const items = await inZip(
      jpeg('good.jpg'),
      jpeg('notes.txt'),
      jpeg('inner.zip'),
      jpeg('prices.xlsx'),
      jpeg('secret.jpg', { locked: true }),
      { name: 'bomb.jpg', bytes: Buffer.alloc(3 * 1024 * 1024) },
      { name: 'huge.jpg', bytes: Buffer.from('x'), claims: 30 * 1024 * 1024 },
    );
    expect(codes(items)).toEqual([
      'entry',
      'photo-not-image',
      'file-nested',
      'file-nested',
      'file-locked',
      'file-bomb',
      'file-bomb',
    ]);
  });

  test('of Chinese Windows has its names, and odd names are only names', async () => {
    const gbk = Buffer.from([0xba, 0xec, 0xb2, 0xe8, 0xba, 0xf8, 0x2e, 0x6a, 0x70, 0x67]);
    const items = await inZip(jpeg(gbk), jpeg('../../etc/passwd.jpg'), jpeg('C:\\x\u0000\u001b[2J.jpg'));
    expect(items.map(({ name }) => name)).toEqual(['红茶壶.jpg', '../../etc/passwd.jpg', 'C:\\x[2J.jpg']);
    expect(codes(items)).toEqual(['entry', 'entry', 'entry']);
  });

  test.each([
    ['no archive', Buffer.from('hello'), 'file-broken'],
    ['nothing at all', Buffer.alloc(0), 'file-broken'],
    ['one that was cut off', zipOf([jpeg('a.jpg')]).subarray(0, 40), 'file-broken'],
    ['one with nothing in it', zipOf([]), 'file-empty'],
    ['one with nothing but litter', zipOf([jpeg('__MACOSX/a.jpg')]), 'file-empty'],
    [
      'one of 10,001 files',
      zipOf(Array.from({ length: 10_001 }, (_, at) => jpeg(`${at}.jpg`))),
      'file-too-many',
    ],
  ])('that is %s is refused as a whole', async (_, bytes, code) => {
    expect(await codeOf(listOf(bytes))).toBe(code);
  });

  test('of more than 3,000 pictures says which are too many', async () => {
    const items = await inZip(...Array.from({ length: 3_002 }, (_, at) => jpeg(`${at}.jpg`)));
    expect(codes(items).slice(2_998)).toEqual(['entry', 'entry', 'file-over-limit', 'file-over-limit']);
  });

  test('that lies about a size gives no more than it said, and the next file all the same', async () => {
    const lie = { name: 'lie.jpg', bytes: Buffer.alloc(50_000_000), claims: 900_000 };
    await using archive = await openArchive(onDisk(zipOf([lie, jpeg('good.jpg')])), 10);
    expect(await codeOf(archive.read(0, MOST_PICTURE_BYTES))).toBe('file-broken');
    expect((await archive.read(1, MOST_PICTURE_BYTES)).subarray(0, 3)).toEqual(
      Buffer.from([0xff, 0xd8, 0xff]),
    );
    expect(await codeOf(archive.read(1, 4))).toBe('file-bomb');
    expect(await codeOf(archive.read(7, 4))).toBe('file-broken');
  });

  test('of any bytes is listed or refused in our words', { timeout: 60_000 }, async () => {
    const good = zipOf([jpeg('a.jpg'), jpeg('b.jpg')]);
    const spoilt = fc
      .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
      .map((changes) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of changes) bytes[at] = value;
        return bytes;
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(spoilt, fc.uint8Array({ maxLength: 200 })), async (bytes) => {
        const code = await codeOf(listOf(bytes));
        expect(code).toMatch(/^(none|file-(broken|empty|too-many|bomb|locked))$/);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a workbook', () => {
  const workbook = async (
    rows: readonly (readonly (string | number | null)[])[],
    pictured: readonly number[] = [],
  ) => {
    const { picture } = await cellPicture();
    return writeXlsx({
      sheets: [
        {
          name: 'Wanted',
          rows: rows.map((row) => [...row]),
          images: pictured.map((row) => ({ data: picture, type: 'jpeg', anchor: { from: { row, col: 0 } } })),
        },
      ],
    });
  };

  test('has its pictures by rows, named as the row is, else the first address in it', async () => {
    const items = await listOf(
      await workbook(
        [
          ['Picture', 'Name', 'Link'],
          [null, 'SKU-12', 'https://example.com/not-this.jpg'],
          [null, 'Teapot', 'https://example.com/teapot.jpg'],
          ['no address here', 7, null],
          ['https://example.com/a.jpg', 'https://example.com/b.jpg', null],
        ],
        [1],
      ),
    );
    expect(items.map(({ name }) => name)).toEqual(['SKU-12 (Wanted!A2)', 'Teapot (Wanted!C3)', 'Wanted!A5']);
    expect(items.slice(1)).toMatchObject([
      { source: { kind: 'url', url: 'https://example.com/teapot.jpg' } },
      { source: { kind: 'url', url: 'https://example.com/a.jpg' } },
    ]);
    expect(codes(items)[0]).toBe('entry');
  });

  test('gives the very picture that lies in the row', async () => {
    const path = onDisk(await workbook([['x']], [0]));
    const [item] = await listBatch(path);
    if (!item || !('source' in item) || item.source.kind !== 'entry') throw new Error('no picture');
    await using archive = await openArchive(path, 100);
    const { picture } = await cellPicture();
    expect((await archive.read(item.source.index, MOST_PICTURE_BYTES)).equals(picture)).toBe(true);
  });

  test('of 10,000 rows is read, and of 10,001 refused with the limit', { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: 10_000 }, () => ['word']);
    rows[9_999] = ['https://example.com/last.jpg'];
    expect(await listOf(await workbook(rows))).toHaveLength(1);
    await expect(listOf(await workbook([...rows, ['one more']]))).rejects.toMatchObject({
      code: 'file-too-many',
      args: { limit: 10_000 },
    });
  });

  test.each([
    ['is empty', () => workbook([['Name', 'Price']]), 'file-empty'],
    [
      'has a broken heart',
      async () => zipOf([{ name: 'xl/workbook.xml', bytes: Buffer.from('<a') }]),
      'file-broken',
    ],
    [
      'unpacks to too much',
      async () =>
        zipOf([
          { name: 'xl/workbook.xml', bytes: Buffer.from('<workbook/>') },
          { name: 'xl/worksheets/sheet1.xml', bytes: Buffer.alloc(70 * 1024 * 1024, 32) },
        ]),
      'file-bomb',
    ],
    [
      'is locked',
      async () => zipOf([{ name: 'xl/workbook.xml', bytes: Buffer.from('<workbook/>'), locked: true }]),
      'file-locked',
    ],
  ])('that %s is refused', async (_, make, code) => {
    expect(await codeOf(listOf(await make()))).toBe(code);
  });
});
