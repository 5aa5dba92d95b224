// Generates functions that use fetch, and zod schemas. Without `urlEncodeParameters`, orval does not encode path parameters.
const input = "openapi.sdk.yaml";

module.exports = {
  fetch: { input, output: { client: "fetch", mode: "single", target: "orval/client.ts", urlEncodeParameters: true } },
  zod: { input, output: { client: "zod", mode: "single", target: "orval/zod.ts" } },
};
