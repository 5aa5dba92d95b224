-- Who asked for a new password. Rows of nobody are there too: an address that is not known costs as much as one that is.
CREATE TABLE reset_tokens (
    -- SHA-256 of the token, in base64. The token itself is in the mail only.
    hash       TEXT    NOT NULL PRIMARY KEY,
    user_id    BLOB    NOT NULL,
    -- SHA-256 of the address and the password's hash that there were when it was asked: a token dies with either.
    bond       TEXT    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX reset_tokens_expires_at ON reset_tokens (expires_at);
CREATE INDEX reset_tokens_user_id ON reset_tokens (user_id);
