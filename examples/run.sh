#!/usr/bin/env bash
# Builds northstar, installs DuckDB's driver into the repository's .tools folder, and runs northstar with the arguments given.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
export NORTHSTAR_DATA_DIR="${NORTHSTAR_DATA_DIR:-$here/.tools}"

cargo build --quiet --locked --manifest-path "$here/Cargo.toml" --bin northstar
northstar="${CARGO_TARGET_DIR:-$here/target}/debug/northstar"
"$northstar" driver install duckdb >&2
exec "$northstar" "$@"
