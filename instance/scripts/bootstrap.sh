#!/bin/sh
# Installs everything below the checkout. Usage: bootstrap.sh PYTHON
# A second run with nothing changed is the Makefile's business; this one always builds.
set -e
python=$1
cd "$(dirname "$0")/../.."

hint() {
  missing=""
  command -v cc >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1 || missing="a C compiler"
  header=$("$python" -c 'import sysconfig, os; print(os.path.join(sysconfig.get_paths()["include"], "Python.h"))')
  [ -f "$header" ] || missing="${missing:+$missing and }the Python header $header"
  if [ -n "$missing" ]; then
    echo "
Set-up failed, and this machine lacks $missing.
Packages with no ready-built wheel for it are compiled: on Debian and Ubuntu,
  apt-get install build-essential python3-dev
and then run make again." >&2
  else
    echo "
Set-up failed: the reason stands above (the whole log: instance/var/log/buildout.log).
It may be run again; what was downloaded is kept." >&2
  fi
  exit 1
}

mkdir -p instance/var/log
[ -x .venv/bin/python ] && [ "$(.venv/bin/python -c 'import sys; print(sys.base_prefix)' 2>/dev/null)" = "$("$python" -c 'import sys; print(sys.base_prefix)')" ] || {
  rm -rf .venv
  "$python" -m venv .venv || hint
}
echo "Setting up (about four minutes the first time) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt 2>instance/var/log/pip.log || {
  cat instance/var/log/pip.log >&2
  hint
}
.venv/bin/buildout >instance/var/log/buildout.log 2>&1 &
pid=$!
while kill -0 $pid 2>/dev/null; do
  sleep 2
  [ -t 1 ] && printf '\r  packages installed: %s ' "$(ls eggs/v5 2>/dev/null | wc -l)"
done
[ -t 1 ] && echo
wait $pid || {
  tail -n 25 instance/var/log/buildout.log >&2
  hint
}
touch bin/instance
