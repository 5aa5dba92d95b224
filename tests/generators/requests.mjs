// Builds requests from the examples of an OpenAPI document.

const methods = ["get", "head", "post", "put", "patch", "delete"];

/** Follows a `$ref`. */
const resolve = (document, node) =>
  node?.$ref ? resolve(document, node.$ref.slice(2).split("/").reduce((at, key) => at[key], document)) : node;

const first = (examples) => examples && Object.values(examples)[0];

/** Returns the example of a parameter or a body, from wherever the document has it. */
export function example(document, holder) {
  const named = resolve(document, first(holder.examples));
  const schema = resolve(document, holder.schema) ?? {};
  return holder.example ?? named?.value ?? schema.example ?? schema.examples?.[0] ?? schema.enum?.[0];
}

/** Yields every operation. `address` is the path with the examples of its parameters; `query` and `bodies` have examples, too. */
export function* operations(document) {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods.filter((method) => item[method])) {
      const operation = item[method];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((one) => resolve(document, one));
      const address = path.replace(/\{(\w+)\}/g, (_, name) => {
        const found = example(document, parameters.find((one) => one.in === "path" && one.name === name));
        if (found === undefined) throw new Error(`${operation.operationId}: the parameter ${name} has no example`);
        return encodeURIComponent(found);
      });
      const body = resolve(document, operation.requestBody);
      yield {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        address,
        query: parameters.filter((one) => one.in === "query").map((one) => [one.name, example(document, one)]),
        bodies: Object.entries(body?.content ?? { "": {} }).map(([type, media]) => [type, example(document, media)]),
        statuses: Object.keys(operation.responses),
      };
    }
  }
}
