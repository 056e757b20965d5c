#!/usr/bin/env bash
# Builds northstar, installs DuckDB's driver into the repository's .tools folder, and runs northstar with the arguments given;
# without any, asks the example `stays` for its north star.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
export NORTHSTAR_DATA_DIR="${NORTHSTAR_DATA_DIR:-$here/.tools}"

cargo build --quiet --locked --manifest-path "$here/Cargo.toml" --bin northstar
northstar="${CARGO_TARGET_DIR:-$here/target}/debug/northstar"
if [ ! -e "$NORTHSTAR_DATA_DIR/drivers/duckdb/driver.json" ]; then
    "$northstar" driver install duckdb >&2
fi
if [ $# = 0 ]; then
    set -- --project "$here/examples/stays" query nights_booked --as-of 2026-02-22
fi
exec "$northstar" "$@"
