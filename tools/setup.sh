#!/usr/bin/env bash
# Finds a Python that is new enough and hands over to setup.py; `make setup` calls it.
set -euo pipefail
cd "$(dirname "$0")/.."

for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if command -v "$python" >/dev/null && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        if [ -x .venv/bin/python ] || "$python" -c 'import venv, ensurepip' 2>/dev/null; then
            exec "$python" tools/setup.py "$@"
        fi
        echo "Python's venv module is missing; on Debian or Ubuntu: apt install python3-venv" >&2
        exit 2
    fi
done
echo "Python 3.11 or newer is needed and was not found; on Debian 12, Ubuntu 24.04 or newer: apt install python3 python3-venv" >&2
exit 2
