-- One row, which `/readyz` writes to find out whether the database takes writes.
CREATE TABLE heartbeats (
    id   integer  PRIMARY KEY CHECK (id = 1),
    beat bigint   NOT NULL
);
INSERT INTO heartbeats (id, beat) VALUES (1, 0);
