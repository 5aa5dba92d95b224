// One file of functions on fetch, and one of zod schemas. Its parameters go into the path encoded only if it is told so.
const input = "openapi.sdk.yaml";

module.exports = {
  fetch: { input, output: { client: "fetch", mode: "single", target: "orval/client.ts", urlEncodeParameters: true } },
  zod: { input, output: { client: "zod", mode: "single", target: "orval/zod.ts" } },
};
