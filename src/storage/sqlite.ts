/** The one SQLite file of an installation: opened, brought up to date, and its failures told in the house's words. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { TusouError } from '../domain/errors.ts';
import { SCHEMA_STEPS } from './schema.ts';

/** A prepared statement. `run` answers how many rows changed. Throws `TusouError` `storage-down`. */
export type Statement<Row> = {
  get(...values: SQLInputValue[]): Row | undefined;
  all(...values: SQLInputValue[]): Row[];
  run(...values: SQLInputValue[]): number;
};

/** Prepares statements; the caller keeps them. `Row` is what the statement's columns are known to be. */
export type Connection = { prepare<Row = never>(sql: string): Statement<Row> };

/**
 * Two connections to one file. What was written through either survives the death of this process, `kill -9` included.
 * `lasting` also survives a power cut: every commit waits for the disk (`synchronous=FULL`). `passing` does not wait
 * (`synchronous=NORMAL`: a power cut may undo the last moments, but never damages the file; sqlite.org/pragma.html#pragma_synchronous)
 * and is for what can be had again.
 */
export type Database = { readonly lasting: Connection; readonly passing: Connection; close(): void };

const FILE_NAME = 'tusou.sqlite';

/** How long a statement waits while another process writes. Below the queue's lease, so that waiting never loses a job. */
const BUSY_TIMEOUT_MS = 5_000;
const BUSY_PAUSE_MS = 20;

/** The write-ahead log is cut back to this size after a burst; without a limit it would keep its largest size. */
const LOG_LIMIT_BYTES = 16 * 1024 * 1024;

const NOT_WRITABLE = 'cannot be written: let this user write there, or set DATA_DIR to a folder where it may';
const DAMAGED = 'is damaged: restore a backup, or move the file away and start again with an empty one';
const FULL = 'cannot grow, the disk is full: free some room, or set DATA_DIR to a folder on another disk';
const LOCKED = 'is locked by another program: stop that program, or set DATA_DIR to a folder of its own';

const BUSY = 5;

/** By SQLite's primary result code (sqlite.org/rescode.html). */
const PROBLEMS: Readonly<Record<number, string>> = {
  3: NOT_WRITABLE,
  [BUSY]: LOCKED,
  6: LOCKED,
  8: NOT_WRITABLE,
  10: 'cannot be read or written, the disk reports an error: check it, or set DATA_DIR to a folder on another disk',
  11: DAMAGED,
  13: FULL,
  14: NOT_WRITABLE,
  26: DAMAGED,
};

const FOLDER_PROBLEMS: Readonly<Record<string, string>> = {
  ENOSPC: FULL,
  EEXIST: 'is a file: set DATA_DIR to a folder',
  ENOTDIR: 'lies below a file: set DATA_DIR to a folder',
  EACCES: NOT_WRITABLE,
  EPERM: NOT_WRITABLE,
  EROFS: NOT_WRITABLE,
  EISDIR: NOT_WRITABLE,
};

/** SQLite's primary result code, the low byte of the extended one, or null when the error is not SQLite's. */
const resultCode = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : null;

const problemOf = (error: unknown): string => {
  const result = resultCode(error);
  const known = PROBLEMS[result ?? 0];
  if (known) return known;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (FOLDER_PROBLEMS[code]) return FOLDER_PROBLEMS[code];
  return `failed: ${error instanceof Error ? error.message : 'not an error'}`;
};

/**
 * Turns the write-ahead log on. When several processes do so on a new file at once, SQLite tells some of them "busy" without
 * waiting, because two of them waiting for each other would never end; so those go back and try again.
 */
const turnLogOn = (database: DatabaseSync): void => {
  for (let triesLeft = BUSY_TIMEOUT_MS / BUSY_PAUSE_MS; ; triesLeft--) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (resultCode(error) !== BUSY || triesLeft <= 0) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BUSY_PAUSE_MS);
    }
  }
};

const connect = (path: string, synchronous: 'FULL' | 'NORMAL'): DatabaseSync => {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec(`PRAGMA synchronous = ${synchronous}; PRAGMA journal_size_limit = ${LOG_LIMIT_BYTES}`);
    turnLogOn(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

const versionOf = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.user_version);

const bringUpToDate = (database: DatabaseSync, path: string): void => {
  if (versionOf(database) === SCHEMA_STEPS.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Read again under the lock: another process may have done it while this one waited.
    const version = versionOf(database);
    if (version > SCHEMA_STEPS.length) {
      const detail = `${path} was written by a newer version of Tusou: start that version, or set DATA_DIR to another folder`;
      throw new TusouError('config-invalid', { detail });
    }
    for (const step of SCHEMA_STEPS.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${SCHEMA_STEPS.length}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
};

const connectionTo = (database: DatabaseSync, dir: string): Connection => {
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw new TusouError('storage-down', {
        detail: `the file in DATA_DIR (${dir}) ${problemOf(error)}`,
        cause: error,
      });
    }
  };
  return {
    prepare: <Row>(sql: string): Statement<Row> => {
      const statement = guarded(() => database.prepare(sql));
      return {
        get: (...values) => guarded(() => statement.get(...values)) as Row | undefined,
        all: (...values) => guarded(() => statement.all(...values)) as Row[],
        run: (...values) => Number(guarded(() => statement.run(...values)).changes),
      };
    },
  };
};

/**
 * A database in memory, for a process that shares nothing or whose file cannot be opened. Both connections are the same one.
 */
export const openMemoryDatabase = (): Database => {
  const database = new DatabaseSync(':memory:');
  for (const step of SCHEMA_STEPS) database.exec(step);
  const connection = connectionTo(database, ':memory:');
  return {
    lasting: connection,
    passing: connection,
    close: () => {
      if (database.isOpen) database.close();
    },
  };
};

/**
 * Makes the function that does several statements of a connection as one step: all of them or none, and nothing of another process
 * in between. `work` is synchronous. Throws what `work` throws, and `storage-down`.
 */
export const inOneStep = (connection: Connection): (<T>(work: () => T) => T) => {
  const [begin, commit, rollback] = ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK'].map((sql) =>
    connection.prepare(sql),
  );
  return (work) => {
    begin?.run();
    try {
      const result = work();
      commit?.run();
      return result;
    } catch (error) {
      try {
        rollback?.run();
      } catch {
        // A disk that is full makes SQLite roll back by itself; the error that counts is the first.
      }
      throw error;
    }
  };
};

/**
 * Opens the file in `dir`, making both when they are missing. Any number of processes on one machine may open it at once.
 * Throws `TusouError` `config-invalid` with a sentence that names DATA_DIR and says what to do.
 */
export const openDatabase = (dir: string): Database => {
  const opened: DatabaseSync[] = [];
  const path = join(dir, FILE_NAME);
  try {
    // The file holds people's questions and the tokens of a login: what we make is for this user only. SQLite gives the files
    // that it puts beside it the same rights (sqlite.org/wal.html).
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
    const passing = connect(path, 'NORMAL');
    opened.push(passing);
    // A power cut now undoes all of it or nothing, so there is no disk to wait for; the first lasting commit brings it there.
    bringUpToDate(passing, path);
    const lasting = connect(path, 'FULL');
    opened.push(lasting);
    return {
      lasting: connectionTo(lasting, dir),
      passing: connectionTo(passing, dir),
      close: () => {
        for (const database of opened) if (database.isOpen) database.close();
      },
    };
  } catch (error) {
    for (const database of opened) database.close();
    if (error instanceof TusouError) throw error;
    throw new TusouError('config-invalid', { detail: `DATA_DIR (${dir}) ${problemOf(error)}`, cause: error });
  }
};
