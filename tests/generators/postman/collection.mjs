// Converts the document into a Postman collection, and prepares its requests.
import converter from "openapi-to-postmanv2";
import { operations } from "./requests.mjs";

// The options that docs/SDKS.md recommends: examples instead of random values, and only the required parameters.
const options = { folderStrategy: "Tags", parametersResolution: "Example", enableOptionalParameters: false, stackLimit: 50 };

/** Returns the collection that openapi-to-postmanv2 makes of the file. */
export function convert(file) {
  return new Promise((resolve, reject) => {
    converter.convertV2({ type: "file", data: file }, options, (error, result) => {
      if (error || !result.result) reject(error ?? new Error(result.reason));
      else resolve(result.output[0].data);
    });
  });
}

/** Returns the requests of a collection, named after their operations. Fails if the collection lacks one. */
export function requests(collection, document) {
  const known = new Map([...operations(document)].map((one) => [`${one.method} ${one.path}`, one]));
  const found = leaves(collection).map((item) => {
    const key = `${item.request.method} /${item.request.url.path.join("/").replace(/:(\w+)/g, "{$1}")}`;
    const operation = known.get(key);
    if (!operation) throw new Error(`the document does not have ${key}`);
    known.delete(key);
    return { item: { ...item, name: operation.id, request: withWholeForm(item.request) }, operation };
  });
  if (known.size) throw new Error(`the collection lacks ${[...known.keys()].join(", ")}`);
  return found;
}

const leaves = (folder) => folder.item.flatMap((item) => (item.item ? leaves(item) : [item]));

/** The converter disables optional fields of a form, even if the example has them. A client secret in the form replaces HTTP Basic. */
function withWholeForm(request) {
  const form = request.body?.urlencoded;
  if (!form) return request;
  const urlencoded = form.map((field) => ({ ...field, disabled: false }));
  const auth = form.some(({ key }) => key === "client_secret") ? { type: "noauth" } : request.auth;
  return { ...request, auth, body: { ...request.body, urlencoded } };
}

/** Yields a copy of the request for each query parameter that has an example, with only this parameter. */
export function* withQueries({ item, operation }) {
  for (const [name, example] of operation.query.filter(([, example]) => example !== undefined)) {
    const copy = structuredClone(item);
    copy.name = `${item.name}?${name}=${example}`;
    copy.request.url.query = copy.request.url.query.filter(({ key }) => key === name).map((one) => ({ ...one, disabled: false }));
    // The converter accepts the first media type of the response. A response to `fields` has the other one.
    const accept = copy.request.header?.find(({ key }) => key === "Accept");
    if (name === "fields" && accept?.value === "application/json") accept.value = "application/vnd.imprint.fields+json";
    yield copy;
  }
}
