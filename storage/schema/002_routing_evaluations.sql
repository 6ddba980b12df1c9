-- What the routing did with each dev split at an evaluation, by class and for some rows, packed by
-- storage/runs/RoutingEvaluationBlock.
CREATE TABLE routing_evaluations (
    run   INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    step  INTEGER NOT NULL,
    split TEXT NOT NULL,
    data  BLOB NOT NULL,
    UNIQUE (run, step, split)
) STRICT;
