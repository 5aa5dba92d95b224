// oauth4webapi on its way through the token server: tools/oauth runs it beside a server of its own.
//
// One line for each step; it ends at the first answer that is not what oauth4webapi or the standards expect.
import assert from "node:assert/strict";
import * as oauth from "oauth4webapi";
import { decide } from "./page.mjs";
import { ADDRESS, INSECURE, REDIRECT, discover, register } from "./server.mjs";

// In the demonstration's data.
const GRACE = ["grace", "seven gulls over the pier"];

const as = await discover();
let steps = 0;
function done(what) {
  steps += 1;
  console.log(`oauth4webapi: ${what}`);
}
done("the metadata is good");

// A confidential client, to ask about the tokens of the public one, which may not.
const asker = await register("client_secret_basic", ["client_credentials"], ["catalogue:write"]);
for (const method of as.token_endpoint_auth_methods_supported) {
  await codeFlow(await register(method, ["authorization_code", "refresh_token"], ["profile", "catalogue:write"]), method);
  done(`code flow with PKCE, refresh, introspection and revocation, ${method}`);
}
await replayedCode();
done("a code that comes twice gives nothing, and ends what it gave");
await denied();
done("a user who says no");
await clientCredentials();
done("client credentials");
await password();
done("a user's password, with the demonstration's client");
await strangers();
done("a wrong secret, a wrong verifier and another client's code are refused");
console.log(`oauth4webapi: ${steps} steps`);

async function codeFlow(app, method) {
  const tokens = await exchange(app, await signIn(app, "profile catalogue:write"));
  assert.deepEqual([tokens.token_type, tokens.scope, tokens.expires_in], ["bearer", "profile catalogue:write", 900]);
  const claims = await accessToken(tokens.access_token);
  assert.equal(claims.client_id, app.client.client_id);
  const mine = await (await me(tokens.access_token)).json();
  assert.deepEqual([mine.username, mine.id], ["grace", claims.sub]);

  const next = await refresh(app, tokens.refresh_token);
  assert.notEqual(next.refresh_token, tokens.refresh_token);
  assert.notEqual((await accessToken(next.access_token)).jti, claims.jti);

  const told = await introspect(asker, next.access_token);
  assert.deepEqual(
    [told.active, told.client_id, told.username, told.sub, told.iss, told.aud],
    [true, app.client.client_id, "grace", claims.sub, ADDRESS, ADDRESS],
  );
  if (method === "none") await refused("invalid_client", introspect(app, next.access_token));
  else assert.deepEqual(await introspect(app, next.access_token), told);

  await oauth.processRevocationResponse(await oauth.revocationRequest(as, app.client, app.proof, next.access_token, INSECURE));
  await over(next);
  await refused("invalid_grant", refresh(app, next.refresh_token));
  // What is no good any more can be given back again (RFC 7009, 2.2).
  await oauth.processRevocationResponse(await oauth.revocationRequest(as, app.client, app.proof, next.access_token, INSECURE));
}

async function replayedCode() {
  const app = await register("client_secret_basic", ["authorization_code", "refresh_token"], ["profile"]);
  const signedIn = await signIn(app);
  const tokens = await exchange(app, signedIn);
  assert.equal((await me(tokens.access_token)).status, 200);
  await refused("invalid_grant", exchange(app, signedIn));
  await over(tokens);
}

async function denied() {
  const app = await register("none", ["authorization_code"], ["profile"]);
  const { url, state } = await request(app);
  const back = await decide(url, "", "", "deny");
  await assert.rejects(
    async () => oauth.validateAuthResponse(as, app.client, back, state),
    (error) => error instanceof oauth.AuthorizationResponseError && error.error === "access_denied",
  );
  assert.equal(back.searchParams.get("iss"), as.issuer);
}

async function clientCredentials() {
  const app = await register("client_secret_post", ["client_credentials"], ["catalogue:write"]);
  const asked = new URLSearchParams({ scope: "catalogue:write" });
  const answer = await oauth.clientCredentialsGrantRequest(as, app.client, app.proof, asked, INSECURE);
  const tokens = await oauth.processClientCredentialsResponse(as, app.client, answer);
  assert.deepEqual([tokens.scope, tokens.refresh_token], ["catalogue:write", undefined]);
  const claims = await accessToken(tokens.access_token);
  const told = await introspect(app, tokens.access_token);
  assert.deepEqual([told.active, told.sub, told.username], [true, claims.sub, undefined]);
}

async function password() {
  const app = { client: { client_id: "mobileV1" }, proof: oauth.ClientSecretPost("abc123456") };
  const who = { username: "andrey", password: "simplepassword" };
  const answer = await oauth.genericTokenEndpointRequest(as, app.client, app.proof, "password", who, INSECURE);
  const tokens = await oauth.processGenericTokenEndpointResponse(as, app.client, answer);
  assert.equal(tokens.scope, "profile");
  assert.equal((await (await me(tokens.access_token)).json()).username, "andrey");
}

async function strangers() {
  const app = await register("client_secret_post", ["authorization_code"], ["profile"]);
  for (const proof of [oauth.ClientSecretBasic("a wrong secret"), oauth.ClientSecretPost("a wrong secret"), oauth.None()]) {
    await refused("invalid_client", exchange({ ...app, proof }, await signIn(app)));
  }
  const verifier = oauth.generateRandomCodeVerifier();
  await refused("invalid_grant", exchange(app, { ...(await signIn(app)), verifier }));
  const { verifier: own, callback } = await signIn(app);
  await refused("invalid_grant", exchange(await register("none", ["authorization_code"], ["profile"]), { verifier: own, callback }));
}

// What an app sends its user's browser to the page with.
async function request({ client }) {
  const [verifier, state] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState()];
  const url = new URL(as.authorization_endpoint);
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: client.client_id,
    redirect_uri: REDIRECT,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  return { url, verifier, state };
}

// Has grace sign in and say yes. oauth4webapi checks `state`, and `iss` because the metadata says that it is there (RFC 9207).
// Without a scope it is the least that there is.
async function signIn(app, scope) {
  const { url, verifier, state } = await request(app);
  if (scope) url.searchParams.set("scope", scope);
  const back = await decide(url, ...GRACE, "allow");
  assert.equal(back.origin + back.pathname, REDIRECT);
  return { verifier, callback: oauth.validateAuthResponse(as, app.client, back, state) };
}

async function exchange({ client, proof }, { callback, verifier }) {
  const answer = await oauth.authorizationCodeGrantRequest(as, client, proof, callback, REDIRECT, verifier, INSECURE);
  return oauth.processAuthorizationCodeResponse(as, client, answer);
}

async function refresh({ client, proof }, token) {
  return oauth.processRefreshTokenResponse(as, client, await oauth.refreshTokenGrantRequest(as, client, proof, token, INSECURE));
}

async function introspect({ client, proof }, token) {
  return oauth.processIntrospectionResponse(as, client, await oauth.introspectionRequest(as, client, proof, token, INSECURE));
}

// The access token's claims, checked as a resource server does that gets it (RFC 9068), with the keys at `jwks_uri`.
function accessToken(token) {
  return oauth.validateJwtAccessToken(as, bearer(token), as.issuer, { signingAlgorithms: ["EdDSA"], ...INSECURE });
}

function bearer(token) {
  return new Request(`${ADDRESS}/v1/me`, { headers: { authorization: `Bearer ${token}` } });
}

function me(token) {
  return fetch(bearer(token));
}

// Nothing of these tokens is good any more.
async function over({ access_token, refresh_token }) {
  assert.deepEqual(await introspect(asker, access_token), { active: false });
  assert.deepEqual(await introspect(asker, refresh_token), { active: false });
  assert.equal((await me(access_token)).status, 401);
}

// That an answer was a refusal. 401 has a challenge, of which oauth4webapi makes an error of another class; it leaves the body to us.
async function refused(name, asked) {
  const error = await asked.then((given) => assert.fail(`${name} was expected, and given was ${JSON.stringify(given)}`), (refusal) => refusal);
  if (name === "invalid_client") {
    assert.ok(error instanceof oauth.WWWAuthenticateChallengeError, error);
    assert.deepEqual(error.cause, [{ scheme: "basic", parameters: { realm: "Imprint" } }]);
    assert.equal((await error.response.json()).error, name);
  } else {
    assert.ok(error instanceof oauth.ResponseBodyError, error);
    assert.deepEqual([error.status, error.error], [400, name]);
  }
}
