-- For pgbench: a book and the record of it in one statement, and nothing else. `:author` is one of those that the bench names.
WITH book AS (
  INSERT INTO books (id, version, created_at, updated_at, title, author_id, pages, genre, isbn, publications, images, title_words, search_words)
  VALUES (gen_random_uuid(), 1, now(), now(), 'The Left Hand of Darkness 1', :author, 304, 'science-fiction', NULL,
    '[{"date":"1969-03-01","publisher":"Ace Books"}]', '[{"url":"https://example.org/1.jpg"}]',
    'the left hand of darkness 1', 'the left hand of darkness 1 ursula 1 le guin')
  RETURNING id
)
INSERT INTO audit_events (id, created_at, action, outcome, actor_id, actor, target, address, agent, request_id, details)
SELECT gen_random_uuid(), now(), 'book.created', 'done', id, '', 'book ' || id, '127.0.0.1', '', '019b76da-a800-7000-8000-000000000000', NULL
FROM book;
