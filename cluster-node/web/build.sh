#!/bin/sh
# Builds the page into $1 with the system's npm, unless what is there is newer than all it is made from.
set -eu
cd "$(dirname -- "$0")"
out=$1
if [ -e "$out/index.html" ] && [ -z "$(find . -path ./node_modules -prune -o -type f -newer "$out/index.html" -print | head -n 1)" ]; then
    exit 0
fi
command -v npm >/dev/null 2>&1 || { echo "no npm on the PATH: the page is built with Node.js 20 or later (https://nodejs.org)" >&2; exit 1; }
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --no-audit --no-fund --silent
fi
CORDBOARD_WEB_OUT="$out" npm run --silent build
touch "$out/index.html"
