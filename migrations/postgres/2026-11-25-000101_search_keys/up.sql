-- What rows are sorted by: the first characters of their words, so that every key fits into an index and a cursor.
ALTER TABLE authors ADD COLUMN name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (left(name_words, 80)) STORED;
DROP INDEX authors_name_words;
CREATE INDEX authors_name_key ON authors (name_key, id);
ALTER TABLE books ADD COLUMN title_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (left(title_words, 80)) STORED;
DROP INDEX books_title_words;
CREATE INDEX books_title_key ON books (title_key, id);
ALTER TABLE users ADD COLUMN name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (left(name_words, 80)) STORED;
DROP INDEX users_name_words;
CREATE INDEX users_name_key ON users (name_key, id);
ALTER TABLE clients ADD COLUMN name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (left(name_words, 80)) STORED;
DROP INDEX clients_name_words;
CREATE INDEX clients_name_key ON clients (name_key, id);

-- A genre is the same with `_` and with `-`.
ALTER TABLE books ADD COLUMN genre_key text NOT NULL GENERATED ALWAYS AS (replace(genre, '_', '-')) STORED;
DROP INDEX books_genre;
CREATE INDEX books_genre ON books (genre_key, created_at, id);

-- How far the words of the rows that are there have been made anew, for each table.
CREATE TABLE search_progress (
    name    text    PRIMARY KEY,
    -- The folding that the words are being made with.
    folding integer NOT NULL,
    -- The last row that is done; none at the beginning.
    row_id  uuid,
    done    boolean NOT NULL
);
