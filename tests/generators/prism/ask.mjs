// Requests every documented response of every operation from a mock server: node ask.mjs DOCUMENT
import { mock } from "./mock.mjs";
import { operations } from "./requests.mjs";

const document = await (await fetch(`${process.env.IMPRINT_URL}/openapi.json`)).json();
const { address: server, stop } = await mock(process.argv[2]);
const encode = (type, body) => (type.endsWith("form-urlencoded") ? new URLSearchParams(body).toString() : JSON.stringify(body));

/** Returns what is wrong with the response, or nothing if it matches the document. */
async function ask({ id, method, address }, [type, body], prefer, expected) {
  if (type && body === undefined) return `${id}: no example of ${type}`;
  // Prism checks that the credentials are present, not that they are valid.
  const authorization = address.startsWith("/oauth/") ? `Basic ${btoa("mobileV1:abc123456")}` : "Bearer token";
  const headers = { Authorization: authorization, ...prefer, ...(type && { "Content-Type": type }) };
  const response = await fetch(server + address, { method, headers, body: type ? encode(type, body) : undefined });
  const answer = await response.text();
  const violations = response.headers.get("sl-violations");
  if (!expected(response.status)) return `${id} ${type} ${JSON.stringify(prefer)}: ${response.status} ${answer.slice(0, 300)} ${violations ?? ""}`;
  // Prism also expects a body in responses to HEAD.
  if (violations && method !== "HEAD") return `${id} ${type} ${response.status}: the response of the mock server does not match the document: ${violations.slice(0, 600)}`;
}

let asked = 0;
const wrong = [];
const note = (what) => {
  asked += 1;
  if (what) wrong.push(what);
};
for (const operation of operations(document)) {
  // Prism treats every `+json` as JSON, so it would check a JSON Patch against the schema of the merge patch.
  const bodies = operation.bodies.filter(([type]) => type !== "application/json-patch+json");
  for (const body of bodies) note(await ask(operation, body, {}, (status) => status >= 200 && status < 300));
  // `Prefer` selects the response.
  for (const status of operation.statuses) {
    note(await ask(operation, bodies[0], { Prefer: `code=${status}` }, (got) => got === Number(status)));
  }
}
stop();
if (wrong.length) console.log(wrong.join("\n"));
console.log(`${asked} responses of the mock server, ${wrong.length} wrong`);
process.exit(wrong.length ? 1 : 0);
