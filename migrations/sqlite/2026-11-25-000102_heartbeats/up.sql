-- One row, which `/readyz` writes to find out whether the database takes writes.
CREATE TABLE heartbeats (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    beat INTEGER NOT NULL
) STRICT;
INSERT INTO heartbeats (id, beat) VALUES (1, 0);
