-- Private keys, sealed with a key that the database does not have.
CREATE TABLE signing_keys (
    id         text        PRIMARY KEY,
    created_at timestamptz NOT NULL,
    sealed     bytea       NOT NULL
);
