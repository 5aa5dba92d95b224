// A browser, and pages of it that note whatever goes wrong while they are open. `tools/browser` starts the server and sets the
// environment.
"use strict";
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { chromium } = require("playwright-core");

const SERVER = process.env.IMPRINT_URL;
const WIDE = { width: 1280, height: 1000 };
const NARROW = { width: 390, height: 844 };

function launch() {
  return chromium.launch({
    executablePath: process.env.IMPRINT_CHROMIUM,
    // Chromium refuses to run as root with its sandbox.
    chromiumSandbox: process.getuid() !== 0,
    args: [
      "--disable-gpu", "--disable-quic", "--no-first-run", "--no-proxy-server",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

// Opens a path in a context of its own, with empty storage and cache. `faults` fills with what the browser finds wrong, in windows
// that the page opens too.
async function open(browser, path, { server = SERVER, viewport = WIDE, colorScheme = "light", javaScriptEnabled = true } = {}) {
  const context = await browser.newContext({ viewport, colorScheme, javaScriptEnabled });
  context.setDefaultTimeout(15_000);
  const faults = [];
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => faults.push(`script: ${error.error().message}`));
  context.on("request", (request) => {
    if (!/^(data:|about:)/.test(request.url()) && new URL(request.url()).origin !== server) faults.push(`elsewhere: ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  const page = await context.newPage();
  await page.goto(server + path);
  return { page, faults, close: () => context.close() };
}

// Whether the pages of a context still get frames. Chromium sometimes stops drawing a page, at times one in some hundred under load:
// its scripts run on, yet whatever waits for a frame, as a click and a picture do, waits for ever.
async function draws(context) {
  // "Stable" is what has the same place in two frames. A page without scripts gives no frames to `evaluate`.
  const twoFrames = async (page) => (await page.$("html")).waitForElementState("stable", { timeout: 5_000 });
  return Promise.all(context.pages().map(twoFrames)).then(() => true, () => false);
}

// Opens, acts, and asserts that the browser had nothing to complain of but what is `expected`. What fails counts, unless the browser
// has stopped drawing; then it says nothing about the page, and there are two more tries.
async function visit(browser, path, act, { expected = /^$/, ...options } = {}) {
  for (let left = 2; ; left -= 1) {
    const { page, faults, close } = await open(browser, path, options);
    try {
      await act(page);
      await page.waitForLoadState("networkidle");
      assert.deepEqual(faults.filter((fault) => !expected.test(fault)), [], `while ${path} was open`);
      return;
    } catch (error) {
      if (left === 0 || (await draws(page.context()))) throw error;
      console.log(`${path}: the browser stopped drawing it; another try`);
    } finally {
      await close();
    }
  }
}

// The operations of the served document: their ids, each with its tag and its method.
async function operations() {
  const document = await (await fetch(`${SERVER}/openapi.json`)).json();
  const all = Object.values(document.paths).flatMap((path) => Object.entries(path));
  const operations = all.filter(([, part]) => part.operationId);
  return operations.map(([method, part]) => ({ id: part.operationId, tag: part.tags[0], method }));
}

// What axe-core finds against a page, outside the parts that `exclude` selects. It comes over the debugging port: most pages' policy allows
// no script.
async function violations(page, exclude = []) {
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  const found = await page.evaluate((exclude) => axe.run({ exclude }), exclude);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

module.exports = { SERVER, NARROW, WIDE, launch, open, operations, violations, visit };
