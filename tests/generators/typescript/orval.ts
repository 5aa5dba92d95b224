// Lists books, creates one, and changes it: node orval.js
import { assert, author, authorization, book, sent } from "./wire.js";
import * as api from "./orval/client.js";
import * as zod from "./orval/zod.js";

const signed = { headers: { Authorization: authorization } };

const listed = await api.listBooks({ limit: 3, sort: "-createdAt" });
assert(listed.status === 200, `listBooks: ${listed.status}`);
assert.equal(zod.listBooksResponse.parse(listed.data).data.length, 3);

const refused = await api.createAuthor(author);
assert(refused.status === 401, `createAuthor without a token: ${refused.status}`);
assert.equal(refused.data.code, "token_missing");

const created = await api.createAuthor(zod.createAuthorBody.parse(author), signed);
assert(created.status === 201, `createAuthor: ${created.status}`);
const written = await api.createBook(zod.createBookBody.parse(book(created.data.id)), signed);
assert(written.status === 201, `createBook: ${written.status}`);
assert.equal(written.data.author?.lastName, author.lastName);

const changed = await api.updateBook(written.data.id, { pages: 184 }, signed);
assert(changed.status === 200, `updateBook: ${changed.status}`);
const { title, pages } = zod.updateBookResponse.parse(changed.data);
assert.deepEqual([title, pages], [written.data.title, 184]);

assert.equal((await api.deleteBook(written.data.id, signed)).status, 204);
assert.equal((await api.deleteAuthor(created.data.id, signed)).status, 204);
assert.deepEqual(sent, ["POST", "POST", "POST", "PATCH"].map((method) => `${method} application/json`));
console.log("orval: a book there and back");
