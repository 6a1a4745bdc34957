#!/usr/bin/env bash
# Make .venv with exactly what requirements.lock says. The second run finds the stamp and does nothing.
set -eu
cd "$(dirname "$0")/.."

stamp=.venv/stamp
state=$(sha256sum requirements.lock pyproject.toml | sha256sum)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$state" ] && exit 0

python=$(command -v python3.11 || command -v python3 || true)
if [ -z "$python" ] || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Python 3.11 or newer is needed (apt-get install python3)." >&2
  exit 1
fi
if [ ! -x .venv/bin/pip ]; then
  rm -rf .venv
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "Python's venv is missing: run scripts/system-packages.sh demo as root (or apt-get install python3-venv)." >&2
    exit 1
  fi
  echo "Making .venv …"
  "$python" -m venv .venv
fi
echo "Installing what requirements.lock says …"
.venv/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
.venv/bin/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
echo "$state" > "$stamp"
