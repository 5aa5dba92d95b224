-- A thousand authors and {BOOKS} books, made a second apart. The triggers fill the full-text tables as they always do.
BEGIN IMMEDIATE;

WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000)
INSERT INTO authors (id, version, created_at, updated_at, first_name, last_name, biography, born, name_words)
SELECT unhex(printf('019b76daa80070009000%012x', n)), 1, 1767225600000000 + n * 1000000, 1767225600000000 + n * 1000000,
       'Ursula ' || n, 'Le Guin', 'American author of science fiction.', '1929-10-21', 'le guin ursula ' || n
FROM numbers;

WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {BOOKS})
INSERT INTO books (id, version, created_at, updated_at, title, author_id, pages, genre, isbn, publications, images,
                   title_words, search_words)
SELECT unhex(printf('019b76daa80070008000%012x', n)), 1, 1767225600000000 + n * 1000000, 1767225600000000 + n * 1000000,
       'The Left Hand of Darkness ' || n, unhex(printf('019b76daa80070009000%012x', 1 + n % 1000)), 100 + n % 900,
       'science-fiction', printf('978%010d', n), '[{"date":"1969-03-01","publisher":"Ace Books"}]',
       '[{"url":"https://example.org/1.jpg"}]', 'the left hand of darkness ' || n,
       'the left hand of darkness ' || n || ' le guin ursula ' || (1 + n % 1000)
FROM numbers;

COMMIT;
PRAGMA wal_checkpoint(TRUNCATE);
