-- Authorization codes, by their SHA-256. A spent one stays until it has long expired, so that its second use is noticed.
CREATE TABLE authorization_codes (
    hash         bytea       PRIMARY KEY,
    client       text        NOT NULL,
    user_id      uuid        NOT NULL,
    -- As it was given; absent if the client left it out.
    redirect_uri text,
    scope        text        NOT NULL,
    -- PKCE's S256: the base64url of the verifier's SHA-256.
    challenge    text        NOT NULL,
    expires_at   timestamptz NOT NULL,
    -- What it gave.
    session_id   uuid
);

CREATE INDEX authorization_codes_user_id ON authorization_codes (user_id);
CREATE INDEX authorization_codes_client ON authorization_codes (client);
CREATE INDEX authorization_codes_expires_at ON authorization_codes (expires_at);
