// A round trip with the client of @hey-api/openapi-ts: node hey.js URL
import { client } from "./hey/client.gen.js";
import {
  createAuthor, createBook, deleteAuthor, deleteBook, getBook, issueToken, listAuthorBooks, login, revokeToken, updateBook,
} from "./hey/sdk.gen.js";
import type { Book, BookInput } from "./hey/types.gen.js";
import { address, app, assert, credentials, etag, failure, good, titles } from "./expect.js";

client.setConfig({ baseUrl: address() });

const stranger = await createAuthor({ body: { firstName: "No", lastName: "Body" } });
assert.equal(failure("create an author without a token", 401, stranger).code, "token_missing");

// The client proves who it is by HTTP Basic, of which `auth` is the content.
const { email: username, password } = credentials();
const auth = `${app.client_id}:${app.client_secret}`;
const tokens = good("get tokens as a client", await issueToken({ auth, body: { grant_type: "password", username, password } }));
const ended = await revokeToken({ auth, body: { token: tokens.access_token } });
assert.equal(ended.response?.status, 200);
const unknown = await issueToken({ auth: "nobody:x", body: { grant_type: "client_credentials" } });
const noClient = failure("get tokens as nobody", 401, unknown);
assert("error" in noClient && noClient.error === "invalid_client");

const { accessToken } = good("sign in", await login({ body: credentials() }));
// Without the check of `scheme`, the client would send the token as HTTP Basic to the token server.
client.setConfig({ auth: ({ scheme }) => (scheme === "bearer" ? accessToken : undefined) });
const again = await issueToken({ body: { ...app, grant_type: "password", username, password } });
good("get tokens with the client's name and secret in the body", again);

const author = good(
  "create an author",
  await createAuthor({ body: { firstName: "Hey", lastName: `Round-Trip ${crypto.randomUUID()}` } }),
);

const books: Book[] = [];
for (const title of titles) {
  const body: BookInput = { title, authorId: author.id, pages: 100, genre: "round-trip" };
  books.push(good(`create ${title}`, await createBook({ body })));
}

const listed: string[] = [];
let cursor: string | undefined;
do {
  const answer = await listAuthorBooks({ path: { author_id: author.id }, query: { limit: 2, cursor } });
  const page = good("list the author's books", answer);
  assert(page.data.length <= 2, "a page with more than its limit");
  listed.push(...page.data.map((book) => book.id));
  cursor = page.meta.nextCursor;
} while (cursor !== undefined);
assert.deepEqual(listed.toSorted(), books.map((book) => book.id).toSorted());

const [book] = books;
assert(book);
const path = { book_id: book.id };
const read = await getBook({ path });
assert.deepEqual(good("read a book", read), book);

const change = { path, headers: { "If-Match": etag(read) } };
const changed = good("change a book", await updateBook({ ...change, body: { pages: 184 } }));
assert.deepEqual([changed.pages, changed.version], [184, book.version + 1]);

const late = failure("change it again", 412, await updateBook({ ...change, body: { pages: 200 } }));
assert.equal(late.code, "version_mismatch");

const bad: BookInput = { title: "Bad", authorId: author.id, pages: 0, genre: "round-trip", isbn: "9780000000000" };
const refused = failure("create a bad book", 422, await createBook({ body: bad }));
assert.equal(refused.code, "validation_failed");
assert.deepEqual(refused.errors?.map((error) => error.pointer), ["/pages", "/isbn"]);

for (const { id } of books) {
  assert.equal((await deleteBook({ path: { book_id: id } })).response.status, 204);
}
assert.equal((await deleteAuthor({ path: { author_id: author.id } })).response.status, 204);

const gone = failure("read what is deleted", 404, await getBook({ path }));
assert.equal(gone.code, "book_not_found");

console.log(`@hey-api/openapi-ts: ${books.length} books there and back`);
