-- A session lasts from signing in to signing out. It outlives its user, so that every server learns that it has ended.
CREATE TABLE sessions (
    id         BLOB    PRIMARY KEY,
    user_id    BLOB    NOT NULL,
    client     TEXT    NOT NULL,
    scope      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at   INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_ended_at ON sessions (ended_at);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

-- Refresh tokens, by their SHA-256. A spent one stays, so that its second use is noticed.
CREATE TABLE refresh_tokens (
    hash       BLOB    PRIMARY KEY,
    session_id BLOB    NOT NULL REFERENCES sessions ON DELETE CASCADE,
    expires_at INTEGER NOT NULL,
    spent_at   INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX refresh_tokens_session_id ON refresh_tokens (session_id);
