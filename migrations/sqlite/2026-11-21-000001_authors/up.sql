-- `row` is there for the full-text index, which needs a whole number that VACUUM leaves alone; the application never sees it.
CREATE TABLE authors (
    row        INTEGER PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    first_name TEXT    NOT NULL,
    last_name  TEXT    NOT NULL,
    biography  TEXT,
    born       TEXT,
    died       TEXT,
    -- Last and first name as words to sort and search by: lower case, without accents.
    name_words TEXT    NOT NULL
) STRICT;

CREATE INDEX authors_created_at ON authors (created_at, id);
CREATE INDEX authors_updated_at ON authors (updated_at, id);
CREATE INDEX authors_name_words ON authors (name_words, id);

CREATE VIRTUAL TABLE authors_search USING fts5 (
    name_words, content = 'authors', content_rowid = 'row', detail = 'none', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 0"
);
CREATE TRIGGER authors_search_insert AFTER INSERT ON authors BEGIN
    INSERT INTO authors_search (rowid, name_words) VALUES (new.row, new.name_words);
END;
CREATE TRIGGER authors_search_delete AFTER DELETE ON authors BEGIN
    INSERT INTO authors_search (authors_search, rowid, name_words) VALUES ('delete', old.row, old.name_words);
END;
CREATE TRIGGER authors_search_update AFTER UPDATE OF name_words ON authors WHEN new.name_words <> old.name_words BEGIN
    INSERT INTO authors_search (authors_search, rowid, name_words) VALUES ('delete', old.row, old.name_words);
    INSERT INTO authors_search (rowid, name_words) VALUES (new.row, new.name_words);
END;
