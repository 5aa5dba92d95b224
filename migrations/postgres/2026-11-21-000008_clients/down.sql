DROP INDEX sessions_client;
DELETE FROM sessions WHERE subject = 'client';
ALTER TABLE sessions DROP COLUMN subject;
ALTER TABLE sessions RENAME COLUMN subject_id TO user_id;
DROP TABLE clients;
