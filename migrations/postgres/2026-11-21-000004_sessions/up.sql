-- A session lasts from signing in to signing out. It outlives its user, so that every server learns that it has ended.
CREATE TABLE sessions (
    id         uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL,
    client     text        NOT NULL,
    scope      text        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at   timestamptz
);

CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_ended_at ON sessions (ended_at);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

-- Refresh tokens, by their SHA-256. A spent one stays, so that its second use is noticed.
CREATE TABLE refresh_tokens (
    hash       bytea       PRIMARY KEY,
    session_id uuid        NOT NULL REFERENCES sessions ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    spent_at   timestamptz
);

CREATE INDEX refresh_tokens_session_id ON refresh_tokens (session_id);
