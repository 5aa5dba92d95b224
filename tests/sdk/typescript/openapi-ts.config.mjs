// The generator would find the extension of imports in tsconfig.json, were it installed beside it and not in the cache.
export default {
  input: "../openapi.sdk.yaml",
  output: { path: "hey", module: { extension: ".js" } },
};
