/** The tables of the SQLite file, as steps that are only ever added to: step n takes a file from `user_version` n to n + 1. */

/** SQL scripts in order. A step that was released is never changed; a new wish is a new step. */
export const SCHEMA_STEPS: readonly string[] = [
  `
  CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    namespace TEXT NOT NULL,
    key TEXT NOT NULL,
    body BLOB NOT NULL,
    expires_at INTEGER,
    UNIQUE (namespace, key)
  ) STRICT;
  CREATE INDEX entries_expiry ON entries (expires_at) WHERE expires_at IS NOT NULL;

  -- due_at: not before (waiting), end of the lease (running), when to forget it (done, failed).
  CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    job TEXT NOT NULL,
    chat TEXT NOT NULL,
    rank INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    due_at INTEGER NOT NULL,
    owner TEXT,
    errors INTEGER NOT NULL DEFAULT 0,
    losses INTEGER NOT NULL DEFAULT 0,
    reason TEXT
  ) STRICT;
  CREATE INDEX jobs_open ON jobs (rank, chat, id) WHERE state IN ('waiting', 'running');
  CREATE INDEX jobs_running ON jobs (chat) WHERE state = 'running';
  CREATE INDEX jobs_over ON jobs (due_at) WHERE state IN ('done', 'failed');
  CREATE INDEX jobs_failed ON jobs (id) WHERE state = 'failed';
  `,
];
