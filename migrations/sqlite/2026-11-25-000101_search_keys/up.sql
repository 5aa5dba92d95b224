-- What rows are sorted by: the first characters of their words, so that every key fits into an index and a cursor.
ALTER TABLE authors ADD COLUMN name_key TEXT GENERATED ALWAYS AS (substr(name_words, 1, 80)) VIRTUAL;
DROP INDEX authors_name_words;
CREATE INDEX authors_name_key ON authors (name_key, id);
ALTER TABLE books ADD COLUMN title_key TEXT GENERATED ALWAYS AS (substr(title_words, 1, 80)) VIRTUAL;
DROP INDEX books_title_words;
CREATE INDEX books_title_key ON books (title_key, id);
ALTER TABLE users ADD COLUMN name_key TEXT GENERATED ALWAYS AS (substr(name_words, 1, 80)) VIRTUAL;
DROP INDEX users_name_words;
CREATE INDEX users_name_key ON users (name_key, id);
ALTER TABLE clients ADD COLUMN name_key TEXT GENERATED ALWAYS AS (substr(name_words, 1, 80)) VIRTUAL;
DROP INDEX clients_name_words;
CREATE INDEX clients_name_key ON clients (name_key, id);

-- A genre is the same with `_` and with `-`.
ALTER TABLE books ADD COLUMN genre_key TEXT GENERATED ALWAYS AS (replace(genre, '_', '-')) VIRTUAL;
DROP INDEX books_genre;
CREATE INDEX books_genre ON books (genre_key, created_at, id);

-- How far the words of the rows that are there have been made anew, for each table.
CREATE TABLE search_progress (
    name    TEXT    PRIMARY KEY,
    -- The folding that the words are being made with.
    folding INTEGER NOT NULL,
    -- The last row that is done; none at the beginning.
    row_id  BLOB,
    done    INTEGER NOT NULL
) STRICT;

-- `ascii` splits at spaces only, because words have no other sign of ASCII: no two versions of Unicode can differ about a letter.
DROP TABLE authors_search;
CREATE VIRTUAL TABLE authors_search USING fts5 (
    name_words, content = 'authors', content_rowid = 'row', detail = 'none', columnsize = 0,
    tokenize = "ascii"
);
INSERT INTO authors_search (authors_search) VALUES ('rebuild');

DROP TABLE books_search;
CREATE VIRTUAL TABLE books_search USING fts5 (
    search_words, content = 'books', content_rowid = 'row', detail = 'none', columnsize = 0,
    tokenize = "ascii"
);
INSERT INTO books_search (books_search) VALUES ('rebuild');

DROP TABLE users_search;
CREATE VIRTUAL TABLE users_search USING fts5 (
    search_words, content = 'users', content_rowid = 'row', detail = 'none', columnsize = 0,
    tokenize = "ascii"
);
INSERT INTO users_search (users_search) VALUES ('rebuild');
