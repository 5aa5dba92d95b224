# shellcheck shell=bash disable=SC2154 # tools/generators sources it
# A mock server by Prism. It must answer every operation from the document, without errors of its own.

install_prism() { from_npm generators-prism tests/generators/prism; }

check_prism() {
  install_prism
  cp tests/generators/{requests,prism/*}.mjs "$out/prism" && ln -s "$home/node_modules" "$out/prism/node_modules" && cd "$out/prism" || return
  node ask.mjs "$full"
}
