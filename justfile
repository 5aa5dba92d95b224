# What can be done here; `just` alone lists it. The gates are in .ci/run, and `.ci/run NAME…` runs some of them.

[private]
default:
    @just --list --unsorted

# Every gate, as CI runs them
check:
    .ci/run

# Format the code
fmt:
    cargo fmt

# Is the code formatted, and does clippy agree with it?
lint:
    .ci/run format clippy

# Build the documentation, private items too, without a warning
doc:
    .ci/run docs

# Licences, sources and security advisories of the dependencies
deny:
    .ci/run licences advisories

# Run the tests on SQLite, and on PostgreSQL if IMPRINT_TEST_POSTGRES_URL names one
test *arguments:
    cargo test {{ arguments }}

# Run the tests on both databases; finds or starts a PostgreSQL
test-postgres *arguments:
    tools/with-postgres cargo test {{ arguments }}

# Write openapi.yaml from the types
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

# Is openapi.yaml up to date, valid, within the rules, and no break?
contract:
    .ci/run openapi breaking validator redocly spectral

# Does the server do what its document says? With `--examples 500 --seed 7` it takes longer and looks further
truth *arguments: build
    tools/with-postgres tools/truth --program "${CARGO_TARGET_DIR:-target}/release/imprint" {{ arguments }}

# Build the release binary
build:
    cargo build --release

# Make clients into target/sdk: typescript, python, rust, java, go, or all of them
sdk *languages:
    tools/sdk {{ languages }}

# Get tokens with OAuth libraries that others wrote
oauth:
    tools/oauth

# Start the program, ask it a few things, stop it
smoke:
    .ci/run smoke

# Open the pages in a browser; `just browser --screenshots FOLDER` takes pictures of them
browser *arguments:
    tools/browser {{ arguments }}

# Serve demo data
demo:
    cargo run --release -- serve --demo

# Measure
bench *arguments:
    cargo bench --bench http -- {{ arguments }}

# Measure signing in: log-ins, what they cost others, what a token costs
bench-identity *arguments:
    cargo bench --bench http -- --identity {{ arguments }}

# Serve demo data, again after each change of the code
watch:
    @cargo watch --version >/dev/null 2>&1 || { echo "cargo-watch is missing: cargo install --locked cargo-watch" >&2; exit 1; }
    cargo watch --watch src --watch migrations --exec "run -- serve --demo"

# Measure writing on PostgreSQL beside pgbench and a Fastify program
bench-peers *arguments:
    cargo bench --bench http -- --peers {{ arguments }}
