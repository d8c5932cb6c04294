#!/usr/bin/env bash
# The gates that need no test: all of them run, and every one that fails is named at the end.
set -euo pipefail
cd "$(dirname "$0")/.."

failed=()

gate() {
    local name=$1
    shift
    echo "== $name"
    "$@" || failed+=("$name")
}

shell_scripts() {
    grep -rIlE --exclude-dir={.git,.venv,.cache,demo-output,bench-output,gallery-output} '^#!(/usr)?/bin/(env )?(ba)?sh$' .
}

check_shell() {
    local scripts
    mapfile -t scripts < <(shell_scripts)
    shellcheck "${scripts[@]}"
}

gate "ruff check" .venv/bin/ruff check --quiet .
gate "ruff format" .venv/bin/ruff format --quiet --check .
gate "pyright" .venv/bin/pyright --warnings
gate "lint-imports" .venv/bin/lint-imports
gate "shellcheck" check_shell

if [ ${#failed[@]} -gt 0 ]; then
    printf 'These gates failed: %s\n' "${failed[*]}" >&2
    exit 1
fi
