// /docs/reference: Redoc, to read.
"use strict";
const assert = require("node:assert/strict");
const { after, before, test } = require("node:test");
const { NARROW, launch, operations, violations, visit } = require("./support.js");

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const section = (page, operation) => page.locator(`[id="operation/${operation}"]`);

// Waits until an operation's section stands at the top of the window.
function atTop(page, operation) {
  const stands = (id) => {
    const top = document.getElementById(id)?.getBoundingClientRect().top ?? Infinity;
    return scrollY > 0 && Math.abs(top) < 140;
  };
  return page.waitForFunction(stands, `operation/${operation}`, { timeout: 10_000 });
}

test("every operation of the document has a section with its own anchor", async () => {
  const all = await operations();
  await visit(browser, "/docs/reference", async (page) => {
    await section(page, all[0].id).waitFor({ state: "attached" });

    const anchors = await page.locator('[id^="operation/"]').evaluateAll((parts) => parts.map((part) => part.id));

    assert.deepEqual(anchors.sort(), all.map(({ id }) => `operation/${id}`).sort());
  });
});

test("a deep link opens the page at its operation", async () => {
  await visit(browser, "/docs/reference#operation/createBook", async (page) => {
    await atTop(page, "createBook");
  });
});

test("an operation shows the example of its body and of a failure that it shares with others", async () => {
  await visit(browser, "/docs/reference#operation/createBook", async (page) => {
    const samples = section(page, "createBook");
    await samples.getByText("Request samples").waitFor();
    assert.match(await samples.getByRole("tabpanel").first().innerText(), /"title": "/);

    await samples.getByRole("tab", { name: "409" }).click();

    await samples.getByText('"isbn_taken"').waitFor();
  });
});

test("each operation has samples in three languages", async () => {
  await visit(browser, "/docs/reference#operation/createBook", async (page) => {
    const samples = section(page, "createBook");
    for (const [label, text] of [["curl", "curl -X POST"], ["TypeScript", "await fetch("], ["Python", "requests.post("]]) {
      await samples.getByRole("tab", { name: label }).click();
      await samples.getByRole("tabpanel").filter({ hasText: text }).waitFor();
    }
  });
});

test("the search finds an operation and leads to it", async () => {
  await visit(browser, "/docs/reference", async (page) => {
    await page.getByLabel("Search the reference").fill("create book");
    await page.locator("#found").getByRole("link", { name: "Create a book" }).waitFor();
    await page.getByLabel("Search the reference").press("Enter");

    await atTop(page, "createBook");
  });
});

test("a problem's page leads to the operations that answer with it", async () => {
  await visit(browser, "/problems/isbn_taken", async (page) => {
    await page.getByRole("link", { name: "Create a book" }).click();

    await page.waitForURL(/\/docs\/reference#/);
    await atTop(page, "createBook");
  });
});

test("on a narrow screen it can be read without scrolling sideways", async () => {
  const sideways = () => document.documentElement.scrollWidth - innerWidth;
  await visit(
    browser,
    "/docs/reference",
    async (page) => {
      await page.getByRole("heading", { name: "Create a book" }).first().waitFor();

      assert.equal(await page.evaluate(sideways), 0);
    },
    { viewport: NARROW },
  );
});

for (const colorScheme of ["light", "dark"]) {
  test(`what stands around the reference has no accessibility violations when it is ${colorScheme}`, async () => {
    await visit(
      browser,
      "/docs/reference",
      async (page) => {
        await page.locator('[id^="operation/"]').first().waitFor({ state: "attached" });

        assert.deepEqual(await violations(page, ["#document"]), []);
      },
      { colorScheme },
    );
  });
}
