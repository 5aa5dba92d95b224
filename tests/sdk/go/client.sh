# shellcheck shell=bash disable=SC2154 # tools/sdk sources it

make_go() {
  # Without the property, models refuse fields that they don't know, and the contract reserves the right to add some.
  openapi_generator go --package-name imprint --additional-properties disallowAdditionalPropertiesIfNotPresent=false
}

# Offline: validator and oauth2 have what the client wants of the libraries of these names.
check_go() {
  local mod=$out/go-check.mod
  command -v go >/dev/null || { found+=("go: made, not compiled, there is no go"); return; }
  cp "$out/go/go.mod" "$mod" &&
    go mod edit -go=1.19 -replace "gopkg.in/validator.v2=$PWD/tests/sdk/go/validator" \
      -replace "golang.org/x/oauth2=$PWD/tests/sdk/go/oauth2" "$mod" &&
    (cd "$out/go" && GOPROXY=off GOTOOLCHAIN=local GOFLAGS=-mod=mod go build -modfile="$mod" ./...) &&
    found+=("go: compiled")
}
