#!/bin/sh
# Install the wheel beside the registry's package that is called `geo`, and import both.
set -eu
cd "$(dirname "$0")/.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python=${PYTHON:-.venv/bin/python}
"$python" -m pip wheel --quiet --no-deps --wheel-dir "$room" .
"$python" -m pip install --quiet --no-deps --target "$room/site" "$room"/*.whl geo
cd "$room"
PYTHONPATH="$room/site" "$OLDPWD/$python" -c "
import geo, wksbm
for package in (geo, wksbm):
    assert package.__file__.startswith('$room'), package.__file__
"
