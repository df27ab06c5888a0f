#!/bin/sh
# Find a browser for the tests, or get one: sh tools/browser.sh PYTHON
# An installed Chromium or Chrome, else Debian's package where we are root, else Playwright's own.
# Without any, the browser's tests are skipped aloud; with CI=true that is a failure.
set -u
python=$1

found() {
    "$python" - <<'PY'
import sys
sys.path.insert(0, "tests")
from browser_path import browser_path
sys.exit(0 if browser_path() else 1)
PY
}

found && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "no Chromium or Chrome here: installing Debian's package"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1
    found && exit 0
fi
echo "no Chromium or Chrome here: trying Playwright's own"
"$python" -m playwright install chromium >/dev/null 2>&1
found && exit 0
echo "NO BROWSER: the tests that need one are skipped; install chromium to run them" >&2
[ "${CI:-}" != true ]
