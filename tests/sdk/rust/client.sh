# shellcheck shell=bash disable=SC2154 # tools/sdk sources it

version_of_progenitor=0.15.1

install_rust() {
  home=$cache/cargo-progenitor-$version_of_progenitor
  if [ ! -x "$home/bin/cargo-progenitor" ]; then
    say "installing cargo-progenitor $version_of_progenitor into $home"
    # It runs for a second, so it is compiled for the compiler's time and not for its own.
    CARGO_PROFILE_RELEASE_OPT_LEVEL=0 cargo install cargo-progenitor --locked --version "$version_of_progenitor" --root "$home" >&2 ||
      not_run "cargo-progenitor $version_of_progenitor could not be installed"
  fi
}

make_rust() {
  local made=$out/rust.new
  install_rust
  rm -rf "$made"
  quiet progenitor "$home/bin/cargo-progenitor" progenitor \
    --input "$strict" --output "$made" --name imprint-client --version 0.1.0 --interface builder
  # Files that are touched are compiled again.
  if diff -rq "$made" "$out/rust" >/dev/null 2>&1; then rm -rf "$made"; else rm -rf "$out/rust" && mv "$made" "$out/rust"; fi
}

check_rust() {
  cargo build --locked --quiet --manifest-path tests/sdk/rust/Cargo.toml --target-dir "$out/cargo"
}

run_rust() {
  "$out/cargo/debug/imprint-sdk-round-trip" "$1"
}
