CREATE TABLE books (
    id           uuid        PRIMARY KEY,
    version      bigint      NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    title        text        NOT NULL,
    author_id    uuid        NOT NULL REFERENCES authors (id),
    pages        integer     NOT NULL,
    genre        text        NOT NULL,
    isbn         text,
    publications jsonb       NOT NULL,
    images       jsonb       NOT NULL,
    -- The title as words to sort by: lower case, without accents. Ordered by code point, as in SQLite.
    title_words  text        COLLATE "C" NOT NULL,
    -- What a search looks through: the title's words and the author's.
    search_words text        NOT NULL
);

CREATE UNIQUE INDEX books_isbn_key ON books (isbn);
CREATE INDEX books_created_at ON books (created_at, id);
CREATE INDEX books_updated_at ON books (updated_at, id);
CREATE INDEX books_title_words ON books (title_words, id);
CREATE INDEX books_pages ON books (pages, id);
CREATE INDEX books_author_id ON books (author_id, created_at, id);
CREATE INDEX books_genre ON books (genre, created_at, id);
CREATE INDEX books_search ON books USING gin (array_to_tsvector(string_to_array(search_words, ' ')));
