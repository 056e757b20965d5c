#!/usr/bin/env bash
# Becomes the judge installed in DIRECTORY by setup.sh: requests on standard input, answers on standard output.
set -euo pipefail
[ $# = 1 ] || { echo "usage: run.sh DIRECTORY" >&2; exit 2; }
[ -e "$1/stamp" ] || { echo "run.sh: Trino is not installed; run tests/engines/trino/setup.sh $1" >&2; exit 1; }
# The quick compiler alone and the simplest collector: tests ask many small questions, and half the time would go into optimizing.
exec "$1/java" @"$1/options" -Xmx2g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "$1/classes:$1/jars/*" Judge
