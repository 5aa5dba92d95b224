-- Programs that ask for tokens.
CREATE TABLE clients (
    id                   uuid        PRIMARY KEY,
    version              bigint      NOT NULL,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    -- The name by which it is known to the protocol.
    client_id            text        NOT NULL,
    name                 text        NOT NULL,
    confidential         boolean     NOT NULL,
    grants               jsonb       NOT NULL,
    redirect_uris        jsonb       NOT NULL,
    -- Names with spaces between.
    scopes               text        NOT NULL,
    -- SHA-256; a public client has none.
    secret_hash          bytea,
    -- The one before, and until when it is still good.
    previous_hash        bytea,
    previous_expires_at  timestamptz,
    -- The name as words to sort by: lower case, without accents. Ordered by code point, as in SQLite.
    name_words           text        COLLATE "C" NOT NULL
);

CREATE UNIQUE INDEX clients_client_id_key ON clients (client_id);
CREATE INDEX clients_created_at ON clients (created_at, id);
CREATE INDEX clients_updated_at ON clients (updated_at, id);
CREATE INDEX clients_name_words ON clients (name_words, id);

-- A session is of a user, or of a client on its own behalf.
ALTER TABLE sessions RENAME COLUMN user_id TO subject_id;
ALTER TABLE sessions ADD COLUMN subject text NOT NULL DEFAULT 'user' CHECK (subject IN ('user', 'client'));
CREATE INDEX sessions_client ON sessions (client);
