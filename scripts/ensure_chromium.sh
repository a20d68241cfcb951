#!/bin/sh
# Make sure that the browser tests find a Chromium: the system's, the one named by
# WKSBM_CHROMIUM, or Playwright's own.
set -eu
for name in "${WKSBM_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq chromium >/dev/null && exit 0
fi
"${PYTHON:-python3}" -m playwright install chromium && exit 0
echo "No Chromium: install Debian's package 'chromium', or set WKSBM_CHROMIUM to the program." >&2
exit 1
