#!/bin/sh
# Runs the browser tests against the nodes that the environment names, with the system's node and npm.
set -eu
cd "$(dirname -- "$0")"
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --no-audit --no-fund --silent
fi
npx --no-install tsc
exec npx --no-install playwright test "$@"
