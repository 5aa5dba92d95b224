// The browser of somebody who signs in: plain HTTP, and a form that is filled in.
import assert from "node:assert/strict";

const NAMED = { lt: "<", gt: ">", quot: '"', amp: "&", "#39": "'", "#x27": "'" };

// Opens the page of `url`, decides, and gives the address to which the browser is sent.
export async function decide(url, username, password, decision) {
  const page = await fetch(url, { redirect: "manual" });
  const text = await page.text();
  assert.equal(page.status, 200, text);
  const filled = new URLSearchParams({ ...hidden(text), username, password, decision });
  const cookie = page.headers.get("set-cookie").split(";")[0];
  const back = await fetch(new URL(action(text), url), { method: "POST", body: filled, headers: { cookie }, redirect: "manual" });
  assert.equal(back.status, 303, await back.text());
  return new URL(back.headers.get("location"));
}

const action = (page) => plain(page.match(/<form method="post" action="([^"]*)">/)[1]);

// The hidden fields of the page's form.
function hidden(page) {
  const fields = page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return Object.fromEntries([...fields].map(([, name, value]) => [name, plain(value)]));
}

const plain = (text) => text.replace(/&(#?\w+);/g, (_, name) => NAMED[name] ?? assert.fail(`&${name}; stands for nothing here`));
