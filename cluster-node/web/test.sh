#!/bin/sh
# Tests the page's rules: build.sh has installed what this needs.
set -eu
cd "$(dirname -- "$0")"
exec npm run --silent test
