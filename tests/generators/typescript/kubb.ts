// Lists books, creates one, and changes it: node kubb.js
import { setConfig } from "@kubb/plugin-client/clients/fetch";
import { assert, author, authorization, book, sent, server } from "./wire.js";
import { createAuthor, createBook, deleteAuthor, deleteBook, listBooks, updateBook } from "./kubb/index.js";

// The generated functions send a `Content-Type` only if it is not JSON.
setConfig({ baseURL: server, headers: { Authorization: authorization, "Content-Type": "application/json" } });

assert.equal((await listBooks({ limit: 3, sort: "-createdAt" })).data.length, 3);

const { id } = await createAuthor(author);
const written = await createBook(book(id));
assert.equal(written.author?.lastName, author.lastName);
const changed = await updateBook(written.id, { pages: 184 });
assert.deepEqual([changed.title, changed.pages], [written.title, 184]);

await deleteBook(written.id);
await deleteAuthor(id);
assert.deepEqual(sent, ["POST", "POST", "PATCH"].map((method) => `${method} application/json`));
console.log("kubb: a book there and back");
