# shellcheck shell=bash disable=SC2154 # tools/generators sources it
# Clients and zod schemas by orval and kubb.

install_typescript() { from_npm generators-typescript tests/generators/typescript; }

check_typescript() {
  install_typescript
  cp tests/generators/typescript/*.{ts,cjs,mjs,json} "$strict" "$out/typescript" &&
    ln -s "$home/node_modules" "$out/typescript/node_modules" && cd "$out/typescript" || return
  quiet orval node_modules/.bin/orval --config orval.config.cjs
  quiet kubb node_modules/.bin/kubb generate --config kubb.config.mjs --logLevel silent
  node_modules/.bin/tsc && node built/orval.js && node built/kubb.js
}
