// Sends every request of a Postman collection of the contract to the demonstration: node run.mjs DOCUMENT
import newman from "newman";
import { convert, requests, withQueries } from "./collection.mjs";
import { unsent } from "./exceptions.mjs";

const { IMPRINT_URL: server, IMPRINT_TOKEN: token } = process.env;
const document = await (await fetch(`${server}/openapi.json`)).json();
const collection = await convert(process.argv[2]);

// What a person enters once. A collection from here has the flows of OAuth for a token, and a person would click through one of them.
const variables = { baseUrl: server, basicAuthUsername: "mobileV1", basicAuthPassword: "abc123456" };
const bearer = { type: "bearer", bearer: [{ key: "token", value: token, type: "string" }] };

// What is read is there before it is changed, and what is changed before it is deleted; the token ends with `logout`.
const order = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const rank = ({ operation: { id, method } }) => (id === "logout" ? order.length : order.indexOf(method));

const all = requests(collection, document);
const items = all
  .filter(({ operation }) => !(operation.id in unsent))
  .toSorted((one, other) => rank(one) - rank(other))
  .flatMap((one) => [one.item, ...withQueries(one)])
  .map((item) => (item.request.auth?.type === "oauth2" ? { ...item, request: { ...item.request, auth: bearer } } : item));

const wrong = [];
const ignored = Object.keys(unsent).filter((id) => !all.some(({ operation }) => operation.id === id));
if (ignored.length) wrong.push(`exceptions.mjs names what the document does not have: ${ignored.join(", ")}`);

const values = Object.entries(variables).map(([key, value]) => ({ key, value }));
const run = newman.run({ collection: { ...collection, item: items }, environment: { values }, timeoutRequest: 10_000 });
run.on("request", (error, { item, request, response }) => {
  if (!error && response.code < 400) return;
  const sent = `${request.method} ${request.url.getPathWithQuery()} ${request.body?.toString() ?? ""}`;
  wrong.push(`${item.name}: ${error ?? `${response.code} ${response.text()}`}\n    ${sent.slice(0, 400)}`);
});
run.on("done", (error) => {
  if (error) wrong.push(String(error));
  if (wrong.length) console.log(wrong.join("\n"));
  console.log(`${items.length} requests, ${wrong.length} of them refused, ${Object.keys(unsent).length} operations left out`);
  process.exit(wrong.length || !items.length ? 1 : 0);
});
