# shellcheck shell=bash disable=SC2154 # tools/generators sources it
# A Postman collection by openapi-to-postmanv2. newman sends all requests to the demo server, as the administrator.

install_postman() { from_npm generators-postman tests/generators/postman; }

check_postman() {
  install_postman
  cp tests/generators/{requests,postman/*}.mjs "$out/postman" && ln -s "$home/node_modules" "$out/postman/node_modules" && cd "$out/postman" || return
  node run.mjs "$full"
}
