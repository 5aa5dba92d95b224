# Recipes for development; `just` lists them. The gates are in .ci/run, and `.ci/run NAME…` runs some of them.

[private]
default:
    @just --list --unsorted

# Run every gate, as CI does
check:
    .ci/run

# Format the code
fmt:
    cargo fmt

# Check the format of the code, and run clippy
lint:
    .ci/run format clippy

# Build the documentation, including private items; warnings are errors
doc:
    .ci/run docs

# Check licences, sources and security advisories of the dependencies
deny:
    .ci/run licences advisories

# Run the tests on SQLite, and on PostgreSQL if IMPRINT_TEST_POSTGRES_URL names one
test *arguments:
    cargo test {{ arguments }}

# Run the tests on both databases; finds or starts a PostgreSQL
test-postgres *arguments:
    tools/with-postgres cargo test {{ arguments }}

# Generate openapi.yaml from the types
openapi:
    mkdir -p target
    cargo run --quiet -- openapi > target/openapi.yaml
    mv target/openapi.yaml openapi.yaml

# Say what has changed in the contract since BASE, and what it means for clients; `--format markdown` for a pull request
changes *arguments="docs/contract/released.yaml":
    cargo run --quiet -- openapi --diff {{ arguments }}

# Write docs/contract/CHANGELOG.md from the changes since the last release
changelog:
    mkdir -p target
    cargo run --quiet -- openapi --changelog > target/CHANGELOG.md
    mv target/CHANGELOG.md docs/contract/CHANGELOG.md

# Check that openapi.yaml is up to date, valid, follows the rules and breaks no callers
contract:
    .ci/run openapi breaking validator redocly spectral

# Check that the server does what its document says; `--examples 500 --seed 7` tests more thoroughly and takes longer
truth *arguments: build
    tools/with-postgres tools/truth --program "${CARGO_TARGET_DIR:-target}/release/imprint" {{ arguments }}

# Build the release binary
build:
    cargo build --release

# Generate clients in target/sdk: typescript, python, rust, java, go, or all of them
sdk *languages:
    tools/sdk {{ languages }}

# Test more generators, a mock server and a Postman collection; `just generators php prism` tests two of them
generators *names:
    tools/generators {{ names }}

# Get tokens with third-party OAuth libraries
oauth:
    tools/oauth

# Start the program, send it a few requests, stop it
smoke:
    .ci/run smoke

# Test the pages in a browser; `just browser --screenshots FOLDER` takes screenshots
browser *arguments:
    tools/browser {{ arguments }}

# Serve the demonstration data
demo:
    cargo run --release -- serve --demo

# Run the benchmarks
bench *arguments:
    cargo bench --bench http -- {{ arguments }}

# Measure signing in: sign-ins, their effect on other requests, and the cost of a token
bench-identity *arguments:
    cargo bench --bench http -- --identity {{ arguments }}

# Serve the demonstration data, and restart after each change of the code
watch:
    @cargo watch --version >/dev/null 2>&1 || { echo "cargo-watch is missing: cargo install --locked cargo-watch" >&2; exit 1; }
    cargo watch --watch src --watch migrations --exec "run -- serve --demo"

# Compare writes on PostgreSQL with pgbench and a Fastify program
bench-peers *arguments:
    cargo bench --bench http -- --peers {{ arguments }}
