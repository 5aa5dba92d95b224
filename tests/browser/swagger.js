// What a person does in Swagger UI.
"use strict";

const link = (tag, operation) => `/docs#/${tag}/${operation}`;

// Opens one operation's form, lets `fill` change what stands in it, sends it, and reads what the page shows of the answer.
async function tryOut(page, tag, operation, fill = async () => {}) {
  const block = page.locator(`#operations-${tag}-${operation}`);
  await block.getByRole("button", { name: "Try it out" }).click();
  await fill(block);
  await block.getByRole("button", { name: "Execute" }).click();
  const answer = block.locator(".live-responses-table .response");
  await answer.waitFor();
  const texts = await answer.locator("pre").allInnerTexts();
  return {
    status: Number.parseInt(await answer.locator(".response-col_status").innerText(), 10),
    body: JSON.parse(texts[0]),
    headers: await answer.locator('h5:has-text("Response headers") + pre').innerText(),
  };
}

// Opens an operation's form without the link that leads to it.
function unfold(page, tag, operation) {
  return page.locator(`#operations-${tag}-${operation} .opblock-summary-control`).click();
}

module.exports = { link, tryOut, unfold };
