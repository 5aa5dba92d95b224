// Generates types, zod schemas, and functions that use fetch and validate requests and responses with the schemas.
import { defineConfig } from "@kubb/core";
import { pluginClient } from "@kubb/plugin-client";
import { pluginOas } from "@kubb/plugin-oas";
import { pluginTs } from "@kubb/plugin-ts";
import { pluginZod } from "@kubb/plugin-zod";

export default defineConfig({
  input: { path: "openapi.sdk.yaml" },
  output: { path: "kubb", extension: { ".ts": ".js" }, format: false },
  plugins: [
    pluginOas({ generators: [] }),
    pluginTs({ output: { path: "types" } }),
    pluginZod({ output: { path: "zod" }, version: "4" }),
    pluginClient({ output: { path: "clients" }, client: "fetch", parser: "zod" }),
  ],
});
