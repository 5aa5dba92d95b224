-- Programs that ask for tokens.
CREATE TABLE clients (
    id                   BLOB    PRIMARY KEY,
    version              INTEGER NOT NULL,
    created_at           INTEGER NOT NULL,
    updated_at           INTEGER NOT NULL,
    -- The name by which it is known to the protocol.
    client_id            TEXT    NOT NULL,
    name                 TEXT    NOT NULL,
    confidential         INTEGER NOT NULL,
    grants               TEXT    NOT NULL,
    redirect_uris        TEXT    NOT NULL,
    -- Names with spaces between.
    scopes               TEXT    NOT NULL,
    -- SHA-256; a public client has none.
    secret_hash          BLOB,
    -- The one before, and until when it is still good.
    previous_hash        BLOB,
    previous_expires_at  INTEGER,
    -- The name as words to sort by: lower case, without accents.
    name_words           TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX clients_client_id_key ON clients (client_id);
CREATE INDEX clients_created_at ON clients (created_at, id);
CREATE INDEX clients_updated_at ON clients (updated_at, id);
CREATE INDEX clients_name_words ON clients (name_words, id);

-- A session is of a user, or of a client on its own behalf.
ALTER TABLE sessions RENAME COLUMN user_id TO subject_id;
ALTER TABLE sessions ADD COLUMN subject TEXT NOT NULL DEFAULT 'user' CHECK (subject IN ('user', 'client'));
CREATE INDEX sessions_client ON sessions (client);
