#!/bin/sh
# Prints a Python that the portal runs on: 3.11 or later, but not 3.13.0; 3.12 preferred.
# Usage: find_python.sh [interpreter]   (with an interpreter named, only that one is looked at)
check='
import sys
v = sys.version_info
if v < (3, 11):
    sys.exit("is Python %d.%d.%d: the portal needs 3.11 or later" % v[:3])
if v[:3] == (3, 13, 0):
    sys.exit("is Python 3.13.0, whose pickler breaks version history: take 3.13.1 or later, 3.12 or 3.11")
try:
    import ensurepip, venv
except ImportError:
    sys.exit("has no venv module: on Debian and Ubuntu, apt-get install python3-venv")
print(sys.executable)
'
reasons=""
for candidate in ${1:-python3.12 python3.11 python3 python3.13 python3.14}; do
  command -v "$candidate" >/dev/null 2>&1 || { reasons="$reasons
  $candidate: not found"; continue; }
  if answer=$("$candidate" -c "$check" 2>&1); then
    echo "$answer"
    exit 0
  fi
  reasons="$reasons
  $candidate: $(echo "$answer" | tail -n 1)"
done
echo "No suitable Python (3.11 or later, not 3.13.0; 3.12 preferred):$reasons
Install one, or name it: make start PYTHON=/path/to/python3.12" >&2
exit 1
