#!/usr/bin/env bash
# Installs what reads the formats of `check` and runs its hooks in tests into DIRECTORY, at pinned versions. Finds nothing to do the second
# time. Needs Python 3.11 or newer, Node.js 20 or newer with npm, Java 17 or newer and Maven.
set -euo pipefail
[ $# = 1 ] || { echo "usage: setup.sh DIRECTORY" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
directory=$(cd "$1" && pwd)
python=${PYTHON:-python3}
started=$SECONDS
log=$(mktemp)
trap 'rm -f "$log"' EXIT

run() {
    "$@" >"$log" 2>&1 </dev/null || { cat "$log" >&2; echo "setup.sh: failed: $1" >&2; exit 1; }
}

stamp=$({ "$python" --version; cat "$here"/{setup.sh,requirements.txt,package-lock.json,pom.xml,Violations.java}; } | sha256sum | cut -d ' ' -f 1)
if [ "$(cat "$directory/stamp" 2>/dev/null)" = "$stamp" ]; then
    echo "formats: ready"
    exit 0
fi
rm -rf "$directory"/{stamp,python,node_modules,jars,classes}
run "$python" -m venv "$directory/python"
run "$directory/python/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$here/requirements.txt"
cp "$here"/package{,-lock}.json "$directory"
run npm ci --prefix "$directory" --ignore-scripts --no-audit --no-fund
run chmod +x "$directory"/node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool
run mvn --batch-mode --quiet --file "$here/pom.xml" dependency:copy-dependencies -DoutputDirectory="$directory/jars"
run java -jar "$directory"/jars/ecj-*.jar -17 -d "$directory/classes" -classpath "$(printf '%s:' "$directory"/jars/*.jar)" "$here/Violations.java"
rm "$directory"/jars/ecj-*.jar
echo "$stamp" >"$directory/stamp"
echo "formats: installed in $((SECONDS - started)) s, $(du -sm "$directory" | cut -f 1) MB"
