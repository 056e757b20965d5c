#!/usr/bin/env bash
# Installs judges of SQL, all or those named, each into a folder of its own under DIRECTORY. Finds nothing to do the second time.
# They need Python 3.11 or newer (PYTHON names another), databricks needs Java 17 or newer to run, and trino has needs of its own.
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: setup.sh DIRECTORY [ENGINE...]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
mkdir -p "$1"
directory=$(cd "$1" && pwd)
shift
if [ $# = 0 ]; then
    for file in "$here"/requirements/*.txt; do set -- "$@" "$(basename "$file" .txt)"; done
    set -- "$@" trino
fi
version=$("$python" --version)
log=$(mktemp)
trap 'rm -f "$log"' EXIT

failed=0
for engine in "$@"; do
    if [ "$engine" = trino ]; then
        "$here/trino/setup.sh" "$directory/trino" || failed=1
        continue
    fi
    requirements=$here/requirements/$engine.txt
    folder=$directory/$engine
    if [ ! -e "$requirements" ]; then
        echo "$engine: there is no such engine"
        failed=1
        continue
    fi
    stamp=$({ echo "$version"; cat "$requirements"; } | sha256sum | cut -d ' ' -f 1)
    if [ "$(cat "$folder/stamp" 2>/dev/null)" = "$stamp" ]; then
        echo "$engine: ready"
        continue
    fi
    started=$SECONDS
    rm -rf "$folder"
    # The lists are whole: nothing is installed that they do not name.
    if "$python" -m venv "$folder" >"$log" 2>&1 &&
        "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$requirements" >"$log" 2>&1 </dev/null; then
        # Its first start compiles for half a minute, and keeps what it made.
        [ "$engine" != bigquery ] || "$here/run.sh" "$directory" bigquery </dev/null >"$log" 2>&1 || { echo "$engine: $(tail -n 1 "$log")"; failed=1; continue; }
        echo "$stamp" >"$folder/stamp"
        echo "$engine: installed in $((SECONDS - started)) s, $(du -sm "$folder" | cut -f 1) MB"
    else
        echo "$engine: $(tail -n 1 "$log")"
        failed=1
    fi
done
exit $failed
