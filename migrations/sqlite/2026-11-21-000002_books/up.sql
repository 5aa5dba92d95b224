CREATE TABLE books (
    row          INTEGER PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    version      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    title        TEXT    NOT NULL,
    author_id    BLOB    NOT NULL REFERENCES authors (id),
    pages        INTEGER NOT NULL,
    genre        TEXT    NOT NULL,
    isbn         TEXT,
    publications TEXT    NOT NULL,
    images       TEXT    NOT NULL,
    -- The title as words to sort by: lower case, without accents.
    title_words  TEXT    NOT NULL,
    -- What a search looks through: the title's words and the author's.
    search_words TEXT    NOT NULL
) STRICT;

CREATE UNIQUE INDEX books_isbn_key ON books (isbn);
CREATE INDEX books_created_at ON books (created_at, id);
CREATE INDEX books_updated_at ON books (updated_at, id);
CREATE INDEX books_title_words ON books (title_words, id);
CREATE INDEX books_pages ON books (pages, id);
CREATE INDEX books_author_id ON books (author_id, created_at, id);
CREATE INDEX books_genre ON books (genre, created_at, id);

CREATE VIRTUAL TABLE books_search USING fts5 (
    search_words, content = 'books', content_rowid = 'row', detail = 'none', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 0"
);
CREATE TRIGGER books_search_insert AFTER INSERT ON books BEGIN
    INSERT INTO books_search (rowid, search_words) VALUES (new.row, new.search_words);
END;
CREATE TRIGGER books_search_delete AFTER DELETE ON books BEGIN
    INSERT INTO books_search (books_search, rowid, search_words) VALUES ('delete', old.row, old.search_words);
END;
CREATE TRIGGER books_search_update AFTER UPDATE OF search_words ON books WHEN new.search_words <> old.search_words BEGIN
    INSERT INTO books_search (books_search, rowid, search_words) VALUES ('delete', old.row, old.search_words);
    INSERT INTO books_search (rowid, search_words) VALUES (new.row, new.search_words);
END;
