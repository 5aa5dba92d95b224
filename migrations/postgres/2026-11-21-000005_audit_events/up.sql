CREATE TABLE audit_events (
    id         uuid        PRIMARY KEY,
    created_at timestamptz NOT NULL,
    action     text        NOT NULL,
    -- `done`, `refused` or `failed`.
    outcome    text        NOT NULL,
    -- The user, if it is known who it was. No reference: what somebody did outlives the account.
    actor_id   uuid,
    -- Who it was said to be: what was given at a failed sign-in, for instance.
    actor      text        NOT NULL,
    -- What it was done to: `user 019b…`.
    target     text,
    address    text        NOT NULL,
    agent      text        NOT NULL,
    request_id text        NOT NULL,
    details    jsonb
);

CREATE INDEX audit_events_created_at ON audit_events (created_at, id);
CREATE INDEX audit_events_action ON audit_events (action, created_at, id);
CREATE INDEX audit_events_actor_id ON audit_events (actor_id, created_at, id);

-- What is written stays as it is.
CREATE FUNCTION audit_events_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events are never changed or deleted';
END
$$;
CREATE TRIGGER audit_events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
FOR EACH STATEMENT EXECUTE FUNCTION audit_events_stay();
