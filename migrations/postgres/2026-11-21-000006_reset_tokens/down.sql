DROP TABLE reset_tokens;
