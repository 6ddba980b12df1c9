-- A run: what was asked for, who runs it, how it ended. `started` and `finished` are the JSON documents of those events.
CREATE TABLE runs (
    id             INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused: a run's folder carries it
    name           TEXT NOT NULL,
    group_name     TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('queued', 'running', 'paused', 'finished', 'stopped', 'failed',
                                                  'interrupted')),
    config         TEXT NOT NULL,
    created_at     REAL NOT NULL,           -- seconds since 1970, as every *_at
    started_at     REAL NOT NULL DEFAULT 0, -- 0: not yet
    written_at     REAL NOT NULL DEFAULT 0, -- last batch of its recorder
    ended_at       REAL NOT NULL DEFAULT 0,
    reason         TEXT NOT NULL DEFAULT '',
    step           INTEGER NOT NULL DEFAULT 0,
    queue_order    INTEGER NOT NULL DEFAULT 0,
    owner_process  INTEGER NOT NULL DEFAULT 0,
    owner_start    TEXT NOT NULL DEFAULT '', -- tells a recycled process number from the owner
    stop_requested INTEGER NOT NULL DEFAULT 0,
    started        TEXT,
    finished       TEXT
) STRICT;
CREATE INDEX runs_by_state ON runs (state, queue_order);
CREATE INDEX runs_by_name ON runs (name);

-- One metric of a run; its points lie in blocks, packed by storage/runs/SeriesStore.
CREATE TABLE series (
    id  INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    key TEXT NOT NULL,
    UNIQUE (run, key)
) STRICT;
CREATE TABLE series_blocks (
    series    INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
    block     INTEGER NOT NULL,
    points    INTEGER NOT NULL,
    last_step INTEGER NOT NULL,
    data      BLOB NOT NULL,
    UNIQUE (series, block)
) STRICT;

-- Routing snapshots in blocks that decode on their own, packed by storage/runs/RoutingStore.
CREATE TABLE routing_blocks (
    run        INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    block      INTEGER NOT NULL,
    first_step INTEGER NOT NULL,
    last_step  INTEGER NOT NULL,
    steps      BLOB NOT NULL, -- before the data, so that listing steps never reads it
    data       BLOB NOT NULL,
    UNIQUE (run, block)
) STRICT;
CREATE INDEX routing_blocks_by_step ON routing_blocks (run, last_step);

CREATE TABLE evaluations (
    id      INTEGER PRIMARY KEY,
    run     INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    step    INTEGER NOT NULL,
    epoch   REAL, -- NULL in a real column: not a number
    seconds REAL,
    split   TEXT NOT NULL,
    rows    INTEGER NOT NULL,
    best    INTEGER NOT NULL
) STRICT;
CREATE INDEX evaluations_by_run ON evaluations (run);
CREATE TABLE evaluation_values (
    evaluation INTEGER NOT NULL REFERENCES evaluations ON DELETE CASCADE,
    place      INTEGER NOT NULL,
    key        TEXT NOT NULL,
    value      REAL,
    PRIMARY KEY (evaluation, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
    id    INTEGER PRIMARY KEY,
    run   INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    time  REAL NOT NULL,
    step  INTEGER NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('info', 'warning', 'error')),
    text  TEXT NOT NULL
) STRICT;
CREATE INDEX log_by_run ON log (run);

CREATE TABLE checkpoints (
    id    INTEGER PRIMARY KEY,
    run   INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    step  INTEGER NOT NULL,
    path  TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    best  INTEGER NOT NULL,
    UNIQUE (run, path)
) STRICT;
