// A client's request to the page at /oauth/authorize, and what a person does there.
"use strict";
const { createHash } = require("node:crypto");
const { SERVER } = require("./support.js");

const GRACE = { name: "grace", password: "seven gulls over the pier" };
const ANDREY = { name: "andrey", password: "simplepassword" };
const REDIRECT = `${SERVER}/docs/oauth2-redirect.html`;
const VERIFIER = "a-verifier-of-the-browser-tests-that-is-long-enough";

// Where the demonstration's client sends a browser, with `more` in place of its own parameters.
function request(more = {}) {
  const challenge = createHash("sha256").update(VERIFIER).digest("base64url");
  const own = { response_type: "code", client_id: "mobileV1", redirect_uri: REDIRECT, state: "the state" };
  const pkce = { code_challenge: challenge, code_challenge_method: "S256" };
  return `/oauth/authorize?${new URLSearchParams({ ...own, ...pkce, scope: "profile catalogue:write", ...more })}`;
}

async function signIn(page, { name, password }) {
  await page.getByLabel("E-mail address or username").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in and allow" }).click();
}

module.exports = { ANDREY, GRACE, REDIRECT, VERIFIER, request, signIn };
