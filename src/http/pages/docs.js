"use strict";
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();

const place = document.getElementById("document");

// Swagger UI's own filter knows tags only. This one finds operations by path, method, summary and tag.
function opsFilter(tags, phrase) {
  const wanted = phrase.toLowerCase();
  const fits = (tag) => (operation) =>
    [tag, operation.get("method"), operation.get("path"), operation.getIn(["operation", "summary"], "")]
      .join(" ").toLowerCase().includes(wanted);
  return tags
    .map((group, tag) => group.update("operations", (operations) => operations.filter(fits(tag))))
    .filter((group) => group.get("operations").size > 0);
}

window.ui = SwaggerUIBundle({
  url: place.dataset.document,
  dom_id: "#document",
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  filter: true,
  plugins: [{ fn: { opsFilter } }],
  validatorUrl: null,
  oauth2RedirectUrl: `${location.origin}/docs/oauth2-redirect.html`,
  responseInterceptor: signedOut,
  onComplete: labelled,
});

// The credentials of a demonstration's client are on the page; everybody may know them.
const { clientId = "", clientSecret = "" } = place.dataset;
window.ui.initOAuth({ clientId, clientSecret, usePkceWithAuthorizationCodeGrant: true });

function labelled() {
  const filter = document.querySelector(".operation-filter-input");
  filter?.setAttribute("aria-label", "Filter operations");
  filter?.setAttribute("placeholder", "Filter operations: book, /v1/users, delete …");
}

// Forgets every token, so that the locks open.
function forget() {
  const tokens = Object.keys(window.ui.authSelectors.authorized()?.toJS() ?? {});
  if (tokens.length > 0) window.ui.authActions.logout(tokens);
  show("");
}

// After "log out" has ended the session its token is of no use any more.
function signedOut(response) {
  if (response.ok && response.url.endsWith("/v1/auth/logout")) forget();
  return response;
}

const dialog = () => document.querySelector(".dialog-ux .modal-ux");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") dialog()?.querySelector(".close-modal")?.click();
});

// Swagger UI gives the focus to a field in the middle of its dialog, which scrolls there. It begins at its top instead.
let opened = null;
new MutationObserver(() => {
  const now = dialog();
  if (now && now !== opened) {
    now.setAttribute("role", "dialog");
    now.setAttribute("aria-modal", "true");
    now.setAttribute("aria-label", "Authorize");
    requestAnimationFrame(() => {
      now.querySelector(".close-modal")?.focus({ preventScroll: true });
      now.querySelector(".modal-ux-content")?.scrollTo(0, 0);
    });
  }
  opened = now;
}).observe(place, { childList: true, subtree: true });

// One click signs in to a demonstration.
const said = document.getElementById("signed-in");

function show(text) {
  if (said) said.textContent = text;
}

async function signIn({ username, password, name }) {
  show("Signing in …");
  const response = await fetch("/v1/auth/login", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ username, password }),
  });
  const answer = await response.json();
  if (!response.ok) return show(answer.detail);
  forget();
  window.ui.preauthorizeApiKey("bearer", answer.accessToken);
  show(`Signed in as ${name}. “Try it out” now sends the token.`);
}

for (const button of document.querySelectorAll("#logins button")) {
  button.addEventListener("click", () => signIn(button.dataset).catch(() => show("The server did not answer.")));
}
