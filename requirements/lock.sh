#!/usr/bin/env bash
# Makes both locks again from pyproject.toml; `requirements/lock.sh --upgrade` takes the newest versions.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    local lock=$1
    shift
    .venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header \
        --no-build --quiet --output-file "$lock" "$@" >/dev/null
}

# Settings of the machine (its own indexes and folders of wheels) must not reach the locks.
unset UV_INDEX UV_EXTRA_INDEX_URL UV_FIND_LINKS UV_CONFIG_FILE
compile requirements/runtime.lock "$@"
compile requirements/dev.lock --group dev --constraint requirements/runtime.lock "$@"
echo "made requirements/runtime.lock and requirements/dev.lock"
