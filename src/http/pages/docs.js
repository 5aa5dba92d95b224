"use strict";
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();

window.ui = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#document",
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
  oauth2RedirectUrl: `${location.origin}/docs/oauth2-redirect.html`,
});

// Who is to sign in stands on the page if it is a demonstration's client, which everybody may know.
const { clientId = "", clientSecret = "" } = document.getElementById("document").dataset;
window.ui.initOAuth({ clientId, clientSecret, usePkceWithAuthorizationCodeGrant: true });
