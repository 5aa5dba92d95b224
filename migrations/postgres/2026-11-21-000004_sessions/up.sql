-- No reference to the user: that a session has ended must be known for as long as its tokens are good, even if the user is gone.
CREATE TABLE sessions (
    id         uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL,
    client     text        NOT NULL,
    scope      text        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at   timestamptz
);

CREATE INDEX sessions_user_id ON sessions (user_id, created_at, id);
