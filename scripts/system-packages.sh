#!/usr/bin/env bash
# Install the Debian packages that the software needs and that are missing; installs nothing that is there.
#   scripts/system-packages.sh demo    what the demo needs: fonts that print every name, Python's venv
#   scripts/system-packages.sh         also what the tests need: PostgreSQL, Chromium, strace, …
# As root it installs; as another user it says what to install. Exit 0: everything is there. 1: something is missing.
set -u

demo=(fonts-noto-cjk fonts-ipamj-mincho)
tests=(postgresql chromium gettext poppler-utils strace)

wanted=("${demo[@]}")
[ "${1:-}" = demo ] || wanted+=("${tests[@]}")
python3 -c 'import ensurepip, venv' 2>/dev/null || wanted+=(python3-venv)

missing=()
for package in "${wanted[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
  echo "Install these packages under the names your system gives them: ${missing[*]}" >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "Missing packages. Install them with: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "Installing ${missing[*]} …"
export DEBIAN_FRONTEND=noninteractive
# a server of our own is started for the tests; the package must not start one beside it
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null && exit 0
echo "apt-get could not install: ${missing[*]}" >&2
exit 1
