#!/bin/sh
# Run a tool of package.json on the page's scripts, e.g. `sh scripts/page_tool.sh eslint .`
# Without Node.js it says so and checks nothing; in CI that is a failure.
set -eu
cd "$(dirname "$0")/.."
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    echo "No Node.js or no npm, so $1 does not check the page's scripts: install Debian's packages" \
        "'nodejs' and 'npm', or Node.js 18 or newer." >&2
    if [ -n "${CI:-}" ]; then exit 1; else exit 0; fi
fi
if [ ! -e node_modules/.stamp ] || [ package.json -nt node_modules/.stamp ]; then
    npm install --silent --no-package-lock --no-audit --no-fund
    touch node_modules/.stamp
fi
exec node_modules/.bin/"$@"
