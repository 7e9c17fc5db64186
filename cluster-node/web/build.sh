#!/bin/sh
# Builds the page into $1 with the system's node and npm, unless what is there was made from the same sources.
set -eu
cd "$(dirname -- "$0")"
out=$1
least=20
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1 ||
    [ "$(node -p 'process.versions.node.split(".")[0]')" -lt $least ]; then
    echo "Expected node $least or later, and npm, on the PATH: the page is built with them (https://nodejs.org)" >&2
    exit 1
fi
# By content, not by time: a checkout or a copy changes times.
sources=$(find . \( -path ./node_modules -o -name '*.test.ts' \) -prune -o -type f -print | LC_ALL=C sort | xargs cat | cksum)
made=$out/../../web.made-from
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --no-audit --no-fund --silent
fi
if [ -e "$out/index.html" ] && [ "$(cat "$made" 2>/dev/null)" = "$sources" ]; then
    exit 0
fi
CORDBOARD_WEB_OUT="$out" npm run --silent build
printf '%s\n' "$sources" >"$made"
