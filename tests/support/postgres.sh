#!/usr/bin/env bash
# Starts a PostgreSQL server in a folder of its own on the loopback port $1, says `ready` or what went wrong in one line,
# and stops it and removes the folder when standard input closes.
set -uo pipefail
# A signal must not end it before the server; the pipe it speaks through may be gone by the time the server runs.
trap '' INT HUP TERM PIPE

fail() {
    printf '%s\n' "$(printf '%s' "$1" | tr '\n' ' ')"
    exit 1
}

programs=$(dirname "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)" 2>/dev/null)
[ -x "$programs/initdb" ] || fail "there is no initdb"

folder=$(mktemp -d "${TMPDIR:-/tmp}/northstar-postgres.XXXXXX") || fail "there is no folder for temporary files"
# PostgreSQL refuses to run as root.
as_server=()
if [ "$(id -u)" = 0 ]; then
    id postgres >/dev/null 2>&1 || fail "there is no user postgres to run the server as"
    chown postgres "$folder"
    as_server=(runuser -u postgres --)
fi
cd "$folder" || fail "the folder $folder cannot be entered"

stop() {
    "${as_server[@]}" "$programs/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1
    cd / && rm -rf "$folder"
}
trap stop EXIT

output=$("${as_server[@]}" "$programs/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync 2>&1 </dev/null) ||
    fail "$output"
settings="-p $1 -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
"${as_server[@]}" "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -o "$settings" -w start >/dev/null 2>&1 </dev/null ||
    fail "$(tail -n 3 "$folder/log")"

echo ready
cat >/dev/null
