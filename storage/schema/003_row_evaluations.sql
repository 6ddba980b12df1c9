-- What became of every row of each labelled dev split at an evaluation, packed by storage/runs/RowEvaluationBlock.
CREATE TABLE row_evaluations (
    run   INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    step  INTEGER NOT NULL,
    split TEXT NOT NULL,
    data  BLOB NOT NULL,
    UNIQUE (run, step, split)
) STRICT;
