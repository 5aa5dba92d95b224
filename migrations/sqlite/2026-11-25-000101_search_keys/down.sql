DROP TABLE users_search;
CREATE VIRTUAL TABLE users_search USING fts5 (
    search_words, content = 'users', content_rowid = 'row', detail = 'none', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 0"
);
INSERT INTO users_search (users_search) VALUES ('rebuild');
DROP TABLE books_search;
CREATE VIRTUAL TABLE books_search USING fts5 (
    search_words, content = 'books', content_rowid = 'row', detail = 'none', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 0"
);
INSERT INTO books_search (books_search) VALUES ('rebuild');
DROP TABLE authors_search;
CREATE VIRTUAL TABLE authors_search USING fts5 (
    name_words, content = 'authors', content_rowid = 'row', detail = 'none', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 0"
);
INSERT INTO authors_search (authors_search) VALUES ('rebuild');
DROP TABLE search_progress;
DROP INDEX books_genre;
ALTER TABLE books DROP COLUMN genre_key;
CREATE INDEX books_genre ON books (genre, created_at, id);
DROP INDEX clients_name_key;
ALTER TABLE clients DROP COLUMN name_key;
CREATE INDEX clients_name_words ON clients (name_words, id);
DROP INDEX users_name_key;
ALTER TABLE users DROP COLUMN name_key;
CREATE INDEX users_name_words ON users (name_words, id);
DROP INDEX books_title_key;
ALTER TABLE books DROP COLUMN title_key;
CREATE INDEX books_title_words ON books (title_words, id);
DROP INDEX authors_name_key;
ALTER TABLE authors DROP COLUMN name_key;
CREATE INDEX authors_name_words ON authors (name_words, id);
