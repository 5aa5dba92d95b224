CREATE TABLE authors (
    id         uuid        PRIMARY KEY,
    version    bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    first_name text        NOT NULL,
    last_name  text        NOT NULL,
    biography  text,
    born       date,
    died       date,
    -- Last and first name as words to sort and search by: lower case, without accents. Ordered by code point, as in SQLite.
    name_words text        COLLATE "C" NOT NULL
);

CREATE INDEX authors_created_at ON authors (created_at, id);
CREATE INDEX authors_updated_at ON authors (updated_at, id);
CREATE INDEX authors_name_words ON authors (name_words, id);
CREATE INDEX authors_search ON authors USING gin (array_to_tsvector(string_to_array(name_words, ' ')));
