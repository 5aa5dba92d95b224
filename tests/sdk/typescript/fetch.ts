// A round trip with openapi-fetch and the types of openapi-typescript: node fetch.js URL
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";
import { address, app, assert, credentials, etag, failure, good, titles } from "./expect.js";

type Book = components["schemas"]["Book"];

const api = createClient<paths>({ baseUrl: address() });

const stranger = await api.POST("/v1/authors", { body: { firstName: "No", lastName: "Body" } });
assert.equal(failure("create an author without a token", 401, stranger).code, "token_missing");

// The token server also accepts JSON. Most other token servers accept only forms.
const form = { headers: { "Content-Type": "application/x-www-form-urlencoded" } };
const { email: username, password } = credentials();
const grant = { grant_type: "password", username, password } as const;
const tokens = good("get tokens as a client", await api.POST("/oauth/token", { ...form, body: { ...app, ...grant } }));
const ended = await api.POST("/oauth/revoke", { ...form, body: { ...app, token: tokens.access_token } });
assert.equal(ended.response.status, 200);
const unknown = await api.POST("/oauth/token", { ...form, body: { ...grant, client_id: "nobody" } });
const noClient = failure("get tokens as nobody", 401, unknown);
assert("error" in noClient && noClient.error === "invalid_client");

const { accessToken } = good("sign in", await api.POST("/v1/auth/login", { body: credentials() }));
api.use({ onRequest: ({ request }) => request.headers.set("Authorization", `Bearer ${accessToken}`) });

const author = good(
  "create an author",
  await api.POST("/v1/authors", { body: { firstName: "Fetch", lastName: `Round-Trip ${crypto.randomUUID()}` } }),
);

const books: Book[] = [];
for (const title of titles) {
  const body = { title, authorId: author.id, pages: 100, genre: "round-trip" };
  books.push(good(`create ${title}`, await api.POST("/v1/books", { body })));
}

const listed: string[] = [];
let cursor: string | undefined;
do {
  const page = good(
    "list the author's books",
    await api.GET("/v1/authors/{author_id}/books", {
      params: { path: { author_id: author.id }, query: { limit: 2, cursor } },
    }),
  );
  assert(page.data.length <= 2, "a page with more than its limit");
  listed.push(...page.data.map((book) => book.id));
  cursor = page.meta.nextCursor;
} while (cursor !== undefined);
assert.deepEqual(listed.toSorted(), books.map((book) => book.id).toSorted());

const [book] = books;
assert(book);
const path = { book_id: book.id };
const read = await api.GET("/v1/books/{book_id}", { params: { path } });
assert.deepEqual(good("read a book", read), book);

const change = { params: { path, header: { "If-Match": etag(read) } } };
const changed = good("change a book", await api.PATCH("/v1/books/{book_id}", { ...change, body: { pages: 184 } }));
assert.deepEqual([changed.pages, changed.version], [184, book.version + 1]);

const late = failure("change it again", 412, await api.PATCH("/v1/books/{book_id}", { ...change, body: { pages: 200 } }));
assert.equal(late.code, "version_mismatch");

const bad = { title: "Bad", authorId: author.id, pages: 0, genre: "round-trip", isbn: "9780000000000" };
const refused = failure("create a bad book", 422, await api.POST("/v1/books", { body: bad }));
assert.equal(refused.code, "validation_failed");
assert.deepEqual(refused.errors?.map((error) => error.pointer), ["/pages", "/isbn"]);

for (const { id } of books) {
  const deleted = await api.DELETE("/v1/books/{book_id}", { params: { path: { book_id: id } } });
  assert.equal(deleted.response.status, 204);
}
const deleted = await api.DELETE("/v1/authors/{author_id}", { params: { path: { author_id: author.id } } });
assert.equal(deleted.response.status, 204);

const gone = failure("read what is deleted", 404, await api.GET("/v1/books/{book_id}", { params: { path } }));
assert.equal(gone.code, "book_not_found");

console.log(`openapi-fetch: ${books.length} books there and back`);
