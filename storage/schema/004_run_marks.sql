-- What a person says about a run; a run without a row has nothing said of it.
CREATE TABLE run_marks (
    run      INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
    tags     TEXT NOT NULL,    -- one a line
    note     TEXT NOT NULL,
    pinned   INTEGER NOT NULL,
    archived INTEGER NOT NULL,
    baseline INTEGER NOT NULL, -- 1 for at most one run
    colour   INTEGER           -- NULL: its number decides
) STRICT;

-- Each metric of a run's evaluations in one row, so that a table of thousands of runs need not read them all. `best`
-- is the value at the best checkpoint's step. Written by storage/runs/MetricSummaries.
CREATE TABLE metric_summaries (
    run      INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    key      TEXT NOT NULL, -- that of the series
    last     REAL,
    best     REAL,
    least    REAL,
    greatest REAL,
    PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;
INSERT INTO metric_summaries (run, key, last, best, least, greatest)
    SELECT run, key, max(iif(id = newest, value, NULL)), max(iif(step = chosen, value, NULL)), min(value), max(value)
    FROM (SELECT run, id, step, key, value, max(id) OVER (PARTITION BY run, key) AS newest,
                 max(iif(best = 1, step, NULL)) OVER (PARTITION BY run) AS chosen
          FROM (SELECT run, id, step, best, value,
                       key || iif(split LIKE 'dev\_%' ESCAPE '\', substr(split, 4), '') AS key
                FROM evaluations JOIN evaluation_values ON evaluation = id))
    GROUP BY run, key;
