DROP TABLE books_search;
DROP TABLE books;
