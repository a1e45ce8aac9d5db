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
  `
  -- Jobs are taken by lane (rank), then round, then id. 'round' of a lane is the largest one that was taken from it.
  CREATE TABLE lanes (rank INTEGER PRIMARY KEY, round INTEGER NOT NULL DEFAULT 0) STRICT;
  INSERT INTO lanes (rank) VALUES (0), (1), (2);

  -- runs: how often the job was taken; added_at: when it was put in; over_at: when it was given up.
  ALTER TABLE jobs ADD COLUMN round INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE jobs ADD COLUMN runs INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE jobs ADD COLUMN added_at INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE jobs ADD COLUMN over_at INTEGER;

  -- What waits already is numbered as if it had just come; when it came and when it failed was not written down.
  UPDATE jobs SET
    runs = errors + losses + (state = 'running'),
    round = numbered.round,
    added_at = CASE WHEN jobs.due_at < unixepoch() * 1000 THEN jobs.due_at ELSE unixepoch() * 1000 END
  FROM (
    SELECT id, row_number() OVER (PARTITION BY rank, chat ORDER BY id) AS round
    FROM jobs WHERE state IN ('waiting', 'running')
  ) AS numbered
  WHERE jobs.id = numbered.id;
  UPDATE jobs SET over_at = due_at - 2592000000 WHERE state = 'failed';

  DROP INDEX jobs_open;
  DROP INDEX jobs_running;
  DROP INDEX jobs_failed;
  -- All that claiming and counting reads, so that neither looks at the rows themselves.
  CREATE INDEX jobs_turn ON jobs (rank, round, id, due_at, state, added_at) WHERE state IN ('waiting', 'running');
  CREATE INDEX jobs_chat ON jobs (rank, chat, round);
  CREATE INDEX jobs_failed ON jobs (over_at) WHERE state = 'failed';

  CREATE TRIGGER jobs_taken AFTER UPDATE OF owner ON jobs WHEN new.state = 'running'
  BEGIN
    UPDATE lanes SET round = new.round WHERE rank = new.rank AND round < new.round;
  END;
  `,
  `
  CREATE TABLE locks (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;

  -- A slot is free from free_at on; while a call has it (token), it is that call's until held_until.
  CREATE TABLE call_slots (
    id INTEGER PRIMARY KEY,
    budget TEXT NOT NULL,
    free_at INTEGER NOT NULL,
    token TEXT UNIQUE,
    held_until INTEGER
  ) STRICT;
  CREATE INDEX call_slots_free ON call_slots (budget, free_at) WHERE token IS NULL;
  CREATE INDEX call_slots_held ON call_slots (budget, held_until) WHERE token IS NOT NULL;

  -- Who found all slots held, in the order of asking.
  CREATE TABLE call_askers (
    budget TEXT NOT NULL,
    asker TEXT NOT NULL,
    place INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (budget, asker)
  ) STRICT, WITHOUT ROWID;
  `,
];
