-- A thousand authors and {BOOKS} books, made a second apart.
INSERT INTO authors (id, version, created_at, updated_at, first_name, last_name, biography, born, name_words)
SELECT ('019b76da-a800-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, to_timestamp(1767225600 + n),
       to_timestamp(1767225600 + n), 'Ursula ' || n, 'Le Guin', 'American author of science fiction.', date '1929-10-21',
       'le guin ursula ' || n
FROM generate_series(1, 1000) AS n;

INSERT INTO books (id, version, created_at, updated_at, title, author_id, pages, genre, isbn, publications, images,
                   title_words, search_words)
SELECT ('019b76da-a800-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, to_timestamp(1767225600 + n),
       to_timestamp(1767225600 + n), 'The Left Hand of Darkness ' || n,
       ('019b76da-a800-7000-9000-' || lpad(to_hex(1 + n % 1000), 12, '0'))::uuid, 100 + n % 900, 'science-fiction',
       '978' || lpad(n::text, 10, '0'), '[{"date":"1969-03-01","publisher":"Ace Books"}]',
       '[{"url":"https://example.org/1.jpg"}]', 'the left hand of darkness ' || n,
       'the left hand of darkness ' || n || ' le guin ursula ' || (1 + n % 1000)
FROM generate_series(1, {BOOKS}) AS n;
