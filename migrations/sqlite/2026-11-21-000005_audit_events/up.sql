CREATE TABLE audit_events (
    id         BLOB    NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    action     TEXT    NOT NULL,
    -- `done`, `refused` or `failed`.
    outcome    TEXT    NOT NULL,
    -- The user, if it is known who it was. No reference: what somebody did outlives the account.
    actor_id   BLOB,
    -- Who it was said to be: what was given at a failed sign-in, for instance.
    actor      TEXT    NOT NULL,
    -- What it was done to: `user 019b…`.
    target     TEXT,
    address    TEXT    NOT NULL,
    agent      TEXT    NOT NULL,
    request_id TEXT    NOT NULL,
    details    TEXT
) STRICT;

CREATE INDEX audit_events_created_at ON audit_events (created_at, id);
CREATE INDEX audit_events_action ON audit_events (action, created_at, id);
CREATE INDEX audit_events_actor_id ON audit_events (actor_id, created_at, id);

-- What is written stays as it is.
CREATE TRIGGER audit_events_update BEFORE UPDATE ON audit_events BEGIN
    SELECT RAISE(ABORT, 'audit events are never changed');
END;
CREATE TRIGGER audit_events_delete BEFORE DELETE ON audit_events BEGIN
    SELECT RAISE(ABORT, 'audit events are never deleted');
END;
-- `INSERT OR REPLACE` would delete without asking the trigger above.
CREATE TRIGGER audit_events_replace BEFORE INSERT ON audit_events
WHEN EXISTS (SELECT 1 FROM audit_events WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'audit events are never replaced');
END;
