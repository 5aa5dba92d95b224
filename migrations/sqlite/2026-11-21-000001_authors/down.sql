DROP TABLE authors_search;
DROP TABLE authors;
