# shellcheck shell=bash disable=SC2154 # tools/sdk sources it
# Two clients of the profile: openapi-fetch with the types of openapi-typescript, and @hey-api/openapi-ts.

install_typescript() { from_npm sdk-typescript tests/sdk/typescript; }

make_typescript() {
  install_typescript
  node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 20 || (major == 20 && minor >= 19) ? 0 : 1)' ||
    not_run "Node $(node --version) is too old for @hey-api/openapi-ts, which needs 20.19"
  rm -rf "$out/typescript" && mkdir "$out/typescript" && cp tests/sdk/typescript/*.{ts,mjs,json} "$out/typescript" &&
    ln -s "$home/node_modules" "$out/typescript/node_modules" && (
    cd "$out/typescript" || exit
    quiet openapi-typescript node_modules/.bin/openapi-typescript "$strict" --output api.d.ts
    quiet openapi-ts node_modules/.bin/openapi-ts --file openapi-ts.config.mjs --no-log-file
  )
}

check_typescript() {
  "$out/typescript/node_modules/.bin/tsc" --project "$out/typescript" && found+=("typescript (both), python and rust: there and back")
}

run_typescript() {
  node "$out/typescript/built/fetch.js" "$1" && node "$out/typescript/built/hey.js" "$1"
}
