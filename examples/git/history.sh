#!/bin/sh
# Writes the history of a git repository as three CSV files: history.sh [REPOSITORY [FOLDER]]
#   commits.csv   one row per commit that HEAD reaches, oldest first
#   authors.csv   one row per author, with the time of the first commit
#   releases.csv  one row per tag that HEAD reaches
# REPOSITORY is the current folder where it is not given, FOLDER is `data` beside this script. Times are UTC. Nobody is named: an
# author's id is a hash of the e-mail address (after .mailmap) and of $HISTORY_SALT, where that is set. Needs git and awk.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repository=${1:-.}
folder=${2:-$here/data}
salt=${HISTORY_SALT:-}
tab=$(printf '\t')

# What a user's configuration must not change.
git() { TZ=UTC LC_ALL=C command git -c core.quotePath=true -c log.showSignature=false -c diff.renames=true "$@"; }

git -C "$repository" rev-parse --verify --quiet 'HEAD^{commit}' >/dev/null || {
    echo "history.sh: there is no commit in $repository" >&2
    exit 2
}
mkdir -p "$folder"
work=$(mktemp -d "${TMPDIR:-/tmp}/history.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# A line per commit, then one per file it changes (a merge has none).
git -C "$repository" log HEAD --reverse --no-color --no-ext-diff --no-textconv --numstat --date=format-local:'%Y-%m-%d %H:%M:%S' \
    --format="commit${tab}%H${tab}%aE${tab}%ad${tab}%aI${tab}%cd${tab}%P${tab}%s" >"$work/log"

# git hashes as well as anything, and is here for certain.
awk -F '\t' '$1 == "commit" && !seen[$3]++ { print $3 }' "$work/log" | while IFS= read -r address; do
    id=$(printf '%s%s' "$salt" "$address" | git hash-object --stdin | cut -c 1-12)
    printf '%s\t%s\n' "$address" "$id"
done >"$work/ids"

awk -F '\t' -v authors="$work/authors" '
    function flush() {
        if (commit == "") return
        print commit "," author "," authored "," offset "," committed "," parents "," files + 0 "," added + 0 "," removed + 0 "," \
            (parents > 1 ? "true" : "false") "," revert
        if (!(author in first) || authored < first[author]) first[author] = authored
    }
    function minutes(iso,    zone, size) {
        zone = substr(iso, 20)
        if (zone == "" || zone == "Z") return 0
        size = substr(zone, 2, 2) * 60 + substr(zone, 5, 2)
        return substr(zone, 1, 1) == "-" ? 0 - size : size
    }
    FILENAME != last { part++; last = FILENAME }
    part == 1 { id[$1] = $2; next }
    $1 == "commit" {
        flush()
        commit = $2; author = id[$3]; authored = $4; offset = minutes($5); committed = $6
        parents = split($7, hashes, " "); revert = $8 ~ /^Revert / ? "true" : "false"
        files = added = removed = 0
        next
    }
    # A binary file has dashes for its lines.
    NF >= 3 { files++; added += $1; removed += $2 }
    BEGIN { print "commit_id,author_id,authored_at,utc_offset_minutes,committed_at,parents,files_changed,insertions,deletions,is_merge,is_revert" }
    END {
        flush()
        for (one in first) print one "," first[one] > authors
    }
' "$work/ids" "$work/log" >"$folder/commits.csv"

{
    echo "author_id,first_commit_at"
    LC_ALL=C sort "$work/authors"
} >"$folder/authors.csv"

{
    echo "tag,released_at,commit_id"
    git -C "$repository" for-each-ref refs/tags --merged HEAD --sort=creatordate \
        --format="%(refname:strip=2)${tab}%(creatordate:format-local:%Y-%m-%d %H:%M:%S)${tab}%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)" |
        awk -F '\t' '{ gsub(/"/, "\"\"", $1); print "\"" $1 "\"," $2 "," $3 }'
} >"$folder/releases.csv"

echo "history.sh: $(($(wc -l <"$folder/commits.csv") - 1)) commits, $(($(wc -l <"$folder/authors.csv") - 1)) authors, $(($(wc -l <"$folder/releases.csv") - 1)) releases" >&2
