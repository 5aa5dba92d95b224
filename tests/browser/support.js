// A browser, and pages of it that note whatever goes wrong while they are open. `tools/browser` starts the server and sets the
// environment.
"use strict";
const assert = require("node:assert/strict");
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

// Opens a path in a context of its own, with empty storage and cache. `faults` fills with what the browser finds wrong.
async function open(browser, path, { viewport = WIDE, colorScheme = "light" } = {}) {
  const context = await browser.newContext({ viewport, colorScheme });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(data:|about:)/.test(request.url()) && new URL(request.url()).origin !== SERVER) faults.push(`elsewhere: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(SERVER + path);
  return { page, faults, close: () => context.close() };
}

// Opens, acts, and asserts that the browser had nothing to complain of but what is `expected`.
async function visit(browser, path, act, { expected = /^$/, ...options } = {}) {
  const { page, faults, close } = await open(browser, path, options);
  try {
    await act(page);
    await page.waitForLoadState("networkidle");
    assert.deepEqual(faults.filter((fault) => !expected.test(fault)), [], `while ${path} was open`);
  } finally {
    await close();
  }
}

// The operations of the served document: their ids, each with its tag.
async function operations() {
  const document = await (await fetch(`${SERVER}/openapi.json`)).json();
  const all = Object.values(document.paths).flatMap((path) => Object.values(path));
  return all.filter((part) => part.operationId).map((part) => ({ id: part.operationId, tag: part.tags[0] }));
}

module.exports = { SERVER, NARROW, WIDE, launch, open, operations, visit };
