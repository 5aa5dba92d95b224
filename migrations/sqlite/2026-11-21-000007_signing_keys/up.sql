-- Private keys, sealed with a key that the database does not have.
CREATE TABLE signing_keys (
    id         TEXT    PRIMARY KEY,
    created_at INTEGER NOT NULL,
    sealed     BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
