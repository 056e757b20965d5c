#!/usr/bin/env bash
# Becomes the judge ENGINE, installed in DIRECTORY by setup.sh: requests on standard input, answers on standard output (see protocol.py).
set -euo pipefail
[ $# = 2 ] || { echo "usage: run.sh DIRECTORY ENGINE" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
[ "$2" != trino ] || exec "$here/trino/run.sh" "$1/trino"
python=$1/$2/bin/python
tests=$(dirname "$here")
[ -e "$tests/engines/requirements/$2.txt" ] || { echo "run.sh: there is no engine $2" >&2; exit 2; }
[ -x "$python" ] || { echo "run.sh: $2 is not installed; run tests/engines/setup.sh $1 $2" >&2; exit 1; }
# As a module: the files are named like packages that they import, and must not be found in their place.
PYTHONSAFEPATH=1 PYTHONPATH=$tests exec "$python" -B -m "engines.$2"
