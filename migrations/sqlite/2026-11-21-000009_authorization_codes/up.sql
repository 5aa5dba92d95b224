-- Authorization codes, by their SHA-256. A spent one stays until it has long expired, so that its second use is noticed.
CREATE TABLE authorization_codes (
    hash         BLOB    PRIMARY KEY,
    client       TEXT    NOT NULL,
    user_id      BLOB    NOT NULL,
    -- As it was given; absent if the client left it out.
    redirect_uri TEXT,
    scope        TEXT    NOT NULL,
    -- PKCE's S256: the base64url of the verifier's SHA-256.
    challenge    TEXT    NOT NULL,
    expires_at   INTEGER NOT NULL,
    -- What it gave.
    session_id   BLOB
) STRICT, WITHOUT ROWID;

CREATE INDEX authorization_codes_user_id ON authorization_codes (user_id);
CREATE INDEX authorization_codes_client ON authorization_codes (client);
CREATE INDEX authorization_codes_expires_at ON authorization_codes (expires_at);
