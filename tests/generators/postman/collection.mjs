// The collection that openapi-to-postmanv2 makes of the document, as it is run here.
import converter from "openapi-to-postmanv2";
import { operations } from "./requests.mjs";

// As a person would choose: examples instead of invented values, and of parameters only those that must be there.
const options = { folderStrategy: "Tags", parametersResolution: "Example", enableOptionalParameters: false, stackLimit: 50 };

/** The collection, as the converter makes it. */
export function convert(file) {
  return new Promise((done, failed) => {
    converter.convertV2({ type: "file", data: file }, options, (error, result) => {
      if (error || !result.result) failed(error ?? new Error(result.reason));
      else done(result.output[0].data);
    });
  });
}

/** Its requests, each with the operation of the document that it stands for; `name` becomes the operation's id. */
export function requests(collection, document) {
  const known = new Map([...operations(document)].map((one) => [`${one.method} ${one.path}`, one]));
  const found = leaves(collection).map((item) => {
    const path = `/${item.request.url.path.join("/").replace(/:(\w+)/g, "{$1}")}`;
    const operation = known.get(`${item.request.method} ${path}`);
    known.delete(`${item.request.method} ${path}`);
    if (!operation) throw new Error(`${item.request.method} ${path} is in the collection and not in the document`);
    return { item: { ...item, name: operation.id }, operation };
  });
  if (known.size) throw new Error(`the collection lacks ${[...known.keys()].join(", ")}`);
  return found;
}

const leaves = (folder) => folder.item.flatMap((item) => (item.item ? leaves(item) : [item]));

/** The same request once more for each example of its query, with nothing but that in it. */
export function* withQueries({ item, operation }) {
  for (const [name, example] of operation.query.filter(([, example]) => example !== undefined)) {
    const copy = structuredClone(item);
    const query = copy.request.url.query.filter(({ key }) => key === name).map((one) => ({ ...one, disabled: false }));
    copy.request.url.query = query;
    copy.name = `${item.name}?${name}=${query[0]?.value ?? example}`;
    yield copy;
  }
}
