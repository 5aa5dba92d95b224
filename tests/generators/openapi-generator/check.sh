# shellcheck shell=bash disable=SC2154 # tools/generators sources it
# Clients in four languages by openapi-generator. tests/sdk/java pins its version and has the function `openapi_generator`.

. tests/sdk/java/client.sh
ours=tests/generators/openapi-generator

install_ruby() { install_java && { has_ruby || apt_install ruby ruby-typhoeus ruby-marcel; }; }

check_ruby() {
  has_ruby || skip "there is no Ruby with typhoeus"
  openapi_generator ruby
  # -W0: the client has the same key three times in a hash, one for each flow of the OAuth scheme. The warning is harmless.
  each ruby rb ruby -W0 -c
  ruby -W0 -I "$out/ruby/lib" "$ours/authors.rb"
}

# `each NAME SUFFIX COMMAND…`: runs the command for every file of the generated library.
each() {
  find "$out/$1/lib" -name "*.$2" -print0 | xargs -0 -n 1 "${@:3}" >"$out/$1-files.log" 2>&1 || {
    grep -vE '^(Syntax OK|No syntax errors|$)' "$out/$1-files.log" | cut -c 1-200 | head -n 20
    fail "$1: $3 rejects a generated file"
  }
}

has_ruby() { ruby -e 'require "typhoeus"' 2>/dev/null; }

install_php() { install_java && { has_php || apt_install php-cli php-curl php-mbstring php-guzzlehttp-guzzle; }; }

check_php() {
  has_php || skip "there is no PHP with guzzle"
  openapi_generator php
  each php php php -l
  php "$ours/authors.php" "$out/php"
}

has_php() { php -r 'require "GuzzleHttp/autoload.php"; exit(extension_loaded("curl") && extension_loaded("mbstring") ? 0 : 1);' >/dev/null 2>&1; }

install_csharp() { install_java; }

check_csharp() {
  openapi_generator csharp
  python3 "$ours/names.py" "$out/csharp/src/Org.OpenAPITools/Model" cs
}

install_kotlin() { install_java; }

check_kotlin() {
  openapi_generator kotlin
  python3 "$ours/names.py" "$out/kotlin/src/main/kotlin/org/openapitools/client/models" kt
}
