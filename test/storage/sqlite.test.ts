/** The SQLite file: made when missing, shared by processes, and clear about what is wrong with it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import { openDatabase } from '../../src/storage/sqlite.ts';
import { tempDir } from '../support/temp-dir.ts';

const open = (dir: string) => {
  const db = openDatabase(dir);
  onTestFinished(() => db.close());
  return db;
};

/** The error that opening `dir` fails with. */
const problemWith = (dir: string): TusouError => {
  try {
    open(dir);
  } catch (error) {
    if (error instanceof TusouError) return error;
    throw error;
  }
  throw new Error('the file could be opened');
};

const insert = 'INSERT INTO entries (namespace, key, body) VALUES (?, ?, ?)';

describe('opening', () => {
  it('makes the folder, for this user only, and the file', () => {
    const dir = join(tempDir(), 'var', 'data');
    open(dir);
    expect(statSync(dir).mode & 0o077).toBe(0);
    expect(statSync(join(dir, 'tusou.sqlite')).isFile()).toBe(true);
  });

  it('keeps its files for this user only, also in a folder that is open to others', () => {
    const dir = tempDir();
    chmodSync(dir, 0o755);
    open(dir).lasting.prepare(insert).run('n', 'k', Buffer.of(7));
    const files = readdirSync(dir);
    expect(files).toContain('tusou.sqlite-wal');
    expect(files.filter((file) => (statSync(join(dir, file)).mode & 0o077) !== 0)).toEqual([]);
  });

  it('waits for the disk where it must and not where it need not', () => {
    const db = open(tempDir());
    const FULL = 2;
    const NORMAL = 1;
    expect(db.lasting.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: FULL });
    expect(db.passing.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: NORMAL });
    expect(db.passing.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  });

  it('shows at once through one connection what was written through the other, or by another process', () => {
    const dir = tempDir();
    const [db, other] = [open(dir), open(dir)];
    db.lasting.prepare(insert).run('n', 'k', Buffer.of(7));
    const select = 'SELECT hex(body) AS hex FROM entries';
    expect(db.passing.prepare(select).get()).toEqual({ hex: '07' });
    expect(other.passing.prepare(select).get()).toEqual({ hex: '07' });
  });

  it('works for several processes that make the same file at the same moment', async () => {
    const dir = join(tempDir(), 'data');
    const script = join(import.meta.dirname, '../support/open-database.ts');
    const children = [1, 2, 3, 4].map(() => spawn(process.execPath, [script, dir], { stdio: 'inherit' }));
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
    expect(codes).toEqual([0, 0, 0, 0]);
    expect(open(dir).passing.prepare('SELECT count(*) AS count FROM entries').get()).toEqual({ count: 4 });
  });
});

describe('a file that cannot be used', () => {
  it.each([
    ['is a file', (dir: string) => dir, 'is a file: set DATA_DIR to a folder'],
    [
      'lies below a file',
      (dir: string) => join(dir, 'deeper'),
      'lies below a file: set DATA_DIR to a folder',
    ],
  ])('says that DATA_DIR %s', (_, dirOf, sentence) => {
    const path = join(tempDir(), 'data');
    writeFileSync(path, '');
    const error = problemWith(dirOf(path));
    expect(error).toMatchObject({ code: 'config-invalid', blame: 'operator' });
    expect(error.message).toContain(`DATA_DIR (${dirOf(path)}) ${sentence}`);
  });

  it('says that the file is damaged, and leaves it as it is', () => {
    const dir = tempDir();
    const garbage = 'not a database, but somebody may still want it '.repeat(100);
    writeFileSync(join(dir, 'tusou.sqlite'), garbage);
    const error = problemWith(dir);
    expect(error.code).toBe('config-invalid');
    expect(error.message).toContain(`DATA_DIR (${dir}) is damaged`);
    expect(statSync(join(dir, 'tusou.sqlite')).size).toBe(garbage.length);
  });

  it('says that the folder cannot be written', (context) => {
    // To the superuser nothing is read-only; a folder in the file's place fails at the same spot.
    const dir = tempDir();
    if (process.getuid?.() === 0) mkdirSync(join(dir, 'tusou.sqlite'));
    else {
      chmodSync(dir, 0o500);
      context.onTestFinished(() => chmodSync(dir, 0o700));
    }
    const error = problemWith(dir);
    expect(error.code).toBe('config-invalid');
    expect(error.message).toContain(`DATA_DIR (${dir}) cannot be written`);
  });

  it('refuses a file of a newer version without touching it', () => {
    const dir = tempDir();
    openDatabase(dir).close();
    const file = new DatabaseSync(join(dir, 'tusou.sqlite'));
    onTestFinished(() => file.close());
    file.exec('PRAGMA user_version = 999');
    expect(problemWith(dir).message).toContain('written by a newer version of Tusou');
    expect(file.prepare('PRAGMA user_version').get()).toEqual({ user_version: 999 });
  });

  it('says that the disk is full, and works again when there is room', () => {
    const dir = tempDir();
    const { passing } = open(dir);
    const pages = passing.prepare<{ page_count: number }>('PRAGMA page_count').get()?.page_count;
    passing.prepare(`PRAGMA max_page_count = ${pages}`).get();
    const write = passing.prepare(insert);
    expect(() => write.run('n', 'k', Buffer.alloc(100_000))).toThrow(
      expect.objectContaining({
        code: 'storage-down',
        message: expect.stringContaining(`(${dir}) cannot grow`),
      }),
    );
    passing.prepare('PRAGMA max_page_count = 1000000').get();
    expect(write.run('n', 'k', Buffer.alloc(100_000))).toBe(1);
  });

  it('says that another program holds the file', () => {
    const dir = tempDir();
    const { passing } = open(dir);
    passing.prepare('PRAGMA busy_timeout = 1').get();
    const other = new DatabaseSync(join(dir, 'tusou.sqlite'));
    onTestFinished(() => other.close());
    other.exec('BEGIN IMMEDIATE');
    expect(() => passing.prepare(insert).run('n', 'k', Buffer.of(7))).toThrow(
      expect.objectContaining({
        code: 'storage-down',
        message: expect.stringContaining('is locked by another program'),
      }),
    );
  });
});
