// Sends every request of a Postman collection of the contract to the demonstration server: node run.mjs DOCUMENT
import newman from "newman";
import { convert, requests, withQueries } from "./collection.mjs";
import { exceptions } from "./exceptions.mjs";

const { IMPRINT_URL: server, IMPRINT_TOKEN: token } = process.env;
const document = await (await fetch(`${server}/openapi.json`)).json();
const collection = await convert(process.argv[2]);

// Settings that a user of the collection enters once. The collection offers the OAuth flows; the token here is from such a flow.
const variables = { baseUrl: server, basicAuthUsername: "mobileV1", basicAuthPassword: "abc123456" };
const bearer = { type: "bearer", bearer: [{ key: "token", value: token, type: "string" }] };
const withToken = (item) =>
  item.request.auth?.type === "oauth2" ? { ...item, request: { ...item.request, auth: bearer } } : item;

// Resources are read before they are changed, and changed before they are deleted. `logout` comes last because it ends the token.
const order = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const rank = ({ operation: { id, method } }) => (id === "logout" ? order.length : order.indexOf(method));

const all = requests(collection, document);
const items = all
  .filter(({ operation }) => !(operation.id in exceptions))
  .toSorted((one, other) => rank(one) - rank(other))
  .flatMap((one) => [one.item, ...withQueries(one)])
  .map(withToken);

const problems = [];
const unknown = Object.keys(exceptions).filter((id) => !all.some(({ operation }) => operation.id === id));
if (unknown.length) problems.push(`exceptions.mjs lists operations that do not exist: ${unknown.join(", ")}`);

const values = Object.entries(variables).map(([key, value]) => ({ key, value }));
const run = newman.run({ collection: { ...collection, item: items }, environment: { values }, timeoutRequest: 10_000 });
run.on("request", (error, { item, request, response }) => {
  if (!error && response.code < 400) return;
  const sent = `${request.method} ${request.url.getPathWithQuery()} ${request.body?.toString() ?? ""}`;
  problems.push(`${item.name}: ${error ?? `${response.code} ${response.text()}`}\n    ${sent.slice(0, 400)}`);
});
run.on("done", (error) => {
  if (error) problems.push(String(error));
  if (problems.length) console.log(problems.join("\n"));
  console.log(`${items.length} requests, ${problems.length} failed, ${Object.keys(exceptions).length} operations not sent`);
  process.exit(problems.length || !items.length ? 1 : 0);
});
