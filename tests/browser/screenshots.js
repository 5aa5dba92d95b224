// Takes a picture of each page, wide and narrow, light and dark, to be looked at: tools/browser --screenshots FOLDER
"use strict";
const { join } = require("node:path");
const { request, signIn } = require("./consent.js");
const { NARROW, WIDE, launch, open } = require("./support.js");

// Where each is, and what is done there first.
const PAGES = {
  welcome: ["/"],
  docs: ["/docs"],
  "docs-operation": ["/docs#/Books/createBook"],
  "docs-authorize": ["/docs", (page) => page.locator(".scheme-container").getByRole("button", { name: "Authorize" }).click()],
  reference: ["/docs/reference"],
  "reference-operation": ["/docs/reference#operation/createBook"],
  changes: ["/docs/changes"],
  problems: ["/problems"],
  problem: ["/problems/validation_failed"],
  "sign-in": [request()],
  // Another name each time, so that no limit is met.
  "sign-in-wrong": [request(), (page) => signIn(page, { name: `nobody-${Date.now()}`, password: "not the password" })],
  "sign-in-refused": [request({ redirect_uri: "https://elsewhere.example/" })],
};

async function main(folder) {
  const browser = await launch();
  for (const [name, [path, act = async () => {}]] of Object.entries(PAGES)) {
    for (const colorScheme of ["light", "dark"]) {
      for (const viewport of [WIDE, NARROW]) {
        const { page, close } = await open(browser, path, { colorScheme, viewport });
        await page.waitForLoadState("networkidle");
        await act(page);
        await page.waitForTimeout(500); // both documents scroll to their operation after they are drawn
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${viewport.width}.png`) });
        await close();
      }
    }
  }
  await browser.close();
  console.log(`${Object.keys(PAGES).length * 4} pictures in ${folder}`);
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
