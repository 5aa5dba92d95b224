// Asks a mock of the contract for every answer of every operation: node ask.mjs DOCUMENT
import { mock } from "./mock.mjs";
import { operations } from "./requests.mjs";

const document = await (await fetch(`${process.env.IMPRINT_URL}/openapi.json`)).json();
const { address: server, stop } = await mock(process.argv[2]);
const encode = (type, body) => (type.endsWith("form-urlencoded") ? new URLSearchParams(body).toString() : JSON.stringify(body));

/** What is wrong with the answer, in a line; nothing if it is what the document says. */
async function ask({ id, method, address }, [type, body], prefer, expected) {
  if (type && body === undefined) return `${id}: no example of ${type}`;
  // Basic is for the token server; Prism sees that something is there.
  const authorization = address.startsWith("/oauth/") ? `Basic ${btoa("mobileV1:abc123456")}` : "Bearer token";
  const headers = { Authorization: authorization, ...prefer, ...(type && { "Content-Type": type }) };
  const response = await fetch(server + address, { method, headers, body: type ? encode(type, body) : undefined });
  const answer = await response.text();
  const violations = response.headers.get("sl-violations");
  if (!expected(response.status)) return `${id} ${type} ${JSON.stringify(prefer)}: ${response.status} ${answer.slice(0, 300)} ${violations ?? ""}`;
  // Of HEAD, the mock misses the body.
  if (violations && method !== "HEAD") return `${id} ${type} ${response.status}: the mock's own answer is not what the document says: ${violations.slice(0, 600)}`;
}

let asked = 0;
const wrong = [];
const note = (what) => {
  asked += 1;
  if (what) wrong.push(what);
};
for (const operation of operations(document)) {
  // For the mock every `+json` is JSON, and it checks a JSON Patch against the schema of a merge patch.
  const bodies = operation.bodies.filter(([type]) => type !== "application/json-patch+json");
  for (const body of bodies) note(await ask(operation, body, {}, (status) => status >= 200 && status < 300));
  // Each documented answer, by the first body.
  for (const status of operation.statuses) {
    note(await ask(operation, bodies[0], { Prefer: `code=${status}` }, (got) => got === Number(status)));
  }
}
stop();
if (wrong.length) console.log(wrong.join("\n"));
console.log(`${asked} answers of the mock, ${wrong.length} of them wrong`);
process.exit(wrong.length ? 1 : 0);
