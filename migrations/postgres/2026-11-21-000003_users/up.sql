CREATE TABLE users (
    id                  uuid        PRIMARY KEY,
    version             bigint      NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    email               text        NOT NULL,
    -- What two addresses that are the same have in common: lower case, compatibility forms. Ordered by code point, as in SQLite.
    email_key           text        COLLATE "C" NOT NULL,
    username            text,
    username_key        text        COLLATE "C",
    name                text        NOT NULL,
    role                text        NOT NULL CHECK (role IN ('viewer', 'editor', 'admin')),
    tier                text        NOT NULL CHECK (tier IN ('regular', 'premium')),
    active              boolean     NOT NULL,
    -- bcrypt over base64 of HMAC-SHA-256, so that every byte of a password counts.
    password_hash       text        NOT NULL,
    password_changed_at timestamptz NOT NULL,
    -- The name as words to sort by: lower case, without accents.
    name_words          text        COLLATE "C" NOT NULL,
    -- What a search looks through: the name's words and the e-mail address's.
    search_words        text        NOT NULL
);

CREATE UNIQUE INDEX users_email_key_key ON users (email_key);
CREATE UNIQUE INDEX users_username_key_key ON users (username_key);
CREATE INDEX users_created_at ON users (created_at, id);
CREATE INDEX users_updated_at ON users (updated_at, id);
CREATE INDEX users_name_words ON users (name_words, id);
CREATE INDEX users_email ON users (email_key, id);
CREATE INDEX users_role ON users (role, created_at, id);
CREATE INDEX users_search ON users USING gin (array_to_tsvector(string_to_array(search_words, ' ')));
