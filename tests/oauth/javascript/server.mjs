// The server, and the clients that are registered there, as oauth4webapi has them.
import assert from "node:assert/strict";
import * as oauth from "oauth4webapi";

export const ADDRESS = process.env.IMPRINT_URL;
export const REDIRECT = "http://127.0.0.1:3000/signed-in";
// The server's address is plain http, and this is meant.
export const INSECURE = { [oauth.allowInsecureRequests]: true };

const PROOFS = {
  client_secret_basic: (secret) => oauth.ClientSecretBasic(secret),
  client_secret_post: (secret) => oauth.ClientSecretPost(secret),
  none: () => oauth.None(),
};

// The server's description of itself (RFC 8414).
export async function discover() {
  const issuer = new URL(ADDRESS);
  const answer = await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...INSECURE });
  return oauth.processDiscoveryResponse(issuer, answer);
}

// A new client, and the proof that it is itself.
export async function register(method, grants, scopes) {
  const about = { name: `oauth4webapi, ${method}`, confidential: method !== "none", grants, redirectUris: [REDIRECT], scopes };
  const headers = { authorization: `Bearer ${process.env.IMPRINT_TOKEN}`, "content-type": "application/json" };
  const answer = await fetch(`${ADDRESS}/v1/clients`, { method: "POST", headers, body: JSON.stringify(about) });
  const made = await answer.json();
  assert.equal(answer.status, 201, JSON.stringify(made));
  return { client: { client_id: made.clientId }, proof: PROOFS[method](made.clientSecret) };
}
