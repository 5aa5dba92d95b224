CREATE TABLE users (
    row                 INTEGER PRIMARY KEY,
    id                  BLOB    NOT NULL UNIQUE,
    version             INTEGER NOT NULL,
    created_at          INTEGER NOT NULL,
    updated_at          INTEGER NOT NULL,
    email               TEXT    NOT NULL,
    -- What two addresses that are the same have in common: lower case, compatibility forms.
    email_key           TEXT    NOT NULL,
    username            TEXT,
    username_key        TEXT,
    name                TEXT    NOT NULL,
    role                TEXT    NOT NULL CHECK (role IN ('viewer', 'editor', 'admin')),
    tier                TEXT    NOT NULL CHECK (tier IN ('regular', 'premium')),
    active              INTEGER NOT NULL,
    -- bcrypt over base64 of HMAC-SHA-256, so that every byte of a password counts.
    password_hash       TEXT    NOT NULL,
    password_changed_at INTEGER NOT NULL,
    -- The name as words to sort by: lower case, without accents.
    name_words          TEXT    NOT NULL,
    -- What a search looks through: the name's words and the e-mail address's.
    search_words        TEXT    NOT NULL
) STRICT;

CREATE UNIQUE INDEX users_email_key_key ON users (email_key);
CREATE UNIQUE INDEX users_username_key_key ON users (username_key);
CREATE INDEX users_created_at ON users (created_at, id);
CREATE INDEX users_updated_at ON users (updated_at, id);
CREATE INDEX users_name_words ON users (name_words, id);
CREATE INDEX users_email ON users (email_key, id);
CREATE INDEX users_role ON users (role, created_at, id);

CREATE VIRTUAL TABLE users_search USING fts5 (
    search_words, content = 'users', content_rowid = 'row', detail = 'none', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 0"
);
CREATE TRIGGER users_search_insert AFTER INSERT ON users BEGIN
    INSERT INTO users_search (rowid, search_words) VALUES (new.row, new.search_words);
END;
CREATE TRIGGER users_search_delete AFTER DELETE ON users BEGIN
    INSERT INTO users_search (users_search, rowid, search_words) VALUES ('delete', old.row, old.search_words);
END;
CREATE TRIGGER users_search_update AFTER UPDATE OF search_words ON users WHEN new.search_words <> old.search_words BEGIN
    INSERT INTO users_search (users_search, rowid, search_words) VALUES ('delete', old.row, old.search_words);
    INSERT INTO users_search (rowid, search_words) VALUES (new.row, new.search_words);
END;
