// The pages of text: welcome, changes and problems, on wide and narrow screens, light and dark.
"use strict";
const assert = require("node:assert/strict");
const { after, before, test } = require("node:test");
const { NARROW, WIDE, launch, violations, visit } = require("./support.js");

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const PAGES = {
  "/": "Imprint",
  "/docs/changes": "Changes of the contract",
  "/problems": "Problems",
  "/problems/validation_failed": "Validation failed",
};

for (const [path, heading] of Object.entries(PAGES)) {
  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of [WIDE, NARROW]) {
      test(`${path} is ${colorScheme} and readable at ${viewport.width} pixels`, async () => {
        await visit(
          browser,
          path,
          async (page) => {
            const [red] = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g));
            const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

            assert.deepEqual(await page.locator("h1").allInnerTexts(), [heading]);
            assert.equal(Number(red) < 128, colorScheme === "dark");
            assert.equal(sideways, 0);
            assert.deepEqual(await violations(page), []);
          },
          { colorScheme, viewport },
        );
      });
    }
  }
}

test("an address that leads nowhere shows a page", async () => {
  await visit(
    browser,
    "/nowhere",
    async (page) => {
      assert.deepEqual(await page.locator("h1").allInnerTexts(), ["Page not found"]);
      assert.deepEqual(await violations(page), []);
    },
    { expected: /404/ },
  );
});

test("the welcome page says that this is a demonstration", async () => {
  await visit(browser, "/", async (page) => {
    assert.equal(await page.getByText("This is a demonstration.").isVisible(), true);
  });
});

test("the welcome page leads to both forms of the document", async () => {
  for (const [name, place] of [["Try the API", "/docs"], ["Read about it", "/docs/reference"]]) {
    await visit(browser, "/", async (page) => {
      await page.getByRole("link", { name }).click();

      await page.waitForURL(`**${place}`);
      await page.getByRole("heading", { level: 1, name: /^Imprint/ }).waitFor();
    });
  }
});
