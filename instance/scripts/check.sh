#!/bin/sh
# Linters and contracts (`make check`). Every one is run; the first failure decides the exit status.
cd "$(dirname "$0")/../.."
status=0

step() {
  title=$1
  shift
  if output=$("$@" 2>&1); then
    echo "ok    $title"
  else
    echo "FAIL  $title"
    echo "$output" | tail -n 40 | sed 's/^/      /'
    status=1
  fi
}


step "ruff: errors and imports" .venv/bin/ruff check .
step "ruff: layout" .venv/bin/ruff format --check .
step "zpretty: ZCML, templates, profiles" sh -c "git ls-files '*.zcml' '*.pt' 'profiles/*.xml' ':!theme/*' | xargs bin/zpretty --check"
step "import-linter: arrows between rooms" env PYTHONPATH=src/egov.portal bin/lint-imports
step "check-manifest: what the distribution carries" .venv/bin/check-manifest --no-build-isolation .
step "contracts: pins, translations" bin/pytest -q tests/contracts
exit $status
