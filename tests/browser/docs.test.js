// /docs: Swagger UI, and what "Try it out" does with the examples as they stand.
"use strict";
const assert = require("node:assert/strict");
const { after, before, test } = require("node:test");
const { NARROW, SERVER, WIDE, launch, operations, violations, visit } = require("./support.js");
const { link, tryOut, unfold } = require("./swagger.js");

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

// Signs in with the example as it stands, and gives the page the token as a person would: by the dialog.
async function authorize(page) {
  const { status, body } = await tryOut(page, "Auth", "login");
  assert.equal(status, 200);
  await page.locator(".scheme-container").getByRole("button", { name: "Authorize" }).click();
  const dialog = page.locator(".auth-container").filter({ hasText: "bearer" });
  await dialog.locator("input").fill(body.accessToken);
  await dialog.getByRole("button", { name: "Apply credentials" }).click();
  await dialog.getByRole("button", { name: "Close" }).click();
}

test("the page lists every operation of the document but HEAD, which is GET without a body", async () => {
  const all = (await operations()).filter(({ method }) => method !== "head");
  await visit(browser, "/docs", async (page) => {
    await page.locator(".opblock").first().waitFor();

    const shown = await page.locator(".opblock").evaluateAll((blocks) => blocks.map((block) => block.id));

    assert.deepEqual(shown.sort(), all.map(({ id, tag }) => `operations-${tag}-${id}`).sort());
  });
});

for (const viewport of [WIDE, NARROW]) {
  test(`Authorize and the first operation are on the first screen of ${viewport.width} pixels`, async () => {
    const bottom = (locator) => locator.boundingBox().then(({ y, height }) => y + height);
    await visit(
      browser,
      "/docs",
      async (page) => {
        await page.locator(".opblock").first().waitFor();

        assert.ok((await bottom(page.locator(".scheme-container .authorize"))) < viewport.height);
        assert.ok((await bottom(page.locator(".opblock").first())) < viewport.height);
        assert.match(await page.locator(".opblock").first().getAttribute("id"), /^operations-Authors-/);
      },
      { viewport },
    );
  });
}

test("one click signs in as Grace, the locks close, and after logging out they are open", async () => {
  const open = (page) => page.locator("#operations-Authors-createAuthor").getByLabel("authorization button unlocked");
  const closed = (page) => page.locator("#operations-Authors-createAuthor").getByLabel("authorization button locked");
  await visit(browser, link("Auth", "logout"), async (page) => {
    await open(page).waitFor();
    await page.getByRole("button", { name: "Sign in as Grace Hopper" }).click();
    await page.getByText("Signed in as Grace Hopper.").waitFor();
    await closed(page).waitFor();
    await unfold(page, "Authors", "createAuthor");
    assert.equal((await tryOut(page, "Authors", "createAuthor")).status, 201);

    const block = page.locator("#operations-Auth-logout");
    await block.getByRole("button", { name: "Try it out" }).click();
    await block.getByRole("button", { name: "Execute" }).click();

    await open(page).waitFor();
    await page.locator(".scheme-container .authorize.unlocked").waitFor();
  });
});

test("the dialog begins at its top, asks nobody for a client's secret instead of a password, and Escape closes it", async () => {
  await visit(browser, "/docs", async (page) => {
    await page.locator(".scheme-container").getByRole("button", { name: "Authorize" }).click();
    const dialog = page.getByRole("dialog", { name: "Authorize" });
    await dialog.waitFor();
    await page.waitForTimeout(300);

    assert.equal(await dialog.locator(".modal-ux-content").evaluate((content) => content.scrollTop), 0);
    assert.equal(await dialog.getByText("http, Basic").count(), 0);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });
});

test("the filter finds operations by path, method and summary", async () => {
  await visit(browser, "/docs", async (page) => {
    await page.getByLabel("Filter operations").fill("delete a book");
    await page.locator("#operations-Authors-createAuthor").waitFor({ state: "detached" });

    assert.deepEqual(await page.locator(".opblock").evaluateAll((blocks) => blocks.map(({ id }) => id)), ["operations-Books-deleteBook"]);
  });
});

test("a read is tried as it stands and shows 200 and the catalogue", async () => {
  await visit(browser, link("Books", "listBooks"), async (page) => {
    const { status, body } = await tryOut(page, "Books", "listBooks");

    assert.equal(status, 200);
    assert.ok(body.data.length > 0 && body.data.every((book) => book.title), JSON.stringify(body).slice(0, 200));
  });
});

test("a create without a token shows 401", async () => {
  await visit(
    browser,
    link("Authors", "createAuthor"),
    async (page) => {
      const { status, body, headers } = await tryOut(page, "Authors", "createAuthor");

      assert.deepEqual([status, body.code], [401, "token_missing"]);
      assert.match(headers, /^\s*www-authenticate: Bearer\s*$/m);
    },
    { expected: /^401: |status of 401/ },
  );
});

test("after signing in, a create is tried as it stands, shows 201, and what it made is there", async () => {
  await visit(browser, link("Auth", "login"), async (page) => {
    await authorize(page);
    await unfold(page, "Authors", "createAuthor");
    let sent;
    const { status, body, headers } = await tryOut(page, "Authors", "createAuthor", async (block) => {
      sent = JSON.parse(await block.locator("textarea.body-param__text").inputValue());
    });

    assert.equal(status, 201);
    assert.match(headers, /^\s*etag: "1"/m);
    assert.match(headers, new RegExp(`^\\s*location: /v1/authors/${body.id}`, "m"));
    const stored = await (await fetch(`${SERVER}/v1/authors/${body.id}`)).json();
    assert.deepEqual({ ...stored, ...sent }, stored);
  });
});

test("a body with faults shows 422 and every fault", async () => {
  const faulty = (block) => block.locator("textarea.body-param__text").fill('{"firstName": "", "colour": "red"}');
  await visit(
    browser,
    link("Auth", "login"),
    async (page) => {
      await authorize(page);
      await unfold(page, "Authors", "createAuthor");
      const { status, body } = await tryOut(page, "Authors", "createAuthor", faulty);

      assert.deepEqual([status, body.code], [422, "validation_failed"]);
      assert.deepEqual(body.errors.map(({ pointer }) => pointer).sort(), ["/colour", "/firstName", "/lastName"]);
    },
    { expected: /^422: |status of 422/ },
  );
});

test("a deep link opens its operation and no other, and an opened operation has one", async () => {
  await visit(browser, link("Books", "createBook"), async (page) => {
    await page.locator(".opblock.is-open").waitFor();
    const open = await page.locator(".opblock.is-open").evaluateAll((blocks) => blocks.map((block) => block.id));
    assert.deepEqual(open, ["operations-Books-createBook"]);

    await page.locator("#operations-Authors-getAuthor .opblock-summary-control").click();

    await page.waitForURL(/#\/Authors\/getAuthor$/);
  });
});

test("on a narrow screen an open operation can be read without scrolling sideways", async () => {
  const sideways = () => document.documentElement.scrollWidth - innerWidth;
  await visit(
    browser,
    link("Books", "createBook"),
    async (page) => {
      await page.locator(".opblock.is-open .responses-table").waitFor();

      assert.equal(await page.evaluate(sideways), 0);
    },
    { viewport: NARROW },
  );
});

for (const colorScheme of ["light", "dark"]) {
  test(`what stands around the list of operations has no accessibility violations when it is ${colorScheme}`, async () => {
    await visit(
      browser,
      "/docs",
      async (page) => {
        await page.locator(".opblock").first().waitFor({ state: "attached" });

        assert.deepEqual(await violations(page, ["#document"]), []);
      },
      { colorScheme },
    );
  });
}
