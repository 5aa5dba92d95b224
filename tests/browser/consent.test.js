// /oauth/authorize: the page on which people sign in for a client.
"use strict";
const assert = require("node:assert/strict");
const { after, before, test } = require("node:test");
const { ANDREY, GRACE, REDIRECT, VERIFIER, request, signIn } = require("./consent.js");
const { NARROW, SERVER, WIDE, launch, violations, visit } = require("./support.js");

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const WITHOUT_SCRIPTS = { javaScriptEnabled: false };
const focused = (page) => page.locator("*:focus").getAttribute("id");

// What the browser brings back to the client.
async function brought(page) {
  await page.waitForURL(`${REDIRECT}?*`);
  return Object.fromEntries(new URL(page.url()).searchParams);
}

for (const colorScheme of ["light", "dark"]) {
  for (const viewport of [WIDE, NARROW]) {
    test(`the page is ${colorScheme}, has labels, and is readable at ${viewport.width} pixels`, async () => {
      await visit(
        browser,
        request(),
        async (page) => {
          const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

          assert.deepEqual(await page.locator("h1").allInnerTexts(), ["Sign in for Imprint for phones"]);
          assert.deepEqual(await page.locator("li").allInnerTexts(), [
            "Read and change your own account.",
            "Create, change and delete authors and books.",
          ]);
          assert.equal(await focused(page), "username");
          assert.equal(sideways, 0);
          assert.deepEqual(await violations(page), []);
        },
        { colorScheme, viewport },
      );
    });
  }
}

test("without scripts, whoever signs in is sent back with a code that is good for tokens", async () => {
  await visit(
    browser,
    request(),
    async (page) => {
      await signIn(page, GRACE);
      const { code, state, iss } = await brought(page);
      const form = { grant_type: "authorization_code", code, redirect_uri: REDIRECT, code_verifier: VERIFIER };
      const body = new URLSearchParams({ ...form, client_id: "mobileV1", client_secret: "abc123456" });
      const answer = await fetch(`${SERVER}/oauth/token`, { method: "POST", body });

      assert.deepEqual([state, iss], ["the state", SERVER]);
      assert.deepEqual([answer.status, (await answer.json()).scope], [200, "profile catalogue:write"]);
    },
    WITHOUT_SCRIPTS,
  );
});

const WRONG = { ...ANDREY, password: "not the password" };
const refused = { expected: /^400: |status of 400/ };

test("a wrong password is told by an alert, the name stays, and the next try is good", async () => {
  await visit(
    browser,
    request(),
    async (page) => {
      await signIn(page, WRONG);

      assert.equal(await page.getByRole("alert").innerText(), "The e-mail address, username or password is wrong.");
      assert.equal(await page.getByLabel("E-mail address or username").inputValue(), "andrey");
      assert.equal(await page.getByLabel("Password").inputValue(), "");
      await signIn(page, ANDREY);
      assert.ok((await brought(page)).code);
    },
    { ...WITHOUT_SCRIPTS, ...refused },
  );
});

test("the alert belongs to its fields", async () => {
  await visit(
    browser,
    request(),
    async (page) => {
      await signIn(page, WRONG);
      await page.getByRole("alert").waitFor();

      assert.equal(await page.getByLabel("Password").getAttribute("aria-describedby"), "alert");
      assert.equal(await focused(page), "username");
      assert.deepEqual(await violations(page), []);
    },
    refused,
  );
});

test("the keyboard is enough", async () => {
  await visit(
    browser,
    request(),
    async (page) => {
      // The focus comes with the first frame, which may be after the load; the keys before it are lost.
      assert.equal(await focused(page), "username");
      await page.keyboard.type("grace");
      await page.keyboard.press("Tab");
      await page.keyboard.type("seven gulls over the pier");
      await page.keyboard.press("Enter");

      assert.ok((await brought(page)).code);
    },
    WITHOUT_SCRIPTS,
  );
});

test("who cancels is sent back with a refusal, and need not fill in anything", async () => {
  await visit(
    browser,
    request(),
    async (page) => {
      await page.getByRole("button", { name: "Cancel" }).click();
      const { error, state, code } = await brought(page);

      assert.deepEqual([error, state, code], ["access_denied", "the state", undefined]);
    },
    WITHOUT_SCRIPTS,
  );
});

test("a link that leads to nobody's address is refused on the spot", async () => {
  await visit(
    browser,
    request({ redirect_uri: "https://elsewhere.example/" }),
    async (page) => {
      assert.match(await page.getByRole("alert").innerText(), /^redirect_uri does not match any/);
      assert.equal(await page.locator("form").count(), 0);
      assert.deepEqual(await violations(page), []);
    },
    refused,
  );
});
