#!/bin/sh
# Create a virtual environment: sh tools/venv.sh PYTHON FOLDER
# Debian ships Python without venv; where we are root, its package is installed.
set -eu
python=$1
folder=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "geobrief needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3.11" >&2
    exit 1
}
if "$python" -m venv "$folder" 2>/dev/null; then
    exit 0
fi
rm -rf "$folder"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    "$python" -m venv "$folder"
else
    echo "cannot create a virtual environment; install your system's python3-venv package" >&2
    exit 1
fi
