// /docs: "Authorize" with the flows of OAuth, as the demonstration's client.
"use strict";
const assert = require("node:assert/strict");
const { after, before, test } = require("node:test");
const { ANDREY, GRACE, signIn } = require("./consent.js");
const { SERVER, launch, visit } = require("./support.js");
const { link, tryOut, unfold } = require("./swagger.js");

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const PAGE = link("Users", "getMe");
const apply = (dialog) => dialog.getByRole("button", { name: "Apply given OAuth2 credentials" });
const logout = (dialog) => dialog.getByRole("button", { name: "Remove authorization" });
const refused = { expected: /^40[01]: |status of 40[01]/ };

// Opens the dialog, and gives the part of it that is for one flow.
async function flow(page, name) {
  await page.locator(".scheme-container").getByRole("button", { name: "Authorize" }).click();
  return page.locator(".auth-container").filter({ hasText: `Flow: ${name}` });
}

// Closes the dialog.
function close(page) {
  return page.locator(".dialog-ux .close-modal").click();
}

// In the code flow: goes to the page of ours, does something there, and waits until it has gone.
async function inPopup(page, dialog, act) {
  const [popup] = await Promise.all([page.waitForEvent("popup"), apply(dialog).click()]);
  await Promise.all([popup.waitForEvent("close"), act(popup)]);
}

// Tries a form another time.
async function tryAgain(page, tag, operation) {
  const block = page.locator(`#operations-${tag}-${operation}`);
  await block.getByRole("button", { name: "Cancel" }).click();
  return tryOut(page, tag, operation);
}

test("the code flow signs in, the operation is done, and after signing out it is refused", async () => {
  await visit(
    browser,
    PAGE,
    async (page) => {
      let dialog = await flow(page, "authorizationCode with PKCE");
      await dialog.getByText("select all").click();
      await inPopup(page, dialog, (popup) => signIn(popup, GRACE));
      await logout(dialog).waitFor();
      await close(page);

      const me = await tryOut(page, "Users", "getMe");
      await unfold(page, "Authors", "createAuthor");
      const created = await tryOut(page, "Authors", "createAuthor");
      dialog = await flow(page, "authorizationCode with PKCE");
      await logout(dialog).click();
      await apply(dialog).waitFor();
      await close(page);
      const without = await tryAgain(page, "Users", "getMe");

      assert.deepEqual([me.status, me.body.username, me.body.scope], [200, "grace", "profile catalogue:write"]);
      assert.equal(created.status, 201);
      assert.deepEqual([without.status, without.body.code], [401, "token_missing"]);
    },
    refused,
  );
});

test("only the scopes that were selected are granted", async () => {
  await visit(
    browser,
    PAGE,
    async (page) => {
      const dialog = await flow(page, "authorizationCode with PKCE");
      await dialog.locator('label[for^="profile-"]').click();
      await inPopup(page, dialog, async (popup) => {
        assert.deepEqual(await popup.locator("li").allInnerTexts(), ["Read and change your own account."]);
        await signIn(popup, GRACE);
      });
      await logout(dialog).waitFor();
      await close(page);

      assert.equal((await tryOut(page, "Users", "getMe")).body.scope, "profile");
    },
  );
});

test("who cancels on our page finds the reason in the dialog", async () => {
  await visit(browser, PAGE, async (page) => {
    const dialog = await flow(page, "authorizationCode with PKCE");
    await inPopup(page, dialog, (popup) => popup.getByRole("button", { name: "Cancel" }).click());

    await dialog.getByText("access_denied").waitFor();
  });
});

test("the page signs in under the machine's other name, too", async () => {
  const server = SERVER.replace("127.0.0.1", "localhost");
  await visit(
    browser,
    PAGE,
    async (page) => {
      const dialog = await flow(page, "authorizationCode with PKCE");
      await inPopup(page, dialog, (popup) => signIn(popup, GRACE));
      await logout(dialog).waitFor();
      await close(page);

      assert.equal((await tryOut(page, "Users", "getMe")).status, 200);
    },
    { server },
  );
});

for (const place of ["basic", "request-body"]) {
  test(`the password flow signs in with the client's secret in the ${place}`, async () => {
    await visit(browser, PAGE, async (page) => {
      const dialog = await flow(page, "password");
      await dialog.getByLabel("username:").fill(ANDREY.name);
      await dialog.getByLabel("password:").fill(ANDREY.password);
      await dialog.locator("select").selectOption(place);
      await apply(dialog).click();
      await logout(dialog).waitFor();
      await close(page);

      const { status, body } = await tryOut(page, "Users", "getMe");

      assert.deepEqual([status, body.username, body.scope], [200, "andrey", "profile"]);
    });
  });
}

test("a wrong password is told in the dialog", async () => {
  await visit(
    browser,
    PAGE,
    async (page) => {
      const dialog = await flow(page, "password");
      await dialog.getByLabel("username:").fill(ANDREY.name);
      await dialog.getByLabel("password:").fill("not the password");
      await apply(dialog).click();

      await dialog.getByText("invalid_grant").waitFor();
    },
    refused,
  );
});
