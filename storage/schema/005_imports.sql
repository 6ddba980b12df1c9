-- Where a run came from that was not recorded here; the newest row is the last import, older ones came with a bundle.
CREATE TABLE imports (
    id          INTEGER PRIMARY KEY,
    run         INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    kind        TEXT NOT NULL CHECK (kind IN ('bundle', 'tensorboard')),
    source      TEXT NOT NULL, -- the path that was given
    hash        TEXT NOT NULL, -- XXH3, 128 bits, of what was read
    imported_at REAL NOT NULL
) STRICT;
CREATE INDEX imports_by_run ON imports (run);
CREATE INDEX imports_by_hash ON imports (hash);
